#include "core/keepalive/boxes.h"

#include "core/keepalive/duration_text.h"
#include "core/keepalive/timer_wheel.h"

namespace kai {

namespace {

std::string whyNoPacket(const KeepAliveTimes& times, std::uint16_t lostProbes)
{
    if (!times.enabled) {
        return "off";
    }
    if (times.probeCount == 0) {
        return "0 probes";
    }
    if (lostProbes >= times.probeCount) {
        return "ended by keep-alive after " + std::to_string(times.probeCount) +
               (times.probeCount == 1 ? " lost probe" : " lost probes");
    }
    return {};
}

/// Rounded toward zero, so that no margin is promised that is not there; words a person reads at a glance.
std::string atAGlance(nanoseconds value)
{
    using std::chrono::seconds;
    if (value < seconds{1}) {
        return formatDuration(value - value % milliseconds{1});
    }
    if (value < seconds{10}) {
        return formatDuration(value - value % milliseconds{100});
    }
    return value < seconds{600} ? formatDuration(value - value % seconds{1})
                                : formatCountdown(value);
}

} // namespace

BoxVerdict boxVerdict(const KeepAliveTimes& times, nanoseconds tick, milliseconds limit,
                      std::uint16_t lostProbes)
{
    auto noPacket = whyNoPacket(times, lostProbes);
    if (!noPacket.empty()) {
        return {false, nanoseconds::max(), nanoseconds::min(), std::move(noPacket)};
    }
    const auto interval = latestAfter(saturatingNanoseconds(times.probeInterval), tick);
    const auto last = saturatingAdd(Moment{latestHealthyPeriod(times, tick)},
                                    saturatingMultiply(interval, lostProbes))
                          .time_since_epoch();
    const auto margin = saturatingNanoseconds(limit) - last;
    return {margin > nanoseconds{0}, last, margin, {}};
}

std::string verdictText(const BoxVerdict& verdict, const std::string& limitText)
{
    if (!verdict.noPacket.empty()) {
        return "no packet: " + verdict.noPacket;
    }
    return verdict.survives
               ? "survives " + limitText + " (margin " + atAGlance(verdict.margin) + ")"
               : "too late by " + atAGlance(-verdict.margin);
}

} // namespace kai
