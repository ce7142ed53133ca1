#include "core/live/sock_diag.h"

#include "core/live/failure.h"

#include <cassert>
#include <cerrno>
#include <cstring>

#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace kai::live {

namespace {

constexpr std::size_t kBufferSize = 64 * 1024; // the kernel fills 32 KiB at most

/// A program for the kernel's filter: accepts when one of the ports matches. Each condition is the operation and a word with
/// the port, then a jump to the end; a condition that fails goes on behind its jump; the last one that fails leaves the program.
class PortProgram {
public:
    explicit PortProgram(const DiagFilter& filter)
    {
        const std::size_t conditions = filter.remotePorts.size() + filter.localPorts.size();
        m_remaining = conditions;
        for (const std::uint16_t port : filter.remotePorts) {
            add(INET_DIAG_BC_D_GE, INET_DIAG_BC_D_LE, port);
        }
        for (const std::uint16_t port : filter.localPorts) {
            add(INET_DIAG_BC_S_GE, INET_DIAG_BC_S_LE, port);
        }
    }
    [[nodiscard]] const std::vector<inet_diag_bc_op>& operations() const { return m_operations; }

private:
    static constexpr std::uint16_t kWord = sizeof(inet_diag_bc_op);

    void add(std::uint8_t atLeast, std::uint8_t atMost, std::uint16_t port)
    {
        --m_remaining;
        const std::uint16_t jump = m_remaining > 0 ? kWord : 0;
        bound(atLeast, port, static_cast<std::uint16_t>(4 * kWord + jump));
        bound(atMost, port, static_cast<std::uint16_t>(2 * kWord + jump));
        if (m_remaining > 0) {
            const auto rest = static_cast<std::uint16_t>((m_remaining * 5 - 1) * kWord);
            m_operations.push_back(
                {INET_DIAG_BC_JMP, kWord, static_cast<std::uint16_t>(kWord + rest)});
        }
    }
    /// `otherwise` is where to go on, counted from this operation; the end of the program plus a word refuses.
    void bound(std::uint8_t code, std::uint16_t port, std::uint16_t otherwise)
    {
        const bool last = m_remaining == 0;
        m_operations.push_back(
            {code, 2 * kWord, static_cast<std::uint16_t>(otherwise + (last ? kWord : 0))});
        m_operations.push_back({0, 0, port});
    }

