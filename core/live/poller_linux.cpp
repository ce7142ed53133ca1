#include "core/live/poller.h"

#include "core/live/failure.h"

#include <array>
#include <cerrno>

#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace kai::live {

namespace {

constexpr int kAtOnce = 1024;

epoll_event watched(PollKind kind, std::uint32_t index, Poller::Interest interest)
{
    epoll_event event{};
    switch (interest) {
    case Poller::Interest::failureOnly:
        break;
    case Poller::Interest::readable:
        event.events = EPOLLIN;
        break;
    case Poller::Interest::writable:
        event.events = EPOLLOUT;
        break;
    }
    event.data.u64 = (std::uint64_t{static_cast<std::uint8_t>(kind)} << 32) | index;
    return event;
}

Ready readyOf(const epoll_event& event)
{
    Ready ready;
    ready.kind = static_cast<PollKind>(event.data.u64 >> 32);
    ready.index = static_cast<std::uint32_t>(event.data.u64);
    ready.readable = (event.events & EPOLLIN) != 0;
    ready.writable = (event.events & EPOLLOUT) != 0;
    ready.failed = (event.events & (EPOLLERR | EPOLLHUP)) != 0;
    return ready;
}

} // namespace

Result<Poller> Poller::create()
{
    Poller poller;
    poller.m_epoll = Descriptor(::epoll_create1(EPOLL_CLOEXEC));
    if (!poller.m_epoll) {
        return systemError(errno, "epoll_create1");
    }
    poller.m_wake = Descriptor(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC));
    if (!poller.m_wake) {
        return systemError(errno, "eventfd");
    }
    poller.add(poller.m_wake.get(), PollKind::wake, 0, Interest::readable);
    return poller;
}

bool Poller::add(int descriptor, PollKind kind, std::uint32_t index, Interest interest)
{
    epoll_event event = watched(kind, index, interest);
    return ::epoll_ctl(m_epoll.get(), EPOLL_CTL_ADD, descriptor, &event) == 0;
}

void Poller::change(int descriptor, PollKind kind, std::uint32_t index, Interest interest)
{
    epoll_event event = watched(kind, index, interest);
    ::epoll_ctl(m_epoll.get(), EPOLL_CTL_MOD, descriptor, &event);
}

void Poller::remove(int descriptor)
{
    ::epoll_ctl(m_epoll.get(), EPOLL_CTL_DEL, descriptor, nullptr);
}

bool Poller::wait(std::chrono::nanoseconds longest)
{
    const auto whole = std::chrono::floor<std::chrono::seconds>(longest);
    timespec time{};
    time.tv_sec = static_cast<time_t>(whole.count());
    time.tv_nsec = (longest - whole).count();
    pollfd waiting{m_epoll.get(), POLLIN, 0};
    return ::ppoll(&waiting, 1, &time, nullptr) > 0;
}

const std::vector<Ready>& Poller::collect()
{
    std::array<epoll_event, kAtOnce> events;
    const int count = ::epoll_wait(m_epoll.get(), events.data(), kAtOnce, 0);
    m_ready.clear();
    for (int i = 0; i < count; ++i) {
        const Ready ready = readyOf(events[static_cast<std::size_t>(i)]);
        if (ready.kind == PollKind::wake) {
            std::uint64_t wakes = 0;
            [[maybe_unused]] const ssize_t taken = ::read(m_wake.get(), &wakes, sizeof wakes);
        } else {
            m_ready.push_back(ready);
        }
    }
    return m_ready;
}

void Poller::wake() const noexcept
{
    const std::uint64_t one = 1;
    [[maybe_unused]] const ssize_t written = ::write(m_wake.get(), &one, sizeof one);
}

} // namespace kai::live
