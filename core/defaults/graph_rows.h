#pragma once

#include "core/keepalive/boxes.h"
#include "core/keepalive/detection.h"
#include "core/keepalive/system_default.h"

#include <optional>
#include <string>
#include <vector>

namespace kai::defaults {

/// The system defaults graph as data: what each row says, before anybody paints it. Pure functions, any thread.

enum class RowGroup : std::uint8_t { now, windows, other };
enum class RowKind : std::uint8_t {
    selected,
    inForce,
    afterRestart,
    release,
    thisComputer,
    pasted
};

/// "Now", "Windows", "Other".
[[nodiscard]] std::string_view groupName(RowGroup group);

struct GraphRow {
    RowGroup group = RowGroup::now;
    RowKind kind = RowKind::inForce;
    std::string label;      ///< "Selected: db-1", "Vista to 10 1607"
    std::string secondLine; ///< "own values on this socket", "and Server 2008 to 2016"
    /// In italics at the label: "KeepAliveTime ignored: it is REG_SZ "5", not REG_DWORD, so the default applies"; mostly empty.
    std::string ignored;

    KeepAliveTimes times;
    /// What the row's system has when nobody set anything; the grey "default 2 h" tick.
    KeepAliveTimes builtIn;
    bool idleTimeDiffers = false;
    bool probeIntervalDiffers = false;
    bool probeCountDiffers = false;
    /// The purple diamond: these values wait for a restart.
    bool pendingRestart = false;

    /// Worst lateness of the timers, 0 where they are exact: the pale extension of the bar.
    nanoseconds idleTimeLateness{0};
    nanoseconds probeIntervalLateness{0};

    Detection detection;
    std::string foundAfter; ///< "2 h 0 min 10 s"; the bold line of the verdict
    std::string arithmetic; ///< "7,200 s + 10 × 1 s = 7,210 s"; empty when never
    double packetsPerHour = 0;
    /// With a chosen box only.
    std::optional<BoxVerdict> box;
    /// The verdict's second line: about the box when one is chosen, else "1 packet / 2 h while healthy".
    std::string verdict;

    /// The rows that were merged into this one, for its disclosure triangle; empty when it stands for itself.
    std::vector<GraphRow> members;

    [[nodiscard]] bool differs() const
    {
        return idleTimeDiffers || probeIntervalDiffers || probeCountDiffers;
    }
};

struct SelectedConnection {
    std::string name;
    KeepAliveTimes times;
    /// "own values on this socket", "system defaults", "from the listener"
    std::string suppliedBy;
};

/// Defaults and how exact that system's timers are (Capabilities::timerTick).
struct GraphSystem {
    SystemDefaults defaults;
    nanoseconds tick{0};
};

struct GraphRequest {
    std::optional<SelectedConnection> selected;
    /// Whose page it is: this computer or the selected simulated host.
    GraphSystem host;
    /// This computer beside a simulated host; empty when `host` is this computer.
    std::optional<GraphSystem> thisComputer;
    /// What values that a person pasted would mean.
    std::optional<GraphSystem> pasted;
    /// The chosen box and how many lost probes it must survive.
    std::optional<Box> box;
    std::uint16_t lostProbes = 1;
};

/// In the order in which they are painted. Equal Windows releases are one row, within one API generation only.
[[nodiscard]] std::vector<GraphRow> graphRows(const GraphRequest& request);

/// The rows as CSV (RFC 4180, UTF-8, LF, header line, times in ms; empty where there is nothing to say), merged as painted.
[[nodiscard]] std::string graphCsv(const std::vector<GraphRow>& rows,
                                   const std::optional<Box>& box);

} // namespace kai::defaults
