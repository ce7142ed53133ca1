#pragma once

#include "core/history/event_file.h"

#include <QObject>
#include <QString>

#include <thread>

namespace kai::ui {

/// Writes events into a file (.csv or .json by suffix) on a thread of its own: a long log must not hold up the window. GUI thread.
class EventExport : public QObject {
    Q_OBJECT

public:
    explicit EventExport(QObject* parent = nullptr);
    /// Waits for the file.
    ~EventExport() override;

    /// Events with from <= time < until. Returns at once, or when the file before it is done; written() or failed() tells how it
    /// ended. The log must stay until then, or until wait() has returned.
    void start(const history::EventLog& log, history::EventNames names, Moment from, Moment until,
               const QString& file);
    void wait();

Q_SIGNALS:
    // Sent by the writer's thread, so that connections to objects of this one are queued.
    void written(const QString& file);
    void failed(const kai::Error& error);

private:
    std::thread m_writer;
};

} // namespace kai::ui
