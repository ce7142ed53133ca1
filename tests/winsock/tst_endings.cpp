#include "tests/winsock/conformance.h"

using namespace kai::winsock;
using namespace std::chrono_literals;

namespace {

std::string recv(Machine& m, SOCKET s)
{
    char byte = 0;
    const int got = m.ws.recv(s, &byte, 1, 0);
    return got == SOCKET_ERROR ? m.lastError() : std::to_string(got);
}

std::string send(Machine& m, SOCKET s)
{
    const int sent = m.ws.send(s, "x", 1, 0);
    return sent == SOCKET_ERROR ? m.lastError() : std::to_string(sent);
}

/// A connection whose peer is silent from now on, with 60 s and 1 s.
SOCKET doomed(Machine& m)
{
    const SOCKET s = m.connected();
    m.vals(s, 1, 60'000, 1'000);
    m.cut(s);
    return s;
}

std::string secondsSince(Machine& m)
{
    return std::to_string(m.world.now().time_since_epoch() / 1s) + " s";
}

std::string silentAtDefaults(Machine& m)
{
    const SOCKET s = m.connected();
    m.set(s, 1);
    m.cut(s);
    return join({recv(m, s), secondsSince(m)});
}

/// A non-blocking connection of this machine to its own listener; nobody has accepted it yet.
SOCKET waitingFor(Machine& m)
{
    const SOCKET client = m.tcp();
    m.nonBlocking(client);
    const auto name = Machine::address(m.world.host(m.host).ipv4(), Machine::kListenPort);
    m.ws.connect(client, &name, sizeof name);
    m.runFor(1s);
    return client;
}

void resetNow(Machine& m, SOCKET s)
{
    const linger abortive{1, 0};
    m.ws.setsockopt(s, SOL_SOCKET, SO_LINGER, reinterpret_cast<const char*>(&abortive),
                    sizeof abortive);
    m.ws.closesocket(s);
    m.runFor(1s);
}

int deferCaller(const sockaddr*, std::uint64_t)
{
    return CF_DEFER;
}

/// The connection waits with the program from now on, not with the stack.
void putOff(Machine& m, SOCKET listening)
{
    m.ws.WSAAccept(listening, nullptr, nullptr, deferCaller, 0);
}

/// A listener with 60 s and 1 s, a connection that waits there, and its path cut.
SOCKET silentInBacklog(Machine& m)
{
    const SOCKET listening = m.listener();
    m.vals(listening, 1, 60'000, 1'000);
    m.cut(waitingFor(m));
    return listening;
}

/// What the calls say of an accepted connection that keep-alive has ended.
std::string afterKeepAlive(Machine& m, SOCKET served)
{
    return join({m.option(served, SOL_SOCKET, SO_ERROR), m.said(m.set(served, 1)), recv(m, served),
                 send(m, served), m.keepAlive(served)});
}

const Row kRows[] = {
    {"P3, P5, D1: default host, silent peer, pending receive", silentAtDefaults,
     "WSAENETRESET 7210 s", In::both, fromVista},
    {"P3, P5, D1, D3: default host, silent peer, pending receive", silentAtDefaults,
     "WSAENETRESET 7205 s", In::both, beforeVista},
    {"P5: the operation in progress, later ones, and SO_KEEPALIVE",
     [](Machine& m) {
         const SOCKET s = doomed(m);
         return join({recv(m, s), recv(m, s), send(m, s), m.said(m.set(s, 1)), m.keepAlive(s)});
     },
     "WSAENETRESET WSAECONNRESET WSAECONNRESET WSAENETRESET on"},
    {"P5: nothing in progress, the first later call",
     [](Machine& m) {
         const SOCKET s = doomed(m);
         m.runFor(5min);
         return join({send(m, s), recv(m, s)});
     },
     "WSAECONNRESET WSAECONNRESET"},
    {"P5: a peer's RST",
     [](Machine& m) {
         const SOCKET s = m.connected();
         m.later(1s, [&] { m.peer.reset(m.world.peerOf(m.ws.endOf(s))); });
         return join({recv(m, s), recv(m, s), send(m, s), m.said(m.set(s, 1))});
     },
     "WSAECONNRESET WSAECONNRESET WSAECONNRESET ok"},
    {"P5: a peer's RST before accept",
     [](Machine& m) {
         const SOCKET listening = m.listener();
         resetNow(m, waitingFor(m));
         const SOCKET served = m.ws.accept(listening, nullptr, nullptr);
         return join({m.option(served, SOL_SOCKET, SO_ERROR), recv(m, served), send(m, served),
                      m.said(m.set(served, 1))});
     },
     "10054 WSAECONNRESET WSAECONNRESET ok"},
    {"P5: a peer's RST for a connection that the condition function put off",
     [](Machine& m) {
         const SOCKET listening = m.listener();
         const SOCKET client = waitingFor(m);
         putOff(m, listening);
         resetNow(m, client);
         const SOCKET served = m.ws.accept(listening, nullptr, nullptr);
         return join({recv(m, served), send(m, served)});
     },
     "WSAECONNRESET WSAECONNRESET"},
    {"P5: data and FIN before accept",
     [](Machine& m) {
         const SOCKET listening = m.listener();
         const SOCKET client = waitingFor(m);
         const std::string sent = send(m, client);
         m.ws.closesocket(client);
         m.runFor(1s);
         const SOCKET served = m.ws.accept(listening, nullptr, nullptr);
         return join({sent, recv(m, served), recv(m, served)});
     },
     "1 1 0"},
    {"P5, S13: ended by keep-alive before accept",
     [](Machine& m) {
         const SOCKET listening = silentInBacklog(m);
         m.runFor(5min);
         return afterKeepAlive(m, m.ws.accept(listening, nullptr, nullptr));
     },
     "10052 WSAENETRESET WSAECONNRESET WSAECONNRESET on"},
    {"P5, S13: ended by keep-alive after the condition function put it off",
     [](Machine& m) {
         const SOCKET listening = silentInBacklog(m);
         putOff(m, listening);
         m.runFor(5min);
         return afterKeepAlive(m, m.ws.accept(listening, nullptr, nullptr));
     },
     "10052 WSAENETRESET WSAECONNRESET WSAECONNRESET on"},
    {"P4, P5: a restarted peer answers the probe with RST",
     [](Machine& m) {
         const SOCKET s = m.connected();
         m.vals(s, 1, 60'000, 1'000);
         m.peer.reboot(m.world.peerOf(m.ws.endOf(s)));
         return join({recv(m, s), secondsSince(m)});
     },
     "WSAECONNRESET 60 s"},
    {"P5: the peer's program closes, no error",
     [](Machine& m) {
         const SOCKET s = m.connected();
         m.later(1s, [&] { m.peer.close(m.world.peerOf(m.ws.endOf(s))); });
         return join({recv(m, s), recv(m, s)});
     },
     "0 0"},
    {"P5: this program shuts sending, then the peer's closes, no error",
     [](Machine& m) {
         const SOCKET s = m.connected();
         const std::string shut = m.said(m.ws.shutdown(s, SD_SEND));
         return join({shut, recv(m, s), recv(m, s), m.option(s, SOL_SOCKET, SO_ERROR)});
     },
     "ok 0 0 0"},
    {"P9, S1: the option can be set in CLOSE_WAIT",
     [](Machine& m) {
         const SOCKET s = m.connected();
         m.peer.close(m.world.peerOf(m.ws.endOf(s)));
         m.runFor(1s);
         return join({m.said(m.set(s, 1)), m.keepAlive(s)});
     },
     "ok on"},
    {"P9, S1: a listener stores the switch and sends nothing",
     [](Machine& m) {
         const SOCKET s = m.listener();
         const std::string set = m.said(m.set(s, 1));
         m.runFor(24h);
         return join({set, m.keepAlive(s), std::to_string(m.world.probes(m.ws.endOf(s)).sent)});
     },
     "ok on 0"},
    {"D5: a registry change counts after the restart, which takes sockets and WSAStartup with it",
     [](Machine& m) {
         kai::defaults::RegistryValues values;
         values.store(kai::defaults::RegistryName::keepAliveTime, 300'000);
         m.world.storeRegistry(m.host, values);
         const SOCKET s = m.tcp();
         const std::string before = m.inForce(s).substr(0, 7);
         m.world.restart(m.host);
         m.ws.hostRestarted();
         const std::string gone = m.said(m.set(s, 1));
         WSADATA data;
         m.ws.WSAStartup(makeWord(2, 2), &data);
         return join({before, gone, m.said(m.set(s, 1)), m.inForce(m.tcp()).substr(0, 6)});
     },
     "7200000 WSANOTINITIALISED WSAENOTSOCK 300000"},
    {"D6: 0 for a time is ignored",
     [](Machine& m) {
         kai::defaults::RegistryValues values;
         values.store(kai::defaults::RegistryName::keepAliveTime, 0);
         m.world.storeRegistry(m.host, values);
         m.world.restart(m.host);
         m.ws.hostRestarted();
         WSADATA data;
         m.ws.WSAStartup(makeWord(2, 2), &data);
         return m.inForce(m.tcp()).substr(0, 7);
     },
     "7200000"},
};

} // namespace

class TestEndings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void clause_data() { addRows(kRows); }
    void clause() { checkRow(); }

