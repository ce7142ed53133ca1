#pragma once

#include "core/history/event_file.h"

#include <QObject>
#include <QString>

#include <memory>
#include <thread>

namespace kai::ui {

/// Writes events into a file (.csv or .json by suffix) on a thread of its own: a long log must not hold up the window. GUI thread.
class EventExport : public QObject {
    Q_OBJECT

public:
    explicit EventExport(QObject* parent = nullptr);
    /// Waits for the file.
    ~EventExport() override;

    /// Events with from <= time < until. Returns at once; written(), cancelled() or failed() tells how it ended. False, and nothing is
    /// done, while another one runs. The log must stay until the end, or until wait() has returned.
    bool start(const history::EventLog& log, history::EventNames names, Moment from, Moment until,
               const QString& file);
    /// Ends the one that runs within some thousand events; no file is left of it.
    void cancel();
    void wait();

    [[nodiscard]] bool isRunning() const { return m_running; }
    /// Part of the events that are written, 0 to 1.
    [[nodiscard]] double progress() const;

Q_SIGNALS:
    // Sent by the writer's thread, so that connections to objects of this one are queued.
    void written(const QString& file);
    void cancelled(const QString& file);
    void failed(const kai::Error& error);

private:
    void tell(const Status& status, bool cancelled, const QString& file);

    std::thread m_writer;
    std::atomic<bool> m_running{false};
    std::unique_ptr<history::ExportWatch> m_watch; ///< of the export that runs, or ran last
};

} // namespace kai::ui
