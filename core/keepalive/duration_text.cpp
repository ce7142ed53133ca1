#include "core/keepalive/duration_text.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

namespace kai {

namespace {

struct Unit {
    std::string_view word;
    std::int64_t ns;
};

constexpr std::array<Unit, 7> kUnits{{
    {"ns", 1},
    {"us", 1'000},
    {"ms", 1'000'000},
    {"s", 1'000'000'000},
    {"min", 60'000'000'000},
    {"h", 3'600'000'000'000},
    {"d", 86'400'000'000'000},
}};
constexpr std::int64_t kSecond = kUnits[3].ns;

Error refusal(std::string symbol, std::string_view text, std::string cause, std::string remedy)
{
    return {0, std::move(symbol), "\"" + std::string(text) + "\"", std::move(cause),
            std::move(remedy)};
}

Error badUnit(std::string_view text, std::string cause)
{
    return refusal("BAD_UNIT", text, std::move(cause),
                   "Write a unit: ns, us, ms, s, min, h or d, as in \"90 s\".");
}

Error tooLarge(std::string_view text)
{
    return refusal("OUT_OF_RANGE", text, "that is more than 292 years.", "Choose a shorter time.");
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// Fields filled by other programs hold blanks that do not break.
std::string withPlainBlanks(std::string_view text)
{
    std::string plain(text);
    for (const std::string_view blank : {"\u00a0", "\u202f"}) {
        for (auto at = plain.find(blank); at != std::string::npos; at = plain.find(blank, at)) {
            plain.replace(at, blank.size(), " ");
        }
    }
    return plain;
}

/// Reads the parts "1h", "30 min" of one text from left to right.
class Reader {
public:
    Reader(std::string_view text, std::optional<DurationUnit> bareUnit, bool decimalComma)
        : m_whole(text)
        , m_rest(text)
        , m_bareUnit(bareUnit)
        , m_decimalComma(decimalComma)
    {
    }

    Result<nanoseconds> read()
    {
        skipBlanks();
        if (m_rest.starts_with('-')) {
            return refusal("NEGATIVE", m_whole, "a time cannot be negative.",
                           "Write a time above zero.");
        }
        std::int64_t sum = 0;
        do {
            const Result<std::int64_t> part = readPart();
            if (!part) {
                return part.error();
            }
            if (__builtin_add_overflow(sum, *part, &sum)) {
                return tooLarge(m_whole);
            }
            m_first = false;
            skipBlanks();
        } while (!m_rest.empty());
        return nanoseconds{sum};
    }

private:
    void skipBlanks()
    {
        const auto start = m_rest.find_first_not_of(" \t\r\n");
        m_rest.remove_prefix(start == std::string_view::npos ? m_rest.size() : start);
    }

    std::string_view takeDigits()
    {
        const auto end = std::find_if_not(m_rest.begin(), m_rest.end(), isDigit);
        const auto digits = m_rest.substr(0, static_cast<std::size_t>(end - m_rest.begin()));
        m_rest.remove_prefix(digits.size());
        return digits;
    }

    std::string_view takeWord()
    {
        const auto end = std::find_if(m_rest.begin(), m_rest.end(),
                                      [](char c) { return isDigit(c) || c == ' '; });
        const auto word = m_rest.substr(0, static_cast<std::size_t>(end - m_rest.begin()));
        m_rest.remove_prefix(word.size());
        return word;
    }

    Result<std::int64_t> readPart()
    {
        const std::string_view whole = takeDigits();
        std::string_view fraction;
        if (m_rest.starts_with('.') || (m_decimalComma && m_rest.starts_with(','))) {
            m_rest.remove_prefix(1);
            fraction = takeDigits();
        }
        if (whole.empty() && fraction.empty()) {
            return refusal("NO_NUMBER", m_whole, "there is no number to read.",
                           "Write a number and a unit, as in \"90 s\".");
        }
        skipBlanks();
        const Result<std::int64_t> unit = readUnit();
        return unit ? scaled(whole, fraction, *unit) : unit;
    }

    Result<std::int64_t> readUnit()
    {
        const std::string_view word = takeWord();
        if (word.empty()) {
            if (m_bareUnit && m_first) {
                return kUnits[static_cast<std::size_t>(*m_bareUnit)].ns;
            }
            return badUnit(m_whole, "a number without a unit says nothing.");
        }
        const std::string_view known = word == "\u00b5s" || word == "\u03bcs" ? "us" : word;
        const auto unit = std::find_if(kUnits.begin(), kUnits.end(),
                                       [&](const Unit& u) { return u.word == known; });
        if (unit == kUnits.end()) {
            return badUnit(m_whole, "\"" + std::string(word) + "\" is no unit.");
        }
        return unit->ns;
    }

    Result<std::int64_t> scaled(std::string_view whole, std::string_view fraction,
                                std::int64_t unit) const
    {
        std::int64_t value = 0;
        for (const char digit : whole) {
            if (__builtin_mul_overflow(value, 10, &value) ||
                __builtin_add_overflow(value, digit - '0', &value)) {
                return tooLarge(m_whole);
            }
        }
        if (__builtin_mul_overflow(value, unit, &value)) {
            return tooLarge(m_whole);
        }
        std::int64_t place = unit;
        for (const char digit : fraction) {
            if (digit != '0' && place % 10 != 0) {
                return refusal("TOO_FINE", m_whole, "that is finer than a nanosecond.",
                               "Write fewer decimals.");
            }
            place /= 10;
            if (__builtin_add_overflow(value, (digit - '0') * place, &value)) {
                return tooLarge(m_whole);
            }
        }
        return value;
    }

    std::string_view m_whole;
    std::string_view m_rest;
    std::optional<DurationUnit> m_bareUnit;
    bool m_decimalComma;
    bool m_first = true;
};

/// `value` in `unit`, with as many decimals as it needs and no more than `decimals`.
std::string decimal(std::int64_t value, std::int64_t unit, int decimals)
{
    std::string text = std::to_string(value / unit);
    std::int64_t rest = value % unit;
    if (rest == 0) {
        return text;
    }
    text += '.';
    for (; decimals > 0 && rest != 0; --decimals) {
        rest *= 10;
        text += static_cast<char>('0' + rest / unit);
        rest %= unit;
    }
    const auto last = text.find_last_not_of('0');
    text.erase(text[last] == '.' ? last : last + 1);
    return text;
}

std::string underAMinute(std::int64_t ns)
{
    for (const auto& [word, unit] :
         {Unit{"s", kSecond}, Unit{"ms", 1'000'000}, Unit{"us", 1'000}}) {
        if (ns >= unit) {
            return decimal(ns, unit, 9) + " " + (word == "us" ? "\u00b5s" : std::string(word));
        }
    }
    return ns == 0 ? "0 s" : std::to_string(ns) + " ns";
}

std::string words(std::int64_t ns)
{
    constexpr std::int64_t millisecond = 1'000'000;
    ns -= ns % millisecond;
    std::string text;
    for (std::size_t index = kUnits.size() - 1; ns != 0; --index) {
        const auto& [word, unit] = kUnits[index];
        if (unit == kSecond) {
            text += decimal(ns, kSecond, 3) + " s ";
            break;
        }
        if (ns >= unit || !text.empty()) {
            text += std::to_string(ns / unit) + " " + std::string(word) + " ";
            ns %= unit;
        }
    }
    text.pop_back();
    return text;
}

std::string twoUnits(std::int64_t whole, std::string_view large, std::int64_t part,
                     std::string_view small)
{
    std::string text = std::to_string(whole) + " " + std::string(large);
    if (part != 0) {
        text += " " + std::to_string(part) + " " + std::string(small);
    }
    return text;
}

} // namespace

Result<nanoseconds> parseDuration(std::string_view text, std::optional<DurationUnit> bareUnit,
                                  bool decimalComma)
{
    const std::string plain = withPlainBlanks(text);
    return Reader(plain, bareUnit, decimalComma).read();
}

Result<milliseconds> parseSettingsDuration(std::string_view text,
                                           std::optional<DurationUnit> bareUnit, bool decimalComma)
{
    const Result<nanoseconds> exact = parseDuration(text, bareUnit, decimalComma);
    if (!exact) {
        return exact.error();
    }
    const auto whole = std::chrono::duration_cast<milliseconds>(*exact);
    if (whole != *exact) {
        return refusal("TOO_FINE", text, "keep-alive values have no fraction of a millisecond.",
                       "Write whole milliseconds.");
    }
    return whole;
}

std::string formatDuration(nanoseconds value)
{
    if (value.count() < 0) {
        return value == nanoseconds::min() ? formatDuration(value + nanoseconds{1})
                                           : "-" + formatDuration(-value);
    }
    return value.count() < 60 * kSecond ? underAMinute(value.count()) : words(value.count());
}

std::string formatSetting(milliseconds value)
{
    const std::int64_t ms = value.count();
    if (ms % 1000 != 0 && ms < 60'000) {
        return std::to_string(ms) + " ms";
    }
    if (ms % 3'600'000 == 0 && ms != 0) {
        return std::to_string(ms / 3'600'000) + " h";
    }
    if (ms % 60'000 == 0 && ms > 120'000) {
        return ms < 3'600'000 ? std::to_string(ms / 60'000) + " min"
                              : formatDuration(saturatingNanoseconds(value));
    }
    if (ms % 1000 == 0 && ms < 1'000'000) {
        return std::to_string(ms / 1000) + " s";
    }
    return formatDuration(saturatingNanoseconds(value));
}

std::string formatCountdown(nanoseconds value)
{
    constexpr std::int64_t tenth = kSecond / 10;
    const bool negative = value.count() < 0;
    const std::int64_t ns =
        negative ? -std::max(value, nanoseconds{-nanoseconds::max()}).count() : value.count();
    const std::int64_t tenths = ns / tenth;
    const std::int64_t seconds = ns / kSecond;
    std::string text;
    if (tenths < 1000) {
        text = std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " s";
    } else if (seconds < 600) {
        text = twoUnits(seconds / 60, "min", seconds % 60, "s");
    } else if (seconds < 3600) {
        text = std::to_string(seconds / 60) + " min";
    } else if (seconds < 86'400) {
        text = twoUnits(seconds / 3600, "h", seconds / 60 % 60, "min");
    } else {
        text = twoUnits(seconds / 86'400, "d", seconds / 3600 % 24, "h");
    }
    return negative ? "-" + text : text;
}

} // namespace kai
