#include "core/winsock/call_page.h"

#include "core/winsock/call_stage.h"

#include <array>
#include <bit>
#include <cstring>
#include <functional>

namespace kai::winsock {

namespace {

/// Addresses 0 to 64 KiB are mapped on no system that we run on; constants stand in memory that cannot be written.
constexpr std::uintptr_t kUnmappedAddress = 16;
constexpr std::array<std::uint64_t, 32> kConstants{};

void* pointerOf(PointerChoice choice, void* valid)
{
    switch (choice) {
    case PointerChoice::valid:
        return valid;
    case PointerChoice::null:
        return nullptr;
    case PointerChoice::unmapped:
        return std::bit_cast<void*>(kUnmappedAddress);
    case PointerChoice::readOnly:
        return const_cast<std::uint64_t*>(kConstants.data());
    }
    return nullptr;
}

template <typename T>
T* pointerTo(PointerChoice choice, T& valid)
{
    return static_cast<T*>(pointerOf(choice, &valid));
}

/// A completion routine may use hEvent as it likes: here it leads to the call that is made inside, or to the completion seen.
using Inside = std::function<void(DWORD error, DWORD bytes)>;

void runInside(DWORD error, DWORD bytes, WSAOVERLAPPED* overlapped, DWORD)
{
    (*std::bit_cast<Inside*>(static_cast<std::uintptr_t>(overlapped->hEvent)))(error, bytes);
}

WSAEVENT eventOf(Inside& inside)
{
    return std::bit_cast<std::uintptr_t>(&inside);
}

/// One call on its stage.
class Call {
public:
    explicit Call(const CallChoice& choice)
        : m_choice(choice)
        , m_stage(choice)
    {
    }

    CallOutcome make()
    {
        if (m_choice.process == ProcessChoice::insideRoutine) {
            makeInsideRoutine();
        } else {
            makeNow();
        }
        noteSocket();
        m_outcome.code = callCode(m_choice);
        return m_outcome;
    }

private:
    void makeNow()
    {
        m_choice.isIoctl() ? ioctl() : option();
        const int error = m_outcome.returned == 0 ? 0 : m_stage.process().WSAGetLastError();
        m_outcome.error =
            errorText(m_choice.call, error,
                      {m_stage.process().failedCheck(), m_choice.level, m_choice.option});
        if (error == WSA_IO_PENDING || isDoneAtOnce()) {
            waitForCompletion(error == WSA_IO_PENDING);
        }
    }

    void makeInsideRoutine()
    {
        Winsock& process = m_stage.process();
        const SOCKET other = process.socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
        Inside inside = [this](DWORD, DWORD) { makeNow(); };
        WSAOVERLAPPED overlapped;
        overlapped.hEvent = eventOf(inside);
        const tcp_keepalive off;
        DWORD bytes = 0;
        process.WSAIoctl(other, SIO_KEEPALIVE_VALS, &off, sizeof off, nullptr, 0, &bytes,
                         &overlapped, runInside);
        process.SleepEx(kPatienceMs, 1);
    }

    void option()
    {
        DWORD value = m_choice.call == CallName::setsockopt ? m_choice.value : kUntouched;
        std::array<char, 256> buffer;
        buffer.fill(static_cast<char>(kUntouched & 0xFF));
        std::memcpy(buffer.data(), &value, sizeof value);
        auto* optval = static_cast<char*>(pointerOf(m_choice.valuePointer, buffer.data()));
        Winsock& process = m_stage.process();
        if (m_choice.call == CallName::setsockopt) {
            m_outcome.returned = process.setsockopt(m_stage.socket(), m_choice.level,
                                                    m_choice.option, optval, m_choice.length);
            return;
        }
        int length = m_choice.length;
        m_outcome.returned = process.getsockopt(m_stage.socket(), m_choice.level, m_choice.option,
                                                optval, pointerTo(m_choice.lengthPointer, length));
        m_outcome.lengthAfter = length;
        if (m_outcome.returned == 0) {
            std::memcpy(&value, buffer.data(), sizeof value);
            m_outcome.outputValue = value;
        }
    }

