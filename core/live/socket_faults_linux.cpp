#include "core/live/socket_faults.h"

#include <netinet/in.h>
#include <sys/socket.h>

#ifndef IPV6_MINHOPCOUNT
#define IPV6_MINHOPCOUNT 73
#endif

namespace kai::live {

namespace {

bool setNumber(int socket, int level, int option, int value)
{
    return ::setsockopt(socket, level, option, &value, sizeof value) == 0;
}

} // namespace

bool setDeaf(int socket, bool ipv6, bool deaf)
{
    const int least = deaf ? 255 : 0;
    return ipv6 ? setNumber(socket, IPPROTO_IPV6, IPV6_MINHOPCOUNT, least)
                : setNumber(socket, IPPROTO_IP, IP_MINTTL, least);
}

void setReachesDeaf(int socket, bool ipv6, bool reaches)
{
    const int ttl = reaches ? 255 : -1;
    if (ipv6) {
        setNumber(socket, IPPROTO_IPV6, IPV6_UNICAST_HOPS, ttl);
    } else {
        setNumber(socket, IPPROTO_IP, IP_TTL, ttl);
    }
}

void prepareReset(int socket)
{
    const linger atOnce{1, 0};
    ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &atOnce, sizeof atOnce);
}

void closeWithReset(Descriptor& socket)
{
    prepareReset(socket.get());
    socket.reset();
}

void forgetPeer(Descriptor& peer, int client, bool ipv6, bool clientDeaf)
{
    setDeaf(client, ipv6, true);
    closeWithReset(peer);
    setDeaf(client, ipv6, clientDeaf);
}

} // namespace kai::live
