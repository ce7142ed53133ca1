#include "core/defaults/text_cursor.h"

#include "core/defaults/ascii_case.h"

#include <algorithm>

namespace kai::defaults {

namespace {

std::optional<std::uint32_t> hexDigit(char letter)
{
    const char low = lowered(letter);
    if (low >= '0' && low <= '9') {
        return static_cast<std::uint32_t>(low - '0');
    }
    if (low >= 'a' && low <= 'f') {
        return static_cast<std::uint32_t>(low - 'a') + 10;
    }
    return {};
}

} // namespace

char TextCursor::take()
{
    const char letter = m_rest.front();
    m_rest.remove_prefix(1);
    m_line += letter == '\n' ? 1U : 0U;
    return letter;
}

bool TextCursor::takeWord(std::string_view expected)
{
    if (!startsWithoutCase(m_rest, expected)) {
        return false;
    }
    m_rest.remove_prefix(expected.size());
    return true;
}

void TextCursor::skipBlanks()
{
    m_rest.remove_prefix(std::min(m_rest.find_first_not_of(" \t"), m_rest.size()));
}

std::string_view TextCursor::takeLine()
{
    const auto end = std::min(m_rest.find('\n'), m_rest.size());
    auto line = m_rest.substr(0, end);
    m_rest.remove_prefix(std::min(end + 1, m_rest.size()));
    ++m_line;
    if (line.ends_with('\r')) {
        line.remove_suffix(1);
    }
    return line;
}

std::optional<std::uint32_t> TextCursor::takeHex(std::size_t most)
{
    std::uint32_t number = 0;
    std::size_t digits = 0;
    for (auto digit = hexDigit(peek()); digit; digit = hexDigit(peek())) {
        if (++digits > most) {
            return {};
        }
        number = number << 4 | *digit;
        take();
    }
    return digits == 0 ? std::nullopt : std::optional{number};
}

} // namespace kai::defaults