    std::size_t m_remaining = 0;
    std::vector<inet_diag_bc_op> m_operations;
};

/// A lone remote port needs no program: the kernel compares it before it runs one, at half the cost.
bool onePort(const DiagFilter& filter)
{
    return filter.remotePorts.size() == 1 && filter.localPorts.empty();
}

std::vector<std::byte> request(const DiagFilter& filter, std::uint32_t sequence)
{
    const PortProgram program(onePort(filter) ? DiagFilter{} : filter);
    const std::size_t programSize = program.operations().size() * sizeof(inet_diag_bc_op);
    const std::size_t size =
        NLMSG_SPACE(sizeof(inet_diag_req_v2)) + (programSize > 0 ? RTA_SPACE(programSize) : 0);
    std::vector<std::byte> bytes(size);

    nlmsghdr header{};
    header.nlmsg_len = static_cast<std::uint32_t>(size);
    header.nlmsg_type = SOCK_DIAG_BY_FAMILY;
    header.nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP;
    header.nlmsg_seq = sequence;
    inet_diag_req_v2 query{};
    query.sdiag_family = filter.ipv6 ? AF_INET6 : AF_INET;
    query.sdiag_protocol = IPPROTO_TCP;
    query.idiag_ext = 1 << (INET_DIAG_INFO - 1);
    constexpr unsigned kTimeWait = 1u << 6;
    constexpr unsigned kListen = 1u << 10;
    constexpr unsigned kSynReceived = (1u << 3) | (1u << 12);
    query.idiag_states = ~(kTimeWait | kListen | kSynReceived);
    if (onePort(filter)) {
        query.id.idiag_dport = htons(filter.remotePorts.front());
    }
    rtattr attribute{};
    attribute.rta_len = static_cast<std::uint16_t>(RTA_LENGTH(programSize));
    attribute.rta_type = INET_DIAG_REQ_BYTECODE;

    std::memcpy(bytes.data(), &header, sizeof header);
    std::memcpy(bytes.data() + NLMSG_HDRLEN, &query, sizeof query);
    if (programSize == 0) {
        return bytes;
    }
    std::byte* const tail = bytes.data() + NLMSG_SPACE(sizeof query);
    std::memcpy(tail, &attribute, sizeof attribute);
    std::memcpy(tail + RTA_LENGTH(0), program.operations().data(), programSize);
    return bytes;
}

KernelTimer timerOf(std::uint8_t number)
{
    return number <= static_cast<std::uint8_t>(KernelTimer::persist)
               ? static_cast<KernelTimer>(number)
               : KernelTimer::none;
}

/// The TCP_INFO attribute of one message; empty when there is none.
std::span<const std::byte> infoOf(const nlmsghdr* header)
{
    const auto* message = static_cast<const inet_diag_msg*>(NLMSG_DATA(header));
    const auto* bytes = reinterpret_cast<const std::byte*>(message);
    std::size_t rest = header->nlmsg_len - NLMSG_LENGTH(sizeof *message);
    const std::byte* at = bytes + NLMSG_ALIGN(sizeof *message);
    while (rest >= sizeof(rtattr)) {
        const auto* attribute = reinterpret_cast<const rtattr*>(at);
        const std::size_t length = attribute->rta_len;
        if (length < sizeof(rtattr) || length > rest) {
            return {};
        }
        if (attribute->rta_type == INET_DIAG_INFO) {
            return {at + RTA_LENGTH(0), length - RTA_LENGTH(0)};
        }
        const std::size_t aligned = RTA_ALIGN(length);
        rest = aligned < rest ? rest - aligned : 0;
        at += aligned;
    }
    return {};
}

void readMessage(const nlmsghdr* header, const EndSample& times,
                 std::vector<SockDiag::Sighting>& sightings)
{
    const auto* message = static_cast<const inet_diag_msg*>(NLMSG_DATA(header));
    const std::span<const std::byte> info = infoOf(header);
    if (info.empty()) {
        return;
    }
    EndSample sample = times;
    readTcpInfo(info, sample);
    sample.timer = timerOf(message->idiag_timer);
    sample.timerMs = message->idiag_expires;
    const std::uint64_t cookie =
        message->id.idiag_cookie[0] | (std::uint64_t{message->id.idiag_cookie[1]} << 32);
    sightings.push_back({cookie, sample});
}

/// How a buffer of messages ended.
enum class Part { more, done, failed };

Part readPart(std::span<const std::byte> buffer, const EndSample& times, std::uint32_t sequence,
              std::vector<SockDiag::Sighting>& sightings, int& error)
{
    auto rest = static_cast<unsigned>(buffer.size());
    const auto* header = reinterpret_cast<const nlmsghdr*>(buffer.data());
    for (; NLMSG_OK(header, rest); header = NLMSG_NEXT(header, rest)) {
        if (header->nlmsg_seq != sequence) {
            continue; // left over from a dump that failed
        }
        if (header->nlmsg_type == NLMSG_DONE) {
            return Part::done;
        }
        if (header->nlmsg_type == NLMSG_ERROR) {
            error = -static_cast<const nlmsgerr*>(NLMSG_DATA(header))->error;
            return Part::failed;
        }
        readMessage(header, times, sightings);
    }
    return Part::more;
}

} // namespace

SockDiag::SockDiag(Descriptor socket)
    : m_socket(std::move(socket))
    , m_buffer(kBufferSize)
{
}

Result<SockDiag> SockDiag::open()
{
    Descriptor socket(::socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_SOCK_DIAG));
    if (!socket) {
        return systemError(errno, "socket(NETLINK_SOCK_DIAG)");
    }
    SockDiag diag(std::move(socket));
    const Status tried = diag.dump(
        {false, {1}, {}}, [] { return Moment{}; }, [](std::span<const Sighting>) {});
    if (!tried) {
        return tried.error();
    }
    return diag;
}

Status SockDiag::dump(const DiagFilter& filter, const Now& now, const Visitor& visit)
{
    assert(!filter.remotePorts.empty() || !filter.localPorts.empty());
    const std::vector<std::byte> query = request(filter, ++m_sequence);
    EndSample times;
    times.earliest = now();
    if (::send(m_socket.get(), query.data(), query.size(), 0) < 0) {
        return systemError(errno, "sock_diag");
    }
    times.latest =
        now(); // the first part was filled while it was asked for; each further one while the one before was read
    for (;;) {
        const Moment before = now();
        const ssize_t length = ::recv(m_socket.get(), m_buffer.data(), m_buffer.size(), 0);
        const Moment after = now();
        if (length < 0 && errno == EINTR) {
            continue;
        }
        if (length < 0) {
            return systemError(errno, "sock_diag");
        }
        int error = 0;
        m_sightings.clear();
        const Part part = readPart(std::span(m_buffer).first(static_cast<std::size_t>(length)),
                                   times, m_sequence, m_sightings, error);
        visit(m_sightings);
        if (part == Part::done) {
            return success();
        }
        if (part == Part::failed) {
            return systemError(error, "sock_diag");
        }
        times.earliest = before;
        times.latest = after;
    }
}

std::uint64_t cookieOf(int socket)
{
    std::uint64_t cookie = 0;
    socklen_t length = sizeof cookie;
    const bool known = ::getsockopt(socket, SOL_SOCKET, SO_COOKIE, &cookie, &length) == 0;
    return known ? cookie : 0;
}

} // namespace kai::live
