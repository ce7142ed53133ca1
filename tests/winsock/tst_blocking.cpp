#include "tests/winsock/conformance.h"

using namespace kai::winsock;
using namespace std::chrono_literals;

namespace {

/// A process of version 1.1 on the machine's host, for hooks that are plain functions.
struct OldProcess {
    explicit OldProcess(Machine& machine)
        : m(machine)
        , ws(machine.pump, machine.host, options(machine))
    {
        WSADATA data;
        ws.WSAStartup(makeWord(1, 1), &data);
        current = this;
    }
    ~OldProcess() { current = nullptr; }
    OldProcess(const OldProcess&) = delete;
    OldProcess& operator=(const OldProcess&) = delete;

    static ProcessOptions options(Machine&)
    {
        ProcessOptions slow;
        slow.assumed.ioctlDelay = 5s;
        return slow;
    }
    SOCKET connected()
    {
        const SOCKET s = ws.socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
        const auto name = m.peerAddress();
        ws.connect(s, &name, sizeof name);
        return s;
    }
    std::string set(SOCKET s)
    {
        const DWORD on = 1;
        return said(ws.setsockopt(s, SOL_SOCKET, SO_KEEPALIVE, reinterpret_cast<const char*>(&on),
                                  sizeof on));
    }
    std::string get(SOCKET s)
    {
        DWORD value = 0;
        int length = sizeof value;
        const int result =
            ws.getsockopt(s, SOL_SOCKET, SO_KEEPALIVE, reinterpret_cast<char*>(&value), &length);
        return result != 0 ? said(result) : value != 0 ? "on" : "off";
    }
    std::string vals(SOCKET s)
    {
        const tcp_keepalive values{1, 60'000, 1'000};
        DWORD bytes = 0;
        return said(ws.WSAIoctl(s, SIO_KEEPALIVE_VALS, &values, sizeof values, nullptr, 0, &bytes,
                                nullptr, nullptr));
    }
    std::string recv(SOCKET s)
    {
        char byte = 0;
        return said(ws.recv(s, &byte, 1, 0) == SOCKET_ERROR ? SOCKET_ERROR : 0);
    }
    std::string said(int result)
    {
        return result == 0 ? "ok" : std::string(errorName(ws.WSAGetLastError()));
    }

