#include "core/defaults/reg_document.h"

#include "core/defaults/utf_text.h"

#include <string_view>
#include <utility>

namespace kai::defaults {

namespace {

constexpr std::size_t kShownBytes = 16;

std::string hexDump(const std::vector<std::uint8_t>& data)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (std::size_t index = 0; index < data.size() && index < kShownBytes; ++index) {
        text += index == 0 ? "" : " ";
        text += digits[data[index] >> 4];
        text += digits[data[index] & 0xF];
    }
    return data.empty() ? "no data" : data.size() > kShownBytes ? text + " ..." : text;
}

std::string dataForPeople(const RegValue& value)
{
    const auto text = quotableText(value);
    return text ? "\"" + *text + "\"" : hexDump(value.data);
}

} // namespace

RegValue dwordValue(std::string name, std::uint32_t number)
{
    RegValue value{std::move(name), RegistryType::dword, {}, false};
    for (int shift = 0; shift < 32; shift += 8) {
        value.data.push_back(static_cast<std::uint8_t>(number >> shift & 0xFF));
    }
    return value;
}

RegValue stringValue(std::string name, const std::string& text)
{
    const auto bytes = utf16FromUtf8(text + '\0').value_or(std::string(2, '\0'));
    return {std::move(name), RegistryType::string, {bytes.begin(), bytes.end()}, false};
}

std::optional<std::uint32_t> dwordOf(const RegValue& value)
{
    if (value.removed || value.type != RegistryType::dword || value.data.size() != 4) {
        return {};
    }
    std::uint32_t number = 0;
    for (auto byte = value.data.rbegin(); byte != value.data.rend(); ++byte) {
        number = number << 8 | *byte;
    }
    return number;
}

std::optional<std::string> quotableText(const RegValue& value)
{
    if (value.type != RegistryType::string) {
        return {};
    }
    auto text =
        utf8FromUtf16({reinterpret_cast<const char*>(value.data.data()), value.data.size()});
    if (!text || text->empty() || text->find('\0') + 1 != text->size()) {
        return {};
    }
    text->pop_back();
    return text;
}

StoredValue storedValue(const RegValue& value)
{
    if (const auto number = dwordOf(value)) {
        return {RegistryType::dword, *number, {}};
    }
    return {value.type, 0, dataForPeople(value)};
}

} // namespace kai::defaults