    void sockets_data()
    {
        QTest::addColumn<int>("family");
        QTest::addColumn<int>("type");
        QTest::addColumn<int>("protocol");
        QTest::addColumn<QString>("said");
        QTest::newRow("TCP") << AF_INET << SOCK_STREAM << IPPROTO_TCP << "ok";
        QTest::newRow("UDP by default") << AF_INET << SOCK_DGRAM << 0 << "ok";
        QTest::newRow("raw") << AF_INET << SOCK_RAW << 1 << "ok";
        QTest::newRow("IPv6") << AF_INET6 << SOCK_STREAM << 0 << "WSAEAFNOSUPPORT";
        QTest::newRow("stream over UDP")
            << AF_INET << SOCK_STREAM << IPPROTO_UDP << "WSAEPROTONOSUPPORT";
        QTest::newRow("datagrams over TCP")
            << AF_INET << SOCK_DGRAM << IPPROTO_TCP << "WSAEPROTONOSUPPORT";
        QTest::newRow("unknown type") << AF_INET << 9 << 0 << "WSAESOCKTNOSUPPORT";
    }
    void sockets()
    {
        QFETCH(int, family);
        QFETCH(int, type);
        QFETCH(int, protocol);
        Machine m({});
        const SOCKET s = m.ws.socket(family, type, protocol);
        QTEST(QString::fromStdString(s == INVALID_SOCKET ? m.lastError() : "ok"), "said");
    }