    Machine& m;
    Winsock ws;
    std::string inside;
    SOCKET socket = INVALID_SOCKET;
    int hookCalls = 0;
    static inline OldProcess* current = nullptr;
};

/// Tries the calls of both pages, then cancels what blocks.
int tryAndCancel()
{
    auto& old = *OldProcess::current;
    if (++old.hookCalls == 1) {
        const std::string set = old.set(old.socket);
        const std::string get = old.get(old.socket);
        old.inside = join(
            {set, get, old.vals(old.socket), old.ws.WSAIsBlocking() != 0 ? "blocking" : "free"});
        old.ws.WSACancelBlockingCall();
    }
    return 0;
}

int tryOnce()
{
    auto& old = *OldProcess::current;
    if (++old.hookCalls == 1) {
        old.inside = old.set(old.socket);
    }
    return 0;
}

int cancelAtOnce()
{
    ++OldProcess::current->hookCalls;
    OldProcess::current->ws.WSACancelBlockingCall();
    return 0;
}

int neverDone()
{
    ++OldProcess::current->hookCalls;
    return 1;
}

int cancelTheFirst()
{
    auto& old = *OldProcess::current;
    return ++old.hookCalls == 1 ? old.ws.WSACancelBlockingCall() : 0;
}

/// The first address never answers, the second would at once.
std::string connectByList(Winsock& ws, SOCKET s, const sockaddr& first, const sockaddr& second)
{
    const SOCKET_ADDRESS candidates[] = {{&first, sizeof first}, {&second, sizeof second}};
    const SOCKET_ADDRESS_LIST list{2, candidates};
    const BOOL connected =
        ws.WSAConnectByList(s, &list, nullptr, nullptr, nullptr, nullptr, nullptr, nullptr);
    return connected != 0 ? "connected" : std::string(errorName(ws.WSAGetLastError()));
}

std::string g_inCondition;
Machine* g_machine = nullptr;
SOCKET g_listener = INVALID_SOCKET;

int condition(const sockaddr* caller, std::uint64_t answer)
{
    auto& m = *g_machine;
    g_inCondition = join({m.said(m.set(g_listener, 1)), m.said(m.vals(g_listener, 1, 1'000, 1'000)),
                          caller->sin_addr != 0 ? "caller known" : "unknown"});
    return static_cast<int>(answer);
}

std::string acceptWith(Machine& m, int answer)
{
    g_machine = &m;
    g_listener = m.listener();
    const SOCKET client = m.tcp();
    m.nonBlocking(client);
    const auto name = Machine::address(m.world.host(m.host).ipv4(), Machine::kListenPort);
    m.ws.connect(client, &name, sizeof name);
    const SOCKET s =
        m.ws.WSAAccept(g_listener, nullptr, nullptr, condition, static_cast<std::uint64_t>(answer));
    return s == INVALID_SOCKET ? m.lastError() : "accepted";
}

const Row kRows[] = {
    {"S6, 7.3: a blocking call of version 1.1 is in progress",
     [](Machine& m) {
         OldProcess old(m);
         old.socket = old.connected();
         old.ws.WSASetBlockingHook(tryAndCancel);
         old.recv(old.socket);
         return join({old.inside, old.get(old.socket)});
     },
     "WSAEINPROGRESS WSAEINPROGRESS WSAEINPROGRESS blocking off"},
    {"I11, 7.3: a blocking receive that is cancelled",
     [](Machine& m) {
         OldProcess old(m);
         const SOCKET s = old.connected();
         old.ws.WSASetBlockingHook(cancelAtOnce);
         return old.recv(s);
     },
     "WSAEINTR"},
    {"I11: a synchronous ioctl that is interrupted has no effect",
     [](Machine& m) {
         OldProcess old(m);
         const SOCKET s = old.connected();
         old.ws.WSASetBlockingHook(cancelAtOnce);
         const std::string interrupted = old.vals(s);
         const std::string after = old.get(s);
         old.ws.WSAUnhookBlockingHook();
         return join({interrupted, after, old.vals(s), old.get(s)});
     },
     "WSAEINTR off ok on"},
    {"I11, 7.3: a blocking connect by list that is cancelled tries no other address",
     [](Machine& m) {
         OldProcess old(m);
         const SOCKET s = old.ws.socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
         old.ws.WSASetBlockingHook(cancelTheFirst);
         const auto first = Machine::nowhere();
         const auto second = m.peerAddress();
         const std::string said = connectByList(old.ws, s, first, second);
         return join({said, m.world.now() == kai::Moment{} ? "at once" : "later"});
     },
     "WSAEINTR at once"},
    {"S6, I11, 7.3: from inside a condition function",
     [](Machine& m) {
         const std::string accepted = acceptWith(m, CF_ACCEPT);
         return join({accepted, g_inCondition, m.keepAlive(g_listener)});
     },
     "accepted WSAEINPROGRESS WSAEINPROGRESS caller known off"},
    {"7.3: version 2 has no blocking hooks",
     [](Machine& m) {
         m.ws.WSASetBlockingHook(cancelAtOnce);
         return join({m.lastError(), m.said(m.ws.WSACancelBlockingCall()),
                      m.said(m.ws.WSAUnhookBlockingHook())});
     },
     "WSAEOPNOTSUPP WSAEOPNOTSUPP WSAEOPNOTSUPP"},
    {"7.3: a hook of version 1.1 is gone when the process starts again as version 2",
     [](Machine& m) {
         OldProcess old(m);
         old.ws.WSASetBlockingHook(cancelAtOnce);
         old.ws.WSACleanup();
         WSADATA data;
         old.ws.WSAStartup(makeWord(2, 2), &data);
         const SOCKET s = old.ws.socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
         const auto name = m.peerAddress();
         const std::string connected = old.said(old.ws.connect(s, &name, sizeof name));
         return join({connected, std::to_string(old.hookCalls), "calls of the hook"});
     },
     "ok 0 calls of the hook"},
};

} // namespace

