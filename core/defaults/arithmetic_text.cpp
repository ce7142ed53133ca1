#include "core/defaults/arithmetic_text.h"

namespace kai::defaults {

namespace {

using std::chrono::duration_cast;

std::string laterText(const Detection& detection)
{
    const auto late = duration_cast<std::chrono::seconds>(detection.latest - detection.earliest);
    if (detection.latest == detection.earliest) {
        return {};
    }
    return late.count() == 0 ? ", less than 1 s later at most"
                             : ", up to " + groupedSeconds(late) + " s later";
}

} // namespace

std::string groupedSeconds(milliseconds value)
{
    auto text = std::to_string(value.count() / 1000);
    for (auto at = text.size(); at > 3;) {
        at -= 3;
        text.insert(at, ",");
    }
    const auto rest = value.count() % 1000;
    if (rest != 0) {
        text += "." + std::to_string(1000 + rest).substr(1);
        text.erase(text.find_last_not_of('0') + 1);
    }
    return text;
}

std::string arithmeticText(const KeepAliveTimes& times, const Detection& detection)
{
    if (detection.never) {
        return {};
    }
    return groupedSeconds(times.idleTime) + " s + " + std::to_string(times.probeCount) +
           " \u00d7 " + groupedSeconds(times.probeInterval) +
           " s = " + groupedSeconds(duration_cast<milliseconds>(detection.earliest)) + " s" +
           laterText(detection);
}

} // namespace kai::defaults
