#pragma once

#include "core/keepalive/capabilities.h"
#include "core/keepalive/event_sink.h"
#include "core/keepalive/reports.h"
#include "core/keepalive/requests.h"
#include "core/keepalive/system_default.h"

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace kai {

/// What changed since the last drain. A row appears at most once, in its newest form.
struct StackChanges {
    std::vector<ConnectionInfo> infos;
    std::vector<ConnectionRow> rows;
    std::vector<OpenProgress> opens;
    std::vector<AskReport> asks;
    std::vector<Notice> notices;
    /// System defaults changed (sysctl written by somebody, registry edited, host restarted).
    bool defaultsChanged = false;
    /// Only when more is known of the computer than before: its tick has been calibrated.
    std::optional<Capabilities> capabilities;

    [[nodiscard]] bool empty() const
    {
        return infos.empty() && rows.empty() && opens.empty() && asks.empty() && notices.empty() &&
               !defaultsChanged && !capabilities;
    }
};

/// The connections of one lab. Two implementations: this computer (core/live) and simulated Windows (core/winsock).
/// All calls come from the lab's worker thread, but for wake(). No call blocks, but for waitUntil().
/// Events go to the sink given at construction. A stack never throws and never ends another connection than the one asked for.
class TcpStack {
public:
    virtual ~TcpStack() = default;
    TcpStack(const TcpStack&) = delete;
    TcpStack& operator=(const TcpStack&) = delete;

    /// The lines may say more later on (StackChanges::capabilities); all else is fixed.
    [[nodiscard]] virtual const Capabilities& capabilities() const = 0;

    /// Begins opening; the work is done in slices by advance(), reported as OpenProgress until finished.
    /// A request that cannot begin (bad port, no such host id) is reported the same way, finished, with its error.
    virtual void open(CommandId command, const OpenRequest& request) = 0;
    /// Stops an opening between slices: what is open stays open.
    virtual void cancelOpen(CommandId command) = 0;

    /// One report for each id, in order. Fields that are not asked for are untouched. Limits are checked before the first call;
    /// where one field is refused the others are applied.
    [[nodiscard]] virtual std::vector<ApplyReport> apply(std::span<const ConnectionId> ids,
                                                         const KeepAliveSettings& settings) = 0;

    /// Sets the values back to the system's defaults (Linux has no "unset": the sysctl's value is written, and the report says so).
    [[nodiscard]] virtual std::vector<ApplyReport>
    applyDefaults(std::span<const ConnectionId> ids) = 0;

    /// Errors come as notices naming the connection; the others are untouched.
    virtual void inject(CommandId command, std::span<const ConnectionId> ids,
                        const Fault& fault) = 0;

    /// Sends one byte, or the text, and reports what became of it: AskReport sent, then acknowledged, reset or unanswered.
    virtual void ask(CommandId command, ConnectionId id, const std::string& text) = 0;

    virtual void setProgram(std::span<const ConnectionId> ids, const Program& program) = 0;
    virtual void setBoxLimit(std::span<const ConnectionId> ids,
                             std::optional<milliseconds> limit) = 0;
    virtual void close(std::span<const ConnectionId> ids, CloseKind kind) = 0;

    /// Empty when the id is unknown.
    [[nodiscard]] virtual std::optional<ConnectionDetails> details(ConnectionId id) const = 0;
    [[nodiscard]] virtual std::vector<SystemDefaults> systemDefaults() const = 0;

    /// Does what is due up to `until` (live: the present), for at most `budget` of real time.
    /// Returns the moment reached: `until`, or earlier when the budget ran out.
    virtual Moment advance(Moment until, std::chrono::nanoseconds budget) = 0;

    /// The next moment at which advance() has something to do; kNever when it waits for nothing.
    [[nodiscard]] virtual Moment nextWake() const = 0;

    /// When everything that has happened until now will have been told, by advance() at that moment; kNever: it has been.
    [[nodiscard]] virtual Moment settledBy() const { return nextWake(); }

    /// Blocks at most `longest` of real time, or until something happens on a socket, or until wake().
    virtual void waitFor(std::chrono::nanoseconds longest) = 0;
    /// Ends a waitFor() under way, or the next one. Any thread.
    virtual void wake() noexcept = 0;

    /// Moves out what changed. `changes` is overwritten; its capacity is kept.
    virtual void drainChanges(StackChanges& changes) = 0;

protected:
    TcpStack() = default;
};

} // namespace kai