class TestBlocking : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void clause_data() { addRows(kRows); }
    void clause() { checkRow(); }

    void conditionsThatDoNotAccept()
    {
        Machine m({});
        QCOMPARE(acceptWith(m, CF_REJECT), std::string("WSAECONNREFUSED"));
        Machine other({});
        QCOMPARE(acceptWith(other, CF_DEFER), std::string("WSATRY_AGAIN"));
        QVERIFY(other.ws.accept(g_listener, nullptr, nullptr) != INVALID_SOCKET);
    }

    /// A hook that always says "more" does not hold the world up.
    void restlessHook()
    {
        Machine m({});
        OldProcess old(m);
        const SOCKET s = old.connected();
        old.ws.WSASetBlockingHook(neverDone);
        m.later(1s, [&] { m.peer.close(m.world.peerOf(old.ws.endOf(s))); });
        QCOMPARE(old.recv(s), std::string("ok"));
        QVERIFY(old.hookCalls >= 1'000);
    }

    /// What the hook's own calls stopped at is not what the ioctl stopped at.
    void failedCheckOfASlowIoctl()
    {
        Machine m({});
        OldProcess old(m);
        const SOCKET s = old.connected();
        old.ws.WSASetBlockingHook(tryOnce);
        QCOMPARE(old.vals(s), std::string("ok"));
        QCOMPARE(old.inside, std::string("WSAEINPROGRESS"));
        QVERIFY(!old.ws.failedCheck());
    }

    void hooksAreExchanged()
    {
        Machine m({});
        OldProcess old(m);
        QVERIFY(old.ws.WSASetBlockingHook(cancelAtOnce) == nullptr);
        QVERIFY(old.ws.WSASetBlockingHook(neverDone) == cancelAtOnce);
        QVERIFY(!old.ws.WSAIsBlocking());
        QCOMPARE(old.said(old.ws.WSACancelBlockingCall()), std::string("WSAEINVAL"));
        QVERIFY(old.ws.WSASetBlockingHook(reinterpret_cast<BLOCKINGHOOK*>(0x10)) == nullptr);
        QCOMPARE(old.said(SOCKET_ERROR), std::string("WSAEFAULT"));
    }

    /// A blocking call advances virtual time, and only the outermost one runs the world.
    void virtualTime()
    {
        Machine m({});
        const SOCKET s = m.connected();
        const SOCKET other = m.connected();
        std::string nested;
        m.later(10min, [&] {
            char byte = 0;
            m.ws.recv(other, &byte, 1, 0);
            nested = m.lastError();
        });
        m.later(1h, [&] {
            m.peer.send(m.world.peerOf(m.ws.endOf(s)), std::as_bytes(std::span("!", 1)));
        });
        char byte = 0;
        QCOMPARE(m.ws.recv(s, &byte, 1, 0), 1);
        QCOMPARE(byte, '!');
        QCOMPARE(m.world.now(), kai::Moment{1h});
        QCOMPARE(nested, std::string("WSAEWOULDBLOCK"));
    }

    /// What may not wait for the first address may not wait for the second either: it is not even looked at.
    void nestedConnectByList()
    {
        Machine m({});
        const SOCKET busy = m.connected();
        const SOCKET other = m.tcp();
        std::string nested;
        m.later(1s, [&] {
            const auto first = m.peerAddress();
            auto second = first;
            second.sin_family = AF_INET6;
            nested = connectByList(m.ws, other, first, second);
        });
        m.later(2s, [&] { m.peer.close(m.world.peerOf(m.ws.endOf(busy))); });
        char byte = 0;
        QCOMPARE(m.ws.recv(busy, &byte, 1, 0), 0);
        QCOMPARE(nested, std::string("WSAEWOULDBLOCK"));
    }

    /// Nothing will ever happen any more: the call ends instead of waiting for ever.
    void nothingLeft()
    {
        Machine m({});
        const SOCKET s = m.connected();
        char byte = 0;
        QCOMPARE(m.ws.recv(s, &byte, 1, 0), SOCKET_ERROR);
        QCOMPARE(m.lastError(), std::string("WSAEINTR"));
    }

    void versions_data()
    {
        QTest::addColumn<int>("low");
        QTest::addColumn<int>("high");
        QTest::addColumn<int>("result");
        QTest::addColumn<int>("version");
        QTest::newRow("2.2") << 2 << 2 << 0 << 0x0202;
        QTest::newRow("1.1") << 1 << 1 << 0 << 0x0101;
        QTest::newRow("newer gets 2.2") << 3 << 0 << 0 << 0x0202;
        QTest::newRow("0.9") << 0 << 9 << WSAVERNOTSUPPORTED << 0;
    }
    void versions()
    {
        QFETCH(int, low);
        QFETCH(int, high);
        Machine m({});
        Winsock ws(m.pump, m.host);
        WSADATA data;
        QTEST(ws.WSAStartup(makeWord(low, high), &data), "result");
        QTEST(int(data.wVersion), "version");
        QCOMPARE(ws.WSAStartup(makeWord(2, 2), nullptr), WSAEFAULT);
    }
};

QTEST_GUILESS_MAIN(TestBlocking)
#include "tst_blocking.moc"
