#include "core/defaults/utf_text.h"

#include <algorithm>
#include <array>

namespace kai::defaults {

namespace {

/// What bytes 0x80 to 0x9F mean.
constexpr std::array<char32_t, 32> kAnsiHigh{
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

constexpr std::uint32_t byteAt(std::string_view bytes, std::size_t index)
{
    return static_cast<unsigned char>(bytes[index]);
}

void appendByte(std::string& bytes, std::uint32_t byte)
{
    bytes += static_cast<char>(static_cast<unsigned char>(byte));
}

void appendUtf8(std::string& text, char32_t point)
{
    const std::uint32_t code{point};
    if (code < 0x80) {
        appendByte(text, code);
        return;
    }
    if (code < 0x800) {
        appendByte(text, 0xC0 | code >> 6);
    } else if (code < 0x10000) {
        appendByte(text, 0xE0 | code >> 12);
        appendByte(text, 0x80 | (code >> 6 & 0x3F));
    } else {
        appendByte(text, 0xF0 | code >> 18);
        appendByte(text, 0x80 | (code >> 12 & 0x3F));
        appendByte(text, 0x80 | (code >> 6 & 0x3F));
    }
    appendByte(text, 0x80 | (code & 0x3F));
}

void appendUnit(std::string& bytes, std::uint32_t unit)
{
    appendByte(bytes, unit & 0xFF);
    appendByte(bytes, unit >> 8);
}

void appendUtf16(std::string& bytes, char32_t point)
{
    if (point < 0x10000) {
        appendUnit(bytes, point);
        return;
    }
    const std::uint32_t offset = point - 0x10000U;
    appendUnit(bytes, 0xD800 | offset >> 10);
    appendUnit(bytes, 0xDC00 | (offset & 0x3FF));
}

constexpr bool isSurrogate(std::uint32_t unit)
{
    return unit >= 0xD800 && unit < 0xE000;
}

/// The length of the character that starts with this byte; 0 when none does.
std::size_t utf8Length(std::uint32_t first)
{
    return first < 0x80                    ? 1
           : first >= 0xC2 && first < 0xE0 ? 2
           : first >= 0xE0 && first < 0xF0 ? 3
           : first >= 0xF0 && first < 0xF5 ? 4
                                           : 0;
}

/// Takes one character off the front; empty when the text does not begin with a valid one.
std::optional<char32_t> takeUtf8(std::string_view& text)
{
    constexpr std::array<std::uint32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
    const std::uint32_t first = byteAt(text, 0);
    const std::size_t length = utf8Length(first);
    if (length == 0 || length > text.size()) {
        return {};
    }
    std::uint32_t code = length == 1 ? first : first & (0x7FU >> length);
    for (std::size_t index = 1; index < length; ++index) {
        const std::uint32_t next = byteAt(text, index);
        if ((next & 0xC0) != 0x80) {
            return {};
        }
        code = code << 6 | (next & 0x3F);
    }
    if (code < smallest.at(length) || code > 0x10FFFF || isSurrogate(code)) {
        return {};
    }
    text.remove_prefix(length);
    return char32_t{code};
}

/// Takes one character off the front; empty at half a pair.
std::optional<char32_t> takeUtf16(std::string_view& bytes)
{
    const std::uint32_t first = byteAt(bytes, 0) | byteAt(bytes, 1) << 8;
    bytes.remove_prefix(2);
    if (!isSurrogate(first)) {
        return char32_t{first};
    }
    if (first >= 0xDC00 || bytes.size() < 2) {
        return {};
    }
    const std::uint32_t second = byteAt(bytes, 0) | byteAt(bytes, 1) << 8;
    if (second < 0xDC00 || !isSurrogate(second)) {
        return {};
    }
    bytes.remove_prefix(2);
    return char32_t{0x10000 + ((first & 0x3FF) << 10) + (second & 0x3FF)};
}

std::optional<std::uint32_t> ansiByte(char32_t point)
{
    if (point < 0x80 || (point >= 0xA0 && point < 0x100)) {
        return point;
    }
    const auto found = std::find(kAnsiHigh.begin(), kAnsiHigh.end(), point);
    if (found == kAnsiHigh.end()) {
        return {};
    }
    return static_cast<std::uint32_t>(0x80 + (found - kAnsiHigh.begin()));
}

} // namespace

std::optional<std::string> utf8FromUtf16(std::string_view bytes)
{
    if (bytes.size() % 2 != 0) {
        return {};
    }
    std::string text;
    text.reserve(bytes.size() / 2);
    while (!bytes.empty()) {
        const auto point = takeUtf16(bytes);
        if (!point) {
            return {};
        }
        appendUtf8(text, *point);
    }
    return text;
}

std::optional<std::string> utf16FromUtf8(std::string_view text)
{
    std::string bytes;
    bytes.reserve(text.size() * 2);
    while (!text.empty()) {
        const auto point = takeUtf8(text);
        if (!point) {
            return {};
        }
        appendUtf16(bytes, *point);
    }
    return bytes;
}

bool isUtf8(std::string_view text)
{
    while (!text.empty()) {
        if (!takeUtf8(text)) {
            return false;
        }
    }
    return true;
}

std::string utf8FromAnsi(std::string_view bytes)
{
    std::string text;
    for (std::size_t index = 0; index < bytes.size(); ++index) {
        const std::uint32_t byte = byteAt(bytes, index);
        appendUtf8(text, byte >= 0x80 && byte < 0xA0 ? kAnsiHigh.at(byte - 0x80) : char32_t{byte});
    }
    return text;
}

std::optional<std::string> ansiFromUtf8(std::string_view text)
{
    std::string bytes;
    while (!text.empty()) {
        const auto point = takeUtf8(text);
        const auto byte = point ? ansiByte(*point) : std::nullopt;
        if (!byte) {
            return {};
        }
        appendByte(bytes, *byte);
    }
    return bytes;
}

} // namespace kai::defaults
