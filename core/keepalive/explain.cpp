#include "core/keepalive/explain.h"

#include "core/keepalive/boxes.h"
#include "core/keepalive/duration_text.h"
#include "core/keepalive/value_forms.h"

namespace kai {

namespace {

bool isTimeDefault(const SystemDefault& value)
{
    return value.role == DefaultRole::idleTime || value.role == DefaultRole::probeInterval;
}

bool hasOwnTimes(const ConnectionRow& row)
{
    const auto own = [](Origin origin) {
        return origin == Origin::socketOption || origin == Origin::keepAliveVals ||
               origin == Origin::listener;
    };
    return own(row.idleTime.origin) && own(row.probeInterval.origin);
}

WhyCheck checkOn(const WhyInput& in)
{
    WhyCheck check{"Is keep-alive on?", Answer::yes, {}, {}};
    check.evidence = "SO_KEEPALIVE reads " + std::string(in.row.enabled.value ? "on" : "off") +
                     ", set by " + std::string(originName(in.row.enabled.origin)) + ".";
    if (!in.row.enabled.value) {
        check.answer = Answer::no;
        check.fix = "Switch keep-alive on for this connection: system defaults never do that by "
                    "themselves.";
    } else if (in.row.probeCount.value == 0) {
        check.evidence += " The probe count in force is 0, so no probe is ever sent.";
        check.fix = "Raise the retransmission values of the registry above 0 and restart the host.";
    }
    return check;
}

WhyCheck checkOwnValues(const WhyInput& in)
{
    WhyCheck check{"Does this socket have values of its own?", Answer::no, {}, {}};
    const auto& row = in.row;
    check.evidence = "Time " + formatSetting(row.idleTime.value) + " from " +
                     std::string(originName(row.idleTime.origin)) + ", interval " +
                     formatSetting(row.probeInterval.value) + " from " +
                     std::string(originName(row.probeInterval.origin)) + ", " +
                     std::to_string(row.probeCount.value) + " probes from " +
                     std::string(originName(row.probeCount.origin)) + ".";
    if (hasOwnTimes(row)) {
        check.answer = Answer::yes;
        check.evidence += " The system's defaults do not reach this socket.";
        check.fix = "To use the system's defaults here, set none of this socket's own, or apply "
                    "the defaults.";
    }
    return check;
}

WhyCheck checkStoredRight(const WhyInput& in)
{
    WhyCheck check{"Are the stored defaults' name, key and type right?", Answer::yes, {}, {}};
    std::string wrong;
    std::string stored;
    std::string firstPath;
    for (const auto& value : in.defaults.values) {
        if (isTimeDefault(value) && firstPath.empty()) {
            firstPath = value.path;
        }
        if (!value.ignoredBecause.empty()) {
            wrong += value.name + " is ignored: " + value.ignoredBecause + ". ";
        } else if (value.stored) {
            stored += value.name + " = " + std::to_string(*value.stored) + ". ";
        }
    }
    if (!wrong.empty()) {
        check.answer = Answer::no;
        check.evidence = wrong;
        check.fix = "Store the value again with the name, type and range that the System defaults "
                    "page shows.";
    } else if (stored.empty()) {
        check.answer = Answer::no;
        check.evidence = "No value is stored under " +
                         (firstPath.empty() ? "the known names" : firstPath) +
                         ": the built-in defaults are in force.";
        check.fix = hasOwnTimes(in.row)
                        ? ""
                        : "If you did store one, compare its name and key letter by letter.";
    } else {
        check.evidence = "Read as stored: " + stored;
    }
    return check;
}

std::string doubtAbout(const std::string& name, const std::optional<Suspicion>& suspicion)
{
    return suspicion ? name + ": " + suspicion->text + " " : "";
}

WhyCheck checkUnits(const WhyInput& in)
{
    WhyCheck check{"Are unit and radix plausible?", Answer::yes, {}, {}};
    const auto inForce = static_cast<std::uint64_t>(in.row.idleTime.value.count());
    std::string doubts =
        doubtAbout("The time in force",
                   thousandSlip(inForce, DefaultUnit::millisecond, DefaultRole::idleTime));
    for (const auto& value : in.defaults.values) {
        if (value.stored) {
            doubts += doubtAbout(value.name, suspicionOf(*value.stored, value.unit, value.role));
        }
    }
    if (doubts.empty()) {
        check.evidence = "Time " + formatSetting(in.row.idleTime.value) + ", interval " +
                         formatSetting(in.row.probeInterval.value) +
                         ": neither looks a thousand times off.";
        return check;
    }
    check.answer = Answer::no;
    check.evidence = doubts;
    check.fix = "Registry values and SIO_KEEPALIVE_VALS are milliseconds; TCP_KEEPIDLE, "
                "TCP_KEEPINTVL and Linux are "
                "seconds. Write the value again in its unit, in decimal.";
    return check;
}

WhyCheck checkRestarted(const WhyInput& in)
{
    WhyCheck check{"Was the host restarted since the defaults were changed?", Answer::yes, {}, {}};
    std::string pending;
    for (const auto& value : in.defaults.values) {
        if (value.pendingRestart) {
            pending += (pending.empty() ? "" : ", ") + value.name;
        }
    }
    if (!pending.empty()) {
        check.answer = Answer::no;
        check.evidence = "Waiting for a restart: " + pending + ".";
        check.fix = "Restart the host; its connections end and have to be opened again.";
    } else if (!in.capabilities.simulated && in.capabilities.system.rfind("Windows", 0) != 0) {
        check.evidence =
            "Not needed: a sysctl counts at once, for each socket without values of its own.";
    } else {
        check.evidence = "No changed value is waiting for a restart.";
    }
    return check;
}

/// Why the connection is not idle, or empty.
std::string disturbance(const WhyInput& in)
{
    const auto& row = in.row;
    if (row.local.waiting == Waiting::dataInFlight) {
        return "Sent data is unacknowledged: retransmission rules, not keep-alive.";
    }
    if (row.local.waiting == Waiting::zeroWindow) {
        return "The peer's window is closed: the persist timer rules, not keep-alive.";
    }
    if (row.local.waiting == Waiting::connecting) {
        return "The connection attempt has not completed.";
    }
    if (row.program.kind == ProgramKind::sendsEvery && row.program.period < row.idleTime.value) {
        return "The program sends every " + formatSetting(row.program.period) +
               ", and each acknowledgement restarts the idle time of " +
               formatSetting(row.idleTime.value) + ".";
    }
    return {};
}

WhyCheck checkIdle(const WhyInput& in)
{
    WhyCheck check{"Is it really idle?", Answer::yes, {}, {}};
    const auto& local = in.row.local;
    if (in.row.endedBy != EndedBy::notEnded) {
        check.answer = Answer::no;
        check.evidence = "The connection has ended.";
        check.fix = "Open it again.";
    } else if (auto why = disturbance(in); !why.empty()) {
        check.answer = Answer::no;
        check.evidence = std::move(why);
        check.fix = "Stop the traffic to see keep-alive, or wait until the data is acknowledged.";
    } else if (local.lastReceived == kNever) {
        check.answer = Answer::notKnowable;
        check.evidence = "Nothing has been seen of this connection yet.";
    } else {
        check.evidence = "The last segment was received " +
                         formatCountdown(in.now - local.lastReceived) + " ago; the idle time is " +
                         formatSetting(in.row.idleTime.value) + ".";
        if (local.deadline != kNever && local.deadline > in.now) {
            check.evidence +=
                " The next probe is due in " + formatCountdown(local.deadline - in.now) + ".";
        }
    }
    return check;
}

/// What the calculator says of these times, one lost probe allowed for where there is a second one.
BoxVerdict verdictOn(const WhyInput& in)
{
    const KeepAliveTimes times = timesOf(in.row);
    const std::uint16_t lost = times.probeCount > 1 ? 1 : 0;
    return boxVerdict(times, in.capabilities.timerTick, *in.info.boxLimit, lost);
}

WhyCheck checkBox(const WhyInput& in)
{
    WhyCheck check{"Does something in between end TCP?", Answer::no, {}, {}};
    const BoxVerdict verdict = verdictOn(in);
    check.evidence = std::string(in.info.boxAssumed ? "A box assumed" : "A box") +
                     " in between forgets after " + formatSetting(*in.info.boxLimit) +
                     " of quiet; ";
    check.evidence += verdict.noPacket.empty()
                          ? "the last moment for a packet is after " +
                                formatDuration(verdict.lastPacket) +
                                ", timer and a lost probe included."
                          : "no packet keeps it awake (" + verdict.noPacket + ").";
    if (in.row.boxForgot || !verdict.survives) {
        check.answer = Answer::yes;
        check.fix = "Set a time well below the box's limit, with room for lost probes.";
    }
    return check;
}

WhyCheck checkBetween(const WhyInput& in)
{
    if (in.info.boxLimit) {
        return checkBox(in);
    }
    WhyCheck check{"Does something in between end TCP?", Answer::no, {}, {}};
    if (in.capabilities.simulated) {
        check.evidence = "The simulated path has no box and no proxy.";
    } else if (in.info.builtInPeer) {
        check.evidence = "The peer is this program's own, on this computer.";
    } else {
        check.answer = Answer::notKnowable;
        check.evidence = "A proxy or balancer answers probes itself: an answer proves only that "
                         "the next box is alive.";
        check.fix =
            "Run keepalive-inspector --headless --peer :7777 behind it and look at both ends.";
    }
    return check;
}

} // namespace

std::string_view answerText(Answer answer)
{
    switch (answer) {
    case Answer::yes:
        return "yes";
    case Answer::no:
        return "no";
    case Answer::notKnowable:
        break;
    }
    return "not knowable here";
}

std::vector<WhyCheck> explain(const WhyInput& input)
{
    return {checkOn(input),     checkOwnValues(input), checkStoredRight(input),
            checkUnits(input),  checkRestarted(input), checkIdle(input),
            checkBetween(input)};
}

} // namespace kai