    void bindAndListen()
    {
        Machine m({});
        const SOCKET s = m.tcp();
        QCOMPARE(m.said(m.ws.listen(s, 5)), std::string("WSAEINVAL"));
        const auto foreign = Machine::address(0xC0000201, 0);
        QCOMPARE(m.said(m.ws.bind(s, &foreign, sizeof foreign)), std::string("WSAEADDRNOTAVAIL"));
        QCOMPARE(m.said(m.ws.bind(s, &foreign, 3)), std::string("WSAEFAULT"));
        const SOCKET first = m.listener();
        const auto taken = Machine::address(0, Machine::kListenPort);
        QCOMPARE(m.said(m.ws.bind(s, &taken, sizeof taken)), std::string("WSAEADDRINUSE"));
        QCOMPARE(m.said(m.ws.bind(first, &taken, sizeof taken)), std::string("WSAEINVAL"));
        QCOMPARE(m.said(m.ws.listen(m.udp(), 5)), std::string("WSAEOPNOTSUPP"));
        QCOMPARE(m.said(m.ws.listen(m.connected(), 5)), std::string("WSAEISCONN"));
        QCOMPARE(m.option(first, SOL_SOCKET, SO_ACCEPTCONN), std::string("1"));
        QCOMPARE(m.option(s, SOL_SOCKET, SO_TYPE), std::string("1"));
        m.nonBlocking(first);
        QCOMPARE(m.ws.accept(first, nullptr, nullptr), INVALID_SOCKET);
        QCOMPARE(m.lastError(), std::string("WSAEWOULDBLOCK"));
        QCOMPARE(m.ws.accept(s, nullptr, nullptr), INVALID_SOCKET);
        QCOMPARE(m.lastError(), std::string("WSAEINVAL"));
    }

    void names()
    {
        Machine m({});
        const SOCKET s = m.connected();
        sockaddr name;
        int length = sizeof name;
        QCOMPARE(m.ws.getpeername(s, &name, &length), 0);
        QCOMPARE(name.sin_addr, m.peerAddress().sin_addr);
        QCOMPARE(name.sin_port, m.peerAddress().sin_port);
        QCOMPARE(m.ws.getsockname(s, &name, &length), 0);
        QCOMPARE(networkOrder32(name.sin_addr), m.world.host(m.host).ipv4());
        QCOMPARE(m.said(m.ws.getpeername(m.tcp(), &name, &length)), std::string("WSAENOTCONN"));
        QCOMPARE(m.said(m.ws.getsockname(m.tcp(), &name, &length)), std::string("WSAEINVAL"));
        length = 3;
        QCOMPARE(m.said(m.ws.getsockname(s, &name, &length)), std::string("WSAEFAULT"));
    }

