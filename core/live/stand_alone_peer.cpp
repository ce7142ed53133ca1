#include "core/live/stand_alone_peer.h"

#include <charconv>

namespace kai::live {

namespace {

Error badPort(std::string_view text)
{
    return {0, "BAD_PORT", "--peer " + std::string(text), "There is no port from 1 to 65535 in it.",
            "Write [ADDRESS:]PORT, for example 7777 or 10.0.0.5:7777."};
}

Error badAddress(std::string_view text)
{
    return {0, "BAD_ADDRESS", "--peer " + std::string(text),
            "An IPv6 address needs brackets around it.",
            "Write [ADDRESS]:PORT, for example [::1]:7777."};
}

} // namespace

Result<PeerOptions> parsePeerAddress(std::string_view text)
{
    const std::size_t colon = text.rfind(':');
    const std::string_view digits = colon == std::string_view::npos ? text : text.substr(colon + 1);
    PeerOptions options;
    const char* const end = digits.data() + digits.size();
    const auto [stopped, failure] = std::from_chars(digits.data(), end, options.port);
    if (failure != std::errc{} || stopped != end || options.port == 0) {
        return badPort(text);
    }
    std::string_view host =
        colon == std::string_view::npos ? std::string_view{} : text.substr(0, colon);
    if (host.size() >= 2 && host.front() == '[' && host.back() == ']') {
        host = host.substr(1, host.size() - 2);
    } else if (host.find_first_of(":[]") != std::string_view::npos) {
        return badAddress(text);
    }
    options.address = std::string(host);
    return options;
}

} // namespace kai::live
