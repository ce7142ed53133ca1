#include "core/defaults/pasted_text.h"

#include "core/defaults/ascii_case.h"
#include "core/defaults/pasted_readers.h"
#include "core/defaults/reg_reader.h"
#include "core/defaults/utf_text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace kai::defaults {

namespace {

bool isRegFile(std::string_view text)
{
    return text.starts_with("REGEDIT4") || text.starts_with("Windows Registry Editor") ||
           text.starts_with("\xEF\xBB\xBF");
}

/// Pages are copied with blanks and empty lines above the header.
std::string_view withoutLeadingBlanks(std::string_view text)
{
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    return text;
}

bool isRegistryKey(std::string_view line)
{
    return startsWithoutCase(line, "HKEY_");
}

bool anyLine(std::string_view text, bool (*matches)(std::string_view))
{
    const auto lines = linesOf(text);
    return std::any_of(lines.begin(), lines.end(),
                       [&](std::string_view line) { return matches(trimmed(line)); });
}

bool isKeyInBrackets(std::string_view line)
{
    return startsWithoutCase(line, "[HKEY_") || startsWithoutCase(line, "[HKLM\\") ||
           startsWithoutCase(line, "[-HK");
}

Result<PastedDefaults> asRegistry(Result<RegDocument> document)
{
    if (!document) {
        return document.error();
    }
    PastedDefaults result;
    result.registry = std::move(document).value();
    return result;
}

} // namespace

Error badNumber(std::size_t line, std::string_view name)
{
    return {0, "BAD_NUMBER", "reading pasted text, line " + std::to_string(line),
            std::string{name} + " has no number that fits.", "Copy the whole output again."};
}

Error notUnderstood()
{
    return {
        0, "NOT_UNDERSTOOD", "reading pasted text",
        "this is neither a .reg file nor the output of reg query, Get-ItemProperty or sysctl -a "
        "with a keep-alive value in it.",
        "Copy the whole output, or enter the values by hand."};
}

std::string_view kindName(PastedKind kind)
{
    constexpr std::array<std::string_view, 4> names{
        "a .reg file", "output of reg query", "output of Get-ItemProperty", "output of sysctl"};
    return names.at(static_cast<std::size_t>(kind));
}

Result<PastedDefaults> readPasted(std::string_view text)
{
    if (const auto begin = withoutLeadingBlanks(text); isRegFile(begin)) {
        return asRegistry(readReg(begin));
    }
    if (!isUtf8(text) || text.find('\0') != std::string_view::npos) {
        return notUnderstood();
    }
    if (anyLine(text, isKeyInBrackets)) {
        return asRegistry(readRegLines(text));
    }
    if (anyLine(text, isKeepAliveSysctl)) {
        return readSysctlText(text);
    }
    if (anyLine(text, isItemProperty)) {
        return readItemProperties(text);
    }
    return anyLine(text, isRegistryKey) ? readRegQuery(text)
                                        : Result<PastedDefaults>{notUnderstood()};
}

} // namespace kai::defaults
