#pragma once

#include "core/keepalive/connection.h"
#include "core/keepalive/requests.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace kai {

/// A call that a stack made on a socket; plain, since thousands are made at once. callAsC() gives its text.
enum class CallKind : std::uint8_t {
    none,
    soKeepAlive,
    tcpKeepIdle,
    tcpKeepInterval,
    tcpKeepCount,
    keepAliveVals,
};
struct CallRecord {
    CallKind kind = CallKind::none;
    bool windows = false;
    /// 0, or errno / Winsock code.
    std::int32_t error = 0;
    /// The value; for keepAliveVals onoff, time and interval in ms. In the option's own unit otherwise.
    std::array<std::uint32_t, 3> values{};
    /// When it was made, on the lab's clock: one moment for all calls of one apply; kNever where nobody has noted it.
    Moment at = kNever;
    bool operator==(const CallRecord&) const = default;
};
/// The call as C to copy, a block of its own so that several can stand one after the other, with its result in a comment.
[[nodiscard]] std::string callAsC(const CallRecord& call);

/// What became of one field: asked, what the system made of it, who supplies it now, and why not.
template <typename T>
struct FieldReport {
    std::optional<T> asked;
    /// Read back from the system (live) or from the simulated stack; with `asked` unset, what is in force.
    Sourced<T> applied;
    std::optional<Error> error;
    [[nodiscard]] bool rounded() const { return asked && !error && *asked != applied.value; }
};

struct ApplyReport {
    ConnectionId id = ConnectionId::none;
    FieldReport<bool> enabled;
    FieldReport<milliseconds> idleTime;
    FieldReport<milliseconds> probeInterval;
    FieldReport<std::uint16_t> probeCount;
    std::array<CallRecord, 5> calls{};
    /// The connection itself: closed, unknown.
    std::optional<Error> error;
    [[nodiscard]] bool ok() const
    {
        return !error && !enabled.error && !idleTime.error && !probeInterval.error &&
               !probeCount.error;
    }
};
/// Adds the calls of a report made at that moment; the last twenty are kept.
void keepCalls(std::vector<CallRecord>& kept, const ApplyReport& report, Moment at);

struct OpenProgress {
    CommandId command = CommandId::none;
    std::uint32_t asked = 0;
    std::uint32_t opened = 0;
    std::uint32_t failed = 0;
    bool finished = false;
    bool cancelled = false;
    /// The first failure; the others of the same kind are counted. What the user cancelled has not failed.
    std::optional<Error> error;
};

enum class AskOutcome : std::uint8_t { sent, acknowledged, reset, unanswered, refused };
/// What became of an "Ask now".
struct AskReport {
    CommandId command = CommandId::none;
    ConnectionId id = ConnectionId::none;
    AskOutcome outcome = AskOutcome::sent;
    /// From the send to its acknowledgement, or how long it has waited.
    nanoseconds after{0};
    /// Half width of what is known of `after`; 0 = exact.
    nanoseconds uncertainty{0};
    std::uint16_t retransmits = 0;
    /// Of the bytes to be sent, those that the kernel took over; fewer when its send buffer was full.
    std::uint64_t asked = 0;
    std::uint64_t sent = 0;
    std::optional<Error> error;
};

/// Shown inline at the place that failed.
struct Notice {
    enum class Severity : std::uint8_t {
        information,
        warning,
        failure
    } severity = Severity::information;
    ConnectionId id = ConnectionId::none;
    CommandId command = CommandId::none;
    /// The whole message when there is no error.
    std::string text;
    std::optional<Error> error;
};

/// Everything that the inspector shows of one connection beyond its row; asked for, never broadcast.
struct ConnectionDetails {
    ConnectionId id = ConnectionId::none;
    Effective<bool> enabled;
    Effective<milliseconds> idleTime;
    Effective<milliseconds> probeInterval;
    Effective<std::uint16_t> probeCount;
    /// The last settings calls, oldest first.
    std::vector<CallRecord> calls;
    /// The last apply, field by field, if there was one.
    std::optional<ApplyReport> lastApply;
};

} // namespace kai
