#pragma once

#include "core/keepalive/result.h"

#include <QDockWidget>

#include <cstdint>

class QLabel;
class QProgressBar;
class QTimer;
class QToolButton;

namespace kai::ui {

class EventExport;
class EventsPanel;
class LabController;

/// The dock with the events list: fed by the lab, exported into files. Closed at first; a long export opens it, for its progress
/// and Cancel are here. GUI thread.
class EventsDock : public QDockWidget {
    Q_OBJECT

public:
    /// The lab must outlive it.
    explicit EventsDock(LabController& lab, QWidget* parent = nullptr);

    [[nodiscard]] EventsPanel& panel() { return *m_panel; }
    /// Asks for a file and writes the events of the list's range into it, or all.
    void exportEvents();
    /// The same without asking. Error EXPORT_RUNS, told by failed(), while the one before is not done.
    void exportTo(const QString& file);

Q_SIGNALS:
    void exported(const QString& file);
    void failed(const kai::Error& error);

private:
    void buildProgress();
    /// Another lab: an export of the former one's events is cancelled before that lab goes.
    void setLab();
    void watch();
    void onWritten(const QString& file);
    void onCancelled(const QString& file);
    void onEnd(const QString& words);

    LabController& m_lab;
    EventsPanel* m_panel;
    EventExport* m_export;
    QWidget* m_progress = nullptr; ///< the line above the list while an export runs
    QLabel* m_words = nullptr;
    QProgressBar* m_bar = nullptr;
    QToolButton* m_cancel = nullptr;
    QTimer* m_watch;
    std::uint64_t m_exportedEnd =
        0; ///< of the export that runs: all before it will be in the file; 0 when not all is written
};

} // namespace kai::ui
