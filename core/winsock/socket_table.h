#pragma once

#include "core/simulation/observer.h"
#include "core/simulation/world.h"
#include "core/winsock/types.h"

#include <cstddef>
#include <span>
#include <unordered_map>
#include <vector>

namespace kai::winsock {

/// One overlapped operation under way. What it needs of its caller's memory is copied, but for what it writes to: the overlapped structure
/// and the receive buffer, which are looked at anew before that.
struct Operation {
    enum class Kind : std::uint8_t {
        keepAliveVals,
        settled, ///< completes with `error`: refused (O6), or done with the call itself (SIO_FLUSH, FIONBIO)
        receive,
        connect,
    };
    Kind kind = Kind::keepAliveVals;
    int error = 0;
    WSAOVERLAPPED* overlapped = nullptr;
    WSAOVERLAPPED_COMPLETION_ROUTINE* routine = nullptr;
    tcp_keepalive values{};
    std::span<std::byte> buffer{}; ///< of a receive
    /// The structure, not the caller's pointer to it (I8).
    WSATHREADID thread{};
    simulation::ScheduleId due = simulation::ScheduleId::none;
    Moment dueAt = kNever;
    std::vector<std::byte> firstData{}; ///< what ConnectEx sends
};

/// What a process knows of one of its sockets beyond its end in the world.
struct Socket {
    enum class Use : std::uint8_t { fresh, listening, connecting, connected };

    int type = SOCK_STREAM;
    Use use = Use::fresh;
    bool bound = false;
    bool overlapped = true;
    bool nonBlocking = false;
    bool sendShut = false;
    bool receiveShut = false;
    bool resetOnClose = false; ///< SO_LINGER with zero seconds
    std::uint16_t provider = 0;
    /// Blocking calls of this process that wait in recv or send on it: P5 looks at them.
    std::uint16_t callsInProgress = 0;
    simulation::EndId end = simulation::EndId::none; ///< of a stream socket
    simulation::Cause ended = simulation::Cause::none;
    bool endTold = false; ///< a call has failed because of `ended`
    int error = 0;        ///< SO_ERROR, until it is read
    std::vector<Operation> operations;
    /// Connections that a condition function put off.
    std::vector<simulation::EndId> deferred;

    [[nodiscard]] bool receivePending() const;
};

/// The handles of one process: sockets and events share one number space, and no number is used twice.
class HandleTable {
public:
    SOCKET add(Socket socket);
    WSAEVENT addEvent();
    [[nodiscard]] Socket* find(SOCKET s);
    [[nodiscard]] const Socket* find(SOCKET s) const;
    [[nodiscard]] SOCKET ofEnd(simulation::EndId end) const;
    /// After a socket's end was replaced.
    void mapEnd(simulation::EndId end, SOCKET s);
    void unmapEnd(simulation::EndId end);
    void remove(SOCKET s);
    [[nodiscard]] bool* findEvent(WSAEVENT event);
    bool removeEvent(WSAEVENT event);
    [[nodiscard]] std::vector<SOCKET> sockets() const;
    void clear();

private:
    std::unordered_map<SOCKET, Socket> m_sockets;
    std::unordered_map<simulation::EndId, SOCKET> m_ofEnd;
    std::unordered_map<WSAEVENT, bool> m_events;
    std::uint64_t m_last = 0x100;
};

} // namespace kai::winsock
