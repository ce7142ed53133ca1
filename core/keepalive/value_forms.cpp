#include "core/keepalive/value_forms.h"

#include "core/keepalive/duration_text.h"
#include "core/keepalive/moment.h"

#include <charconv>
#include <string_view>

namespace kai {

namespace {

constexpr std::uint64_t kSecond = 1'000;
constexpr std::uint64_t kHour = 3'600'000;
constexpr std::uint64_t kDay = 24 * kHour;
/// The largest value of a registry or a sysctl, and that many seconds in ms.
constexpr std::uint64_t kLargest = 0xFFFF'FFFF;
constexpr std::uint64_t kLargestInMs = kLargest * kSecond;

std::uint64_t msOf(std::uint64_t value, DefaultUnit unit)
{
    return unit == DefaultUnit::second ? value * kSecond : value;
}

std::string digitsOf(std::uint64_t value, int base)
{
    char text[24];
    const auto end = std::to_chars(text, text + sizeof text, value, base).ptr;
    return {text, end};
}

std::optional<std::uint64_t> numberOf(std::string_view digits, int base)
{
    std::uint64_t value = 0;
    const auto [end, fault] =
        std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
    const bool whole = fault == std::errc{} && end == digits.data() + digits.size();
    return whole && value <= kLargest ? std::optional{value} : std::nullopt;
}

std::string grouped(std::uint64_t value)
{
    auto text = digitsOf(value, 10);
    for (auto at = text.size(); at > 3;) {
        at -= 3;
        text.insert(at, ",");
    }
    return text;
}

std::string wordsOf(std::uint64_t value, DefaultUnit unit)
{
    const milliseconds time{static_cast<std::int64_t>(msOf(value, unit))};
    return formatDuration(saturatingNanoseconds(time));
}

/// Whole seconds: what somebody would choose.
bool isChosen(std::uint64_t ms)
{
    return ms >= kSecond && ms % kSecond == 0;
}

/// A number that looks like seconds: a few, half an hour, whole hours. 5000 does not, 7200 does.
bool looksLikeSeconds(std::uint64_t number)
{
    return number <= 600 || number == 1'800 || number % 3'600 == 0;
}

struct Range {
    std::uint64_t least;
    std::uint64_t most;
    [[nodiscard]] bool holds(std::uint64_t ms) const { return ms >= least && ms <= most; }
};

/// "7200 ms = 7.2 s", rounded to the second from a minute on; "300 ms" alone.
std::string withWords(const std::string& digits, std::uint64_t value, DefaultUnit unit)
{
    const auto ms = msOf(value, unit);
    const auto shown = ms < 60 * kSecond ? ms : (ms + kSecond / 2) / kSecond * kSecond;
    const auto words = wordsOf(shown, DefaultUnit::millisecond);
    return digits == words ? digits : digits + " = " + words;
}

Suspicion suspicion(const std::string& storedText, std::uint64_t meant,
                    const std::string& meantText)
{
    return {meant, storedText + "; did you mean " + meantText + "?"};
}

std::string withUnit(std::uint64_t value, DefaultUnit unit)
{
    return digitsOf(value, 10) + (unit == DefaultUnit::second ? " s" : " ms");
}

} // namespace

ValueForms formsOf(std::uint64_t value, DefaultUnit unit)
{
    const auto hex = "0x" + digitsOf(value, 16);
    if (unit == DefaultUnit::count) {
        return {grouped(value), {}, hex};
    }
    return {grouped(value) + (unit == DefaultUnit::second ? " s" : " ms"),
            value <= kLargestInMs ? wordsOf(value, unit) : std::string{}, hex};
}

std::optional<Suspicion> radixSlip(std::uint64_t stored, DefaultUnit unit)
{
    if (unit != DefaultUnit::millisecond || stored > kLargest || isChosen(stored)) {
        return {};
    }
    const auto hex = digitsOf(stored, 16);
    const auto decimal = digitsOf(stored, 10);
    const auto typedAsDecimal = numberOf(hex, 10);
    if (typedAsDecimal && isChosen(*typedAsDecimal)) {
        return suspicion(withWords("0x" + hex, stored, unit), *typedAsDecimal,
                         withWords(hex, *typedAsDecimal, unit));
    }
    const auto typedAsHex = numberOf(decimal, 16);
    if (typedAsHex && isChosen(*typedAsHex)) {
        return suspicion(withWords(decimal, stored, unit), *typedAsHex,
                         withWords("0x" + decimal, *typedAsHex, unit));
    }
    return {};
}

std::optional<Suspicion> thousandSlip(std::uint64_t stored, DefaultUnit unit, DefaultRole role)
{
    const bool isTime = role == DefaultRole::idleTime;
    if ((!isTime && role != DefaultRole::probeInterval) || stored > kLargestInMs) {
        return {};
    }
    const Range sensible = isTime ? Range{10 * kSecond, kDay} : Range{kSecond / 10, kHour};
    const auto ms = msOf(stored, unit);
    const bool tooShort = ms < sensible.least && looksLikeSeconds(stored);
    const bool tooLong = ms > sensible.most && stored % 1000 == 0;
    const auto meant = tooShort ? stored * 1000 : stored / 1000;
    if ((!tooShort && !tooLong) || !sensible.holds(msOf(meant, unit))) {
        return {};
    }
    return suspicion(withWords(withUnit(stored, unit), stored, unit), meant,
                     withWords(withUnit(meant, unit), meant, unit));
}

std::optional<Suspicion> suspicionOf(std::uint64_t stored, DefaultUnit unit, DefaultRole role)
{
    const auto radix = radixSlip(stored, unit);
    return radix ? radix : thousandSlip(stored, unit, role);
}

} // namespace kai
