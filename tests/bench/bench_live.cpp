// What the live stack costs with 9,500 connections, beside ss and beside the same bare system calls.
#include "core/history/event_log.h"
#include "core/live/live_stack.h"
#include "tests/bench/bench.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>

namespace kai::bench {

namespace {

using namespace std::chrono_literals;

constexpr std::uint32_t kConnections = 9'500;
constexpr int kRounds = 9;

/// The stack and the log, driven as the lab's worker does it.
class Worker {
public:
    Worker()
        : m_start(std::chrono::steady_clock::now())
        , m_stack(live::makeLiveStack({}, m_sink, m_start).value())
    {
    }
    TcpStack& stack() { return *m_stack; }
    [[nodiscard]] std::uint64_t events() const { return m_log.endIndex(); }
    [[nodiscard]] const std::string& peer() const { return m_peer; }

    /// As many as there are descriptors for, at most 9,500; both ends are in this process.
    std::vector<ConnectionId> openMany()
    {
        OpenRequest request;
        request.name = "bench";
        request.count = kConnections;
        request.settings = {true, 5s, 1s, std::uint16_t{3}};
        m_stack->open(static_cast<CommandId>(1), request);
        while (!m_opened.finished) {
            runFor(10ms);
        }
        std::vector<ConnectionId> ids;
        for (std::uint32_t i = 1; i <= m_opened.opened; ++i) {
            ids.push_back(static_cast<ConnectionId>(i));
        }
        return ids;
    }
    void runFor(nanoseconds time)
    {
        const Moment end = now() + time;
        while (now() < end) {
            turn();
            m_stack->waitFor(std::max(0ns, std::min(m_stack->nextWake(), end) - now()));
        }
    }

private:
    [[nodiscard]] Moment now() const { return Moment{std::chrono::steady_clock::now() - m_start}; }
    void turn()
    {
        m_stack->advance(now(), 20ms);
        m_stack->drainChanges(m_changes);
        if (!m_changes.opens.empty()) {
            m_opened = m_changes.opens.back();
        }
        if (m_peer.empty() && !m_changes.infos.empty()) {
            m_peer = m_changes.infos.front().peer;
        }
        m_sink.take(m_events, m_texts);
        m_log.append(m_events, m_texts);
    }

