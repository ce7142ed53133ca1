#include "core/live/send_schedule.h"

#include "core/live/path_faults.h"

#include <algorithm>

namespace kai::live {

void SendSchedule::follow(LiveConnection& connection)
{
    connection.nextSend = kNever;
    if (connection.program.kind == ProgramKind::sendsEvery) {
        connection.nextSend = m_live.now() + connection.program.period;
        m_due.emplace(connection.nextSend, connection.id);
    }
}

void SendSchedule::send()
{
    const Moment now = m_live.now();
    while (!m_due.empty() && m_due.top().first <= now) {
        const auto [due, id] = m_due.top();
        m_due.pop();
        LiveConnection& connection = *m_live.connections.find(id);
        if (connection.nextSend != due || !connection.open()) {
            continue; // the program has changed, or the connection has ended
        }
        const Result<std::size_t> sent = sendData(m_live, connection, ".", {});
        connection.nextSend =
            std::max(due + connection.program.period, now + connection.program.period / 2);
        if (sent || sent.error().symbol == "EAGAIN") {
            m_due.emplace(connection.nextSend, id);
        }
    }
}

} // namespace kai::live
