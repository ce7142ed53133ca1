#include "core/defaults/pasted_text.h"

#include "core/defaults/ascii_case.h"
#include "core/defaults/reg_reader.h"
#include "core/defaults/text_lines.h"
#include "core/defaults/utf_text.h"

#include <algorithm>
#include <array>
#include <utility>

namespace kai::defaults {

namespace {

constexpr std::string_view kSysctlPrefix = "net.ipv4.tcp_keepalive_";

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

bool isRegFile(std::string_view text)
{
    return text.starts_with("REGEDIT4") || text.starts_with("Windows Registry Editor") ||
           text.starts_with("\xEF\xBB\xBF");
}

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

/// Reads one kind line by line; what it does not know goes to the other lines.
class LineReader {
public:
    explicit LineReader(std::string_view text)
        : m_lines(linesOf(text))
    {
    }

    Result<PastedDefaults> readQuery()
    {
        m_result.kind = PastedKind::regQuery;
        return readEach([this](std::string_view line) { return readQueryLine(line); });
    }

    Result<PastedDefaults> readProperties()
    {
        m_result.kind = PastedKind::getItemProperty;
        m_result.registry.keys.push_back({std::string{kParametersKey}, false, {}});
        return readEach([this](std::string_view line) { return readPropertyLine(line); });
    }

    Result<PastedDefaults> readSysctls()
    {
        m_result.kind = PastedKind::sysctl;
        return readEach([this](std::string_view line) { return readSysctlLine(line); });
    }

private:
    template <typename ReadLine>
    Result<PastedDefaults> readEach(ReadLine readLine)
    {
        for (m_index = 0; m_index < m_lines.size(); ++m_index) {
            const auto line = trimmed(m_lines[m_index]);
            const auto status = line.empty() ? success() : readLine(line);
            if (!status) {
                return status.error();
            }
        }
        return m_found ? Result<PastedDefaults>{std::move(m_result)} : notUnderstood();
    }

    Status other(std::string_view line)
    {
        m_result.otherLines.emplace_back(line);
        return success();
    }

    Status readQueryLine(std::string_view line)
    {
        if (startsWithoutCase(line, "HKEY_")) {
            m_result.registry.keys.push_back({std::string{line}, false, {}});
            return success();
        }
        const auto parts = queryLine(line);
        const auto type = parts ? typeNamed(parts->type) : std::nullopt;
        if (!type || m_result.registry.keys.empty()) {
            return other(line);
        }
        return addQueried(*parts, *type, line);
    }

    Status addQueried(const QueryLine& parts, RegistryType type, std::string_view line)
    {
        const bool ours = equalWithoutCase(m_result.registry.keys.back().path, kParametersKey) &&
                          registryNamed(parts.name);
        auto value = queriedValue(parts, type);
        if (value) {
            add(std::move(*value));
        } else if (ours) {
            return badNumber(m_index + 1, parts.name);
        }
        return ours ? success() : other(line);
    }

    Status readPropertyLine(std::string_view line)
    {
        const auto colon = line.find(':');
        const auto name = trimmed(line.substr(0, std::min(colon, line.size())));
        if (colon == std::string_view::npos || !registryNamed(name)) {
            return other(line);
        }
        const auto data = trimmed(line.substr(colon + 1));
        const auto number = numberIn(data);
        add(number ? dwordValue(std::string{name}, *number)
                   : stringValue(std::string{name}, std::string{data}));
        return success();
    }

    void add(RegValue value)
    {
        m_result.registry.keys.back().values.push_back(std::move(value));
        m_found = true;
    }

    Status readSysctlLine(std::string_view line)
    {
        const auto equals = line.find('=');
        const auto name = trimmed(line.substr(0, std::min(equals, line.size())));
        auto* place = equals == std::string_view::npos ? nullptr : sysctlNamed(name);
        if (place == nullptr) {
            return other(line);
        }
        const auto data = trimmed(line.substr(equals + 1));
        *place = data.starts_with('-') ? std::nullopt : numberIn(data);
        m_found = true;
        return *place ? success() : badNumber(m_index + 1, name);
    }

    std::optional<std::uint32_t>* sysctlNamed(std::string_view name)
    {
        if (!name.starts_with(kSysctlPrefix)) {
            return nullptr;
        }
        name.remove_prefix(kSysctlPrefix.size());
        return name == "time"     ? &m_result.sysctls.timeSeconds
               : name == "intvl"  ? &m_result.sysctls.intervalSeconds
               : name == "probes" ? &m_result.sysctls.probes
                                  : nullptr;
    }

    std::vector<std::string_view> m_lines;
    std::size_t m_index = 0;
    bool m_found = false;
    PastedDefaults m_result;
};

bool anyLine(std::string_view text, bool (*matches)(std::string_view))
{
    const auto lines = linesOf(text);
    return std::any_of(lines.begin(), lines.end(),
                       [&](std::string_view line) { return matches(trimmed(line)); });
}

bool isProperty(std::string_view line)
{
    const auto colon = line.find(':');
    return colon != std::string_view::npos && registryNamed(trimmed(line.substr(0, colon)));
}

Result<PastedDefaults> fromRegFile(std::string_view text)
{
    auto document = readReg(text);
    if (!document) {
        return document.error();
    }
    PastedDefaults result;
    result.registry = std::move(document).value();
    return result;
}

} // namespace

std::string_view kindName(PastedKind kind)
{
    constexpr std::array<std::string_view, 4> names{
        "a .reg file", "output of reg query", "output of Get-ItemProperty", "output of sysctl"};
    return names.at(static_cast<std::size_t>(kind));
}

Result<PastedDefaults> readPasted(std::string_view text)
{
    if (isRegFile(text)) {
        return fromRegFile(text);
    }
    if (!isUtf8(text) || text.find('\0') != std::string_view::npos) {
        return notUnderstood();
    }
    if (anyLine(text, [](std::string_view line) { return line.starts_with(kSysctlPrefix); })) {
        return LineReader(text).readSysctls();
    }
    if (anyLine(text, isProperty)) {
        return LineReader(text).readProperties();
    }
    return anyLine(text, [](std::string_view line) { return startsWithoutCase(line, "HKEY_"); })
               ? LineReader(text).readQuery()
               : Result<PastedDefaults>{notUnderstood()};
}

} // namespace kai::defaults
