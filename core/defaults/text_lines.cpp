#include "core/defaults/text_lines.h"

#include "core/defaults/ascii_case.h"

#include <algorithm>
#include <charconv>
#include <limits>

namespace kai::defaults {

namespace {

constexpr std::string_view kBlanks = " \t\r";

} // namespace

std::string_view trimmed(std::string_view text)
{
    text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
    return text.substr(0, text.find_last_not_of(kBlanks) + 1);
}

std::vector<std::string_view> linesOf(std::string_view text)
{
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

std::vector<std::string_view> wordsOf(std::string_view text)
{
    std::vector<std::string_view> words;
    for (text = trimmed(text); !text.empty(); text = trimmed(text)) {
        const auto end = std::min(text.find_first_of(kBlanks), text.size());
        words.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    return words;
}

std::optional<std::uint32_t> numberIn(std::string_view text)
{
    text = trimmed(text);
    const bool isHex = startsWithoutCase(text, "0x");
    text.remove_prefix(isHex ? 2 : 0);
    std::int64_t number = 0;
    const auto [end, fault] =
        std::from_chars(text.data(), text.data() + text.size(), number, isHex ? 16 : 10);
    const bool whole = fault == std::errc{} && end == text.data() + text.size();
    constexpr std::int64_t most = std::numeric_limits<std::uint32_t>::max();
    constexpr std::int64_t least = std::numeric_limits<std::int32_t>::min();
    if (!whole || number > most || number < (isHex ? 0 : least)) {
        return {};
    }
    return static_cast<std::uint32_t>(number);
}

} // namespace kai::defaults
