#pragma once

#include "core/keepalive/result.h"

#include <QDockWidget>

namespace kai::ui {

class EventExport;
class EventsPanel;
class LabController;

/// The dock with the events list: fed by the lab, exported into files. Closed at first. GUI thread.
class EventsDock : public QDockWidget {
    Q_OBJECT

public:
    /// The lab must outlive it.
    explicit EventsDock(LabController& lab, QWidget* parent = nullptr);

    [[nodiscard]] EventsPanel& panel() { return *m_panel; }
    /// Another lab.
    void setLab();
    /// Asks for a file and writes the events of the list's range into it, or all.
    void exportEvents();

Q_SIGNALS:
    void exported(const QString& file);
    void failed(const kai::Error& error);

private:
    LabController& m_lab;
    EventsPanel* m_panel;
    EventExport* m_export;
};

} // namespace kai::ui
