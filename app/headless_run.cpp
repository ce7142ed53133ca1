#include "app/headless_run.h"

#include "core/keepalive/duration_text.h"

#include <algorithm>
#include <chrono>

namespace kai::app {

namespace {

using namespace std::chrono_literals;

class Run {
public:
    Run(lab::Lab& lab, const Options& options, const std::atomic<bool>& interrupted)
        : m_lab(lab)
        , m_options(options)
        , m_interrupted(interrupted)
    {
    }

    RunResult run()
    {
        openAll();
        for (const TimedFault& fault : inOrder(m_options.faults)) {
            runUntil(saturatingAdd(m_result.allOpen, fault.afterOpen));
            m_lab.inject(openIds(), fault.fault);
            m_lastNews = m_lab.now();
        }
        m_lastNews = std::max(m_lastNews, m_result.allOpen);
        runUntil(m_options.runFor ? saturatingAdd(m_result.allOpen, *m_options.runFor) : kNever);
        m_result.end = m_lab.now();
        m_lab.settle();
        drain();
        return std::move(m_result);
    }

private:
    void openAll()
    {
        const std::size_t hosts = std::max<std::size_t>(m_options.releases.size(), 1);
        for (std::size_t host = 0; host < hosts; ++host) {
            OpenRequest request = m_options.open;
            request.host = static_cast<HostId>(host);
            m_result.asked += request.count;
            m_lab.open(request);
            ++m_opening;
        }
        while (m_opening > 0 && !m_interrupted) {
            m_lab.runUntilOpened(saturatingAdd(m_lab.now(), kSlice));
            drain();
        }
        m_result.allOpen = m_lab.now();
        noteLastOpened();
    }

    /// The run was told of the last opening a little later than it happened.
    void noteLastOpened()
    {
        Moment last = Moment::min();
        for (const auto& [id, connection] : m_result.connections) {
            if (connection.row.opened != kNever) {
                last = std::max(last, connection.row.opened);
            }
        }
        if (last != Moment::min()) {
            m_result.allOpen = std::min(m_result.allOpen, last);
        }
    }

    /// In slices, so that Ctrl+C is heard.
    void runUntil(Moment until)
    {
        const nanoseconds slice = m_options.simulated() ? kVirtualSlice : kSlice;
        while (m_lab.now() < until && !m_interrupted && !(m_options.untilEnded && allEnded())) {
            m_lab.runToEnd(std::min(until, saturatingAdd(m_lab.now(), slice)),
                           m_options.untilEnded);
            drain();
            if (until == kNever && m_options.simulated() && nothingWillEnd()) {
                return;
            }
        }
    }

    /// See runHeadless(); says so when it is true.
    [[nodiscard]] bool nothingWillEnd()
    {
        nanoseconds patience = 1h;
        std::size_t alive = 0;
        for (const auto& [id, connection] : m_result.connections) {
            const ConnectionRow& row = connection.row;
            if (row.local.state == ConnectionState::ended) {
                m_lastNews = std::max(m_lastNews, row.endedAt);
                continue;
            }
            ++alive;
            patience = std::max(patience, saturatingMultiply(foundDeadAfter(row), 10));
        }
        if (alive == 0 || m_lab.now() - m_lastNews < patience) {
            return false;
        }
        m_result.failure = neverEnds(alive, m_lab.now() - m_lastNews);
        return true;
    }

    [[nodiscard]] static nanoseconds foundDeadAfter(const ConnectionRow& row)
    {
        const auto interval = saturatingNanoseconds(row.probeInterval.value);
        return saturatingAdd(Moment{saturatingNanoseconds(row.idleTime.value)},
                             saturatingMultiply(interval, row.probeCount.value))
            .time_since_epoch();
    }

    [[nodiscard]] static Error neverEnds(std::size_t alive, nanoseconds quiet)
    {
        return {0, "NEVER_ENDS", "--until ended",
                std::to_string(alive) + (alive == 1 ? " connection is" : " connections are") +
                    " alive, and nothing has ended for " + formatDuration(quiet) +
                    " of virtual time.",
                "Add a --fault that ends them, or --for TIME."};
    }

    [[nodiscard]] bool allEnded() const
    {
        const auto& all = m_result.connections;
        return m_opening == 0 && std::all_of(all.begin(), all.end(), [](const auto& entry) {
                   return entry.second.row.local.state == ConnectionState::ended;
               });
    }

    [[nodiscard]] std::vector<ConnectionId> openIds() const
    {
        std::vector<ConnectionId> ids;
        for (const auto& [id, connection] : m_result.connections) {
            if (connection.row.local.state != ConnectionState::ended) {
                ids.push_back(id);
            }
        }
        return ids;
    }

    void drain()
    {
        m_lab.drain(m_changes);
        for (const ConnectionInfo& info : m_changes.infos) {
            m_result.connections[info.id].info = info;
        }
        for (const ConnectionRow& row : m_changes.rows) {
            m_result.connections[row.id].row = row;
        }
        for (const OpenProgress& open : m_changes.opens) {
            takeProgress(open);
        }
        for (const Notice& notice : m_changes.notices) {
            if (notice.error) {
                m_result.errors.push_back(*notice.error);
            }
        }
        if (!m_changes.defaults.empty()) {
            m_result.defaults = m_changes.defaults;
        }
    }

    void takeProgress(const OpenProgress& open)
    {
        if (!open.finished) {
            return;
        }
        --m_opening;
        m_result.opened += open.opened;
        if (open.error && !m_result.openError) {
            m_result.openError = open.error;
        }
    }

    static constexpr nanoseconds kSlice = 100ms;
    static constexpr nanoseconds kVirtualSlice = 1h;

    lab::Lab& m_lab;
    const Options& m_options;
    const std::atomic<bool>& m_interrupted;
    RunResult m_result;
    lab::LabChanges m_changes;
    int m_opening = 0;
    /// The last ending or fault, for a run that waits for endings only.
    Moment m_lastNews{};
};

} // namespace

std::vector<TimedFault> inOrder(std::vector<TimedFault> faults)
{
    std::stable_sort(faults.begin(), faults.end(), [](const auto& one, const auto& other) {
        return one.afterOpen < other.afterOpen;
    });
    return faults;
}

RunResult runHeadless(lab::Lab& lab, const Options& options, const std::atomic<bool>& interrupted)
{
    return Run(lab, options, interrupted).run();
}

std::vector<ConnectionDetails> fetchDetails(lab::Lab& lab, const RunResult& run)
{
    lab::LabChanges changes;
    for (const auto& [id, connection] : run.connections) {
        lab.requestDetails(id);
    }
    lab.settle(); // the worker answers in the order in which it was asked
    lab.drain(changes);
    std::vector<ConnectionDetails> details = std::move(changes.details);
    std::sort(details.begin(), details.end(),
              [](const auto& one, const auto& other) { return one.id < other.id; });
    return details;
}

} // namespace kai::app
