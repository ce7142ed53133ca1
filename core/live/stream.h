#pragma once

#include "core/keepalive/result.h"
#include "core/live/descriptor.h"
#include "core/live/socket_address.h"

#include <functional>
#include <optional>
#include <string_view>

namespace kai::live {

/// Non-blocking TCP sockets; nothing here waits.

/// A connection attempt under way or already through; connectFailure() tells when the socket is writable.
/// Errors: the system's own (EMFILE, EADDRNOTAVAIL, ENETUNREACH, ...).
[[nodiscard]] Result<Descriptor> startConnect(const SocketAddress& to,
                                              const std::optional<SocketAddress>& from = {});
/// 0 when the attempt has succeeded, else errno.
[[nodiscard]] int connectFailure(int socket);

/// A listening socket on exactly this address.
[[nodiscard]] Result<Descriptor> listenOn(const SocketAddress& at);

struct Accepted {
    Descriptor socket;
    SocketAddress from;
};
/// Errors: EAGAIN when nobody waits, EMFILE when there is no descriptor for who does.
[[nodiscard]] Result<Accepted> acceptFrom(int listener);

/// What a recv() until EAGAIN found.
struct Received {
    std::uint64_t bytes = 0;
    /// The other side has closed for sending.
    bool closed = false;
    /// errno of an ended connection, 0 = none.
    int error = 0;
};
/// Takes all that has arrived, at most 1 MiB a call so that one sender cannot hold up the others.
[[nodiscard]] Received receiveAll(int socket,
                                  const std::function<void(std::string_view)>& take = {});

/// Bytes taken over by the kernel. Errors: EAGAIN when its buffer is full, EPIPE, ECONNRESET, ETIMEDOUT.
[[nodiscard]] Result<std::size_t> sendSome(int socket, std::string_view data);
/// Bytes sent and not yet acknowledged, or not yet sent.
[[nodiscard]] std::uint64_t unacknowledgedBytes(int socket);

} // namespace kai::live
