#include "core/keepalive/objections.h"

#include "core/keepalive/duration_text.h"
#include "core/keepalive/timer_wheel.h"

namespace kai {

namespace {

constexpr std::int64_t kHourMs = 3'600'000;

std::string asText(const KeepAliveTimes& times)
{
    return formatSetting(times.idleTime) + " / " + formatSetting(times.probeInterval) + " / " +
           std::to_string(times.probeCount);
}

/// "333 s + 16.384 s timer wheel + 1 × 1.032 s for a lost probe = 350.416 s"
std::string lastPacketSum(const KeepAliveTimes& times, std::uint16_t lostProbes, nanoseconds tick,
                          nanoseconds lastPacket)
{
    const auto period = saturatingNanoseconds(healthyPeriod(times, tick));
    const auto late = worstLateness(period, tick);
    auto text = inSeconds(period);
    if (late > nanoseconds{0}) {
        text += " + " + inSeconds(late) + " timer wheel";
    }
    if (lostProbes > 0) {
        const auto interval = latestAfter(saturatingNanoseconds(times.probeInterval), tick);
        text += " + " + std::to_string(lostProbes) + " \u00d7 " + inSeconds(interval) +
                (lostProbes == 1 ? " for a lost probe" : " for lost probes");
    }
    return text + " = " + inSeconds(lastPacket);
}

} // namespace

std::string rangeObjection(const KeepAliveTimes& times, const CalculatorSystem& system)
{
    KeepAliveSettings settings{{}, times.idleTime, times.probeInterval, {}};
    if (!system.fixedCount) {
        settings.probeCount = times.probeCount;
    } else if (*system.fixedCount != times.probeCount) {
        return system.name + " always sends " + std::to_string(*system.fixedCount) + " probes";
    }
    const auto errors = validate(settings, system.limits);
    if (!errors.empty()) {
        return errors.front().error.operation + ": " + errors.front().error.cause + " " +
               errors.front().error.remedy;
    }
    const bool exact = roundedUp(times.idleTime, system.limits) == times.idleTime &&
                       roundedUp(times.probeInterval, system.limits) == times.probeInterval;
    return exact ? ""
                 : system.name + " takes multiples of " + formatSetting(system.limits.granularity);
}

std::string detectionObjection(const KeepAliveTimes& times, const Wish& wish, nanoseconds tick)
{
    const auto found = detection(times, tick);
    if (found.never) {
        return "a silent peer is never found: " + found.whyNever;
    }
    if (!wish.findWithin || found.latest <= saturatingNanoseconds(*wish.findWithin)) {
        return {};
    }
    return "with " + asText(times) + " a silent peer is found after up to " +
           inSeconds(found.latest) + ", later than " + formatSetting(*wish.findWithin);
}

std::string boxObjection(const KeepAliveTimes& times, const Wish& wish, nanoseconds tick)
{
    if (!wish.boxLimit) {
        return {};
    }
    const auto verdict = boxVerdict(times, tick, *wish.boxLimit, wish.lostProbes);
    if (verdict.survives) {
        return {};
    }
    return verdict.noPacket.empty()
               ? lastPacketSum(times, wish.lostProbes, tick, verdict.lastPacket) +
                     "; the box forgets at " + formatSetting(*wish.boxLimit)
               : verdict.noPacket;
}

/// The shortest healthy period that keeps to the packets an hour; 0 when any does.
milliseconds shortestPeriod(const Wish& wish)
{
    if (!wish.packetsPerHour) {
        return milliseconds{0};
    }
    const std::int64_t most = *wish.packetsPerHour;
    return most == 0 ? milliseconds::max() : milliseconds{(kHourMs + most - 1) / most};
}

std::string packetsObjection(const KeepAliveTimes& times, const Wish& wish, nanoseconds tick)
{
    const auto period = healthyPeriod(times, tick);
    if (period >= shortestPeriod(wish)) {
        return {};
    }
    return "one packet each " + formatSetting(period) + " is more than " +
           std::to_string(*wish.packetsPerHour) + " an hour";
}

std::string probesObjection(const KeepAliveTimes& times, const Wish& wish)
{
    if (times.probeInterval < wish.shortestInterval) {
        return "an interval below " + formatSetting(wish.shortestInterval) + " was not wanted";
    }
    return times.probeCount < wish.fewestProbes
               ? "fewer than " + std::to_string(wish.fewestProbes) + " probes were not wanted"
               : "";
}

std::vector<std::string> objections(const KeepAliveTimes& times, const Wish& wish,
                                    const CalculatorSystem& system)
{
    std::vector<std::string> result;
    for (auto& text :
         {rangeObjection(times, system), probesObjection(times, wish),
          detectionObjection(times, wish, system.tick), boxObjection(times, wish, system.tick),
          packetsObjection(times, wish, system.tick)}) {
        if (!text.empty()) {
            result.push_back(text);
        }
    }
    return result;
}

} // namespace kai
