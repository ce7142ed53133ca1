#include "core/defaults/pasted_readers.h"

#include <algorithm>
#include <utility>

namespace kai::defaults {

namespace {

RegValue propertyValue(std::string_view name, std::string_view data)
{
    const auto number = numberIn(data);
    return number ? dwordValue(std::string{name}, *number)
                  : stringValue(std::string{name}, std::string{data});
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
    RegKey key{std::string{kParametersKey}, false, {}};
    const auto status = readEachLine(text, [&](std::string_view line, std::size_t) {
        if (isItemProperty(line)) {
            const auto colon = line.find(':');
            key.values.push_back(
                propertyValue(trimmed(line.substr(0, colon)), trimmed(line.substr(colon + 1))));
        } else {
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
