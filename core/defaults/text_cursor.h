#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace kai::defaults {

/// A place in a text, with the number of its line. Reading at the end gives '\0', which the text must not contain.
class TextCursor {
public:
    TextCursor(std::string_view text, std::size_t firstLine)
        : m_rest(text)
        , m_line(firstLine)
    {
    }

    [[nodiscard]] bool atEnd() const { return m_rest.empty(); }
    [[nodiscard]] char peek() const { return m_rest.empty() ? '\0' : m_rest.front(); }
    [[nodiscard]] std::size_t line() const { return m_line; }
    /// At the end of the text or of a line; the CR of a CRLF belongs to the line's end.
    [[nodiscard]] bool atLineEnd() const
    {
        return atEnd() || m_rest.starts_with('\n') || m_rest.starts_with("\r\n") || m_rest == "\r";
    }

    char take();
    /// Takes `expected` when it comes next, letters without case.
    bool takeWord(std::string_view expected);
    void skipBlanks();
    /// The rest of this line, without its end, which is taken too.
    std::string_view takeLine();
    /// One to `most` hexadecimal digits; empty when there is none or one more.
    std::optional<std::uint32_t> takeHex(std::size_t most);

private:
    std::string_view m_rest;
    std::size_t m_line;
};

} // namespace kai::defaults
