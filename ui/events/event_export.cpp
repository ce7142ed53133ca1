#include "ui/events/event_export.h"

#include <QFile>

#include <utility>

namespace kai::ui {

EventExport::EventExport(QObject* parent)
    : QObject(parent)
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

void EventExport::start(const history::EventLog& log, history::EventNames names, Moment from,
                        Moment until, const QString& file)
{
    wait();
    m_writer = std::thread([this, &log, names = std::move(names), from, until, file] {
        const Status status = history::writeEventFile({log, names, from, until},
                                                      QFile::encodeName(file).toStdString());
        if (status) {
            Q_EMIT written(file);
        } else {
            Q_EMIT failed(status.error());
        }
    });
}

} // namespace kai::ui
