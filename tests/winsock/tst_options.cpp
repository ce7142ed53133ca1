#include "tests/winsock/conformance.h"
#include "tests/winsock/guarded_page.h"

using namespace kai::winsock;
using kai::simulation::EndId;

namespace {

const char* asBytes(const void* value)
{
    return static_cast<const char*>(value);
}

std::string setLength(Machine& m, SOCKET s, DWORD value, int length)
{
    const DWORD bytes[2] = {value, 0xFFFFFFFF};
    return m.said(m.ws.setsockopt(s, SOL_SOCKET, SO_KEEPALIVE, asBytes(bytes), length));
}

/// "ok 4 1,FF": result, optlen afterwards, the DWORD, the byte after it.
std::string getLength(Machine& m, SOCKET s, int level, int option, int length)
{
    unsigned char bytes[8];
    std::fill(std::begin(bytes), std::end(bytes), static_cast<unsigned char>(0xEE));
    const std::string result =
        m.said(m.ws.getsockopt(s, level, option, reinterpret_cast<char*>(bytes), &length));
    return result + " " + std::to_string(length) + " " +
           QByteArray(reinterpret_cast<char*>(bytes), 5).toHex().toStdString();
}

std::string getKeepAlive(Machine& m, int length)
{
    const SOCKET s = m.tcp();
    m.set(s, 1);
    return getLength(m, s, SOL_SOCKET, SO_KEEPALIVE, length);
}

std::string setAt(Machine& m, const char* where)
{
    return m.said(m.ws.setsockopt(m.tcp(), SOL_SOCKET, SO_KEEPALIVE, where, 4));
}

std::string getAt(Machine& m, char* value, int* length)
{
    return m.said(m.ws.getsockopt(m.tcp(), SOL_SOCKET, SO_KEEPALIVE, value, length));
}

/// A process that has not called WSAStartup.
Winsock& unstarted(Machine& m)
{
    m.ws.WSACleanup();
    return m.ws;
}

std::string keepOption(Machine& m, int option, DWORD value)
{
    const SOCKET s = m.connected();
    const std::string result = m.said(m.setOption(s, IPPROTO_TCP, option, value));
    return join({result, m.option(s, IPPROTO_TCP, option)});
}

bool hasCount(const kai::defaults::ReleaseRules& rules)
{
    return rules.keepCount;
}
bool noCount(const kai::defaults::ReleaseRules& rules)
{
    return !rules.keepCount;
}
bool hasTimes(const kai::defaults::ReleaseRules& rules)
{
    return rules.keepIdleAndInterval;
}
bool noTimes(const kai::defaults::ReleaseRules& rules)
{
    return !rules.keepIdleAndInterval;
}
bool option3Only(const kai::defaults::ReleaseRules& rules)
{
    return rules.option3Undocumented && !rules.keepIdleAndInterval;
}
bool noOption3(const kai::defaults::ReleaseRules& rules)
{
    return beforeVista(rules);
}
bool negativeIsNoBufs(const kai::defaults::ReleaseRules& rules)
{
    return rules.build >= 19043;
}
bool negativeIsFault(const kai::defaults::ReleaseRules& rules)
{
    return rules.build < 19043;
}

std::string allWrongAtOnce(Machine& m)
{
    const SOCKET datagram = m.udp();
    const SOCKET connecting = m.connecting();
    m.world.setNetworkUp(m.host, false);
    Winsock fresh(m.pump, m.host);
    fresh.setsockopt(INVALID_SOCKET, 0x1234, 0x7777, nullptr, 0);
    const std::string start(errorName(fresh.WSAGetLastError()));
    const auto set = [&m](SOCKET s, int level, int option, const char* value, int length) {
        return m.said(m.ws.setsockopt(s, level, option, value, length));
    };
    const std::string down = set(INVALID_SOCKET, 0x1234, 0x7777, nullptr, 0);
    m.world.setNetworkUp(m.host, true);
    const DWORD on = 1;
    return join({start, down, set(INVALID_SOCKET, 0x1234, 0x7777, nullptr, 0),
                 set(datagram, 0x1234, 0x7777, nullptr, 0),
                 set(datagram, SOL_SOCKET, SO_KEEPALIVE, nullptr, 0),
                 set(connecting, SOL_SOCKET, SO_KEEPALIVE, nullptr, 0),
                 set(connecting, SOL_SOCKET, SO_KEEPALIVE, asBytes(&on), 4)});
}

const Row kRows[] = {
    {"S1: off by default, on, off again, as read back",
     [](Machine& m) {
         const SOCKET s = m.connected();
         const std::string before = m.keepAlive(s);
         const std::string on = join({m.said(m.set(s, 1)), m.keepAlive(s)});
         const std::string off = join({m.said(m.set(s, 0)), m.keepAlive(s)});
         return join({before, on, off});
     },
     "off ok on ok off"},
    {"S1: any value but 0 is on",
     [](Machine& m) {
         const SOCKET s = m.tcp();
         m.set(s, 0x2A);
         return m.keepAlive(s);
     },
     "on"},
    {"S1: failure is SOCKET_ERROR, and the code is the last error",
     [](Machine& m) {
         m.ws.WSASetLastError(0);
         const int result = m.set(m.closed(), 1);
         return join({std::to_string(result), std::to_string(m.ws.WSAGetLastError())});
     },
     "-1 10038"},
    {"S1: one connection only",
     [](Machine& m) {
         const SOCKET one = m.connected();
         const SOCKET other = m.connected();
         m.set(one, 1);
         return join({m.keepAlive(one), m.keepAlive(other)});
     },
     "on off"},
    {"S2: a DWORD of 0x100 is on",
     [](Machine& m) {
         const SOCKET s = m.tcp();
         m.set(s, 0x100);
         return m.keepAlive(s);
     },
     "on", In::documented},
    {"S2: shorter than a DWORD",
     [](Machine& m) {
         const SOCKET s = m.tcp();
         return join({setLength(m, s, 1, 3), setLength(m, s, 1, 1), setLength(m, s, 1, 0),
                      setLength(m, s, 1, -1), m.keepAlive(s)});
     },
     "WSAEFAULT WSAEFAULT WSAEFAULT WSAEFAULT off", In::documented},
    {"S2: larger is fine, the first 4 bytes count",
     [](Machine& m) {
         const SOCKET s = m.tcp();
         const std::string off = join({setLength(m, s, 0, 8), m.keepAlive(s)});
         return join({off, setLength(m, s, 1, 8), m.keepAlive(s)});
     },
     "ok off ok on", In::documented},
    {"S2: get writes 4 bytes and says so", [](Machine& m) { return getKeepAlive(m, 8); },
     "ok 4 01000000ee", In::documented},
    {"S2: get with a short length writes nothing",
     [](Machine& m) {
         return join({getKeepAlive(m, 3), getKeepAlive(m, -1)});
     },
     "WSAEFAULT 3 eeeeeeeeee WSAEFAULT -1 eeeeeeeeee", In::documented},
    {"S3: null optval or optlen",
     [](Machine& m) {
         DWORD value = 0;
         int length = 4;
         return join({setAt(m, nullptr), getAt(m, nullptr, &length),
                      getAt(m, reinterpret_cast<char*>(&value), nullptr)});
     },
     "WSAEFAULT WSAEFAULT WSAEFAULT"},
    {"S3: memory without access",
     [](Machine& m) {
         const GuardedPages pages;
         DWORD value = 0;
         int length = 4;
         return join(
             {setAt(m, pages.at(2, 0)), getAt(m, pages.at(2, 0), &length),
              getAt(m, reinterpret_cast<char*>(&value), reinterpret_cast<int*>(pages.at(2, 0)))});
     },
     "WSAEFAULT WSAEFAULT WSAEFAULT"},
    {"S3: the edge of memory without access",
     [](Machine& m) {
         const GuardedPages pages;
         return join({setAt(m, pages.at(2, -4)), setAt(m, pages.at(2, -3))});
     },
     "ok WSAEFAULT", In::documented},
    {"S3: read-only memory is good for set, not for get",
     [](Machine& m) {
         const GuardedPages pages;
         int length = 4;
         return join({setAt(m, pages.at(1, 0)), getAt(m, pages.at(1, 0), &length)});
     },
     "ok WSAEFAULT"},
    {"S3: get at the edge of read-only memory",
     [](Machine& m) {
         const GuardedPages pages;
         int length = 4;
         return join({getAt(m, pages.at(1, -4), &length), getAt(m, pages.at(1, -3), &length)});
     },
     "ok WSAEFAULT", In::documented},
    {"S3: unmapped memory",
     [](Machine& m) {
         return join({setAt(m, reinterpret_cast<const char*>(0x10)),
                      setAt(m, reinterpret_cast<const char*>(UINTPTR_MAX - 1))});
     },
     "WSAEFAULT WSAEFAULT"},
    {"S4: before WSAStartup and after WSACleanup",
     [](Machine& m) {
         const SOCKET s = m.tcp();
         unstarted(m);
         const std::string after = join({m.said(m.set(s, 1)), m.keepAlive(s)});
         Winsock fresh(m.pump, m.host);
         const DWORD on = 1;
         fresh.setsockopt(s, SOL_SOCKET, SO_KEEPALIVE, asBytes(&on), 4);
         return join({after, std::string(errorName(fresh.WSAGetLastError()))});
     },
     "WSANOTINITIALISED WSANOTINITIALISED WSANOTINITIALISED"},
    {"S4: each WSAStartup wants its WSACleanup",
     [](Machine& m) {
         WSADATA data;
         m.ws.WSAStartup(makeWord(2, 2), &data);
         const SOCKET s = m.tcp();
         m.ws.WSACleanup();
         const std::string once = m.said(m.set(s, 1));
         m.ws.WSACleanup();
         return join({once, m.said(m.set(s, 1)), m.said(m.ws.WSACleanup())});
     },
     "ok WSANOTINITIALISED WSANOTINITIALISED"},
    {"S5: the network subsystem is down, and up again",
     [](Machine& m) {
         const SOCKET s = m.tcp();
         m.world.setNetworkUp(m.host, false);
         const std::string down = join({m.said(m.set(s, 1)), m.keepAlive(s)});
         m.world.setNetworkUp(m.host, true);
         return join({down, m.said(m.set(s, 1))});
     },
     "WSAENETDOWN WSAENETDOWN ok"},
    {"S7: unknown level",
     [](Machine& m) {
         const SOCKET s = m.tcp();
         return join(
             {m.said(m.setOption(s, 0x1234, SO_KEEPALIVE, 1)), m.option(s, -1, SO_KEEPALIVE)});
     },
     "WSAEINVAL WSAEINVAL"},
    {"S8: unknown option",
     [](Machine& m) {
         const SOCKET s = m.tcp();
         return join({m.said(m.setOption(s, SOL_SOCKET, 0x7777, 1)),
                      m.option(s, SOL_SOCKET, 0x7777), m.option(s, IPPROTO_IP, SO_KEEPALIVE)});
     },
     "WSAENOPROTOOPT WSAENOPROTOOPT WSAENOPROTOOPT"},
    {"S8: datagram and raw sockets",
     [](Machine& m) {
         const SOCKET datagram = m.udp();
         const SOCKET raw = m.raw();
         return join({m.said(m.set(datagram, 1)), m.keepAlive(datagram), m.said(m.set(raw, 1)),
                      m.keepAlive(raw)});
     },
     "WSAENOPROTOOPT WSAENOPROTOOPT WSAENOPROTOOPT WSAENOPROTOOPT"},
    {"S9: never a socket, closed, an event",
     [](Machine& m) {
         return join({m.said(m.set(INVALID_SOCKET, 1)), m.said(m.set(0, 1)),
                      m.said(m.set(m.closed(), 1)), m.keepAlive(m.closed()),
                      m.said(m.set(m.ws.WSACreateEvent(), 1))});
     },
     "WSAENOTSOCK WSAENOTSOCK WSAENOTSOCK WSAENOTSOCK WSAENOTSOCK"},
    {"S12, D1: switched on, the stack's defaults apply",
     [](Machine& m) {
         const SOCKET s = m.connected();
         m.set(s, 1);
         return m.inForce(s).substr(0, 12);
     },
     "7200000/1000"},
    {"S12: SO_KEEPALIVE after SIO_KEEPALIVE_VALS keeps its times, off and on again too",
     [](Machine& m) {
         const SOCKET s = m.connected();
         m.vals(s, 1, 60'000, 1'500);
         m.set(s, 0);
         const std::string off = join({m.keepAlive(s), m.inForce(s).substr(0, 10)});
         m.set(s, 1);
         return join({off, m.keepAlive(s), m.inForce(s).substr(0, 10)});
     },
     "off 60000/1500 on 60000/1500"},
    {"S12: SIO_KEEPALIVE_VALS before connect holds after it",
     [](Machine& m) {
         const SOCKET s = m.tcp();
         m.vals(s, 1, 60'000, 1'500);
         const auto name = m.peerAddress();
         m.ws.connect(s, &name, sizeof name);
         return join({m.keepAlive(s), m.inForce(s).substr(0, 10)});
     },
     "on 60000/1500"},
    {"S13: an accepted socket inherits switch, times and count",
     [](Machine& m) {
         const SOCKET listening = m.listener();
         m.vals(listening, 1, 60'000, 1'500);
         const SOCKET accepted = m.acceptedFrom(listening);
         const auto origin = m.world.keepAlive(m.ws.endOf(accepted)).idleTime.origin;
         return join({m.keepAlive(accepted), m.inForce(accepted).substr(0, 10),
                      std::string(kai::originName(origin))});
     },
     "on 60000/1500 listener"},
    {"S13, D4: the count is inherited as well",
     [](Machine& m) {
         const SOCKET listening = m.listener();
         m.setOption(listening, IPPROTO_TCP, TCP_KEEPCNT, 3);
         return m.option(m.acceptedFrom(listening), IPPROTO_TCP, TCP_KEEPCNT);
     },
     "3", In::both, hasCount},
    {"S13: a listener that is off gives off",
     [](Machine& m) { return m.keepAlive(m.acceptedFrom(m.listener())); }, "off"},
    {"S14: setting is enough, reading changes nothing",
     [](Machine& m) {
         const SOCKET s = m.connected();
         m.set(s, 1);
         const auto before = m.world.timers(m.ws.endOf(s));
         m.keepAlive(s);
         return std::string(m.world.timers(m.ws.endOf(s)) == before ? "same timers" : "changed");
     },
     "same timers"},
    {"S15: the release has it",
     [](Machine& m) {
         return join({m.said(m.set(m.tcp(), 1)), m.keepAlive(m.tcp())});
     },
     "ok off"},

    {"D4: TCP_KEEPCNT", [](Machine& m) { return keepOption(m, TCP_KEEPCNT, 7); }, "ok 7", In::both,
     hasCount},
    {"D4: no TCP_KEEPCNT before 1703", [](Machine& m) { return keepOption(m, TCP_KEEPCNT, 7); },
     "WSAENOPROTOOPT WSAENOPROTOOPT", In::both, noCount},
    {"D4: TCP_KEEPIDLE and TCP_KEEPINTVL in seconds",
     [](Machine& m) {
         const SOCKET s = m.connected();
         const std::string set = join({m.said(m.setOption(s, IPPROTO_TCP, TCP_KEEPIDLE, 60)),
                                       m.said(m.setOption(s, IPPROTO_TCP, TCP_KEEPINTVL, 2))});
         return join({set, m.inForce(s).substr(0, 10), m.option(s, IPPROTO_TCP, TCP_KEEPALIVE)});
     },
     "ok ok 60000/2000 60", In::both, hasTimes},
    {"D4: no TCP_KEEPIDLE before 1709", [](Machine& m) { return keepOption(m, TCP_KEEPIDLE, 60); },
     "WSAENOPROTOOPT WSAENOPROTOOPT", In::documented, noTimes},
    {"D4: no TCP_KEEPINTVL before 1709",
     [](Machine& m) { return keepOption(m, TCP_KEEPINTVL, 60); }, "WSAENOPROTOOPT WSAENOPROTOOPT",
     In::both, noTimes},
    {"D4: option 3 undocumented from Vista", [](Machine& m) { return keepOption(m, 3, 60); },
     "ok 60", In::observed, option3Only},
    {"D4: no option 3 before Vista", [](Machine& m) { return keepOption(m, 3, 60); },
     "WSAENOPROTOOPT WSAENOPROTOOPT", In::observed, noOption3},
    {"D4: a count above 255, and 0 for any",
     [](Machine& m) {
         const SOCKET s = m.connected();
         return join({m.said(m.setOption(s, IPPROTO_TCP, TCP_KEEPCNT, 256)),
                      m.said(m.setOption(s, IPPROTO_TCP, TCP_KEEPCNT, 255)),
                      m.said(m.setOption(s, IPPROTO_TCP, TCP_KEEPCNT, 0)),
                      m.said(m.setOption(s, IPPROTO_TCP, TCP_KEEPIDLE, 0)),
                      m.said(m.setOption(s, IPPROTO_TCP, TCP_KEEPINTVL, 0))});
     },
     "WSAEINVAL ok WSAEINVAL WSAEINVAL WSAEINVAL", In::both, hasTimes},
    {"D4: shorter than 4 bytes, and datagram sockets",
     [](Machine& m) {
         const DWORD value = 5;
         return join(
             {m.said(m.ws.setsockopt(m.tcp(), IPPROTO_TCP, TCP_KEEPCNT, asBytes(&value), 3)),
              m.said(m.setOption(m.udp(), IPPROTO_TCP, TCP_KEEPCNT, 5))});
     },
     "WSAEFAULT WSAENOPROTOOPT", In::both, hasCount},
    {"D4: get gives seconds rounded up",
     [](Machine& m) {
         const SOCKET s = m.connected();
         m.vals(s, 1, 60'001, 1'500);
         return join(
             {m.option(s, IPPROTO_TCP, TCP_KEEPIDLE), m.option(s, IPPROTO_TCP, TCP_KEEPINTVL)});
     },
     "61 2", In::both, hasTimes},
    {"D4: the last writer wins, and the ioctl leaves the count alone",
     [](Machine& m) {
         const SOCKET s = m.connected();
         m.setOption(s, IPPROTO_TCP, TCP_KEEPCNT, 4);
         m.setOption(s, IPPROTO_TCP, TCP_KEEPIDLE, 30);
         m.vals(s, 1, 60'000, 1'000);
         const std::string ioctl = m.inForce(s);
         m.setOption(s, IPPROTO_TCP, TCP_KEEPIDLE, 45);
         return join({ioctl, m.inForce(s)});
     },
     "60000/1000/4 45000/1000/4", In::both, hasTimes},
    {"D2: ten probes without an option of its own",
     [](Machine& m) { return m.inForce(m.connected()).substr(13); }, "10", In::both, fromVista},
    {"D3: five probes by default", [](Machine& m) { return m.inForce(m.connected()).substr(13); },
     "5", In::both, beforeVista},

    {"O1: one byte is enough, and only it is read",
     [](Machine& m) {
         const SOCKET s = m.tcp();
         const std::string one = join({setLength(m, s, 1, 1), m.keepAlive(s)});
         m.set(s, 0x100);
         return join({one, m.keepAlive(s), setLength(m, s, 1, 3), m.keepAlive(s)});
     },
     "ok on off ok on", In::observed},
    {"O1: get writes one byte and says so",
     [](Machine& m) {
         return join({getKeepAlive(m, 8), getKeepAlive(m, 1)});
     },
     "ok 1 01eeeeeeee ok 1 01eeeeeeee", In::observed},
    {"O1: length 0",
     [](Machine& m) {
         return join({setLength(m, m.tcp(), 1, 0), getKeepAlive(m, 0)});
     },
     "WSAEFAULT WSAEFAULT 0 eeeeeeeeee", In::observed},
    {"O1: length -1 on set, from 21H1", [](Machine& m) { return setLength(m, m.tcp(), 1, -1); },
     "WSAENOBUFS", In::observed, negativeIsNoBufs},
    {"O1: length -1 on set, before 21H1", [](Machine& m) { return setLength(m, m.tcp(), 1, -1); },
     "WSAEFAULT", In::observed, negativeIsFault},
    {"O1: length -1 on get leaves optlen", [](Machine& m) { return getKeepAlive(m, -1); },
     "WSAEFAULT -1 eeeeeeeeee", In::observed},
    {"O2: a short get of TCP_KEEPCNT sets optlen to 0",
     [](Machine& m) { return getLength(m, m.tcp(), IPPROTO_TCP, TCP_KEEPCNT, 3); },
     "WSAEFAULT 0 eeeeeeeeee", In::observed, hasCount},
    {"O2: a short get of option 3",
     [](Machine& m) { return getLength(m, m.tcp(), IPPROTO_TCP, 3, 3); }, "WSAEFAULT 0 eeeeeeeeee",
     In::observed, fromVista},
    {"O2: a short set of TCP_KEEPCNT",
     [](Machine& m) {
         const DWORD value = 5;
         return m.said(m.ws.setsockopt(m.tcp(), IPPROTO_TCP, TCP_KEEPCNT, asBytes(&value), 1));
     },
     "WSAEFAULT", In::observed, hasCount},
    {"O2: a get of TCP_KEEPCNT sets optlen to 4",
     [](Machine& m) {
         const SOCKET s = m.tcp();
         m.setOption(s, IPPROTO_TCP, TCP_KEEPCNT, 5);
         return getLength(m, s, IPPROTO_TCP, TCP_KEEPCNT, 8);
     },
     "ok 4 05000000ee", In::observed, hasCount},
    {"O5: the handle is checked before the pointers",
     [](Machine& m) {
         return m.said(m.ws.setsockopt(m.closed(), SOL_SOCKET, SO_KEEPALIVE, nullptr, 0));
     },
     "WSAENOTSOCK"},
    {"O7: success clears the last error",
     [](Machine& m) {
         const SOCKET s = m.tcp();
         m.ws.WSASetLastError(WSAEINTR);
         m.set(s, 1);
         return std::to_string(m.ws.WSAGetLastError());
     },
     "0", In::observed},
    {"O7: the pages do not say so: success leaves it",
     [](Machine& m) {
         const SOCKET s = m.tcp();
         m.ws.WSASetLastError(WSAEINTR);
         m.set(s, 1);
         return std::to_string(m.ws.WSAGetLastError());
     },
     "10004", In::documented},

    {"7.1: everything wrong at once, one mended after the other, connecting", allWrongAtOnce,
     "WSANOTINITIALISED WSAENETDOWN WSAENOTSOCK WSAEINVAL WSAENOPROTOOPT WSAEFAULT WSAEINVAL",
     In::both, fromVista},
    {"7.1: everything wrong at once, one mended after the other", allWrongAtOnce,
     "WSANOTINITIALISED WSAENETDOWN WSAENOTSOCK WSAEINVAL WSAENOPROTOOPT WSAEFAULT ok", In::both,
     beforeVista},
    {"7.1: pointers before the value's range",
     [](Machine& m) {
         const DWORD zero = 0;
         const SOCKET s = m.tcp();
         return join({m.said(m.ws.setsockopt(s, IPPROTO_TCP, TCP_KEEPCNT, asBytes(&zero), 3)),
                      m.said(m.ws.setsockopt(s, IPPROTO_TCP, TCP_KEEPCNT, asBytes(&zero), 4))});
     },
     "WSAEFAULT WSAEINVAL", In::both, hasCount},
};

} // namespace

KAI_CONFORMANCE(TestOptions)
QTEST_GUILESS_MAIN(TestOptions)
#include "tst_options.moc"
