#include "core/winsock/process.h"

#include "core/winsock/address_space.h"
#include "core/winsock/ending_errors.h"

#include <algorithm>

namespace kai::winsock {

namespace {

/// A blocking hook that always answers "there is more to do" is called no more often than this between two events.
constexpr int kHookCalls = 1'000;

} // namespace

Process::Process(Pump& pump, HostId host, const ProcessOptions& options)
    : m_pump(pump)
    , m_host(host)
    , m_options(options)
{
}

Process::~Process()
{
    forgetEverything();
}

void Process::forgetEverything()
{
    for (const SOCKET s : m_handles.sockets()) {
        release(s);
    }
    m_handles.clear();
    m_apcs.clear();
    m_hook = nullptr;
    m_startups = 0;
}

int Process::initialised() const
{
    return m_startups > 0 ? 0 : WSANOTINITIALISED;
}

int Process::noCallback() const
{
    const bool routine = m_routines > 0 && !observed();
    const bool blocking = m_blocking > 0 && hasBlockingHooks();
    return routine || blocking || m_conditions > 0 ? WSAEINPROGRESS : 0;
}

int Process::networkUp() const
{
    return host().networkUp() ? 0 : WSAENETDOWN;
}

int Process::ready() const
{
    const int error = initialised();
    return error != 0 ? error : noCallback();
}

int Process::readyOnNetwork() const
{
    const int error = ready();
    return error != 0 ? error : networkUp();
}

bool Process::readable(const void* start, std::size_t size) const
{
    return m_options.trustPointers ? start != nullptr || size == 0 : isReadable(start, size);
}

bool Process::writable(void* start, std::size_t size) const
{
    return m_options.trustPointers ? start != nullptr || size == 0 : isWritable(start, size);
}

int Process::finish(int error)
{
    if (error != 0) {
        m_lastError = error;
        return SOCKET_ERROR;
    }
    if (observed()) {
        m_lastError = 0;
    }
    return 0;
}

int Process::checked(const Failure& failure)
{
    m_failedCheck = failure.check;
    return failure.error;
}

void Process::callHook()
{
    for (int calls = 0; m_hook != nullptr && calls < kHookCalls && !m_cancelled; ++calls) {
        if (m_hook() == 0) {
            return;
        }
    }
}

int Process::block(const std::function<bool()>& done, Moment limit)
{
    const Depth blocking(m_blocking);
    m_cancelled = false;
    const auto outcome = wait(
        [&] {
            if (!done() && !m_cancelled) {
                callHook();
            }
            return m_cancelled || done();
        },
        limit);
    if (m_cancelled || outcome == Pump::Outcome::nothingLeft) {
        return WSAEINTR;
    }
    if (outcome == Pump::Outcome::nested) {
        return WSAEWOULDBLOCK;
    }
    return outcome == Pump::Outcome::timedOut ? WSAETIMEDOUT : 0;
}

Pump::Outcome Process::wait(const std::function<bool()>& done, Moment limit)
{
    return m_pump.runUntil(done, limit);
}

Moment Process::limitAfter(DWORD milliseconds) const
{
    return milliseconds == WSA_INFINITE
               ? kNever
               : saturatingAdd(m_pump.world().now(), std::chrono::milliseconds{milliseconds});
}

int Process::cancelBlockingCall()
{
    if (m_blocking == 0) {
        return WSAEINVAL;
    }
    m_cancelled = true;
    return 0;
}

BLOCKINGHOOK* Process::exchangeHook(BLOCKINGHOOK* hook)
{
    return std::exchange(m_hook, hook);
}

void Process::begin(Socket& socket, Operation operation)
{
    operation.overlapped->Internal = WSA_IO_PENDING;
    operation.overlapped->InternalHigh = 0;
    if (bool* event = m_handles.findEvent(operation.overlapped->hEvent)) {
        *event = false;
    }
    socket.operations.push_back(std::move(operation));
}

void Process::complete(const Operation& operation, int error, DWORD bytes)
{
    auto* overlapped = operation.overlapped;
    if (!writable(overlapped, sizeof *overlapped)) {
        return;
    }
    overlapped->Internal = static_cast<std::uint64_t>(error);
    overlapped->InternalHigh = bytes;
    if (operation.routine != nullptr) {
        const auto code = static_cast<DWORD>(error);
        queueApc(operation.thread, [routine = operation.routine, code, bytes, overlapped] {
            routine(code, bytes, overlapped, 0);
        });
    } else if (bool* event = m_handles.findEvent(overlapped->hEvent)) {
        *event = true;
    }
}

void Process::abortOperations(Socket& socket)
{
    for (const auto& operation : std::exchange(socket.operations, {})) {
        if (operation.due != simulation::ScheduleId::none) {
            world().cancel(operation.due);
        }
        complete(operation, WSA_OPERATION_ABORTED, 0);
    }
}

bool Process::queueApc(const WSATHREADID& thread, std::function<void()> routine)
{
    if (thread.ThreadHandle != kThread.ThreadHandle) {
        return false;
    }
    m_apcs.push_back(std::move(routine));
    return true;
}

bool Process::runApcs()
{
    if (m_apcs.empty()) {
        return false;
    }
    const Depth running(m_routines);
    while (!m_apcs.empty()) {
        const auto routine = std::move(m_apcs.front());
        m_apcs.pop_front();
        routine();
    }
    return true;
}

int Process::callCondition(CONDITIONPROC* condition, const sockaddr& caller, std::uint64_t data)
{
    const Depth running(m_conditions);
    return condition(&caller, data);
}

sockaddr Process::addressOf(const simulation::Address& address) const
{
    sockaddr result;
    result.sin_port = networkOrder16(address.port);
    if (address.host != simulation::Address::kNoHost) {
        result.sin_addr = networkOrder32(m_pump.world().host(address.host).ipv4());
    }
    return result;
}

void Process::release(SOCKET s)
{
    Socket* socket = m_handles.find(s);
    if (socket == nullptr) {
        return;
    }
    abortOperations(*socket);
    for (const auto end : socket->deferred) {
        world().abort(end);
    }
    if (socket->end != simulation::EndId::none) {
        world().setObserver(socket->end, nullptr);
        socket->resetOnClose ? world().abort(socket->end) : world().close(socket->end);
    }
    m_handles.remove(s);
}

int Process::endError(Socket& socket, bool inProgress)
{
    const bool firstSaysNetReset = m_options.assumed.laterNetReset && !socket.endTold;
    const int error = endedError(socket.ended, inProgress || firstSaysNetReset);
    socket.endTold = socket.endTold || error != 0;
    return error;
}

int Process::receiveNow(Socket& socket, std::span<std::byte> buffer, DWORD& received,
                        bool inProgress)
{
    received = 0;
    if (world().readable(socket.end) > 0) {
        // A wait lies behind it, in which the caller may have given its memory back.
        if (inProgress && !writable(buffer.data(), buffer.size())) {
            return WSAEFAULT;
        }
        received = static_cast<DWORD>(world().receive(socket.end, buffer));
        return 0;
    }
    if (const int error = endError(socket, inProgress); error != 0) {
        return error;
    }
    return world().peerHasClosed(socket.end) || socket.ended != simulation::Cause::none
               ? 0
               : WSAEWOULDBLOCK;
}

void Process::notice(const simulation::Notice& notice)
{
    const SOCKET s =
        notice.kind == simulation::NoticeKind::due ? notice.token : m_handles.ofEnd(notice.end);
    if (Socket* socket = m_handles.find(s)) {
        deal(*socket, notice);
        if (m_watcher != nullptr) {
            m_watcher->socketNotice(s, notice);
        }
    }
}

void Process::deal(Socket& socket, const simulation::Notice& notice)
{
    switch (notice.kind) {
    case simulation::NoticeKind::connected:
        socket.use = Socket::Use::connected;
        completeConnect(socket, 0);
        break;
    case simulation::NoticeKind::connectFailed:
        socket.use = Socket::Use::fresh;
        socket.error = connectError(notice.cause);
        completeConnect(socket, socket.error);
        break;
    case simulation::NoticeKind::ended:
        socket.ended = notice.cause;
        socket.error = endedError(notice.cause, true);
        feedReceives(socket);
        break;
    case simulation::NoticeKind::dataArrived:
    case simulation::NoticeKind::peerClosed:
        feedReceives(socket);
        break;
    case simulation::NoticeKind::due:
        completeIoctl(socket);
        break;
    case simulation::NoticeKind::incoming:
    case simulation::NoticeKind::acknowledged:
        break;
    }
}

void Process::completeConnect(Socket& socket, int error)
{
    const auto attempt =
        std::find_if(socket.operations.begin(), socket.operations.end(),
                     [](const Operation& each) { return each.kind == Operation::Kind::connect; });
    if (attempt == socket.operations.end()) {
        return;
    }
    const Operation operation = std::move(*attempt);
    socket.operations.erase(attempt);
    const auto sent = error == 0 ? world().send(socket.end, operation.firstData) : 0;
    complete(operation, error, static_cast<DWORD>(sent));
}

void Process::feedReceives(Socket& socket)
{
    auto& operations = socket.operations;
    for (auto each = operations.begin(); each != operations.end();) {
        DWORD received = 0;
        const bool receive = each->kind == Operation::Kind::receive;
        const int error =
            receive ? receiveNow(socket, each->buffer, received, true) : WSAEWOULDBLOCK;
        if (error == WSAEWOULDBLOCK) {
            ++each;
            continue;
        }
        const Operation operation = *each;
        each = operations.erase(each);
        complete(operation, error, received);
    }
}

void Process::completeIoctl(Socket& socket)
{
    const auto due =
        std::find_if(socket.operations.begin(), socket.operations.end(),
                     [this](const Operation& each) { return each.dueAt <= world().now(); });
    if (due == socket.operations.end()) {
        return;
    }
    const Operation operation = *due;
    socket.operations.erase(due);
    if (operation.kind == Operation::Kind::keepAliveVals) {
        applyKeepAliveVals(world(), socket.end, operation.values);
    }
    complete(operation, operation.error, 0);
}

std::uint16_t Process::errorNumber(simulation::EndId end, simulation::Cause cause) const
{
    const Socket* socket = m_handles.find(m_handles.ofEnd(end));
    if (socket == nullptr || cause == simulation::Cause::hostRestarted) {
        return 0;
    }
    if (socket->use == Socket::Use::connecting) {
        return static_cast<std::uint16_t>(connectError(cause));
    }
    const bool waiting = socket->callsInProgress > 0 || socket->receivePending();
    return waiting ? static_cast<std::uint16_t>(endedError(cause, true)) : std::uint16_t{0};
}

} // namespace kai::winsock
