#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace kai::defaults {

/// Letters A to Z only: names that we look for in registries and sysctls have no others.
[[nodiscard]] constexpr char lowered(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

[[nodiscard]] inline bool equalWithoutCase(std::string_view one, std::string_view other)
{
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [](char a, char b) { return lowered(a) == lowered(b); });
}

[[nodiscard]] inline bool startsWithoutCase(std::string_view text, std::string_view start)
{
    return text.size() >= start.size() && equalWithoutCase(text.substr(0, start.size()), start);
}

[[nodiscard]] inline std::string loweredText(std::string_view text)
{
    std::string result{text};
    std::transform(result.begin(), result.end(), result.begin(), lowered);
    return result;
}

} // namespace kai::defaults
