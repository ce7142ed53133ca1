#include "core/winsock/address_text.h"

#include <charconv>

namespace kai::winsock {

std::optional<std::uint32_t> literalAddress(std::string_view text)
{
    std::uint32_t address = 0;
    const char* at = text.data();
    const char* const end = at + text.size();
    for (int part = 0; part < 4; ++part) {
        unsigned value = 256;
        const auto read = std::from_chars(at, end, value);
        const bool wellEnded = part == 3 ? read.ptr == end : read.ptr != end && *read.ptr == '.';
        if (read.ec != std::errc{} || value > 255 || !wellEnded) {
            return std::nullopt;
        }
        address = address << 8 | value;
        at = read.ptr + 1;
    }
    return address;
}

std::string addressText(std::uint32_t ipv4)
{
    std::string text = std::to_string(ipv4 >> 24);
    for (const int shift : {16, 8, 0}) {
        text += "." + std::to_string(ipv4 >> shift & 0xFF);
    }
    return text;
}

} // namespace kai::winsock