    EventSink m_sink;
    std::chrono::steady_clock::time_point m_start;
    std::unique_ptr<TcpStack> m_stack;
    history::EventLog m_log;
    StackChanges m_changes;
    OpenProgress m_opened;
    std::string m_peer;
    std::vector<Event> m_events;
    std::vector<std::string> m_texts;
};

std::uint16_t peerPort(const Worker& worker)
{
    const std::string& peer = worker.peer();
    return static_cast<std::uint16_t>(std::stoi(peer.substr(peer.rfind(':') + 1)));
}

double cpuOfCommand(const std::string& command)
{
    const double before = childrenCpuMs();
    const bool ran = std::system((command + " >/dev/null 2>&1").c_str()) == 0;
    return ran ? childrenCpuMs() - before : 0;
}

/// CPU of a quarter of a second: the tick with all it derives, its events appended to the log, its rows handed over.
double cpuOfOneTick(Worker& worker)
{
    const double start = threadCpuMs();
    worker.runFor(250ms);
    return threadCpuMs() - start;
}

void monitor(const Report& report)
{
    Worker worker;
    const std::vector<ConnectionId> ids = worker.openMany();
    worker.runFor(1s);
    const std::string filtered = "ss -tinoH dport = :" + std::to_string(peerPort(worker));
    std::vector<double> tick;
    std::vector<double> all;
    std::vector<double> ours;
    std::uint64_t events = 0;
    for (int round = 0; round < kRounds; ++round) {
        const std::uint64_t before = worker.events();
        for (int i = 0; i < 4; ++i) {
            tick.push_back(cpuOfOneTick(worker));
        }
        events += worker.events() - before;
        all.push_back(cpuOfCommand("ss -tinoH"));
        ours.push_back(cpuOfCommand(filtered));
        worker.runFor(300ms); // the tick that ss held up is not counted
    }
    const std::string remark = std::to_string(ids.size()) + " connections, 5 s / 1 s / 3, " +
                               std::to_string(events / tick.size()) + " events a tick";
    const double own = median(tick);
    const double everything = median(all);
    const double clients = median(ours);
    report({"monitor.cpu_vs_ss", own, "ms a tick", everything, "ss -tinoH",
            everything > 0 ? own / everything : 0, Aim::atMost, 0.2, remark});
    report({"monitor.cpu_vs_ss_filtered",
            own,
            "ms a tick",
            clients,
            filtered,
            clients > 0 ? own / clients : 0,
            Aim::atMost,
            0.3,
            {}});
}

/// The sockets of our ends, found by their peer's port.
std::vector<int> clientSockets(std::uint16_t port)
{
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    std::vector<int> found;
    for (int number = 0; number < static_cast<int>(std::min<rlim_t>(limit.rlim_cur, 100'000));
         ++number) {
        sockaddr_in peer{};
        socklen_t length = sizeof peer;
        const bool connected =
            ::getpeername(number, reinterpret_cast<sockaddr*>(&peer), &length) == 0;
        if (connected && peer.sin_family == AF_INET && ntohs(peer.sin_port) == port) {
            found.push_back(number);
        }
    }
    return found;
}

double bareCalls(const std::vector<int>& sockets, int seconds)
{
    const double start = threadCpuMs();
    const int on = 1;
    const int count = 3 + seconds % 2;
    for (const int socket : sockets) {
        ::setsockopt(socket, IPPROTO_TCP, TCP_KEEPINTVL, &seconds, sizeof seconds);
        ::setsockopt(socket, IPPROTO_TCP, TCP_KEEPCNT, &count, sizeof count);
        ::setsockopt(socket, IPPROTO_TCP, TCP_KEEPIDLE, &seconds, sizeof seconds);
        ::setsockopt(socket, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
        int value = 0;
        socklen_t length = sizeof value;
        ::getsockopt(socket, SOL_SOCKET, SO_KEEPALIVE, &value, &length);
        for (const int option : {TCP_KEEPIDLE, TCP_KEEPINTVL, TCP_KEEPCNT}) {
            ::getsockopt(socket, IPPROTO_TCP, option, &value, &length);
        }
    }
    return threadCpuMs() - start;
}

double applied(Worker& worker, const std::vector<ConnectionId>& ids, int seconds)
{
    KeepAliveSettings settings;
    settings.enabled = true;
    settings.idleTime = std::chrono::seconds{seconds};
    settings.probeInterval = std::chrono::seconds{seconds};
    settings.probeCount = static_cast<std::uint16_t>(3 + seconds % 2);
    const double start = threadCpuMs();
    const std::vector<ApplyReport> reports = worker.stack().apply(ids, settings);
    return threadCpuMs() - start;
}

void apply(const Report& report)
{
    Worker worker;
    const std::vector<ConnectionId> ids = worker.openMany();
    const std::vector<int> sockets = clientSockets(peerPort(worker));
    std::vector<double> ours;
    std::vector<double> bare;
    for (int round = 0; round < 2 * kRounds; ++round) {
        ours.push_back(applied(worker, ids, 600 + 2 * round));
        bare.push_back(bareCalls(sockets, 601 + 2 * round));
        worker.runFor(300ms);
    }
    const double own = median(ours);
    const double raw = median(bare);
    report({"live.apply_vs_raw", own, "ms", raw, "4 setsockopt, 4 getsockopt",
            raw > 0 ? own / raw : 0, Aim::atMost, 1.5,
            std::to_string(ids.size()) + " connections"});
}

void opening(const Report& report)
{
    Worker worker;
    std::size_t opened = 0;
    const double took = wallMs([&] { opened = worker.openMany().size(); });
    report({"live.open",
            took * 1e3 / static_cast<double>(std::max<std::size_t>(opened, 1)),
            "us a connection",
            0,
            {},
            0,
            Aim::none,
            0,
            std::to_string(opened) + " opened, settings applied"});
}

const Registration g_monitor{{"monitor", monitor}};
const Registration g_apply{{"live.apply", apply}};
const Registration g_open{{"live.open", opening}};

} // namespace

} // namespace kai::bench
