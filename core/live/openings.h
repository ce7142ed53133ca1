#pragma once

#include "core/live/built_in_peer.h"
#include "core/live/live_context.h"
#include "core/live/resolver.h"

#include <deque>
#include <functional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace kai::live {

/// Opens connections in slices, to the built-in peer or to a named one; several addresses are tried in turn.
class Openings {
public:
    explicit Openings(LiveContext& live);

    /// Reported as OpenProgress; a request that cannot begin is finished at once, with its error.
    void begin(CommandId command, const OpenRequest& request);
    void cancel(CommandId command);

    /// Something can be begun right now.
    [[nodiscard]] bool busy() const;
    /// Begins connections until the moment, but at least one.
    void work(Moment until);

    /// The resolver's answers, and attempts that took too long.
    void advance();
    /// Those that have opened since the last call: their programs can begin.
    [[nodiscard]] std::vector<LiveConnection*> takeOpened() { return std::exchange(m_opened, {}); }

    void listenerReady(std::uint32_t index);
    void clientReady(LiveConnection& connection);

    /// The user closed a connection whose attempt is still under way.
    void abandon(LiveConnection& connection);

    /// The ports by which the kernel can tell our sockets: remote ones of our ends, local ones of the built-in peer's.
    [[nodiscard]] DiagFilter filter(bool ipv6, bool peerEnds) const;

private:
    struct Opening {
        OpenRequest request;
        OpenProgress progress;
        std::vector<SocketAddress> addresses;
        std::uint32_t begun = 0;
        /// As many as there are descriptors for.
        std::uint32_t allowed = 0;
        bool resolving = false;
    };
    struct Attempt {
        CommandId command = CommandId::none;
        std::size_t address = 0;
        Moment giveUpAt = kNever;
    };

    void beginBuiltIn(Opening& opening);
    void allow(Opening& opening);
    void beginOne(Opening& opening);
    [[nodiscard]] std::optional<SocketAddress> sourceFor(const Opening& opening) const;
    void describe(LiveConnection& connection, const Opening& opening, const SocketAddress& to);
    void tryAddress(LiveConnection& connection, Opening& opening, Descriptor socket);
    void attemptFailed(LiveConnection& connection, int error);
    void endAttempt(LiveConnection& connection, EndedBy by, int error, const std::string& detail);
    void dropSocket(LiveConnection& connection);
    void established(LiveConnection& connection);
    void applyFirst(LiveConnection& connection, const Opening& opening);
    void arrived(std::vector<BuiltInPeer::Arrival> arrivals);
    void stop(Opening& opening, const Error& error);
    void settle(Opening& opening);
    void report(const Opening& opening);
    [[nodiscard]] Opening* find(CommandId command);

    LiveContext& m_live;
    Resolver m_resolver;
    BuiltInPeer m_peer;
    std::deque<Opening> m_openings;
    std::unordered_map<ConnectionId, Attempt> m_attempts;
    std::vector<std::uint16_t> m_namedPorts;
    std::vector<LiveConnection*> m_opened;
    std::uint32_t m_builtInOpened = 0;
};

} // namespace kai::live
