#include "core/winsock/call_page.h"

#include <QTest>

using namespace kai;
using namespace kai::winsock;
using defaults::WindowsRelease;

namespace {

CallChoice ioctlChoice()
{
    CallChoice choice;
    choice.call = CallName::WSAIoctl;
    return choice;
}

} // namespace

Q_DECLARE_METATYPE(kai::winsock::CallChoice)
Q_DECLARE_METATYPE(kai::winsock::ErrorSource)

class TestCallPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void errors_data()
    {
        QTest::addColumn<CallChoice>("choice");
        QTest::addColumn<int>("error");
        const auto row = [](const char* name, int error, auto&& change, CallChoice choice = {}) {
            change(choice);
            QTest::newRow(name) << choice << error;
        };
        row("S1 switched on", 0, [](CallChoice&) {});
        row("S2 three bytes", WSAEFAULT, [](CallChoice& c) { c.length = 3; });
        row("S3 null optval", WSAEFAULT,
            [](CallChoice& c) { c.valuePointer = PointerChoice::null; });
        row("S3 unmapped optval", WSAEFAULT,
            [](CallChoice& c) { c.valuePointer = PointerChoice::unmapped; });
        row("S3 set reads a constant gladly", 0,
            [](CallChoice& c) { c.valuePointer = PointerChoice::readOnly; });
        row("S3 get cannot write a constant", WSAEFAULT, [](CallChoice& c) {
            c.call = CallName::getsockopt;
            c.valuePointer = PointerChoice::readOnly;
        });
        row("S4 before WSAStartup", WSANOTINITIALISED,
            [](CallChoice& c) { c.process = ProcessChoice::notStarted; });
        row("S5 network down", WSAENETDOWN,
            [](CallChoice& c) { c.process = ProcessChoice::networkDown; });
        row("S6 in a completion routine", WSAEINPROGRESS,
            [](CallChoice& c) { c.process = ProcessChoice::insideRoutine; });
        row("S6 observed: a routine may call anything", 0, [](CallChoice& c) {
            c.process = ProcessChoice::insideRoutine;
            c.behaviour = Behaviour::observed;
        });
        row("S7 unknown level", WSAEINVAL, [](CallChoice& c) { c.level = 0x1234; });
        row("S8 unknown option", WSAENOPROTOOPT, [](CallChoice& c) { c.option = 0x7777; });
        row("S8 datagram", WSAENOPROTOOPT, [](CallChoice& c) { c.socket = SocketChoice::udp; });
        row("S9 closed", WSAENOTSOCK, [](CallChoice& c) { c.socket = SocketChoice::closed; });
        row("S9 never a socket", WSAENOTSOCK,
            [](CallChoice& c) { c.socket = SocketChoice::notASocket; });
        row("S10 while connecting", WSAEINVAL,
            [](CallChoice& c) { c.state = StateChoice::connecting; });
        row("S10 after a failed attempt", 0,
            [](CallChoice& c) { c.state = StateChoice::connectFailed; });
        row("S11 XP while connecting", 0, [](CallChoice& c) {
            c.state = StateChoice::connecting;
            c.release = WindowsRelease::windowsXp;
        });
        row("S13 on an accepted socket", 0,
            [](CallChoice& c) { c.socket = SocketChoice::accepted; });
        row("P5 ended by keep-alive", WSAENETRESET,
            [](CallChoice& c) { c.state = StateChoice::endedByKeepAlive; });
        row("P9 on a listener", 0, [](CallChoice& c) { c.socket = SocketChoice::listener; });
        row(
            "I1 set", 0, [](CallChoice&) {}, ioctlChoice());
        row(
            "I4 eleven bytes", WSAEFAULT, [](CallChoice& c) { c.inputLength = 11; }, ioctlChoice());
        row(
            "I5 null bytes returned", WSAEFAULT,
            [](CallChoice& c) { c.bytesReturned = PointerChoice::null; }, ioctlChoice());
        row(
            "I5 an output buffer", WSAEINVAL, [](CallChoice& c) { c.outputLength = 8; },
            ioctlChoice());
        row(
            "I6 not overlapped: a bad lpOverlapped is ignored", 0,
            [](CallChoice& c) {
                c.socket = SocketChoice::tcpNotOverlapped;
                c.overlapped = PointerChoice::unmapped;
            },
            ioctlChoice());
        row(
            "I7 overlapped pends", WSA_IO_PENDING,
            [](CallChoice& c) { c.overlapped = PointerChoice::valid; }, ioctlChoice());
        row(
            "I10 a bad lpOverlapped", WSAEFAULT,
            [](CallChoice& c) { c.overlapped = PointerChoice::unmapped; }, ioctlChoice());
        row(
            "I12 time 0", WSAEINVAL, [](CallChoice& c) { c.values.keepalivetime = 0; },
            ioctlChoice());
        row(
            "O3 observed: time 0 is taken", 0,
            [](CallChoice& c) {
                c.values.keepalivetime = 0;
                c.behaviour = Behaviour::observed;
            },
            ioctlChoice());
        row(
            "I13 provider without it", WSAEOPNOTSUPP,
            [](CallChoice& c) { c.socket = SocketChoice::otherProvider; }, ioctlChoice());
        row(
            "I13 raw", WSAEINVAL, [](CallChoice& c) { c.socket = SocketChoice::raw; },
            ioctlChoice());
    }
    void errors()
    {
        QFETCH(CallChoice, choice);
        QFETCH(int, error);
        const CallOutcome outcome = makeCall(choice);
        QCOMPARE(outcome.error.number, error);
        QCOMPARE(outcome.returned, error == 0 ? 0 : SOCKET_ERROR);
        QVERIFY(error == 0 || error == WSA_IO_PENDING || !outcome.error.remedy.empty());
        QVERIFY(outcome.code.find("winsock2.h") != std::string::npos);
        QVERIFY(outcome.code.find("ws2def.h") == std::string::npos);
    }

    void whoSaysSo_data()
    {
        QTest::addColumn<CallChoice>("choice");
        QTest::addColumn<ErrorSource>("source");
        QTest::addColumn<QByteArray>("word");
        using Source = ErrorSource;
        const auto row = [](const char* name, Source source, const char* word, CallChoice choice,
                            auto&& change) {
            change(choice);
            QTest::newRow(name) << choice << source << QByteArray(word);
        };
        row("S2 three bytes", Source::page, "optval", {}, [](CallChoice& c) { c.length = 3; });
        row("S7 unknown level", Source::page, "level", {}, [](CallChoice& c) { c.level = 0x1234; });
        row("S8 unknown option of TCP", Source::page, "unknown", {}, [](CallChoice& c) {
            c.level = IPPROTO_TCP;
            c.option = 0x7777;
        });
        row("S10 while connecting", Source::page, "transitional", {},
            [](CallChoice& c) { c.state = StateChoice::connecting; });
        row("P5 ended by keep-alive", Source::otherPages, "broken", {},
            [](CallChoice& c) { c.state = StateChoice::endedByKeepAlive; });
        row("O1 negative length", Source::observedInstead, "negative", {}, [](CallChoice& c) {
            c.behaviour = Behaviour::observed;
            c.length = -1;
        });
        CallChoice count;
        count.level = IPPROTO_TCP;
        count.option = TCP_KEEPCNT;
        row("D4 more than 255 probes", Source::otherPages, "255", count,
            [](CallChoice& c) { c.value = 256; });
        row("D4 three bytes", Source::otherPages, "DWORD", count,
            [](CallChoice& c) { c.length = 3; });
        row("D4 XP has none of them", Source::otherPages, "1703", count,
            [](CallChoice& c) { c.release = WindowsRelease::windowsXp; });
        const CallChoice vals = ioctlChoice();
        row("I4 eleven bytes", Source::observed, "lpvInBuffer", vals,
            [](CallChoice& c) { c.inputLength = 11; });
        row("I5 null bytes returned", Source::observed, "lpcbBytesReturned", vals,
            [](CallChoice& c) { c.bytesReturned = PointerChoice::null; });
        row("I5 an output buffer", Source::assumption, "cbOutBuffer", vals,
            [](CallChoice& c) { c.outputLength = 8; });
        row("I7 pends", Source::page, "has begun", vals,
            [](CallChoice& c) { c.overlapped = PointerChoice::valid; });
        row("I8 bad lpThreadId", Source::assumption, "lpThreadId", vals, [](CallChoice& c) {
            c.call = CallName::WSPIoctl;
            c.threadId = PointerChoice::unmapped;
        });
        row("I10 bad lpOverlapped", Source::page, "lpOverlapped", vals,
            [](CallChoice& c) { c.overlapped = PointerChoice::unmapped; });
        row("I12 unknown code", Source::page, "no valid command", vals,
            [](CallChoice& c) { c.code = 0x12345678; });
        row("I12 time 0", Source::assumption, "0 ms", vals,
            [](CallChoice& c) { c.values.keepalivetime = 0; });
        row("I13 before WSAStartup", Source::assumption, "WSAStartup", vals,
            [](CallChoice& c) { c.process = ProcessChoice::notStarted; });
        row("I13 raw", Source::page, "type of socket", vals,
            [](CallChoice& c) { c.socket = SocketChoice::raw; });
        row("O6 unknown code", Source::observedInstead, "not supported", vals, [](CallChoice& c) {
            c.code = 0x12345678;
            c.behaviour = Behaviour::observed;
        });
    }
    void whoSaysSo()
    {
        QFETCH(CallChoice, choice);
        QFETCH(QByteArray, word);
        const CallOutcome outcome = makeCall(choice);
        QCOMPARE(outcome.returned, SOCKET_ERROR);
        QTEST(outcome.error.source, "source");
        const std::string says(outcome.error.says);
        QVERIFY2(says.find(word.toStdString()) != std::string::npos, says.c_str());
    }

    void pendingCompletesByEvent()
    {
        CallChoice choice = ioctlChoice();
        choice.overlapped = PointerChoice::valid;
        const CallOutcome outcome = makeCall(choice);
        QVERIFY(outcome.completion.has_value());
        QCOMPARE(outcome.completion->error, 0);
        QVERIFY(outcome.completion->eventSignalled && !outcome.completion->routineCalled);
        QCOMPARE(outcome.after->idleTime.value, milliseconds{60'000});
    }

    void pendingCompletesByRoutine()
    {
        CallChoice choice = ioctlChoice();
        choice.call = CallName::WSPIoctl;
        choice.overlapped = PointerChoice::valid;
        choice.routine = PointerChoice::valid;
        const CallOutcome outcome = makeCall(choice);
        QCOMPARE(outcome.error.number, WSA_IO_PENDING);
        QVERIFY(outcome.completion && outcome.completion->routineCalled);
        QCOMPARE(outcome.providerError, std::optional<int>(WSA_IO_PENDING));
    }

    void theDwordOf256IsOnOrOff()
    {
        CallChoice choice;
        choice.value = 0x100;
        QVERIFY(makeCall(choice).after->enabled);
        choice.behaviour = Behaviour::observed;
        QVERIFY(!makeCall(choice).after->enabled);
    }

    void getWritesFourBytesOrOne()
    {
        CallChoice choice;
        choice.call = CallName::getsockopt;
        choice.socket = SocketChoice::accepted;
        const CallOutcome documented = makeCall(choice);
        QCOMPARE(documented.outputValue, std::optional<DWORD>(1));
        QCOMPARE(documented.lengthAfter, std::optional<int>(4));
        choice.behaviour = Behaviour::observed;
        const CallOutcome observed = makeCall(choice);
        QCOMPARE(observed.outputValue, std::optional<DWORD>((kUntouched & ~DWORD{0xFF}) | 1));
        QCOMPARE(observed.lengthAfter, std::optional<int>(1));
    }

    void codeDeclaresWhatItUses_data()
    {
        QTest::addColumn<CallName>("call");
        QTest::newRow("WSAIoctl") << CallName::WSAIoctl;
        QTest::newRow("WSPIoctl") << CallName::WSPIoctl;
    }

    void codeDeclaresWhatItUses()
    {
        QFETCH(CallName, call);
        CallChoice choice = ioctlChoice();
        choice.call = call;
        choice.overlapped = choice.output = PointerChoice::valid;
        choice.input = PointerChoice::readOnly;
        const std::string code = callCode(choice);
        const bool provider = call == CallName::WSPIoctl;
        QVERIFY(code.find("WSAOVERLAPPED overlapped = {0};") != std::string::npos);
        QVERIFY(code.find("char output[256];") != std::string::npos);
        QVERIFY(code.find("static const DWORD read_only[64];") != std::string::npos);
        QCOMPARE(code.find("provider.lpWSPIoctl(s, SIO_KEEPALIVE_VALS") != std::string::npos,
                 provider);
        QCOMPARE(code.find("WSATHREADID thread_id;") != std::string::npos, provider);
        QCOMPARE(code.find("#include <ws2spi.h>") != std::string::npos, provider);
        QCOMPARE(code.find("printf(\"error %d\\n\", error)") != std::string::npos, provider);
    }

    void codeNamesTheHeaders()
    {
        QVERIFY(callCode(ioctlChoice()).find("#include <mstcpip.h>") != std::string::npos);
        QVERIFY(callCode({}).find("mstcpip.h") == std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestCallPage)
#include "tst_call_page.moc"
