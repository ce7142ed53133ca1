#include "core/keepalive/detection.h"

#include "core/keepalive/connection.h"
#include "core/keepalive/duration_text.h"
#include "core/keepalive/timer_wheel.h"

#include <algorithm>

namespace kai {

namespace {

using std::chrono::duration_cast;
using std::chrono::minutes;
using std::chrono::seconds;

bool probes(const KeepAliveTimes& times)
{
    return times.enabled && times.probeCount > 0;
}

/// Rounded to the nearest tenth of a second, from ten minutes on to the second: what a bound of a range is worth.
nanoseconds roundedBound(nanoseconds value)
{
    const nanoseconds step = value < minutes{10} ? milliseconds{100} : milliseconds{1000};
    return value > nanoseconds::max() - step ? value : (value + step / 2) / step * step;
}

std::string inTenths(nanoseconds value)
{
    const auto tenths = duration_cast<milliseconds>(value).count() / 100;
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10);
}

std::string rangeText(nanoseconds earliest, nanoseconds latest)
{
    earliest = roundedBound(earliest);
    latest = roundedBound(latest);
    if (earliest == latest) {
        return formatDuration(latest);
    }
    return latest < minutes{2} ? inTenths(earliest) + " to " + inTenths(latest) + " s"
                               : formatDuration(earliest) + " to " + formatDuration(latest);
}

std::string laterText(const Detection& detection)
{
    const auto late = duration_cast<seconds>(detection.latest - detection.earliest);
    if (detection.latest == detection.earliest) {
        return {};
    }
    return late.count() == 0 ? ", less than 1 s later at most"
                             : ", up to " + inSeconds(late) + " later";
}

} // namespace

KeepAliveTimes timesOf(const ConnectionRow& row)
{
    return {row.enabled.value, row.idleTime.value, row.probeInterval.value, row.probeCount.value,
            row.lastIntervalWaited};
}

milliseconds healthyPeriod(const KeepAliveTimes& times, nanoseconds tick)
{
    return tick > nanoseconds{0} ? std::max(times.idleTime, times.probeInterval) : times.idleTime;
}

nanoseconds latestHealthyPeriod(const KeepAliveTimes& times, nanoseconds tick)
{
    return latestAfter(saturatingNanoseconds(healthyPeriod(times, tick)), tick);
}

double packetsPerHour(const KeepAliveTimes& times, nanoseconds tick)
{
    const auto period = healthyPeriod(times, tick);
    if (!probes(times) || period <= milliseconds{0}) {
        return 0;
    }
    return 3'600'000.0 / static_cast<double>(period.count());
}

std::uint16_t intervalsWaited(const KeepAliveTimes& times)
{
    const bool all = times.lastIntervalWaited || times.probeCount <= 1;
    return all ? times.probeCount : static_cast<std::uint16_t>(times.probeCount - 1);
}

Detection detection(const KeepAliveTimes& times, nanoseconds tick)
{
    if (!probes(times)) {
        return {true, times.enabled ? "0 probes" : "off", {}, {}};
    }
    const auto intervals = intervalsWaited(times);
    const auto fromTime = deadPeerFoundAfter(times.idleTime, times.probeInterval, intervals, tick);
    const auto fromPeriod =
        deadPeerFoundAfter(healthyPeriod(times, tick), times.probeInterval, intervals, tick);
    return {false, {}, fromTime.earliest, fromPeriod.latest};
}

std::string detectionText(const Detection& detection)
{
    if (detection.never) {
        return detection.whyNever == "off" ? "never" : "never (" + detection.whyNever + ")";
    }
    return detection.earliest == detection.latest ? formatDuration(detection.latest)
                                                  : rangeText(detection.earliest, detection.latest);
}

std::string arithmeticText(const KeepAliveTimes& times, const Detection& detection)
{
    if (detection.never) {
        return {};
    }
    return inSeconds(saturatingNanoseconds(times.idleTime)) + " + " +
           std::to_string(intervalsWaited(times)) + " \u00d7 " +
           inSeconds(saturatingNanoseconds(times.probeInterval)) + " = " +
           inSeconds(detection.earliest) + laterText(detection);
}

std::string oneProbeWarning(std::uint16_t probeCount)
{
    return probeCount == 1 ? "One lost packet ends the connection: no second probe follows (P6)."
                           : std::string{};
}

std::string inSeconds(nanoseconds value)
{
    const auto ms = duration_cast<milliseconds>(value).count();
    auto text = std::to_string(ms / 1000);
    for (auto at = text.size(); at > 3;) {
        at -= 3;
        text.insert(at, ",");
    }
    if (ms % 1000 != 0) {
        text += "." + std::to_string(1000 + ms % 1000).substr(1);
        text.erase(text.find_last_not_of('0') + 1);
    }
    return text + " s";
}

std::string healthyText(const KeepAliveTimes& times, nanoseconds tick)
{
    return probes(times)
               ? "1 packet / " + formatSetting(healthyPeriod(times, tick)) + " while healthy"
               : "no packets";
}

} // namespace kai
