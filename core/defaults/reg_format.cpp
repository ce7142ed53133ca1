#include "core/defaults/reg_format.h"

#include "core/defaults/utf_text.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace kai::defaults {

namespace {

constexpr std::string_view kHeader5 = "Windows Registry Editor Version 5.00";
constexpr std::string_view kHeader4 = "REGEDIT4";
constexpr std::string_view kMarkUtf16{"\xFF\xFE", 2};
constexpr std::string_view kMarkUtf16BigEndian{"\xFE\xFF", 2};
constexpr std::string_view kMarkUtf8{"\xEF\xBB\xBF", 3};

std::size_t countLines(std::string_view text)
{
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
}

/// Where a text of `unit` bytes a character stops being valid, as a line number.
template <typename IsValid>
std::size_t badLine(std::string_view bytes, std::size_t unit, IsValid isValid)
{
    const std::string_view newline{"\n\0", unit};
    std::size_t line = 1;
    std::size_t start = 0;
    for (std::size_t at = 0; at + unit <= bytes.size(); at += unit) {
        if (bytes.substr(at, unit) == newline) {
            if (!isValid(bytes.substr(start, at - start))) {
                return line;
            }
            start = at + unit;
            ++line;
        }
    }
    return line;
}

Result<RegText> fromUtf16(std::string_view bytes)
{
    auto text = utf8FromUtf16(bytes);
    if (!text) {
        const auto isValid = [](std::string_view line) { return utf8FromUtf16(line).has_value(); };
        return badReg(badLine(bytes, 2, isValid), "the UTF-16 text is cut or damaged here.");
    }
    return RegText{RegFormat::version5Utf16, std::move(*text)};
}

Result<RegText> fromUtf8(std::string_view bytes)
{
    if (!isUtf8(bytes)) {
        return badReg(badLine(bytes, 1, isUtf8), "this is not valid UTF-8.",
                      "Save the file as UTF-8 or as UTF-16 with byte order mark.");
    }
    return RegText{RegFormat::version5Utf8, std::string{bytes}};
}

Result<RegText> fromBytes(std::string_view bytes)
{
    if (bytes.starts_with(kMarkUtf16)) {
        return fromUtf16(bytes.substr(kMarkUtf16.size()));
    }
    if (bytes.starts_with(kMarkUtf16BigEndian)) {
        return badReg(1, "this is UTF-16 in big-endian order.",
                      "Save the file as UTF-16 LE (\"Unicode\") or as UTF-8.");
    }
    if (bytes.starts_with(kMarkUtf8)) {
        return fromUtf8(bytes.substr(kMarkUtf8.size()));
    }
    if (bytes.starts_with(kHeader4)) {
        return RegText{RegFormat::regedit4, utf8FromAnsi(bytes)};
    }
    return fromUtf8(bytes);
}

/// Takes the header line off; the format must fit it.
Status takeHeader(RegText& reg)
{
    const auto end = std::min(reg.text.find('\n'), reg.text.size());
    std::string_view header{reg.text.data(), end};
    header = header.substr(0, header.find_last_not_of(" \t\r") + 1);
    if (header != (reg.format == RegFormat::regedit4 ? kHeader4 : kHeader5)) {
        return badReg(1,
                      header == kHeader4 ? "a REGEDIT4 file has no byte order mark."
                                         : "the first line is no header of a .reg file.",
                      "Begin with \"Windows Registry Editor Version 5.00\".");
    }
    reg.text.erase(0, std::min(end + 1, reg.text.size()));
    return success();
}

std::string withCrLf(std::string_view text)
{
    std::string result;
    for (const char letter : text) {
        result += letter == '\n' ? "\r\n" : std::string(1, letter);
    }
    return result;
}

} // namespace

Error badReg(std::size_t line, std::string cause, std::string remedy)
{
    return {0, "BAD_REG_FILE", "reading .reg, line " + std::to_string(line), std::move(cause),
            std::move(remedy)};
}

Result<RegText> decodeReg(std::string_view bytes)
{
    if (bytes.size() > kLargestRegFile) {
        return badReg(1, "the file is larger than 16 MiB.",
                      "Export only the key Tcpip\\Parameters.");
    }
    auto reg = fromBytes(bytes);
    if (!reg) {
        return reg;
    }
    const auto nul = reg->text.find('\0');
    if (nul != std::string::npos) {
        return badReg(1 + countLines(std::string_view{reg->text}.substr(0, nul)),
                      "there is a NUL character.",
                      "Save the file as UTF-16 with byte order mark, or as UTF-8.");
    }
    const auto header = takeHeader(reg.value());
    return header ? reg : Result<RegText>{header.error()};
}

Result<std::string> encodeReg(std::string_view text, RegFormat format)
{
    const bool old = format == RegFormat::regedit4;
    const auto whole = withCrLf(std::string{old ? kHeader4 : kHeader5} + "\n" + std::string{text});
    if (format == RegFormat::version5Utf8) {
        return std::string{kMarkUtf8} + whole;
    }
    const auto converted = old ? ansiFromUtf8(whole) : utf16FromUtf8(whole);
    if (!converted) {
        return Error{0, "NOT_IN_CODE_PAGE", "writing .reg",
                     "a name or text has a character that Windows-1252 has not.",
                     "Export in version 5.00."};
    }
    return old ? *converted : std::string{kMarkUtf16} + *converted;
}

} // namespace kai::defaults
