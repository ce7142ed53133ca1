#include "core/history/utc_text.h"

#include <charconv>
#include <chrono>
#include <cstdio>

namespace kai::history {
namespace {

using std::chrono::days;
using std::chrono::nanoseconds;
using std::chrono::sys_days;

constexpr std::string_view kPattern = "dddd-dd-ddTdd:dd:dd.dddddddddZ";

bool fits(std::string_view text)
{
    if (text.size() != kPattern.size()) {
        return false;
    }
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool digit = text[i] >= '0' && text[i] <= '9';
        if (kPattern[i] == 'd' ? !digit : text[i] != kPattern[i]) {
            return false;
        }
    }
    return true;
}

int number(std::string_view text, std::size_t from, std::size_t digits)
{
    int value = 0;
    std::from_chars(text.data() + from, text.data() + from + digits, value);
    return value;
}

} // namespace

std::string utcText(std::int64_t utcNs)
{
    const std::chrono::sys_time<nanoseconds> time{nanoseconds{utcNs}};
    const sys_days day = std::chrono::floor<days>(time);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss clock{time - day};
    char text[48];
    const int length = std::snprintf(
        text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%09dZ", static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
        static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
        static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
    return {text, static_cast<std::size_t>(length)};
}

std::optional<std::int64_t> parseUtc(std::string_view text)
{
    if (!fits(text)) {
        return {};
    }
    const std::chrono::year_month_day date{
        std::chrono::year{number(text, 0, 4)},
        std::chrono::month{static_cast<unsigned>(number(text, 5, 2))},
        std::chrono::day{static_cast<unsigned>(number(text, 8, 2))}};
    const int hour = number(text, 11, 2);
    const int minute = number(text, 14, 2);
    const int second = number(text, 17, 2);
    // Nanoseconds of 64 bits end in 2262.
    if (!date.ok() || date.year() < std::chrono::year{1678} ||
        date.year() > std::chrono::year{2261} || hour > 23 || minute > 59 || second > 59) {
        return {};
    }
    const auto time = sys_days{date} + std::chrono::hours{hour} + std::chrono::minutes{minute} +
                      std::chrono::seconds{second} + nanoseconds{number(text, 20, 9)};
    return nanoseconds{time.time_since_epoch()}.count();
}

} // namespace kai::history
