#pragma once

#include "core/live/descriptor.h"

namespace kai::live {

/// Faults made with socket options alone, without any privilege (facts 1.2 and 1.4).

/// A deaf socket drops every segment with a TTL below 255, before TCP sees it, and answers nothing; loopback and the usual systems
/// send 64 or 128. IP_MINTTL, on IPv6 IPV6_MINHOPCOUNT. False when the kernel refuses.
bool setDeaf(int socket, bool ipv6, bool deaf);

/// What this socket sends from now on also reaches a deaf one, or no longer does: TTL 255 or the system's.
void setReachesDeaf(int socket, bool ipv6, bool reaches);

/// Closes so that the other side gets a reset.
void closeWithReset(Descriptor& socket);
/// The next close of this socket sends a reset.
void prepareReset(int socket);

/// The peer loses its state without a word, as by a power cut: its reset is kept from the client. The client's next segment is
/// then answered by a reset. `clientDeaf` is how the client is left.
void forgetPeer(Descriptor& peer, int client, bool ipv6, bool clientDeaf);

} // namespace kai::live
