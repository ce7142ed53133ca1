#include "app/report_text.h"

#include "core/defaults/kept_values.h"
#include "core/keepalive/detection.h"
#include "core/keepalive/duration_text.h"

#include <algorithm>

namespace kai::app {

namespace {

constexpr std::size_t kShown = 20;
constexpr std::size_t kKeptShown = 5;

std::string padded(std::string text, std::size_t width)
{
    text.resize(std::max(text.size(), width), ' ');
    return text + "  ";
}

std::string stateText(const ConnectionRow& row, Moment allOpen)
{
    if (row.local.state != ConnectionState::ended) {
        const auto unanswered = row.local.unanswered;
        return std::string(stateName(row.local.state)) +
               (unanswered > 0 ? ", " + std::to_string(unanswered) + " / " +
                                     std::to_string(row.probeCount.value) + " unanswered"
                               : std::string());
    }
    std::string text = "ended " + std::string(1, endedLetter(row.endedBy)) + " after " +
                       formatDuration(std::chrono::round<milliseconds>(row.endedAt - allOpen));
    if (row.errorCode != 0) {
        text += ", " + std::string(errorSymbol(row.errorCode)) + " (" +
                std::to_string(row.errorCode) + ")";
    }
    return text;
}

std::string settingsText(const ConnectionRow& row)
{
    if (!row.enabled.value) {
        return "off";
    }
    return formatSetting(row.idleTime.value) + " / " + formatSetting(row.probeInterval.value) +
           " / " + std::to_string(row.probeCount.value);
}

/// In a simulation the host says which rules hold.
std::string labelOf(const ConnectionInfo& info, bool simulated)
{
    return !simulated || info.hostName.empty() ? info.name : info.name + " on " + info.hostName;
}

std::string connectionLine(const RunResult::Connection& connection, Moment allOpen, bool simulated)
{
    const ConnectionRow& row = connection.row;
    return "  " + padded(labelOf(connection.info, simulated), 12) +
           padded(connection.info.peer, 22) + padded(settingsText(row), 18) +
           padded(std::to_string(row.probesSent) +
                      (row.probesSent == 1 ? " probe, " : " probes, ") +
                      std::to_string(row.probesAnswered) + " answered",
                  24) +
           stateText(row, allOpen) + "\n";
}

/// P6, for the connections that it holds for.
std::string oneProbeText(const RunResult& run)
{
    std::size_t count = 0;
    for (const auto& [id, connection] : run.connections) {
        const ConnectionRow& row = connection.row;
        count += row.enabled.value && row.probeCount.value == 1 ? 1 : 0;
    }
    return count == 0 ? std::string{}
                      : std::to_string(count) + " with one probe: " + oneProbeWarning(1) + "\n";
}

} // namespace

std::string summaryText(const RunResult& run, const std::string& system, bool simulated,
                        std::uint64_t eventCount)
{
    std::string text = std::string(simulated ? "SIMULATED  " : "LIVE  ") + system + "  ran " +
                       formatDuration(std::chrono::round<milliseconds>(run.end - run.allOpen)) +
                       "\n";
    std::size_t shown = 0;
    std::size_t ended = 0;
    for (const auto& [id, connection] : run.connections) {
        if (shown++ < kShown) {
            text += connectionLine(connection, run.allOpen, simulated);
        }
        ended += connection.row.local.state == ConnectionState::ended ? 1 : 0;
    }
    if (shown > kShown) {
        text += "  ... and " + std::to_string(shown - kShown) + " more\n";
    }
    text += std::to_string(run.opened) + " of " + std::to_string(run.asked) + " opened, " +
            std::to_string(ended) + " ended, " + std::to_string(eventCount) + " events\n";
    text += oneProbeText(run);
    for (const Error& error : run.errors) {
        text += describe(error) + "\n";
    }
    return text;
}

std::vector<std::string> registryRemarks(const SystemDefaults& host)
{
    std::vector<std::string> remarks;
    for (const SystemDefault& value : host.values) {
        if (value.rejected) {
            remarks.push_back(value.name + " is ignored: " + value.ignoredBecause + ".");
        } else if (!value.warning.empty() && value.ignoredBecause.empty()) {
            remarks.push_back(value.name + ": " + value.warning);
        }
    }
    for (std::size_t i = 0; i < std::min(host.others.size(), kKeptShown); ++i) {
        remarks.push_back("kept, not read by TCP/IP: " + defaults::keptText(host.others[i]));
    }
    if (host.others.size() > kKeptShown) {
        remarks.push_back("kept, not read by TCP/IP: " +
                          std::to_string(host.others.size() - kKeptShown) + " more");
    }
    return remarks;
}

std::string lostText(const history::LostSummary& lost)
{
    if (lost.events == 0) {
        return {};
    }
    std::string text = "the oldest " + std::to_string(lost.events) + " events, up to " +
                       formatDuration(lost.until.time_since_epoch()) + ", are a summary only:";
    for (std::size_t kind = 0; kind < lost.kinds.size(); ++kind) {
        if (lost.kinds[kind] > 0) {
            text += " " + std::to_string(lost.kinds[kind]) + " " +
                    std::string(eventName(static_cast<EventKind>(kind)));
        }
    }
    return text + "\n";
}

std::string whyText(const std::string& name, std::span<const WhyCheck> checks)
{
    std::string text = name + "\n";
    int number = 0;
    for (const WhyCheck& check : checks) {
        text += "  " + std::to_string(++number) + " " + padded(check.question, 58) +
                padded(std::string(answerText(check.answer)), 17) + check.evidence + "\n";
        if (!check.fix.empty()) {
            text += "    -> " + check.fix + "\n";
        }
    }
    return text;
}

std::string capabilitiesText(const Capabilities& capabilities)
{
    std::string text = capabilities.system + "\n";
    for (const Capability& line : capabilities.lines) {
        text += std::string(line.available ? "  yes  " : "  no   ") + padded(line.name, 26) +
                line.finding + "\n";
        if (!line.available && !line.remedy.empty()) {
            text += "       -> " + line.remedy + "\n";
        }
    }
    return text;
}

} // namespace kai::app
