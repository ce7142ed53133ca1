#include "core/live/openings.h"

#include "core/live/descriptor_limit.h"
#include "core/live/ending.h"
#include "core/live/failure.h"
#include "core/live/stream.h"

#include <algorithm>
#include <cerrno>

namespace kai::live {

namespace {

using namespace std::chrono_literals;

std::optional<Error> unusable(const OpenRequest& request)
{
    if (request.count == 0) {
        return Error{0, "NO_COUNT", "open", "No connection was asked for.", "Ask for one or more."};
    }
    if (!request.peerHost.empty() && request.peerPort == 0) {
        return Error{0, "BAD_PORT", "open", "A named peer needs a port.",
                     "Add one from 1 to 65535: host:port."};
    }
    if (request.program.kind == ProgramKind::sendsEvery && request.program.period < 1ms) {
        return Error{0, "BAD_PERIOD", "open", "A program that sends needs a period.",
                     "Choose 1 ms or more."};
    }
    if (request.boxResets != BoxResets::neither) {
        return Error{0, "NOT_SUPPORTED", "open",
                     "A box before this computer is only drawn: it resets nobody.",
                     "Use a simulated lab, or leave out who is reset."};
    }
    const std::vector<FieldError> refused = validate(request.settings, kLinuxLimits);
    return refused.empty() ? std::nullopt : std::optional(refused.front().error);
}

Error outOfDescriptors(std::uint32_t opened, std::uint32_t asked)
{
    Error error = systemError(EMFILE, "open");
    error.cause = std::to_string(opened) + " of " + std::to_string(asked) + " opened: the last " +
                  std::to_string(kReservedDescriptors) +
                  " descriptors are kept for everything that is no connection.";
    return error;
}

} // namespace

Openings::Openings(LiveContext& live)
    : m_live(live)
    , m_resolver([&poller = live.poller] { poller.wake(); })
    , m_peer(live.poller)

{
}

void Openings::begin(CommandId command, const OpenRequest& request)
{
    Opening& opening = m_openings.emplace_back();
    opening.request = request;
    opening.progress.command = command;
    opening.progress.asked = request.count;
    if (const std::optional<Error> error = unusable(request)) {
        stop(opening, *error);
        return;
    }
    allow(opening);
    if (request.peerHost.empty()) {
        beginBuiltIn(opening);
    } else {
        opening.resolving = true;
        m_resolver.ask(static_cast<std::uint64_t>(command), request.peerHost, request.peerPort,
                       request.family);
    }
}

void Openings::allow(Opening& opening)
{
    const std::uint64_t each = opening.request.peerHost.empty() ? 2 : 1;
    std::uint64_t left = descriptorsLeft();
    for (const Opening& other : m_openings) {
        const std::uint64_t ends = other.request.peerHost.empty() ? 2 : 1;
        left -= std::min(left, (other.allowed - std::min(other.allowed, other.begun)) * ends);
    }
    const std::uint64_t possible = connectionsIn(left, each);
    opening.allowed =
        static_cast<std::uint32_t>(std::min<std::uint64_t>(possible, opening.request.count));
    if (opening.allowed == 0) {
        stop(opening, outOfDescriptors(0, opening.request.count));
    }
}

void Openings::beginBuiltIn(Opening& opening)
{
    if (opening.progress.finished) {
        return;
    }
    const bool ipv6 = opening.request.family == AddressFamily::ipv6;
    const Result<SocketAddress> address = m_peer.addressFor(ipv6, opening.request.peerPort);
    if (!address) {
        stop(opening, address.error());
        return;
    }
    opening.addresses = {*address};
}

void Openings::cancel(CommandId command)
{
    Opening* const opening = find(command);
    if (opening == nullptr || opening->progress.finished) {
        return;
    }
    opening->progress.cancelled = true;
    opening->allowed = opening->begun;
    opening->request.count = opening->begun;
    opening->resolving = false;
    std::vector<ConnectionId> underWay;
    for (const auto& [id, attempt] : m_attempts) {
        if (attempt.command == command) {
            underWay.push_back(id);
        }
    }
    for (const ConnectionId id : underWay) {
        abandon(*m_live.connections.find(id));
    }
    settle(*opening);
}

bool Openings::busy() const
{
    return std::any_of(m_openings.begin(), m_openings.end(), [](const Opening& opening) {
        return !opening.progress.finished && !opening.resolving && opening.begun < opening.allowed;
    });
}

void Openings::work(Moment until)
{
    for (Opening& opening : m_openings) {
        bool first = true;
        while (!opening.progress.finished && !opening.resolving &&
               opening.begun < opening.allowed && (first || m_live.now() < until)) {
            beginOne(opening);
            first = false;
        }
    }
}

void Openings::advance()
{
    for (Resolver::Answer& answer : m_resolver.take()) {
        Opening* const opening = find(static_cast<CommandId>(answer.key));
        if (opening == nullptr || opening->progress.finished) {
            continue;
        }
        opening->resolving = false;
        if (answer.addresses) {
            opening->addresses = std::move(answer.addresses).value();
        } else {
            stop(*opening, answer.addresses.error());
        }
    }
    std::vector<ConnectionId> late;
    for (const auto& [id, attempt] : m_attempts) {
        if (attempt.giveUpAt <= m_live.now()) {
            late.push_back(id);
        }
    }
    for (const ConnectionId id : late) {
        attemptFailed(*m_live.connections.find(id), ETIMEDOUT);
    }
    for (Opening& opening : m_openings) {
        const bool shortOfDescriptors =
            opening.allowed < opening.request.count && opening.begun >= opening.allowed;
        if (!opening.progress.finished && shortOfDescriptors) {
            stop(opening, outOfDescriptors(opening.progress.opened, opening.request.count));
        }
    }
    const auto over = [this](const Opening& opening) {
        return opening.progress.finished &&
               std::none_of(m_attempts.begin(), m_attempts.end(), [&](const auto& entry) {
                   return entry.second.command == opening.progress.command;
               });
    };
    m_openings.erase(std::remove_if(m_openings.begin(), m_openings.end(), over), m_openings.end());
}

/// Those that have not begun fail; attempts under way go on.
void Openings::stop(Opening& opening, const Error& error)
{
    opening.progress.failed += opening.request.count - opening.begun;
    opening.request.count = opening.begun;
    opening.allowed = opening.begun;
    opening.resolving = false;
    if (!opening.progress.error) {
        opening.progress.error = error;
    }
    settle(opening);
}

/// Finished once every connection that was asked for is open or has failed.
void Openings::settle(Opening& opening)
{
    const OpenProgress& progress = opening.progress;
    opening.progress.finished =
        progress.cancelled || progress.opened + progress.failed >= progress.asked;
    report(opening);
}

/// A drained report is replaced by the newer one of the same command.
void Openings::report(const Opening& opening)
{
    std::vector<OpenProgress>& reports = m_live.changes.opens;
    const auto same =
        std::find_if(reports.begin(), reports.end(), [&](const OpenProgress& earlier) {
            return earlier.command == opening.progress.command;
        });
    if (same != reports.end()) {
        *same = opening.progress;
    } else {
        reports.push_back(opening.progress);
    }
}

Openings::Opening* Openings::find(CommandId command)
{
    const auto found =
        std::find_if(m_openings.begin(), m_openings.end(), [command](const Opening& opening) {
            return opening.progress.command == command;
        });
    return found != m_openings.end() ? &*found : nullptr;
}

DiagFilter Openings::filter(bool ipv6, bool peerEnds) const
{
    DiagFilter filter;
    filter.ipv6 = ipv6;
    filter.remotePorts = m_namedPorts;
    m_peer.addPorts(filter, peerEnds);
    return filter;
}

} // namespace kai::live
