#include "core/defaults/pasted_readers.h"

#include "core/defaults/ascii_case.h"
#include "core/defaults/reg_key_line.h"

#include <algorithm>
#include <span>
#include <utility>

namespace kai::defaults {

namespace {

constexpr std::string_view kProvider = "Registry::";

RegValue propertyValue(std::string_view name, std::string_view data)
{
    const auto number = numberIn(data);
    return number ? dwordValue(std::string{name}, *number)
                  : stringValue(std::string{name}, std::string{data});
}

/// The rest of a property that is folded over several lines: those that begin with blanks.
std::string unfolded(std::span<const std::string_view> lines)
{
    std::string whole;
    for (const auto line : lines) {
        if (!whole.empty() && !line.starts_with(' ')) {
            break;
        }
        whole += trimmed(line);
    }
    return whole;
}

/// The key that PSPath names, "Microsoft.PowerShell.Core\\Registry::HKEY_..."; empty when none is named.
std::optional<std::string> keyNamedIn(std::string_view text)
{
    const auto lines = linesOf(text);
    const auto path = std::find_if(lines.begin(), lines.end(), [](std::string_view line) {
        return startsWithoutCase(trimmed(line), "PSPath");
    });
    const std::string whole =
        unfolded(std::span{lines}.subspan(static_cast<std::size_t>(path - lines.begin())));
    const auto provider = whole.find(kProvider);
    if (provider == std::string::npos) {
        return {};
    }
    const auto key = readKeyLine('[' + whole.substr(provider + kProvider.size()) + ']', 1);
    return key ? std::optional{key->path} : std::nullopt;
}

} // namespace

bool isItemProperty(std::string_view line)
{
    const auto colon = line.find(':');
    return colon != std::string_view::npos && registryNamed(trimmed(line.substr(0, colon)));
}

Result<PastedDefaults> readItemProperties(std::string_view text)
{
    PastedDefaults result;
    result.kind = PastedKind::getItemProperty;
    RegKey key{keyNamedIn(text).value_or(std::string{kParametersKey}), false, {}};
    const bool ours = equalWithoutCase(key.path, kParametersKey);
    const auto status = readEachLine(text, [&](std::string_view line, std::size_t) {
        const bool isValue = isItemProperty(line);
        if (isValue) {
            const auto colon = line.find(':');
            key.values.push_back(
                propertyValue(trimmed(line.substr(0, colon)), trimmed(line.substr(colon + 1))));
        }
        if (!isValue || !ours) {
            result.otherLines.emplace_back(line);
        }
        return success();
    });
    if (!status || key.values.empty()) {
        return notUnderstood();
    }
    result.registry.keys.push_back(std::move(key));
    return result;
}

} // namespace kai::defaults
