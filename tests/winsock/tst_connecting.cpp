#include "tests/winsock/conformance.h"
#include "tests/winsock/guarded_page.h"

using namespace kai::winsock;
using namespace std::chrono_literals;

namespace {

/// What setting and reading SO_KEEPALIVE say, in that order.
std::string setAndGet(Machine& m, SOCKET s)
{
    return join({m.said(m.set(s, 1)), m.keepAlive(s)});
}

/// What they say one second into a call that blocks on `s`; then the socket is closed, which ends the call.
template <typename Call>
std::string duringBlocking(Machine& m, SOCKET s, Call&& call)
{
    std::string during;
    m.later(1s, [&] { during = setAndGet(m, s); });
    m.later(2s, [&] { m.ws.closesocket(s); });
    call();
    return during;
}

std::string duringConnect(Machine& m)
{
    const SOCKET s = m.tcp();
    const auto name = Machine::nowhere();
    return duringBlocking(m, s, [&] { m.ws.connect(s, &name, sizeof name); });
}

std::string duringWsaConnect(Machine& m)
{
    const SOCKET s = m.tcp();
    const auto name = Machine::nowhere();
    return duringBlocking(
        m, s, [&] { m.ws.WSAConnect(s, &name, sizeof name, nullptr, nullptr, nullptr, nullptr); });
}

std::string duringNonBlocking(Machine& m)
{
    return setAndGet(m, m.connecting());
}

std::string duringConnectEx(Machine& m)
{
    const SOCKET s = m.tcp();
    m.bindAny(s);
    const auto name = Machine::nowhere();
    static WSAOVERLAPPED pending;
    m.ws.ConnectEx(s, &name, sizeof name, nullptr, 0, nullptr, &pending);
    return join({m.lastError(), setAndGet(m, s)});
}

std::string duringByName(Machine& m)
{
    const SOCKET s = m.tcp();
    return duringBlocking(m, s, [&] {
        m.ws.WSAConnectByName(s, "192.0.2.1", "80", nullptr, nullptr, nullptr, nullptr, nullptr,
                              nullptr);
    });
}

std::string duringByList(Machine& m)
{
    const SOCKET s = m.tcp();
    const auto name = Machine::nowhere();
    const SOCKET_ADDRESS candidate{&name, sizeof name};
    const SOCKET_ADDRESS_LIST list{1, &candidate};
    return duringBlocking(m, s, [&] {
        m.ws.WSAConnectByList(s, &list, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr);
    });
}

/// SO_KEEPALIVE set before connect, and what it is after.
std::string beforeConnect(Machine& m)
{
    const SOCKET s = m.tcp();
    const std::string set = m.said(m.set(s, 1));
    const auto name = m.peerAddress();
    const std::string connected = m.said(m.ws.connect(s, &name, sizeof name));
    return join({set, connected, m.keepAlive(s)});
}

/// A refused attempt, blocking or not, and setting after it.
std::string afterFailure(Machine& m)
{
    const SOCKET s = m.tcp();
    const auto name = Machine::address(m.world.host(m.peerHost).ipv4(), 9);
    const std::string refused = m.said(m.ws.connect(s, &name, sizeof name));
    return refused + " " + setAndGet(m, s);
}

std::string afterNonBlocking(Machine& m)
{
    const SOCKET s = m.tcp();
    m.nonBlocking(s);
    const auto name = m.peerAddress();
    const std::string begun = m.said(m.ws.connect(s, &name, sizeof name));
    m.runFor(1s);
    return begun + " " + setAndGet(m, s);
}

std::string afterTimeout(Machine& m)
{
    const SOCKET s = m.connecting();
    m.runFor(1min);
    return join({m.option(s, SOL_SOCKET, SO_ERROR), setAndGet(m, s)});
}

const Row kRows[] = {
    {"S10: during connect", duringConnect, "WSAEINVAL off", In::both, fromVista},
    {"S10: during WSAConnect", duringWsaConnect, "WSAEINVAL off", In::both, fromVista},
    {"S10: during a non-blocking connect", duringNonBlocking, "WSAEINVAL off", In::both, fromVista},
    {"S10: during ConnectEx", duringConnectEx, "WSA_IO_PENDING WSAEINVAL off", In::both, fromVista},
    {"S10: during WSAConnectByName", duringByName, "WSAEINVAL off", In::both, fromVista},
    {"S10: during WSAConnectByList", duringByList, "WSAEINVAL off", In::both, fromVista},
    {"S10: before connect", beforeConnect, "ok ok on"},
    {"S10: after a refused attempt", afterFailure, "WSAECONNREFUSED ok on"},
    {"S10: after waiting for a non-blocking attempt", afterNonBlocking, "WSAEWOULDBLOCK ok on"},
    {"S10: after an attempt that timed out", afterTimeout, "10060 ok on"},
    {"S11: during connect", duringConnect, "ok on", In::both, beforeVista},
    {"S11: during WSAConnect", duringWsaConnect, "ok on", In::both, beforeVista},
    {"S11: during a non-blocking connect", duringNonBlocking, "ok on", In::both, beforeVista},
    {"S11: during ConnectEx", duringConnectEx, "WSA_IO_PENDING ok on", In::both, beforeVista},
    {"S11: during WSAConnectByName", duringByName, "ok on", In::both, beforeVista},
    {"S11: during WSAConnectByList", duringByList, "ok on", In::both, beforeVista},
};

} // namespace

