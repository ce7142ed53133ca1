#include "tests/winsock/conformance.h"
#include "tests/winsock/guarded_page.h"

using namespace kai::winsock;
using namespace std::chrono_literals;

namespace {

const tcp_keepalive kValues{1, 60'000, 1'500};

/// SIO_KEEPALIVE_VALS with an overlapped structure.
std::string begin(Machine& m, SOCKET s, WSAOVERLAPPED* overlapped,
                  WSAOVERLAPPED_COMPLETION_ROUTINE* routine = nullptr)
{
    DWORD bytes = 0;
    return m.said(m.ws.WSAIoctl(s, SIO_KEEPALIVE_VALS, &kValues, sizeof kValues, nullptr, 0, &bytes,
                                overlapped, routine));
}

std::string result(Machine& m, SOCKET s, WSAOVERLAPPED* overlapped, bool wait = false)
{
    DWORD bytes = 77;
    DWORD flags = 77;
    const std::string said =
        m.saidBool(m.ws.WSAGetOverlappedResult(s, overlapped, &bytes, wait ? 1 : 0, &flags));
    return said == "ok" ? join({said, std::to_string(bytes), std::to_string(flags)}) : said;
}

std::string waited(Machine& m, WSAEVENT event, DWORD timeout = 1'000)
{
    const DWORD outcome = m.ws.WSAWaitForMultipleEvents(1, &event, 1, timeout, 0);
    return outcome == WSA_WAIT_EVENT_0 ? "signalled" : "timeout";
}

std::string alertable(Machine& m, DWORD timeout = 1'000)
{
    return m.ws.SleepEx(timeout, 1) == WAIT_IO_COMPLETION ? "routine ran" : "nothing ran";
}

std::string completions()
{
    const auto& seen = Completions::seen();
    return std::to_string(seen.calls) + " call, error " + std::to_string(seen.error) + ", bytes " +
           std::to_string(seen.bytes) + ", flags " + std::to_string(seen.flags);
}

/// One byte, overlapped.
std::string receive(Machine& m, SOCKET s, char* byte, WSAOVERLAPPED* overlapped)
{
    const WSABUF buffer{1, byte};
    DWORD bytes = 0;
    DWORD flags = 0;
    return m.said(m.ws.WSARecv(s, &buffer, 1, &bytes, &flags, overlapped, nullptr));
}

std::string flush(Machine& m, SOCKET s)
{
    DWORD bytes = 0;
    return m.said(m.ws.WSAIoctl(s, SIO_FLUSH, nullptr, 0, nullptr, 0, &bytes, nullptr, nullptr));
}

/// An earlier state in the structure, which is to be replaced, and an event of its own.
std::string overlappedFlush(Machine& m, SOCKET s, WSAOVERLAPPED* overlapped,
                            WSAOVERLAPPED_COMPLETION_ROUTINE* routine = nullptr)
{
    DWORD bytes = 0;
    overlapped->Internal = WSAEFAULT;
    overlapped->hEvent = m.ws.WSACreateEvent();
    return m.said(m.ws.WSAIoctl(s, SIO_FLUSH, nullptr, 0, nullptr, 0, &bytes, overlapped, routine));
}

std::string spi(Machine& m, SOCKET s, DWORD size, WSAOVERLAPPED* overlapped,
                WSAOVERLAPPED_COMPLETION_ROUTINE* routine, const WSATHREADID* thread, int* error)
{
    DWORD bytes = 0;
    const int made = m.ws.WSPIoctl(s, SIO_KEEPALIVE_VALS, &kValues, size, nullptr, 0, &bytes,
                                   overlapped, routine, thread, error);
    return std::to_string(made);
}

int g_apcContext = 0;
void apc(std::uint64_t context)
{
    g_apcContext = static_cast<int>(context);
}

/// In observed behaviour, too, an overlapped call pends.
void delayIoctl(Machine& m)
{
    ApiAssumptions slow;
    slow.ioctlDelay = 250ms;
    m.ws.setAssumed(slow);
}

/// An unsupported code with an overlapped structure and an event: it pends in observed behaviour (O6).
std::string beginUnsupported(Machine& m, SOCKET s, WSAOVERLAPPED* overlapped)
{
    DWORD bytes = 0;
    overlapped->hEvent = m.ws.WSACreateEvent();
    return m.said(
        m.ws.WSAIoctl(s, 0x98001234, nullptr, 0, nullptr, 0, &bytes, overlapped, nullptr));
}

const Row kRows[] = {
    {"I6: without the overlapped attribute both pointers are ignored, even bad ones",
     [](Machine& m) {
         const SOCKET s = m.plainTcp();
         const std::string made = begin(m, s, reinterpret_cast<WSAOVERLAPPED*>(0x10),
                                        reinterpret_cast<WSAOVERLAPPED_COMPLETION_ROUTINE*>(0x10));
         return join({made, m.keepAlive(s), alertable(m)});
     },
     "ok on nothing ran"},
    {"I6: without the overlapped attribute the call is synchronous, no event is set",
     [](Machine& m) {
         const SOCKET s = m.plainTcp();
         WSAOVERLAPPED pending;
         pending.hEvent = m.ws.WSACreateEvent();
         return join({begin(m, s, &pending), m.keepAlive(s), waited(m, pending.hEvent)});
     },
     "ok on timeout"},
    {"I6: a routine without an overlapped structure: synchronous, not called",
     [](Machine& m) {
         const SOCKET s = m.tcp();
         return join({begin(m, s, nullptr, Completions::routine), m.keepAlive(s), alertable(m)});
     },
     "ok on nothing ran"},
    {"I7: pends, takes effect and completes at the next event",
     [](Machine& m) {
         const SOCKET s = m.tcp();
         WSAOVERLAPPED pending;
         const std::string begun =
             join({begin(m, s, &pending), m.keepAlive(s), result(m, s, &pending)});
         m.runFor(0ns);
         return join({begun, m.keepAlive(s), result(m, s, &pending)});
     },
     "WSA_IO_PENDING off WSA_IO_INCOMPLETE on ok 0 0", In::documented},
    {"I7: the call itself returns SOCKET_ERROR",
     [](Machine& m) {
         WSAOVERLAPPED pending;
         DWORD bytes = 0;
         const SOCKET s = m.tcp();
         const int made = m.ws.WSAIoctl(s, SIO_KEEPALIVE_VALS, &kValues, sizeof kValues, nullptr, 0,
                                        &bytes, &pending, nullptr);
         return join({std::to_string(made), result(m, s, &pending, true)});
     },
     "-1 ok 0 0", In::documented},
    {"I7: completion through the event",
     [](Machine& m) {
         const SOCKET s = m.tcp();
         WSAOVERLAPPED pending;
         pending.hEvent = m.ws.WSACreateEvent();
         return join({begin(m, s, &pending), waited(m, pending.hEvent), result(m, s, &pending)});
     },
     "WSA_IO_PENDING signalled ok 0 0", In::documented},
    {"I7: completion through the routine, once, only in an alertable wait",
     [](Machine& m) {
         const SOCKET s = m.tcp();
         WSAOVERLAPPED pending;
         const std::string begun = begin(m, s, &pending, Completions::routine);
         m.ws.SleepEx(1'000, 0);
         const std::string before = completions();
         const std::string slept = alertable(m);
         const bool same = Completions::seen().overlapped == &pending;
         return join({begun, before.substr(0, 6), slept, completions(),
                      same ? "same overlapped" : "another", alertable(m)});
     },
     "WSA_IO_PENDING 0 call routine ran 1 call, error 0, bytes 0, flags 0 same overlapped nothing "
     "ran",
     In::documented},
    {"I7: an alertable wait for events runs routines too",
     [](Machine& m) {
         const SOCKET s = m.tcp();
         WSAOVERLAPPED pending;
         begin(m, s, &pending, Completions::routine);
         const WSAEVENT never = m.ws.WSACreateEvent();
         const DWORD outcome = m.ws.WSAWaitForMultipleEvents(1, &never, 1, 1'000, 1);
         return join({outcome == WAIT_IO_COMPLETION ? "io completion" : "other",
                      completions().substr(0, 6)});
     },
     "io completion 1 call"},
    {"I7: observed, it completes at once and returns 0",
     [](Machine& m) {
         const SOCKET s = m.tcp();
         WSAOVERLAPPED pending;
         pending.hEvent = m.ws.WSACreateEvent();
         return join({begin(m, s, &pending), m.keepAlive(s), waited(m, pending.hEvent, 0),
                      result(m, s, &pending)});
     },
     "ok on signalled ok 0 0", In::observed},
    {"I7: observed, the routine is called all the same, once",
     [](Machine& m) {
         WSAOVERLAPPED pending;
         const std::string begun = begin(m, m.tcp(), &pending, Completions::routine);
         return join({begun, alertable(m), completions(), alertable(m)});
     },
     "ok routine ran 1 call, error 0, bytes 0, flags 0 nothing ran", In::observed},
    {"I7: the result can be waited for",
     [](Machine& m) {
         const SOCKET s = m.tcp();
         WSAOVERLAPPED pending;
         begin(m, s, &pending);
         return result(m, s, &pending, true);
     },
     "ok 0 0"},
    {"I8: a copy of the WSATHREADID is kept, not the pointer",
     [](Machine& m) {
         const SOCKET s = m.tcp();
         WSAOVERLAPPED pending;
         int error = 0;
         {
             WSATHREADID thread;
             m.ws.WPUOpenCurrentThread(&thread, &error);
             spi(m, s, sizeof kValues, &pending, Completions::routine, &thread, &error);
             thread = {0xDEAD, 0xDEAD};
         }
         return join({alertable(m), completions()});
     },
     "routine ran 1 call, error 0, bytes 0, flags 0"},
    {"I8: the error goes to *lpErrno and not to the last error",
     [](Machine& m) {
         int error = 0;
         m.ws.WSASetLastError(0);
         const std::string made = spi(m, m.tcp(), 4, nullptr, nullptr, nullptr, &error);
         return join({made, std::to_string(error), std::to_string(m.ws.WSAGetLastError())});
     },
     "-1 10014 0"},
    {"I8: null lpErrno: the last error is set",
     [](Machine& m) {
         const std::string made = spi(m, m.tcp(), 4, nullptr, nullptr, nullptr, nullptr);
         return join({made, m.lastError()});
     },
     "-1 WSAEFAULT"},
    {"I8: a pending operation is reported through *lpErrno",
     [](Machine& m) {
         WSAOVERLAPPED pending;
         int error = 0;
         const SOCKET s = m.tcp();
         const std::string made = spi(m, s, sizeof kValues, &pending, nullptr, nullptr, &error);
         return join({made, std::to_string(error), result(m, s, &pending, true)});
     },
     "-1 997 ok 0 0", In::documented},
    {"I8: WPUQueueApc runs its routine in an alertable wait of that thread",
     [](Machine& m) {
         WSATHREADID thread;
         int error = 0;
         g_apcContext = 0;
         m.ws.WPUOpenCurrentThread(&thread, &error);
         const int queued = m.ws.WPUQueueApc(&thread, apc, 42, &error);
         const std::string before = std::to_string(g_apcContext);
         const std::string slept = alertable(m);
         const WSATHREADID nobody{0xDEAD, 0};
         const int refused = m.ws.WPUQueueApc(&nobody, apc, 1, &error);
         return join({std::to_string(queued), before, slept, std::to_string(g_apcContext),
                      std::to_string(refused), std::to_string(error)});
     },
     "0 0 routine ran 42 -1 10014"},
    {"I9: closed while pending: aborted, no effect, routine",
     [](Machine& m) {
         const SOCKET s = m.tcp();
         WSAOVERLAPPED pending;
         begin(m, s, &pending, Completions::routine);
         m.ws.closesocket(s);
         return join({alertable(m), completions()});
     },
     "routine ran 1 call, error 995, bytes 0, flags 0", In::documented},
    {"I9: closed while pending: aborted, event",
     [](Machine& m) {
         const SOCKET s = m.tcp();
         WSAOVERLAPPED pending;
         pending.hEvent = m.ws.WSACreateEvent();
         begin(m, s, &pending);
         m.ws.closesocket(s);
         return join({waited(m, pending.hEvent, 0), std::to_string(pending.Internal)});
     },
     "signalled 995", In::documented},
    {"I9: SIO_FLUSH while pending: aborted, the setting does not take effect",
     [](Machine& m) {
         const SOCKET s = m.tcp();
         WSAOVERLAPPED pending;
         pending.hEvent = m.ws.WSACreateEvent();
         begin(m, s, &pending);
         const std::string flushed = flush(m, s);
         const std::string signalled = waited(m, pending.hEvent, 0);
         m.runFor(1s);
         return join({flushed, signalled, result(m, s, &pending), m.keepAlive(s)});
     },
     "ok signalled WSA_OPERATION_ABORTED off", In::documented},
    {"I7, I9: SIO_FLUSH with an overlapped structure aborts at the call and completes like any "
     "other",
     [](Machine& m) {
         const SOCKET s = m.tcp();
         WSAOVERLAPPED pending;
         WSAOVERLAPPED flushing;
         begin(m, s, &pending);
         const std::string flushed = overlappedFlush(m, s, &flushing);
         return join({flushed, result(m, s, &pending), waited(m, flushing.hEvent),
                      result(m, s, &flushing)});
     },
     "WSA_IO_PENDING WSA_OPERATION_ABORTED signalled ok 0 0", In::documented},
    {"I7: observed, SIO_FLUSH with an overlapped structure completes at once",
     [](Machine& m) {
         const SOCKET s = m.tcp();
         WSAOVERLAPPED flushing;
         return join({overlappedFlush(m, s, &flushing), waited(m, flushing.hEvent, 0),
                      result(m, s, &flushing)});
     },
     "ok signalled ok 0 0", In::observed},
    {"I7: SIO_FLUSH with a routine calls it once",
     [](Machine& m) {
         WSAOVERLAPPED flushing;
         overlappedFlush(m, m.tcp(), &flushing, Completions::routine);
         return join({alertable(m), completions(), alertable(m)});
     },
     "routine ran 1 call, error 0, bytes 0, flags 0 nothing ran"},
    {"I6: SIO_FLUSH without the overlapped attribute is synchronous, no event is set",
     [](Machine& m) {
         WSAOVERLAPPED flushing;
         return join({overlappedFlush(m, m.plainTcp(), &flushing), waited(m, flushing.hEvent)});
     },
     "ok timeout"},
    {"I9: closed during the named delay: aborted, event",
     [](Machine& m) {
         delayIoctl(m);
         const SOCKET s = m.tcp();
         WSAOVERLAPPED pending;
         pending.hEvent = m.ws.WSACreateEvent();
         const std::string begun = begin(m, s, &pending);
         m.runFor(100ms);
         m.ws.closesocket(s);
         return join({begun, waited(m, pending.hEvent, 0), std::to_string(pending.Internal)});
     },
     "WSA_IO_PENDING signalled 995"},
    {"I9: closed during the named delay: aborted, routine, once",
     [](Machine& m) {
         delayIoctl(m);
         const SOCKET s = m.tcp();
         WSAOVERLAPPED pending;
         begin(m, s, &pending, Completions::routine);
         m.ws.closesocket(s);
         return join({alertable(m), completions(), alertable(m)});
     },
     "routine ran 1 call, error 995, bytes 0, flags 0 nothing ran"},
    {"I9: SIO_FLUSH during the named delay: aborted, the setting does not take effect",
     [](Machine& m) {
         delayIoctl(m);
         const SOCKET s = m.tcp();
         WSAOVERLAPPED pending;
         pending.hEvent = m.ws.WSACreateEvent();
         begin(m, s, &pending);
         m.runFor(100ms);
         const std::string flushed = flush(m, s);
         const std::string signalled = waited(m, pending.hEvent, 0);
         m.runFor(1s);
         return join({flushed, signalled, result(m, s, &pending), m.keepAlive(s)});
     },
     "ok signalled WSA_OPERATION_ABORTED off"},
    {"I9, O6: closed while an unsupported code pends: aborted",
     [](Machine& m) {
         const SOCKET s = m.tcp();
         WSAOVERLAPPED pending;
         const std::string begun = beginUnsupported(m, s, &pending);
         m.ws.closesocket(s);
         return join({begun, waited(m, pending.hEvent, 0), std::to_string(pending.Internal)});
     },
     "WSA_IO_PENDING signalled 995", In::observed},
    {"I9, O6: SIO_FLUSH while an unsupported code pends: aborted, and it stays so",
     [](Machine& m) {
         const SOCKET s = m.tcp();
         WSAOVERLAPPED pending;
         const std::string begun = beginUnsupported(m, s, &pending);
         const std::string flushed = flush(m, s);
         m.runFor(1s);
         return join({begun, flushed, waited(m, pending.hEvent, 0), result(m, s, &pending)});
     },
     "WSA_IO_PENDING ok signalled WSA_OPERATION_ABORTED", In::observed},
    {"I9: what has completed is not aborted",
     [](Machine& m) {
         const SOCKET s = m.tcp();
         WSAOVERLAPPED pending;
         begin(m, s, &pending);
         m.runFor(0ns);
         return join({flush(m, s), result(m, s, &pending), m.keepAlive(s)});
     },
     "ok ok 0 0 on"},
    {"I10: bad overlapped structures and routines",
     [](Machine& m) {
         const GuardedPages pages;
         const SOCKET s = m.tcp();
         WSAOVERLAPPED good;
         const auto edge = pages.at(2, -static_cast<int>(sizeof(WSAOVERLAPPED)) + 8);
         return join({begin(m, s, reinterpret_cast<WSAOVERLAPPED*>(0x10)),
                      begin(m, s, reinterpret_cast<WSAOVERLAPPED*>(edge)),
                      begin(m, s, reinterpret_cast<WSAOVERLAPPED*>(pages.at(1, 0))),
                      begin(m, s, &good, reinterpret_cast<WSAOVERLAPPED_COMPLETION_ROUTINE*>(0x10)),
                      begin(m, s, &good,
                            reinterpret_cast<WSAOVERLAPPED_COMPLETION_ROUTINE*>(pages.at(2, 0))),
                      m.keepAlive(s)});
     },
     "WSAEFAULT WSAEFAULT WSAEFAULT WSAEFAULT WSAEFAULT off"},
    {"I11, 7.3: called from inside a completion routine",
     [](Machine& m) {
         const SOCKET s = m.tcp();
         WSAOVERLAPPED pending;
         begin(m, s, &pending, Completions::routine);
         std::string inside;
         Completions::seen().inside = [&] {
             inside = join({m.said(m.vals(s, 0, 0, 0)), m.said(m.set(s, 0)), m.keepAlive(s)});
         };
         alertable(m);
         return join({inside, m.keepAlive(s)});
     },
     "WSAEINPROGRESS WSAEINPROGRESS WSAEINPROGRESS on", In::documented},
    {"7.1, 7.2: inside a callback comes before the network, the socket and every argument",
     [](Machine& m) {
         WSAOVERLAPPED pending;
         begin(m, m.tcp(), &pending, Completions::routine);
         m.world.setNetworkUp(m.host, false);
         const auto allWrong = [&m] {
             const int option = m.ws.setsockopt(INVALID_SOCKET, 0x1234, 0x7777, nullptr, 0);
             const std::string first = m.said(option);
             const int ioctl = m.ws.WSAIoctl(INVALID_SOCKET, 0x98001234, nullptr, 0, nullptr, 4,
                                             nullptr, nullptr, nullptr);
             return join({first, m.said(ioctl)});
         };
         std::string inside;
         Completions::seen().inside = [&] { inside = allWrong(); };
         alertable(m);
         return join({inside, allWrong()});
     },
     "WSAEINPROGRESS WSAEINPROGRESS WSAENETDOWN WSAENETDOWN", In::documented},
    {"S6: the provider is still processing a callback",
     [](Machine& m) {
         const SOCKET s = m.tcp();
         WSAOVERLAPPED pending;
         begin(m, s, &pending, Completions::routine);
         std::string inside;
         Completions::seen().inside = [&] { inside = join({m.said(m.set(s, 0)), m.keepAlive(s)}); };
         alertable(m);
         return inside;
     },
     "WSAEINPROGRESS WSAEINPROGRESS", In::documented},
    {"7.3: observed, a completion routine may call anything",
     [](Machine& m) {
         const SOCKET s = m.tcp();
         WSAOVERLAPPED pending;
         begin(m, s, &pending, Completions::routine);
         std::string inside;
         Completions::seen().inside = [&] {
             inside = join({m.said(m.vals(s, 0, 0, 0)), m.keepAlive(s), m.said(m.set(s, 1))});
         };
         alertable(m);
         return join({inside, m.keepAlive(s)});
     },
     "ok off ok on", In::observed},
    {"P5: a pending receive fails with WSAENETRESET, what follows with WSAECONNRESET",
     [](Machine& m) {
         const SOCKET s = m.connected();
         m.vals(s, 1, 60'000, 1'000);
         m.cut(s);
         char byte = 0;
         WSAOVERLAPPED pending;
         const std::string begun = receive(m, s, &byte, &pending);
         m.runFor(2min);
         const std::string received = result(m, s, &pending);
         m.ws.recv(s, &byte, 1, 0);
         return join({begun, received, m.lastError()});
     },
     "WSA_IO_PENDING WSAENETRESET WSAECONNRESET"},
};

} // namespace

class TestOverlapped : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void clause_data() { addRows(kRows); }
    void clause() { checkRow(); }

    /// I7: the named delay, and both ways to wait for it.
    void namedDelay()
    {
        Machine m({});
        ProcessOptions options;
        options.assumed.ioctlDelay = 250ms;
        Winsock slow(m.pump, m.host, options);
        WSADATA data;
        slow.WSAStartup(makeWord(2, 2), &data);
        const SOCKET s = slow.socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
        WSAOVERLAPPED pending;
        pending.hEvent = slow.WSACreateEvent();
        slow.WSASetEvent(pending.hEvent);
        DWORD bytes = 0;
        DWORD flags = 0;
        QCOMPARE(slow.WSAIoctl(s, SIO_KEEPALIVE_VALS, &kValues, sizeof kValues, nullptr, 0, &bytes,
                               &pending, nullptr),
                 SOCKET_ERROR);
        QCOMPARE(slow.WSAGetLastError(), WSA_IO_PENDING);
        m.runFor(249ms);
        QCOMPARE(slow.WSAWaitForMultipleEvents(1, &pending.hEvent, 1, 0, 0), WSA_WAIT_TIMEOUT);
        QVERIFY(slow.WSAGetOverlappedResult(s, &pending, &bytes, 1, &flags));
        QCOMPARE(m.world.now(), kai::Moment{250ms});
        // Synchronous: it blocks for as long.
        QCOMPARE(slow.WSAIoctl(s, SIO_KEEPALIVE_VALS, &kValues, sizeof kValues, nullptr, 0, &bytes,
                               nullptr, nullptr),
                 0);
        QCOMPARE(m.world.now(), kai::Moment{500ms});
    }

    /// The caller's structure may be gone when the operation completes: nothing is written then.
    void vanishedOverlapped()
    {
        Machine m({});
        GuardedPages pages;
        auto* pending = new (pages.at(0, 0)) WSAOVERLAPPED;
        const SOCKET s = m.tcp();
        QCOMPARE(begin(m, s, pending), std::string("WSA_IO_PENDING"));
        pages.unmap();
        m.runFor(1s);
        QCOMPARE(m.keepAlive(s), std::string("on"));
    }

    void vanishedReceiveBuffer_data()
    {
        QTest::addColumn<bool>("unmapped");
        QTest::addColumn<QString>("said");
        QTest::newRow("mapped") << false << "ok 1 0";
        QTest::newRow("unmapped") << true << "WSAEFAULT";
    }
    /// The data stays for the next receive.
    void vanishedReceiveBuffer()
    {
        QFETCH(bool, unmapped);
        Machine m({});
        GuardedPages pages;
        const SOCKET s = m.connected();
        WSAOVERLAPPED pending;
        QCOMPARE(receive(m, s, pages.at(0, 0), &pending), std::string("WSA_IO_PENDING"));
        if (unmapped) {
            pages.unmap();
        }
        m.peer.send(m.world.peerOf(m.ws.endOf(s)), std::as_bytes(std::span("!?", 2)));
        m.runFor(1s);
        QTEST(QString::fromStdString(result(m, s, &pending)), "said");
        char byte = 0;
        QCOMPARE(m.ws.recv(s, &byte, 1, 0), 1);
        QCOMPARE(byte, unmapped ? '!' : '?');
    }

    /// A blocking call looks again too after it has waited.
    void vanishedWhileBlocking()
    {
        Machine m({});
        GuardedPages pages;
        const SOCKET s = m.connected();
        m.later(1s, [&] {
            pages.unmap();
            m.peer.send(m.world.peerOf(m.ws.endOf(s)), std::as_bytes(std::span("!", 1)));
        });
        QCOMPARE(m.ws.recv(s, pages.at(0, 0), 1, 0), SOCKET_ERROR);
        QCOMPARE(m.lastError(), std::string("WSAEFAULT"));

        const auto size = std::size_t{1} << 20;
        void* const much =
            mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        const SOCKET sender = m.connected();
        m.peer.hang(m.world.peerOf(m.ws.endOf(sender)));
        m.later(1s, [&] {
            mprotect(much, size, PROT_NONE); // nothing else is to be mapped there
            m.peer.wake(m.world.peerOf(m.ws.endOf(sender)));
        });
        const int sent = m.ws.send(sender, static_cast<const char*>(much), int(size), 0);
        munmap(much, size);
        QCOMPARE(sent, SOCKET_ERROR);
        QCOMPARE(m.lastError(), std::string("WSAEFAULT"));
    }

    void vanishedWhileWaiting()
    {
        Machine m({});
        GuardedPages pages;
        auto* pending = new (pages.at(0, 0)) WSAOVERLAPPED;
        const SOCKET s = m.connected();
        char byte = 0;
        QCOMPARE(receive(m, s, &byte, pending), std::string("WSA_IO_PENDING"));
        m.later(1s, [&] { pages.unmap(); });
        QCOMPARE(result(m, s, pending, true), std::string("WSAEFAULT"));

        GuardedPages others;
        auto* event = new (others.at(0, 0)) WSAEVENT{m.ws.WSACreateEvent()};
        m.later(1s, [&] {
            m.ws.WSASetEvent(*event);
            others.unmap();
        });
        QCOMPARE(m.ws.WSAWaitForMultipleEvents(1, event, 1, WSA_INFINITE, 0), WSA_WAIT_EVENT_0);
    }

    /// ConnectEx has taken its bytes with the call.
    void vanishedFirstData()
    {
        Machine m({});
        GuardedPages pages;
        const SOCKET s = m.tcp();
        m.bindAny(s);
        const auto name = m.peerAddress();
        WSAOVERLAPPED pending;
        QVERIFY(!m.ws.ConnectEx(s, &name, sizeof name, pages.at(0, 0), 3, nullptr, &pending));
        QCOMPARE(m.lastError(), std::string("WSA_IO_PENDING"));
        pages.unmap();
        QCOMPARE(result(m, s, &pending, true), std::string("ok 3 0"));
    }

    void waits()
    {
        Machine m({});
        WSAEVENT events[2] = {m.ws.WSACreateEvent(), m.ws.WSACreateEvent()};
        QCOMPARE(m.ws.WSAWaitForMultipleEvents(2, events, 0, 500, 0), WSA_WAIT_TIMEOUT);
        QCOMPARE(m.world.now(), kai::Moment{500ms});
        m.later(100ms, [&] { m.ws.WSASetEvent(events[1]); });
        QCOMPARE(m.ws.WSAWaitForMultipleEvents(2, events, 0, WSA_INFINITE, 0),
                 WSA_WAIT_EVENT_0 + 1);
        QCOMPARE(m.ws.WSAWaitForMultipleEvents(2, events, 1, 0, 0), WSA_WAIT_TIMEOUT);
        m.ws.WSASetEvent(events[0]);
        QCOMPARE(m.ws.WSAWaitForMultipleEvents(2, events, 1, 0, 0), WSA_WAIT_EVENT_0);
        m.ws.WSAResetEvent(events[0]);
        QCOMPARE(m.ws.WSAWaitForMultipleEvents(1, events, 1, 0, 0), WSA_WAIT_TIMEOUT);
        QVERIFY(m.ws.WSACloseEvent(events[0]));
        QVERIFY(!m.ws.WSACloseEvent(events[0]));
        QCOMPARE(m.ws.WSAWaitForMultipleEvents(1, events, 1, 0, 0), WSA_WAIT_FAILED);
        QCOMPARE(m.lastError(), std::string("WSA_INVALID_HANDLE"));
        QCOMPARE(m.ws.WSAWaitForMultipleEvents(0, events, 1, 0, 0), WSA_WAIT_FAILED);
        QCOMPARE(m.lastError(), std::string("WSA_INVALID_PARAMETER"));
    }

    void receives()
    {
        Machine m({});
        const SOCKET s = m.connected();
        char text[8] = {};
        const WSABUF buffer{sizeof text, text};
        DWORD bytes = 0;
        DWORD flags = 0;
        WSAOVERLAPPED pending;
        QCOMPARE(m.ws.WSARecv(s, &buffer, 1, &bytes, &flags, &pending, nullptr), SOCKET_ERROR);
        m.runFor(1s);
        const char hello[] = "hello";
        m.peer.send(m.world.peerOf(m.ws.endOf(s)), std::as_bytes(std::span(hello, 5)));
        QVERIFY(m.ws.WSAGetOverlappedResult(s, &pending, &bytes, 1, &flags));
        QCOMPARE(bytes, DWORD{5});
        QCOMPARE(std::string(text), std::string("hello"));
        QCOMPARE(m.ws.WSARecv(s, &buffer, 2, &bytes, &flags, &pending, nullptr), SOCKET_ERROR);
        QCOMPARE(m.lastError(), std::string("WSAEINVAL"));
        QCOMPARE(m.ws.WSARecv(s, &buffer, 1, &bytes, nullptr, &pending, nullptr), SOCKET_ERROR);
        QCOMPARE(m.lastError(), std::string("WSAEFAULT"));
    }
};

QTEST_GUILESS_MAIN(TestOverlapped)
#include "tst_overlapped.moc"
