#include "core/winsock/simulated_apply.h"
#include "core/winsock/simulated_faults.h"
#include "core/winsock/simulated_lab.h"

#include <algorithm>

namespace kai::winsock {

namespace {

constexpr char kAskText[] = "?";
constexpr char kProgramText[] = "x";

std::string errorDetail(const char* call, int error)
{
    return std::string(call) + ": " + winsockError(error, call).symbol;
}

Error endedWhileAsking(simulation::Cause cause)
{
    return {0, "ENDED", "ask",
            "The connection ended before an acknowledgement came: " +
                std::string(simulation::causeName(cause)) + ".",
            "Open the connection again and ask there."};
}

Error closedWhileAsking()
{
    return {0, "CLOSED", "ask", "The connection was closed here before an acknowledgement came.",
            "Wait for the answer before closing, or open the connection again and ask there."};
}

} // namespace

void SimulatedLab::socketNotice(ConnectionId id, const simulation::Notice& notice)
{
    auto& connection = *find(id);
    markChanged(connection);
    switch (notice.kind) {
    case simulation::NoticeKind::connected:
        connected(connection);
        break;
    case simulation::NoticeKind::connectFailed: {
        int error = 0;
        int length = sizeof error;
        hostOf(connection)
            .process.getsockopt(connection.socket, SOL_SOCKET, SO_ERROR,
                                reinterpret_cast<char*>(&error), &length);
        connectFailed(connection, winsockError(error, "connect"));
        break;
    }
    case simulation::NoticeKind::acknowledged:
        askedAcknowledged(connection, notice.end);
        break;
    case simulation::NoticeKind::ended:
        endAsked(connection,
                 notice.cause == simulation::Cause::reset ? AskOutcome::reset
                                                          : AskOutcome::unanswered,
                 endedWhileAsking(notice.cause));
        if (notice.cause != simulation::Cause::hostRestarted) { // then there is no program any more
            received(connection);
        }
        break;
    case simulation::NoticeKind::dataArrived:
    case simulation::NoticeKind::peerClosed:
        received(connection);
        break;
    case simulation::NoticeKind::due:
        valsCompleted(connection);
        break;
    case simulation::NoticeKind::incoming:
        break;
    }
}

void SimulatedLab::startProgram(SimulatedConnection& connection)
{
    if (connection.row.program.kind == ProgramKind::waitsInRecv) {
        receiveMore(connection);
    } else if (connection.row.program.kind == ProgramKind::sendsEvery) {
        const auto period = std::max(connection.row.program.period, milliseconds{1});
        connection.nextSend =
            m_world.schedule(saturatingAdd(m_world.now(), saturatingNanoseconds(period)), *this,
                             indexOf(connection.row.id));
    }
}

void SimulatedLab::stopProgram(SimulatedConnection& connection)
{
    if (connection.nextSend != simulation::ScheduleId::none) {
        m_world.cancel(std::exchange(connection.nextSend, simulation::ScheduleId::none));
    }
    if (connection.receiving && connection.socket != INVALID_SOCKET) {
        DWORD returned = 0;
        const int flushed = hostOf(connection)
                                .process.WSAIoctl(connection.socket, SIO_FLUSH, nullptr, 0, nullptr,
                                                  0, &returned, nullptr, nullptr);
        connection.receiving =
            flushed != 0; // refused while the network is down: it goes on waiting
    }
}

/// Waits in an overlapped receive; what has arrived already is taken first.
void SimulatedLab::receiveMore(SimulatedConnection& connection)
{
    auto& process = hostOf(connection).process;
    const WSABUF buffer{static_cast<u_long>(m_scratch.size()), m_scratch.data()};
    while (connection.socket != INVALID_SOCKET && !connection.receiving) {
        DWORD bytes = 0;
        DWORD flags = 0;
        connection.receive = {};
        if (process.WSARecv(connection.socket, &buffer, 1, &bytes, &flags, &connection.receive,
                            nullptr) != 0) {
            const int error = process.WSAGetLastError();
            connection.receiving = error == WSA_IO_PENDING;
            if (!connection.receiving) {
                sawError(connection, "recv", error);
                return;
            }
        } else if (bytes == 0) {
            closeConnection(connection, CloseKind::orderly);
        }
    }
}

/// The receive that was pending may have completed.
void SimulatedLab::received(SimulatedConnection& connection)
{
    if (!connection.receiving || connection.receive.Internal == WSA_IO_PENDING) {
        return;
    }
    connection.receiving = false;
    auto& process = hostOf(connection).process;
    DWORD bytes = 0;
    DWORD flags = 0;
    if (process.WSAGetOverlappedResult(connection.socket, &connection.receive, &bytes, 0, &flags) ==
        0) {
        connection.row.errorCode = static_cast<std::uint16_t>(process.WSAGetLastError());
        return;
    }
    if (bytes == 0) {
        closeConnection(connection, CloseKind::orderly);
    } else {
        receiveMore(connection);
    }
}

/// An error that the program met after the connection had ended; the ending itself was logged without it (P5).
void SimulatedLab::sawError(SimulatedConnection& connection, const char* call, int error)
{
    connection.row.errorCode = static_cast<std::uint16_t>(error);
    logEvent(connection, EventKind::note, errorDetail(call, error),
             static_cast<std::uint16_t>(error));
}

void SimulatedLab::notice(const simulation::Notice& notice)
{
    auto* connection = find(static_cast<ConnectionId>(notice.token));
    if (connection != nullptr && connection->socket != INVALID_SOCKET) {
        connection->nextSend = simulation::ScheduleId::none;
        sendNext(*connection);
    }
}

/// The program that sends reads what has come only then, so it meets an ending with its next send.
void SimulatedLab::sendNext(SimulatedConnection& connection)
{
    auto& process = hostOf(connection).process;
    if (process.send(connection.socket, kProgramText, 1, 0) == SOCKET_ERROR &&
        process.WSAGetLastError() != WSAEWOULDBLOCK) {
        sawError(connection, "send", process.WSAGetLastError());
        markChanged(connection);
        return;
    }
    int got = 0;
    do {
        got = process.recv(connection.socket, m_scratch.data(), static_cast<int>(m_scratch.size()),
                           0);
    } while (got > 0);
    if (got == 0) {
        closeConnection(connection, CloseKind::orderly);
        return;
    }
    startProgram(connection);
}

void SimulatedLab::ask(CommandId command, SimulatedConnection& connection, const std::string& text)
{
    const std::string bytes = text.empty() ? kAskText : text;
    auto& process = hostOf(connection).process;
    AskReport report;
    report.command = command;
    report.id = connection.row.id;
    if (process.send(connection.socket, bytes.data(), static_cast<int>(bytes.size()), 0) ==
        SOCKET_ERROR) {
        report.outcome = AskOutcome::refused;
        report.error = winsockError(process.WSAGetLastError(), "send");
    } else {
        const auto end = endOf(connection);
        const auto waiting = static_cast<std::uint32_t>(m_world.unacknowledged(end));
        connection.asked.push_back(
            {command, m_world.now(), m_world.firstUnacknowledged(end) + waiting});
    }
    m_changes.asks.push_back(report);
    markChanged(connection);
}

void SimulatedLab::reportAsked(const SimulatedConnection& connection, const Asked& asked,
                               AskOutcome outcome, const std::optional<Error>& error)
{
    AskReport report;
    report.command = asked.command;
    report.id = connection.row.id;
    report.outcome = outcome;
    report.after = m_world.now() - asked.sent;
    report.error = error;
    if (connection.socket != INVALID_SOCKET) {
        report.retransmits = m_world.timers(endOf(connection)).retransmits;
    }
    m_changes.asks.push_back(std::move(report));
}

void SimulatedLab::askedAcknowledged(SimulatedConnection& connection, simulation::EndId end)
{
    const std::uint32_t open = m_world.firstUnacknowledged(end);
    std::erase_if(connection.asked, [&](const Asked& asked) {
        const bool answered = static_cast<std::int32_t>(open - asked.until) >= 0;
        if (answered) {
            reportAsked(connection, asked, AskOutcome::acknowledged);
        }
        return answered;
    });
}

void SimulatedLab::askedRetransmitted(const SimulatedConnection& connection)
{
    for (const Asked& asked : connection.asked) {
        reportAsked(connection, asked, AskOutcome::unanswered);
    }
}

void SimulatedLab::endAsked(SimulatedConnection& connection, AskOutcome outcome, const Error& error)
{
    for (const Asked& asked : connection.asked) {
        reportAsked(connection, asked, outcome, error);
    }
    connection.asked.clear();
}

/// The fault is logged first: what it brings about at this very moment comes after it.
void SimulatedLab::inject(SimulatedConnection& connection, const Fault& fault)
{
    const bool restored = fault.kind == FaultKind::restored;
    if (!sendsData(fault.kind)) {
        logEvent(connection, restored ? EventKind::fault_cleared : EventKind::fault_set,
                 faultWord(fault));
    }
    bringAbout(connection, fault);
    connection.faults.note(fault.kind);
    connection.row.activeFault = static_cast<std::uint8_t>(connection.faults.shown());
    markChanged(connection);
}

void SimulatedLab::bringAbout(const SimulatedConnection& connection, const Fault& fault)
{
    const auto end = endOf(connection);
    const auto peer = m_world.peerOf(end);
    const auto bytes = std::as_bytes(std::span(fault.data));
    if (isPathFault(fault.kind)) {
        const auto seed = lossSeed(m_seed, fault, connection.row.id);
        m_world.setPath(end, withFault(m_world.path(end), fault, seed));
    }
    if (fault.kind == FaultKind::rebooted) {
        m_peer->reboot(peer);
    } else if (fault.kind == FaultKind::peerCloses) {
        m_peer->close(peer);
    } else if (fault.kind == FaultKind::peerResets) {
        m_peer->reset(peer);
    } else if (fault.kind == FaultKind::peerSends) {
        m_peer->send(peer, bytes);
    } else if (fault.kind == FaultKind::peerHangs) {
        m_peer->hang(peer);
    } else if (fault.kind == FaultKind::restored) {
        m_peer->wake(peer);
    } else if (fault.kind == FaultKind::weSend) {
        hostOf(connection)
            .process.send(connection.socket, fault.data.data(), static_cast<int>(fault.data.size()),
                          0);
    }
}

void SimulatedLab::closeConnection(SimulatedConnection& connection, CloseKind kind)
{
    auto& owner = hostOf(connection);
    stopProgram(connection);
    endAsked(connection, AskOutcome::unanswered, closedWhileAsking());
    refreshRow(connection, m_world, endOf(connection));
    if (kind == CloseKind::reset) {
        const linger abortive{1, 0};
        owner.process.setsockopt(connection.socket, SOL_SOCKET, SO_LINGER,
                                 reinterpret_cast<const char*>(&abortive), sizeof abortive);
    }
    owner.connections.erase(connection.socket);
    owner.process.closesocket(connection.socket);
    connection.socket = INVALID_SOCKET;
    markChanged(connection);
}

} // namespace kai::winsock
