#pragma once

#include "core/live/stream.h"

#include <chrono>
#include <thread>

namespace kai::live {

/// Two connected sockets over loopback.
struct LoopbackPair {
    Descriptor listener;
    Descriptor client;
    Descriptor server;

    explicit LoopbackPair(bool ipv6 = false)
    {
        listener = listenOn(loopbackAddress(ipv6, 0)).value();
        client = startConnect(localAddress(listener.get())).value();
        for (int i = 0; i < 1000 && !server; ++i) {
            Result<Accepted> accepted = acceptFrom(listener.get());
            if (accepted) {
                server = std::move(accepted.value().socket);
            } else {
                std::this_thread::sleep_for(std::chrono::milliseconds{1});
            }
        }
    }
};

} // namespace kai::live
