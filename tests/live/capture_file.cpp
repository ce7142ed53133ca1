#include "tests/live/capture_file.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <iterator>

namespace kai::live {

namespace {

constexpr std::uint8_t kSyn = 0x02;
constexpr std::uint8_t kAck = 0x10;
constexpr std::size_t kEthernet = 14;

template <typename T>
T hostOrder(const std::vector<char>& bytes, std::size_t at)
{
    T value{};
    std::memcpy(&value, bytes.data() + at, sizeof value);
    return value;
}

std::uint32_t big(const char* at, int count)
{
    std::uint32_t value = 0;
    for (int i = 0; i < count; ++i) {
        value = (value << 8) | static_cast<unsigned char>(at[i]);
    }
    return value;
}

/// Where TCP begins in a frame, and how much of it there is.
struct Carried {
    bool ipv6 = false;
    const char* tcp = nullptr; ///< null: no TCP
    std::uint32_t length = 0;
};

Carried carriedBy(const char* frame, std::size_t length)
{
    constexpr std::uint32_t kTcp = 6;
    constexpr std::uint32_t kIpv6Header = 40;
    const char* const ip = frame + kEthernet;
    const std::uint32_t type = length >= kEthernet + 40 ? big(frame + 12, 2) : 0;
    if (type == 0x0800 && big(ip + 9, 1) == kTcp) {
        const std::uint32_t header = (big(ip, 1) & 0x0F) * 4;
        return {false, ip + header, big(ip + 2, 2) - header};
    }
    const bool whole = length >= kEthernet + kIpv6Header + 20;
    if (type == 0x86DD && whole && big(ip + 6, 1) == kTcp) {
        return {true, ip + kIpv6Header, big(ip + 4, 2)};
    }
    return {};
}

CapturedSegment segmentOf(const Carried& carried, std::int64_t utcNs)
{
    const char* const tcp = carried.tcp;
    CapturedSegment segment;
    segment.utcNs = utcNs;
    segment.ipv6 = carried.ipv6;
    segment.fromPort = static_cast<std::uint16_t>(big(tcp, 2));
    segment.toPort = static_cast<std::uint16_t>(big(tcp + 2, 2));
    segment.sequence = big(tcp + 4, 4);
    segment.acknowledgement = big(tcp + 8, 4);
    segment.flags = static_cast<std::uint8_t>(big(tcp + 13, 1));
    segment.dataLength = carried.length - (big(tcp + 12, 1) >> 4) * 4;
    return segment;
}

} // namespace

std::vector<CapturedSegment> readCapture(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    const std::vector<char> bytes{std::istreambuf_iterator<char>(file),
                                  std::istreambuf_iterator<char>()};
    std::vector<CapturedSegment> segments;
    constexpr std::size_t kFileHeader = 24;
    constexpr std::size_t kRecordHeader = 16;
    if (bytes.size() < kFileHeader || hostOrder<std::uint32_t>(bytes, 0) != 0xa1b23c4d) {
        return segments;
    }
    for (std::size_t at = kFileHeader; at + kRecordHeader <= bytes.size();) {
        const std::int64_t utc = hostOrder<std::uint32_t>(bytes, at) * std::int64_t{1'000'000'000} +
                                 hostOrder<std::uint32_t>(bytes, at + 4);
        const auto length = hostOrder<std::uint32_t>(bytes, at + 8);
        const std::size_t frame = at + kRecordHeader;
        if (frame + length > bytes.size()) {
            break; // still being written when it was stopped
        }
        if (const Carried carried = carriedBy(bytes.data() + frame, length); carried.tcp) {
            segments.push_back(segmentOf(carried, utc));
        }
        at = frame + length;
    }
    return segments;
}

std::vector<CapturedProbe> probesFrom(const std::vector<CapturedSegment>& segments, bool ipv6,
                                      std::uint16_t clientPort)
{
    std::vector<CapturedProbe> probes;
    std::uint32_t next = 0;
    for (const CapturedSegment& segment : segments) {
        if (segment.ipv6 != ipv6) {
            continue;
        }
        const bool bare = segment.dataLength == 0 && segment.flags == kAck;
        if (segment.fromPort == clientPort) {
            if (bare && segment.sequence == next - 1) {
                probes.push_back({segment.utcNs, 0});
            }
            const std::uint32_t taken = segment.dataLength + ((segment.flags & kSyn) != 0 ? 1 : 0);
            next = taken > 0 ? segment.sequence + taken : next;
        } else if (segment.toPort == clientPort && bare && !probes.empty() &&
                   probes.back().answeredUtcNs == 0) {
            probes.back().answeredUtcNs = segment.utcNs;
        }
    }
    return probes;
}

} // namespace kai::live
