#include "ui/events/event_export.h"

#include <QFile>

#include <utility>

namespace kai::ui {

EventExport::EventExport(QObject* parent)
    : QObject(parent)
    , m_watch(std::make_unique<history::ExportWatch>())
{
}

EventExport::~EventExport()
{
    wait();
}

void EventExport::wait()
{
    if (m_writer.joinable()) {
        m_writer.join();
    }
}

void EventExport::cancel()
{
    m_watch->cancelled = true;
}

double EventExport::progress() const
{
    const auto total = static_cast<double>(m_watch->total);
    return total > 0 ? static_cast<double>(m_watch->written) / total : 0;
}

bool EventExport::start(const history::EventLog& log, history::EventNames names, Moment from,
                        Moment until, const QString& file)
{
    if (m_running) {
        return false;
    }
    wait(); // the one before has told its end already
    m_watch = std::make_unique<history::ExportWatch>();
    m_running = true;
    m_writer = std::thread([this, &log, names = std::move(names), from, until, file] {
        const Status status = history::writeEventFile({log, names, from, until, m_watch.get()},
                                                      QFile::encodeName(file).toStdString());
        const bool cancelled = m_watch->cancelled;
        m_running = false;
        tell(status, cancelled, file);
    });
    return true;
}

void EventExport::tell(const Status& status, bool wasCancelled, const QString& file)
{
    if (status) {
        Q_EMIT written(file);
    } else if (wasCancelled) {
        Q_EMIT cancelled(file);
    } else {
        Q_EMIT failed(status.error());
    }
}

} // namespace kai::ui
