#include "app/stop_signal.h"
#include "app/verbs.h"
#include "core/live/stand_alone_peer.h"

#include <cstdio>

namespace kai::app {

namespace {

void tell(const std::string& line)
{
    std::puts(line.c_str());
    std::fflush(stdout);
}

} // namespace

int runPeerVerb(const Options& options)
{
    live::PeerOptions peer;
    peer.address = options.listenAddress;
    peer.port = options.listenPort;
    const auto served = live::runPeer(peer, stopRequested(), tell);
    if (!served) {
        std::fprintf(stderr, "keepalive-inspector: %s\n", describe(served.error()).c_str());
        return 1;
    }
    std::printf("served %llu connections, refused %llu, took %llu bytes\n",
                static_cast<unsigned long long>(served->served),
                static_cast<unsigned long long>(served->refused),
                static_cast<unsigned long long>(served->bytesTaken));
    return 0;
}

} // namespace kai::app
