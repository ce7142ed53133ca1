#include "tests/winsock/conformance.h"
#include "tests/winsock/guarded_page.h"

using namespace kai::winsock;

namespace {

constexpr DWORD kUnknownCode = 0x98001234;

/// The arguments of a good call, to be spoilt one by one.
struct Call {
    SOCKET s = INVALID_SOCKET;
    DWORD code = SIO_KEEPALIVE_VALS;
    tcp_keepalive values{1, 60'000, 1'500};
    const void* input = &values;
    DWORD inputSize = sizeof values;
    void* output = nullptr;
    DWORD outputSize = 0;
    DWORD bytes = 77;
    DWORD* bytesReturned = &bytes;
    WSAOVERLAPPED* overlapped = nullptr;
    WSAOVERLAPPED_COMPLETION_ROUTINE* routine = nullptr;

    std::string made(Machine& m)
    {
        return m.said(m.ws.WSAIoctl(s, code, input, inputSize, output, outputSize, bytesReturned,
                                    overlapped, routine));
    }
};

std::string withInput(Machine& m, const void* input, DWORD size)
{
    Call call;
    call.s = m.tcp();
    call.input = input;
    call.inputSize = size;
    return call.made(m);
}

std::string withTimes(Machine& m, DWORD onoff, DWORD time, DWORD interval)
{
    const SOCKET s = m.connected();
    const std::string result = m.said(m.vals(s, onoff, time, interval));
    return join({result, m.keepAlive(s), m.inForce(s)});
}

std::string vals(Machine& m, SOCKET s)
{
    return m.said(m.vals(s, 1, 60'000, 1'500));
}

SOCKET withoutProvider(Machine& m, int type = SOCK_STREAM)
{
    const WSAPROTOCOL_INFO second{2};
    return m.ws.WSASocket(AF_INET, type, 0, &second, 0, WSA_FLAG_OVERLAPPED);
}

/// "WSAEFAULT 0": the error of a call that fails, and bytes returned, 77 before.
std::string failingBytes(Machine& m, bool overlapped, bool routine)
{
    WSAOVERLAPPED pending;
    Call call;
    call.s = m.tcp();
    call.inputSize = 4;
    call.overlapped = overlapped ? &pending : nullptr;
    call.routine = routine ? Completions::routine : nullptr;
    const std::string result = call.made(m);
    return join({result, std::to_string(call.bytes)});
}

std::string goodBytes(Machine& m, bool overlapped, bool routine)
{
    static WSAOVERLAPPED pending;
    Call call;
    call.s = m.tcp();
    call.overlapped = overlapped ? &pending : nullptr;
    call.routine = routine ? Completions::routine : nullptr;
    const std::string result = call.made(m);
    return join({result, std::to_string(call.bytes)});
}

bool tenProbes(const kai::defaults::ReleaseRules& rules)
{
    return !rules.countFromRegistry;
}

const Row kRows[] = {
    {"I1: sets on, time and interval of one connection",
     [](Machine& m) {
         const SOCKET other = m.connected();
         const std::string one = withTimes(m, 1, 60'000, 1'500);
         return join({one.substr(0, 16), m.keepAlive(other), m.inForce(other).substr(0, 12)});
     },
     "ok on 60000/1500 off 7200000/1000"},
    {"I1: success returns 0, failure SOCKET_ERROR",
     [](Machine& m) {
         const int good = m.vals(m.tcp(), 1, 1'000, 1'000);
         const int bad = m.vals(m.closed(), 1, 1'000, 1'000);
         return join({std::to_string(good), std::to_string(bad), m.lastError()});
     },
     "0 -1 WSAENOTSOCK"},
    {"I1: WSPIoctl does the same",
     [](Machine& m) {
         const SOCKET s = m.connected();
         const tcp_keepalive values{1, 60'000, 1'500};
         DWORD bytes = 77;
         int error = 0;
         const int result = m.ws.WSPIoctl(s, SIO_KEEPALIVE_VALS, &values, sizeof values, nullptr, 0,
                                          &bytes, nullptr, nullptr, nullptr, &error);
         return join({std::to_string(result), std::to_string(error), std::to_string(bytes),
                      m.inForce(s).substr(0, 10)});
     },
     "0 0 0 60000/1500"},
    {"I2: onoff 2 is on", [](Machine& m) { return withTimes(m, 2, 60'000, 1'500).substr(0, 16); },
     "ok on 60000/1500"},
    {"I2: onoff 0 does not look at the times",
     [](Machine& m) {
         const SOCKET s = m.connected();
         m.vals(s, 1, 60'000, 1'500);
         const std::string off = m.said(m.vals(s, 0, 0, 0));
         return join({off, m.keepAlive(s), m.inForce(s).substr(0, 10)});
     },
     "ok off 60000/1500"},
    {"I2: the 12 bytes must be readable even for off",
     [](Machine& m) {
         const GuardedPages pages;
         return join({withInput(m, pages.at(2, -12), 12), withInput(m, pages.at(2, -4), 12)});
     },
     // The page begins with onoff 0.
     "ok WSAEFAULT"},
    {"I3: first probe after the time, the next after the interval",
     [](Machine& m) {
         const SOCKET s = m.connected();
         m.world.trace(m.ws.endOf(s), kai::ConnectionId{1});
         m.vals(s, 1, 60'000, 1'500);
         m.cut(s);
         m.runFor(std::chrono::seconds{62});
         std::string times;
         for (const auto& event : m.sink.events()) {
             if (event.kind == kai::EventKind::probe_sent) {
                 times += std::to_string(event.time.time_since_epoch().count() / 1'000'000) + " ";
             }
         }
         return times;
     },
     "60000 61500 "},
    {"I4: shorter than 12 bytes, null, longer",
     [](Machine& m) {
         const tcp_keepalive two[2] = {{1, 60'000, 1'500}, {}};
         return join({withInput(m, two, 11), withInput(m, two, 4), withInput(m, two, 0),
                      withInput(m, nullptr, 12), withInput(m, nullptr, 0),
                      withInput(m, reinterpret_cast<const void*>(0x10), 12),
                      withInput(m, two, 24)});
     },
     "WSAEFAULT WSAEFAULT WSAEFAULT WSAEFAULT WSAEFAULT WSAEFAULT ok"},
    {"I5: an output buffer of size 0 is accepted and never touched",
     [](Machine& m) {
         const GuardedPages pages;
         Call call;
         call.s = m.tcp();
         call.output = pages.at(2, 0);
         return call.made(m);
     },
     "ok"},
    {"I5: an output size is not acceptable",
     [](Machine& m) {
         DWORD output = 5;
         Call call;
         call.s = m.tcp();
         call.output = &output;
         call.outputSize = sizeof output;
         return join({call.made(m), std::to_string(output)});
     },
     "WSAEINVAL 5", In::documented},
    {"I5: an output size is accepted as observed",
     [](Machine& m) {
         DWORD output = 5;
         Call call;
         call.s = m.tcp();
         call.output = &output;
         call.outputSize = sizeof output;
         return join({call.made(m), std::to_string(output)});
     },
     "ok 5", In::observed},
    {"I5: bytes returned is 0 on success", [](Machine& m) { return goodBytes(m, false, false); },
     "ok 0"},
    {"I5: null bytes returned, for every control code",
     [](Machine& m) {
         std::string all;
         for (const DWORD code : {SIO_KEEPALIVE_VALS, SIO_FLUSH, FIONBIO, kUnknownCode}) {
             Call call;
             call.s = m.tcp();
             call.code = code;
             call.bytesReturned = nullptr;
             all = join({all, call.made(m)});
         }
         return all;
     },
     "WSAEFAULT WSAEFAULT WSAEFAULT WSAEFAULT"},
    {"I12: unknown control code",
     [](Machine& m) {
         Call call;
         call.s = m.tcp();
         call.code = kUnknownCode;
         return call.made(m);
     },
     "WSAEINVAL", In::documented},
    {"I12: time or interval 0 with on",
     [](Machine& m) {
         const SOCKET s = m.connected();
         return join({m.said(m.vals(s, 1, 0, 1'000)), m.said(m.vals(s, 1, 1'000, 0)),
                      m.keepAlive(s), m.inForce(s).substr(0, 12)});
     },
     "WSAEINVAL WSAEINVAL off 7200000/1000", In::documented},
    {"I13: network down, no socket, before WSAStartup",
     [](Machine& m) {
         const SOCKET s = m.tcp();
         m.world.setNetworkUp(m.host, false);
         const std::string down = vals(m, s);
         m.world.setNetworkUp(m.host, true);
         const std::string closed = vals(m, m.closed());
         const std::string never = vals(m, INVALID_SOCKET);
         m.ws.WSACleanup();
         return join({down, closed, never, vals(m, s)});
     },
     "WSAENETDOWN WSAENOTSOCK WSAENOTSOCK WSANOTINITIALISED"},
    {"I13: datagram and raw sockets, a provider without it",
     [](Machine& m) {
         return join({vals(m, m.udp()), vals(m, m.raw()), vals(m, withoutProvider(m))});
     },
     "WSAENOPROTOOPT WSAEINVAL WSAEOPNOTSUPP"},
    {"I14: getsockopt reads what the ioctl set",
     [](Machine& m) {
         const SOCKET s = m.tcp();
         vals(m, s);
         const std::string on = m.keepAlive(s);
         m.vals(s, 0, 0, 0);
         return join({on, m.keepAlive(s)});
     },
     "on off"},
    {"I14: the times cannot be read back through the ioctl",
     [](Machine& m) {
         tcp_keepalive output{9, 9, 9};
         Call call;
         call.s = m.tcp();
         call.output = &output;
         call.outputSize = sizeof output;
         call.made(m);
         return std::to_string(output.keepalivetime);
     },
     "9"},
    {"I15: the release has it",
     [](Machine& m) {
         return join({vals(m, m.tcp()), vals(m, m.connected()), vals(m, m.listener())});
     },
     "ok ok ok"},
    {"I15: also while connecting, and after the peer has closed",
     [](Machine& m) {
         const SOCKET s = m.connected();
         m.peer.close(m.world.peerOf(m.ws.endOf(s)));
         m.runFor(std::chrono::seconds{1});
         return join({vals(m, m.connecting()), vals(m, s)});
     },
     "ok ok"},
    {"D2, I1: the ioctl cannot change the count",
     [](Machine& m) { return withTimes(m, 1, 60'000, 1'500).substr(6); }, "60000/1500/10", In::both,
     tenProbes},

    {"O3: no range on time and interval, 0 acts as 1 ms",
     [](Machine& m) {
         return join({withTimes(m, 1, 0, 0).substr(0, 9), withTimes(m, 1, 100, 100).substr(0, 13)});
     },
     "ok on 1/1 ok on 100/100", In::observed},
    {"O4: a synchronous call sets bytes returned even when it fails",
     [](Machine& m) { return failingBytes(m, false, false); }, "WSAEFAULT 0", In::observed},
    {"O4: the pages set it on success only",
     [](Machine& m) { return failingBytes(m, false, false); }, "WSAEFAULT 77", In::documented},
    {"O4: overlapped without routine leaves it alone, with routine sets it",
     [](Machine& m) {
         return join({failingBytes(m, true, false), failingBytes(m, true, true),
                      goodBytes(m, true, false), goodBytes(m, true, true)});
     },
     "WSAEFAULT 77 WSAEFAULT 0 ok 77 ok 0", In::observed},
    {"O5: null bytes returned is found before an unknown code or a bad buffer",
     [](Machine& m) {
         Call call;
         call.s = m.tcp();
         call.code = kUnknownCode;
         call.input = nullptr;
         call.bytesReturned = nullptr;
         return call.made(m);
     },
     "WSAEFAULT"},
    {"O6: an unsupported code, synchronous",
     [](Machine& m) {
         Call call;
         call.s = m.tcp();
         call.code = kUnknownCode;
         return call.made(m);
     },
     "WSAEOPNOTSUPP", In::observed},
    {"O6: an unsupported code, overlapped, pends and completes with the error",
     [](Machine& m) {
         WSAOVERLAPPED pending;
         Call call;
         call.s = m.tcp();
         call.code = kUnknownCode;
         call.overlapped = &pending;
         const std::string begun = call.made(m);
         m.runFor(std::chrono::nanoseconds{0});
         DWORD bytes = 0;
         DWORD flags = 0;
         return join(
             {begun, m.saidBool(m.ws.WSAGetOverlappedResult(call.s, &pending, &bytes, 0, &flags))});
     },
     "WSA_IO_PENDING WSAEOPNOTSUPP", In::observed},

    {"7.2: everything wrong at once, one mended after the other",
     [](Machine& m) {
         Call call;
         call.s = m.closed();
         call.code = kUnknownCode;
         call.input = nullptr;
         DWORD output = 0;
         call.output = &output;
         call.outputSize = sizeof output;
         call.bytesReturned = nullptr;
         call.overlapped = reinterpret_cast<WSAOVERLAPPED*>(0x10);
         m.ws.WSACleanup();
         const std::string start = call.made(m);
         WSADATA data;
         m.ws.WSAStartup(makeWord(2, 2), &data);
         m.world.setNetworkUp(m.host, false);
         const std::string down = call.made(m);
         m.world.setNetworkUp(m.host, true);
         const std::string null = call.made(m);
         call.bytesReturned = &call.bytes;
         const std::string closed = call.made(m);
         call.s = m.udp();
         const std::string overlapped = call.made(m);
         call.overlapped = nullptr;
         const std::string code = call.made(m);
         call.code = SIO_KEEPALIVE_VALS;
         const std::string datagram = call.made(m);
         call.s = m.raw();
         const std::string raw = call.made(m);
         call.s = withoutProvider(m);
         const std::string provider = call.made(m);
         call.s = m.tcp();
         const std::string size = call.made(m);
         call.outputSize = 0;
         const std::string input = call.made(m);
         call.values.keepalivetime = 0;
         call.input = &call.values;
         const std::string times = call.made(m);
         return join({start, down, null, closed, overlapped, code, datagram, raw, provider, size,
                      input, times});
     },
     "WSANOTINITIALISED WSAENETDOWN WSAEFAULT WSAENOTSOCK WSAEFAULT WSAEINVAL WSAENOPROTOOPT "
     "WSAEINVAL WSAEOPNOTSUPP WSAEINVAL "
     "WSAEFAULT WSAEINVAL",
     In::documented},
    {"7.2: a provider without the command comes before the socket's type, which comes before the "
     "size",
     [](Machine& m) {
         Call call;
         DWORD output = 0;
         call.output = &output;
         call.outputSize = sizeof output;
         std::string all;
         for (const SOCKET s :
              {withoutProvider(m, SOCK_DGRAM), withoutProvider(m, SOCK_RAW), m.udp(), m.raw()}) {
             call.s = s;
             all = join({all, call.made(m)});
         }
         return all;
     },
     "WSAEOPNOTSUPP WSAEOPNOTSUPP WSAENOPROTOOPT WSAEINVAL"},
    {"7.2: an error found at the call sets no event and calls no routine",
     [](Machine& m) {
         WSAOVERLAPPED pending;
         pending.hEvent = m.ws.WSACreateEvent();
         Call call;
         call.s = m.tcp();
         call.inputSize = 4;
         call.overlapped = &pending;
         const std::string event = call.made(m);
         const DWORD waited = m.ws.WSAWaitForMultipleEvents(1, &pending.hEvent, 1, 100, 0);
         call.routine = Completions::routine;
         const std::string routine = call.made(m);
         m.ws.SleepEx(100, 1);
         return join({event, waited == WSA_WAIT_TIMEOUT ? "not set" : "set", routine,
                      std::to_string(Completions::seen().calls)});
     },
     "WSAEFAULT not set WSAEFAULT 0"},
};

} // namespace

KAI_CONFORMANCE(TestIoctl)
QTEST_GUILESS_MAIN(TestIoctl)
#include "tst_ioctl.moc"