    void dataBothWays()
    {
        Machine m({});
        const SOCKET listening = m.listener();
        const SOCKET client = m.tcp();
        m.nonBlocking(client);
        const auto name = Machine::address(m.world.host(m.host).ipv4(), Machine::kListenPort);
        m.ws.connect(client, &name, sizeof name);
        const SOCKET served = m.ws.accept(listening, nullptr, nullptr);
        QCOMPARE(m.ws.send(client, "hello", 5, 0), 5);
        char text[8] = {};
        QCOMPARE(m.ws.recv(served, text, sizeof text, 0), 5);
        QCOMPARE(std::string(text), std::string("hello"));
        QCOMPARE(m.ws.recv(client, text, sizeof text, 0), SOCKET_ERROR);
        QCOMPARE(m.lastError(), std::string("WSAEWOULDBLOCK"));
        QCOMPARE(m.said(m.ws.shutdown(served, SD_SEND)), std::string("ok"));
        QCOMPARE(send(m, served), std::string("WSAESHUTDOWN"));
        m.runFor(1s);
        QCOMPARE(recv(m, client), std::string("0"));
        QCOMPARE(send(m, client), std::string("1"));
        QCOMPARE(recv(m, served), std::string("1"));
        QCOMPARE(m.said(m.ws.shutdown(served, 9)), std::string("WSAEINVAL"));
        QCOMPARE(m.said(m.ws.shutdown(m.tcp(), SD_BOTH)), std::string("WSAENOTCONN"));
    }

    void badData()
    {
        Machine m({});
        const SOCKET s = m.connected();
        char byte = 0;
        QCOMPARE(m.ws.send(s, nullptr, 1, 0), SOCKET_ERROR);
        QCOMPARE(m.lastError(), std::string("WSAEFAULT"));
        QCOMPARE(m.ws.recv(s, &byte, -1, 0), SOCKET_ERROR);
        QCOMPARE(m.lastError(), std::string("WSAEFAULT"));
        QCOMPARE(m.ws.recv(s, &byte, 1, 2), SOCKET_ERROR);
        QCOMPARE(m.lastError(), std::string("WSAEOPNOTSUPP"));
        QCOMPARE(send(m, m.tcp()), std::string("WSAENOTCONN"));
        QCOMPARE(recv(m, m.closed()), std::string("WSAENOTSOCK"));
        QCOMPARE(recv(m, m.udp()), std::string("WSAEOPNOTSUPP"));
    }

    /// More than the buffers hold: the call blocks until the peer's program has read.
    void longSend()
    {
        Machine m({});
        const SOCKET s = m.connected();
        const std::string much(1'000'000, 'x');
        QCOMPARE(m.ws.send(s, much.data(), int(much.size()), 0), int(much.size()));
        const SOCKET hurried = m.connected();
        m.nonBlocking(hurried);
        m.cut(hurried);
        const int some = m.ws.send(hurried, much.data(), int(much.size()), 0);
        QVERIFY(some > 0 && some < int(much.size()));
        QCOMPARE(send(m, hurried), std::string("WSAEWOULDBLOCK"));
        m.runFor(10min);
        QCOMPARE(send(m, hurried), std::string("WSAECONNABORTED"));
    }

    void resetOnClose()
    {
        Machine m({});
        const SOCKET listening = m.listener();
        const SOCKET client = m.tcp();
        m.nonBlocking(client);
        const auto name = Machine::address(m.world.host(m.host).ipv4(), Machine::kListenPort);
        m.ws.connect(client, &name, sizeof name);
        const SOCKET served = m.ws.accept(listening, nullptr, nullptr);
        resetNow(m, client);
        QCOMPARE(recv(m, served), std::string("WSAECONNRESET"));
    }

    void socketErrorIsReadOnce()
    {
        Machine m({});
        const SOCKET s = doomed(m);
        m.runFor(5min);
        QCOMPARE(m.option(s, SOL_SOCKET, SO_ERROR), std::to_string(WSAENETRESET));
        QCOMPARE(m.option(s, SOL_SOCKET, SO_ERROR), std::string("0"));
    }

    void ioctlsocketArguments()
    {
        Machine m({});
        const SOCKET s = m.tcp();
        std::uint32_t yes = 1;
        QCOMPARE(m.said(m.ws.ioctlsocket(s, FIONBIO, nullptr)), std::string("WSAEFAULT"));
        QCOMPARE(m.said(m.ws.ioctlsocket(s, 5, &yes)), std::string("WSAEINVAL"));
        QCOMPARE(m.said(m.ws.ioctlsocket(m.closed(), FIONBIO, &yes)), std::string("WSAENOTSOCK"));
        QCOMPARE(m.said(m.ws.closesocket(m.closed())), std::string("WSAENOTSOCK"));
    }
};

QTEST_GUILESS_MAIN(TestEndings)
#include "tst_endings.moc"
