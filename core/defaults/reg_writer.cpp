#include "core/defaults/reg_writer.h"

#include "core/defaults/utf_text.h"

#include <algorithm>
#include <string_view>

namespace kai::defaults {

namespace {

constexpr std::size_t kLineWidth = 80;

std::string hex(std::uint32_t number, std::size_t width)
{
    std::string digits;
    for (; number != 0 || digits.size() < width; number >>= 4) {
        digits.insert(digits.begin(), "0123456789abcdef"[number & 0xF]);
    }
    return digits;
}

std::string quoted(std::string_view text)
{
    std::string result = "\"";
    for (const char letter : text) {
        result += letter == '"' || letter == '\\' ? "\\" : "";
        result += letter;
    }
    return result + "\"";
}

/// A line break inside quotes would depend on the reader, so such texts are written as bytes.
bool isOneLine(std::string_view text)
{
    return std::none_of(text.begin(), text.end(),
                        [](char letter) { return static_cast<unsigned char>(letter) < 0x20; });
}

bool isText(RegistryType type)
{
    return type == RegistryType::string || type == RegistryType::expandString ||
           type == RegistryType::multiString;
}

/// The bytes as a REGEDIT4 file has them; empty when its code page cannot hold the text.
std::optional<std::string> narrowed(const std::string& wide)
{
    const auto text = utf8FromUtf16(wide);
    return text ? ansiFromUtf8(*text) : std::nullopt;
}

std::string hexLines(std::string start, std::string_view bytes)
{
    std::string text;
    for (std::size_t index = 0; index < bytes.size(); ++index) {
        start += hex(static_cast<unsigned char>(bytes[index]), 2);
        start += index + 1 < bytes.size() ? "," : "";
        if (start.size() > kLineWidth - 5 && index + 1 < bytes.size()) {
            text += start + "\\\n";
            start = "  ";
        }
    }
    return text + start;
}

std::optional<std::string> hexData(const RegValue& value, const std::string& start,
                                   RegFormat format)
{
    std::optional<std::string> bytes{std::in_place, value.data.begin(), value.data.end()};
    if (format == RegFormat::regedit4 && isText(value.type)) {
        bytes = narrowed(*bytes);
    }
    if (!bytes) {
        return {};
    }
    const auto type = value.type == RegistryType::binary
                          ? std::string{"hex:"}
                          : "hex(" + hex(static_cast<std::uint32_t>(value.type), 1) + "):";
    return hexLines(start + type, *bytes);
}

std::optional<std::string> lineOf(const RegValue& value, RegFormat format)
{
    const auto start = (value.name.empty() ? "@" : quoted(value.name)) + "=";
    if (value.removed) {
        return start + "-";
    }
    if (const auto number = dwordOf(value)) {
        return start + "dword:" + hex(*number, 8);
    }
    const auto text = quotableText(value);
    return text && isOneLine(*text) ? start + quoted(*text) : hexData(value, start, format);
}

} // namespace

Result<std::string> writeReg(const RegDocument& document, RegFormat format)
{
    std::string text;
    for (const auto& key : document.keys) {
        text += std::string{"\n["} + (key.removed ? "-" : "") + key.path + "]\n";
        for (const auto& value : key.values) {
            const auto line = lineOf(value, format);
            if (!line) {
                return Error{0, "NOT_IN_CODE_PAGE", "writing .reg",
                             "\"" + value.name + "\" has a character that Windows-1252 has not.",
                             "Export in version 5.00."};
            }
            text += *line + "\n";
        }
    }
    return encodeReg(text, format);
}

} // namespace kai::defaults
