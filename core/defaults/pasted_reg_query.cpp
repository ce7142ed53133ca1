#include "core/defaults/pasted_readers.h"

#include "core/defaults/ascii_case.h"

#include <algorithm>
#include <utility>

namespace kai::defaults {

namespace {

/// "Name    REG_DWORD    0x493e0" in its three parts; names and data may hold blanks.
struct QueryLine {
    std::string_view name;
    std::string_view type;
    std::string_view data;
};

std::optional<QueryLine> queryLine(std::string_view line)
{
    auto at = line.find("REG_");
    while (at != std::string_view::npos &&
           (at == 0 || (line[at - 1] != ' ' && line[at - 1] != '\t'))) {
        at = line.find("REG_", at + 1);
    }
    if (at == std::string_view::npos || trimmed(line.substr(0, at)).empty()) {
        return {};
    }
    const auto end = std::min(line.find_first_of(" \t\r", at), line.size());
    return QueryLine{trimmed(line.substr(0, at)), line.substr(at, end - at),
                     trimmed(line.substr(end))};
}

std::optional<RegistryType> typeNamed(std::string_view name)
{
    for (std::uint32_t type = 0; type <= static_cast<std::uint32_t>(RegistryType::qword); ++type) {
        if (typeName(RegistryType{type}) == name) {
            return RegistryType{type};
        }
    }
    return {};
}

/// "0a1b2c" as bytes; empty when it is something else.
std::optional<std::vector<std::uint8_t>> hexBytes(std::string_view text)
{
    std::vector<std::uint8_t> bytes;
    for (; text.size() >= 2; text.remove_prefix(2)) {
        const auto byte = numberIn("0x" + std::string{text.substr(0, 2)});
        if (!byte) {
            return {};
        }
        bytes.push_back(static_cast<std::uint8_t>(*byte));
    }
    return text.empty() ? std::optional{bytes} : std::nullopt;
}

/// "0x3e8" as the eight bytes of a REG_QWORD.
std::optional<std::vector<std::uint8_t>> qwordBytes(std::string_view text)
{
    if (!startsWithoutCase(text, "0x") || text.size() < 3 || text.size() > 18) {
        return {};
    }
    const std::string digits = std::string(18 - text.size(), '0') + std::string{text.substr(2)};
    auto bytes = hexBytes(digits);
    if (bytes) {
        std::reverse(bytes->begin(), bytes->end());
    }
    return bytes;
}

/// reg query shows the zeros between the texts of a REG_MULTI_SZ as "\0".
std::string withZeros(std::string_view text)
{
    std::string result{text};
    for (auto at = result.find("\\0"); at != std::string::npos; at = result.find("\\0", at)) {
        result.replace(at, 2, 1, '\0');
    }
    return result + '\0';
}

std::optional<RegValue> queriedValue(const QueryLine& line, RegistryType type)
{
    const std::string name{line.name};
    std::optional<std::vector<std::uint8_t>> bytes;
    switch (type) {
    case RegistryType::dword: {
        const auto number = numberIn(line.data);
        return number ? std::optional{dwordValue(name, *number)} : std::nullopt;
    }
    case RegistryType::string:
    case RegistryType::expandString:
    case RegistryType::multiString: {
        auto value = stringValue(name, type == RegistryType::multiString ? withZeros(line.data)
                                                                         : std::string{line.data});
        value.type = type;
        return value;
    }
    case RegistryType::qword:
        bytes = qwordBytes(line.data);
        break;
    default:
        bytes = hexBytes(line.data);
    }
    return bytes ? std::optional{RegValue{name, type, *bytes, false}} : std::nullopt;
}

bool isOurs(const RegKey& key, std::string_view name)
{
    return equalWithoutCase(key.path, kParametersKey) && registryNamed(name);
}

/// What one line says; empty when it is no value.
struct Queried {
    QueryLine line;
    std::optional<RegValue> value;
};

std::optional<Queried> queried(std::string_view line)
{
    const auto parts = queryLine(line);
    const auto type = parts ? typeNamed(parts->type) : std::nullopt;
    return type ? std::optional{Queried{*parts, queriedValue(*parts, *type)}} : std::nullopt;
}

Status readLine(PastedDefaults& result, std::string_view line, std::size_t number)
{
    auto& keys = result.registry.keys;
    if (startsWithoutCase(line, "HKEY_")) {
        keys.push_back({std::string{line}, false, {}});
        return success();
    }
    const auto found = keys.empty() ? std::nullopt : queried(line);
    const bool ours = found && isOurs(keys.back(), found->line.name);
    if (ours && !found->value) {
        return badNumber(number, found->line.name);
    }
    if (found && found->value) {
        keys.back().values.push_back(*found->value);
    }
    if (!ours) {
        result.otherLines.emplace_back(line);
    }
    return success();
}

} // namespace

Result<PastedDefaults> readRegQuery(std::string_view text)
{
    PastedDefaults result;
    result.kind = PastedKind::regQuery;
    const auto status = readEachLine(text, [&](std::string_view line, std::size_t number) {
        return readLine(result, line, number);
    });
    if (!status) {
        return status.error();
    }
    const auto& keys = result.registry.keys;
    const bool empty =
        std::all_of(keys.begin(), keys.end(), [](const RegKey& key) { return key.values.empty(); });
    return empty ? Result<PastedDefaults>{notUnderstood()} : std::move(result);
}

} // namespace kai::defaults
