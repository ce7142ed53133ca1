#pragma once

#include "core/winsock/socket_table.h"
#include "core/winsock/winsock.h"

#include <deque>
#include <functional>

namespace kai::winsock {

/// Adds one for as long as it lives.
class Depth {
public:
    explicit Depth(int& depth)
        : m_depth(depth)
    {
        ++m_depth;
    }
    ~Depth() { --m_depth; }
    Depth(const Depth&) = delete;
    Depth& operator=(const Depth&) = delete;

private:
    int& m_depth;
};

/// What stands behind the calls of Winsock: the state of one process with one thread, and what all calls share. The calls
/// themselves return error codes (0 = success) through finish().
class Process final : public simulation::Observer {
public:
    Process(Pump& pump, HostId host, const ProcessOptions& options);
    ~Process();
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    [[nodiscard]] simulation::World& world() { return m_pump.world(); }
    [[nodiscard]] const simulation::Host& host() const { return m_pump.world().host(m_host); }
    [[nodiscard]] HostId hostId() const { return m_host; }
    [[nodiscard]] bool observed() const { return m_options.behaviour == Behaviour::observed; }
    ProcessOptions& options() { return m_options; }
    HandleTable& handles() { return m_handles; }
    [[nodiscard]] const HandleTable& handles() const { return m_handles; }
    simulation::PathSettings& path() { return m_path; }
    void setWatcher(SocketWatcher* watcher) { m_watcher = watcher; }

    // ---- Start and end
    int startup(WORD requested, WSADATA* data);
    int cleanup();
    void forgetEverything();
    [[nodiscard]] bool hasBlockingHooks() const { return (m_version & 0xFF) == 1; }

    // ---- What every call asks first
    [[nodiscard]] int initialised() const;
    [[nodiscard]] int noCallback() const;
    [[nodiscard]] int networkUp() const;
    /// initialised() and noCallback().
    [[nodiscard]] int ready() const;
    /// ready() and networkUp().
    [[nodiscard]] int readyOnNetwork() const;
    [[nodiscard]] bool readable(const void* start, std::size_t size) const;
    [[nodiscard]] bool writable(void* start, std::size_t size) const;

    // ---- The thread's last error
    [[nodiscard]] int lastError() const { return m_lastError; }
    void setLastError(int error) { m_lastError = error; }
    /// 0 and, in observed behaviour, a cleared last error (O7); or SOCKET_ERROR and the error as the last one.
    int finish(int error);
    /// Remembers what a call of the two pages stopped at; its error.
    int checked(const Failure& failure);
    [[nodiscard]] std::optional<Check> failedCheck() const { return m_failedCheck; }

    // ---- Waiting
    /// A blocking call: 0 when done, WSAETIMEDOUT at the limit, WSAEINTR, or WSAEWOULDBLOCK inside the world's run.
    int block(const std::function<bool()>& done, Moment limit = kNever);
    /// The thread waits without being in a Winsock call.
    Pump::Outcome wait(const std::function<bool()>& done, Moment limit);
    [[nodiscard]] Moment limitAfter(DWORD milliseconds) const;
    int cancelBlockingCall();
    [[nodiscard]] bool isBlocking() const { return m_blocking > 0; }
    BLOCKINGHOOK* exchangeHook(BLOCKINGHOOK* hook);

    // ---- Overlapped operations
    /// The overlapped structure becomes pending and its event unsignalled.
    void begin(Socket& socket, Operation operation);
    void complete(const Operation& operation, int error, DWORD bytes);
    /// All that pends on the socket completes with WSA_OPERATION_ABORTED (I9).
    void abortOperations(Socket& socket);
    /// False when there is no such thread.
    bool queueApc(const WSATHREADID& thread, std::function<void()> routine);
    [[nodiscard]] bool hasApcs() const { return !m_apcs.empty(); }
    /// Runs what is queued for the thread; false when nothing was.
    bool runApcs();
    static constexpr WSATHREADID kThread{0x204, 0};
    int callCondition(CONDITIONPROC* condition, const sockaddr& caller, std::uint64_t data);

    // ---- Sockets
    [[nodiscard]] sockaddr addressOf(const simulation::Address& address) const;
    void release(SOCKET s);
    /// What send and recv say of a connection that has ended (P5); 0 while it has not.
    int endError(Socket& socket, bool inProgress);
    /// What is there is received, or why not: WSAEWOULDBLOCK when one has to wait.
    int receiveNow(Socket& socket, std::span<std::byte> buffer, DWORD& received, bool inProgress);

    void notice(const simulation::Notice& notice) override;
    [[nodiscard]] std::uint16_t errorNumber(simulation::EndId end,
                                            simulation::Cause cause) const override;

private:
    void callHook();
    void deal(Socket& socket, const simulation::Notice& notice);
    void completeConnect(Socket& socket, int error);
    void feedReceives(Socket& socket);
    void completeIoctl(Socket& socket);

    Pump& m_pump;
    HostId m_host;
    ProcessOptions m_options;
    simulation::PathSettings m_path;
    HandleTable m_handles;
    SocketWatcher* m_watcher = nullptr;
    int m_startups = 0;
    WORD m_version = 0;
    int m_lastError = 0;
    std::optional<Check> m_failedCheck;
    int m_blocking = 0;   ///< Winsock calls that block now
    int m_routines = 0;   ///< completion routines that run now
    int m_conditions = 0; ///< condition functions that run now
    bool m_cancelled = false;
    BLOCKINGHOOK* m_hook = nullptr;
    std::deque<std::function<void()>> m_apcs;
};

/// Applies the values of SIO_KEEPALIVE_VALS to an end (I2; O3: 0 ms acts as 1 ms).
void applyKeepAliveVals(simulation::World& world, simulation::EndId end,
                        const tcp_keepalive& values);

} // namespace kai::winsock