class TestConnecting : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void clause_data() { addRows(kRows); }
    void clause() { checkRow(); }

    void oneStateForAll()
    {
        Machine m({});
        const SOCKET s = m.connecting();
        const auto name = m.peerAddress();
        QCOMPARE(m.said(m.ws.connect(s, &name, sizeof name)), std::string("WSAEALREADY"));
        const SOCKET done = m.connected();
        QCOMPARE(m.said(m.ws.connect(done, &name, sizeof name)), std::string("WSAEISCONN"));
        QCOMPARE(m.said(m.ws.connect(m.listener(), &name, sizeof name)), std::string("WSAEINVAL"));
        WSAOVERLAPPED pending;
        m.bindAny(s);
        QVERIFY(!m.ws.ConnectEx(s, &name, sizeof name, nullptr, 0, nullptr, &pending));
        QCOMPARE(m.lastError(), std::string("WSAEALREADY"));
    }

    void badAddresses()
    {
        Machine m({});
        const SOCKET s = m.tcp();
        auto name = m.peerAddress();
        QCOMPARE(m.said(m.ws.connect(s, nullptr, sizeof name)), std::string("WSAEFAULT"));
        QCOMPARE(m.said(m.ws.connect(s, &name, 8)), std::string("WSAEFAULT"));
        name.sin_port = 0;
        QCOMPARE(m.said(m.ws.connect(s, &name, sizeof name)), std::string("WSAEADDRNOTAVAIL"));
        name.sin_family = AF_INET6;
        QCOMPARE(m.said(m.ws.connect(s, &name, sizeof name)), std::string("WSAEAFNOSUPPORT"));
        QCOMPARE(m.said(m.ws.connect(m.closed(), &name, sizeof name)), std::string("WSAENOTSOCK"));
    }

    void refusedThenConnected()
    {
        Machine m({});
        const SOCKET s = m.tcp();
        m.vals(s, 1, 60'000, 1'000);
        const auto wrong = Machine::address(m.world.host(m.peerHost).ipv4(), 9);
        const auto right = m.peerAddress();
        QCOMPARE(m.said(m.ws.connect(s, &wrong, sizeof wrong)), std::string("WSAECONNREFUSED"));
        QCOMPARE(m.said(m.ws.connect(s, &right, sizeof right)), std::string("ok"));
        QCOMPARE(m.keepAlive(s), std::string("on"));
        QCOMPARE(m.inForce(s).substr(0, 10), std::string("60000/1000"));
    }

    void connectExSendsAndCompletes()
    {
        Machine m({});
        const SOCKET s = m.tcp();
        const auto name = m.peerAddress();
        WSAOVERLAPPED pending;
        QVERIFY(!m.ws.ConnectEx(s, &name, sizeof name, nullptr, 0, nullptr, &pending));
        QCOMPARE(m.lastError(), std::string("WSAEINVAL")); // not bound
        m.bindAny(s);
        DWORD sent = 77;
        QVERIFY(!m.ws.ConnectEx(s, &name, sizeof name, "hi", 2, &sent, &pending));
        QCOMPARE(m.lastError(), std::string("WSA_IO_PENDING"));
        DWORD flags = 0;
        QVERIFY(m.ws.WSAGetOverlappedResult(s, &pending, &sent, 1, &flags));
        QCOMPARE(sent, DWORD{2});
        QCOMPARE(m.said(m.set(s, 1)), std::string("ok"));
    }

    void connectExRefused()
    {
        Machine m({});
        const SOCKET s = m.tcp();
        m.bindAny(s);
        const auto name = Machine::address(m.world.host(m.peerHost).ipv4(), 9);
        WSAOVERLAPPED pending;
        m.ws.ConnectEx(s, &name, sizeof name, nullptr, 0, nullptr, &pending);
        DWORD sent = 0;
        DWORD flags = 0;
        QVERIFY(!m.ws.WSAGetOverlappedResult(s, &pending, &sent, 1, &flags));
        QCOMPARE(m.lastError(), std::string("WSAECONNREFUSED"));
    }

    void byName()
    {
        Machine m({});
        const SOCKET s = m.tcp();
        sockaddr remote;
        DWORD length = sizeof remote;
        QVERIFY(m.ws.WSAConnectByName(s, "server", "7777", nullptr, nullptr, &length, &remote,
                                      nullptr, nullptr));
        QCOMPARE(networkOrder16(remote.sin_port), std::uint16_t{7777});
        QVERIFY(!m.ws.WSAConnectByName(m.tcp(), "nowhere", "7777", nullptr, nullptr, nullptr,
                                       nullptr, nullptr, nullptr));
        QCOMPARE(m.lastError(), std::string("WSAHOST_NOT_FOUND"));
        QVERIFY(!m.ws.WSAConnectByName(m.tcp(), nullptr, "7777", nullptr, nullptr, nullptr, nullptr,
                                       nullptr, nullptr));
        QCOMPARE(m.lastError(), std::string("WSAEINVAL"));
        QVERIFY(!m.ws.WSAConnectByName(m.closed(), "server", "7777", nullptr, nullptr, nullptr,
                                       nullptr, nullptr, nullptr));
        QCOMPARE(m.lastError(), std::string("WSAENOTSOCK"));
    }

    /// The list, not the addresses, is unmapped during the first attempt.
    void vanishedList()
    {
        Machine m({});
        GuardedPages pages;
        const auto first = Machine::nowhere();
        const auto second = m.peerAddress();
        auto* const candidates = reinterpret_cast<SOCKET_ADDRESS*>(pages.at(0, 0));
        candidates[0] = {&first, sizeof first};
        candidates[1] = {&second, sizeof second};
        const SOCKET_ADDRESS_LIST list{2, candidates};
        m.later(1s, [&] { pages.unmap(); });
        QVERIFY(m.ws.WSAConnectByList(m.tcp(), &list, nullptr, nullptr, nullptr, nullptr, nullptr,
                                      nullptr));
    }

    void byListTriesInTurn()
    {
        Machine m({});
        const SOCKET s = m.tcp();
        m.vals(s, 1, 60'000, 1'000);
        const auto first = Machine::nowhere();
        const auto second = Machine::address(m.world.host(m.peerHost).ipv4(), 9);
        const auto third = m.peerAddress();
        const SOCKET_ADDRESS candidates[] = {
            {&first, sizeof first}, {&second, sizeof second}, {&third, sizeof third}};
        const SOCKET_ADDRESS_LIST list{3, candidates};
        QVERIFY(
            m.ws.WSAConnectByList(s, &list, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr));
        QCOMPARE(m.keepAlive(s), std::string("on"));
        const kai::winsock::timeval soon{1, 0};
        const SOCKET other = m.tcp();
        QVERIFY(!m.ws.WSAConnectByList(other, &list, nullptr, nullptr, nullptr, nullptr, &soon,
                                       nullptr));
        QCOMPARE(m.lastError(), std::string("WSAETIMEDOUT"));
        QCOMPARE(m.said(m.ws.connect(other, &third, sizeof third)), std::string("ok"));
        const SOCKET_ADDRESS_LIST empty{0, nullptr};
        QVERIFY(!m.ws.WSAConnectByList(m.tcp(), &empty, nullptr, nullptr, nullptr, nullptr, nullptr,
                                       nullptr));
        QCOMPARE(m.lastError(), std::string("WSAEINVAL"));
    }
};

QTEST_GUILESS_MAIN(TestConnecting)
#include "tst_connecting.moc"
