#pragma once

#include "core/keepalive/result.h"
#include "core/live/descriptor.h"

#include <chrono>
#include <cstdint>
#include <vector>

namespace kai::live {

/// Whose descriptor became ready.
enum class PollKind : std::uint8_t { wake, listener, client, peer };

struct Ready {
    PollKind kind = PollKind::wake;
    std::uint32_t index = 0;
    bool readable = false;
    bool writable = false;
    /// Error or hang-up; always reported, asked for or not.
    bool failed = false;
};

/// One epoll with a wake-up. All from one thread, but for wake().
class Poller {
public:
    [[nodiscard]] static Result<Poller> create();

    enum class Interest : std::uint8_t { failureOnly, readable, writable };
    bool add(int descriptor, PollKind kind, std::uint32_t index, Interest interest);
    void change(int descriptor, PollKind kind, std::uint32_t index, Interest interest);
    /// Before the descriptor is closed or no longer looked after.
    void remove(int descriptor);

    /// Blocks until something is ready, at most `longest`. True when something is.
    bool wait(std::chrono::nanoseconds longest);
    /// What is ready, without waiting. Valid until the next call.
    [[nodiscard]] const std::vector<Ready>& collect();
    /// Any thread.
    void wake() const noexcept;

private:
    Poller() = default;
    Descriptor m_epoll;
    Descriptor m_wake;
    std::vector<Ready> m_ready;
};

} // namespace kai::live