    void ioctl()
    {
        prepareOverlapped();
        std::array<std::uint64_t, 32> output{};
        DWORD bytes = kUntouched;
        auto* const input = pointerTo(m_choice.input, m_choice.values);
        auto* const out = pointerTo(m_choice.output, output);
        auto* const bytesReturned = pointerTo(m_choice.bytesReturned, bytes);
        auto* const overlapped = pointerTo(m_choice.overlapped, m_overlapped);
        Winsock& process = m_stage.process();
        if (m_choice.call == CallName::WSAIoctl) {
            m_outcome.returned =
                process.WSAIoctl(m_stage.socket(), m_choice.code, input, m_choice.inputLength, out,
                                 m_choice.outputLength, bytesReturned, overlapped, routine());
        } else {
            WSATHREADID thread;
            int error = static_cast<int>(kUntouched);
            int ignored = 0;
            process.WPUOpenCurrentThread(&thread, &ignored);
            m_outcome.returned = process.WSPIoctl(
                m_stage.socket(), m_choice.code, input, m_choice.inputLength, out,
                m_choice.outputLength, bytesReturned, overlapped, routine(),
                pointerTo(m_choice.threadId, thread), pointerTo(m_choice.errorPointer, error));
            noteProviderError(error);
        }
        m_outcome.bytesReturned = bytes;
    }

    void noteProviderError(int error)
    {
        m_outcome.providerError = error;
        if (m_choice.errorPointer == PointerChoice::valid && m_outcome.returned != 0) {
            m_stage.process().WSASetLastError(error);
        }
    }

    void prepareOverlapped()
    {
        m_inside = [this](DWORD error, DWORD bytes) {
            m_completion.error = static_cast<int>(error);
            m_completion.bytes = bytes;
            m_completion.routineCalled = true;
        };
        const bool called =
            m_choice.routine == PointerChoice::valid || m_choice.routine == PointerChoice::readOnly;
        m_overlapped.hEvent = called ? eventOf(m_inside) : m_stage.process().WSACreateEvent();
    }

    [[nodiscard]] WSAOVERLAPPED_COMPLETION_ROUTINE* routine() const
    {
        switch (m_choice.routine) {
        case PointerChoice::valid:
        case PointerChoice::readOnly:
            return runInside;
        case PointerChoice::null:
            return nullptr;
        case PointerChoice::unmapped:
            return std::bit_cast<WSAOVERLAPPED_COMPLETION_ROUTINE*>(kUnmappedAddress);
        }
        return nullptr;
    }

    [[nodiscard]] bool isDoneAtOnce() const
    {
        return m_outcome.returned == 0 && m_choice.isIoctl() &&
               m_choice.overlapped == PointerChoice::valid &&
               m_choice.socket != SocketChoice::tcpNotOverlapped;
    }

    void waitForCompletion(bool pended)
    {
        const Moment before = m_stage.world().now();
        m_outcome.completion = routine() != nullptr ? routineCompletion() : eventCompletion();
        m_outcome.completion->pended = pended;
        m_outcome.completion->after = m_stage.world().now() - before;
    }

    Completion routineCompletion()
    {
        m_stage.process().SleepEx(kPatienceMs, 1);
        return m_completion;
    }

    Completion eventCompletion()
    {
        Winsock& process = m_stage.process();
        const DWORD waited =
            process.WSAWaitForMultipleEvents(1, &m_overlapped.hEvent, 1, kPatienceMs, 0);
        DWORD bytes = kUntouched;
        DWORD flags = 0;
        const BOOL good =
            process.WSAGetOverlappedResult(m_stage.socket(), &m_overlapped, &bytes, 0, &flags);
        Completion seen;
        seen.error = good != 0 ? 0 : process.WSAGetLastError();
        seen.bytes = bytes;
        seen.eventSignalled = waited == WSA_WAIT_EVENT_0;
        return seen;
    }

    void noteSocket()
    {
        if (m_choice.process == ProcessChoice::notStarted) {
            return;
        }
        const simulation::EndId end = m_stage.process().endOf(m_stage.socket());
        if (end != simulation::EndId::none) {
            const auto now = m_stage.world().keepAlive(end);
            m_outcome.after = {now.enabled.value, now.idleTime, now.probeInterval, now.probeCount};
        }
    }

    /// Far beyond any delay that can be assumed of an ioctl.
    static constexpr DWORD kPatienceMs = 600'000;

    CallChoice m_choice;
    CallStage m_stage;
    CallOutcome m_outcome;
    WSAOVERLAPPED m_overlapped;
    Inside m_inside;
    Completion m_completion;
};

} // namespace

CallOutcome makeCall(const CallChoice& choice)
{
    return Call(choice).make();
}

} // namespace kai::winsock
