#pragma once

#include "core/live/live_context.h"
#include "core/live/openings.h"

namespace kai::live {

/// Serves the sockets that have something to say: data, endings, attempts that have come through. Plays our program's and the
/// built-in peer's program's part.
class SocketWatch {
public:
    SocketWatch(LiveContext& live, Openings& openings)
        : m_live(live)
        , m_openings(openings)
    {
    }

    /// Everything that is ready now.
    void serve();
    /// Our program waits in recv, or looks at nothing: then data stays unread and a close by the peer unnoticed.
    void followProgram(LiveConnection& connection);
    void closeLocal(LiveConnection& connection, bool reset);

private:
    void serveClient(LiveConnection& connection, const Ready& ready);
    void serveIdleProgram(LiveConnection& connection);
    void servePeer(LiveConnection& connection);
    void answer(LiveConnection& connection, const std::string& text);

    LiveContext& m_live;
    Openings& m_openings;
};

} // namespace kai::live
