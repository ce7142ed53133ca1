#include "core/keepalive/explain.h"

#include "core/keepalive/boxes.h"
#include "core/keepalive/detection.h"
#include "core/keepalive/duration_text.h"
#include "core/keepalive/value_forms.h"

#include <algorithm>
#include <utility>

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
    } else if (const auto warning = oneProbeWarning(in.row.probeCount.value); !warning.empty()) {
        check.evidence += " " + warning;
        check.fix = "Set a count of at least 2.";
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
                     std::to_string(row.probeCount.value) +
                     (row.probeCount.value == 1 ? " probe from " : " probes from ") +
                     std::string(originName(row.probeCount.origin)) + ".";
    if (hasOwnTimes(row)) {
        check.answer = Answer::yes;
        check.evidence += " The system's defaults do not reach this socket.";
        check.fix = "To use the system's defaults here, set none of this socket's own, or apply "
                    "the defaults.";
    }
    return check;
}

/// What the stored values are, by what becomes of them.
struct StoredValues {
    std::string rejected;
    std::string withoutEffect;
    std::string read;
    std::string nearMisses;
    std::string remedies;
};

void add(std::string& sentences, const std::string& sentence)
{
    sentences += (sentences.empty() || sentence.empty() ? "" : " ") + sentence;
}

std::string readText(const SystemDefault& value)
{
    const std::string text = value.name + " = " + std::to_string(*value.stored);
    return value.role == DefaultRole::probeCount ? text + ", for " + value.usedBy + "."
                                                 : text + ".";
}

void sort(StoredValues& sorted, const SystemDefault& value)
{
    if (value.rejected) {
        add(sorted.rejected, value.name + " is ignored: " + value.ignoredBecause + ".");
    } else if (!value.ignoredBecause.empty()) {
        add(sorted.withoutEffect, value.name + " has no effect: " + value.ignoredBecause + ".");
        add(sorted.remedies, value.remedy);
    } else if (value.stored) {
        add(sorted.read, readText(value));
    }
}

StoredValues storedValues(const SystemDefaults& defaults)
{
    StoredValues sorted;
    for (const auto& value : defaults.values) {
        sort(sorted, value);
    }
    for (const auto& other : defaults.others) {
        if (!other.nearMiss.empty()) {
            add(sorted.nearMisses, "\"" + other.path + "\" is not read: " + other.nearMiss + ".");
        }
    }
    return sorted;
}

std::string keyOf(const SystemDefaults& defaults)
{
    const auto time = std::find_if(defaults.values.begin(), defaults.values.end(), isTimeDefault);
    return time == defaults.values.end() ? "the known names" : time->path;
}

WhyCheck storedWrong(WhyCheck check, const StoredValues& stored)
{
    check.answer = Answer::no;
    add(check.evidence, stored.rejected);
    add(check.evidence, stored.nearMisses);
    add(check.evidence, stored.withoutEffect);
    check.fix = "Store the value again with the name, key, type and range that the System "
                "defaults page shows.";
    return check;
}

WhyCheck nothingStored(WhyCheck check, const WhyInput& in)
{
    check.evidence =
        "No value is stored under " + keyOf(in.defaults) + ": the built-in defaults are in force.";
    if (hasOwnTimes(in.row)) {
        add(check.evidence, "Not needed: this socket has values of its own.");
        return check;
    }
    check.answer = Answer::no;
    check.fix = "If you did store one, compare its name and key letter by letter.";
    return check;
}

WhyCheck checkStoredRight(const WhyInput& in)
{
    WhyCheck check{"Are the stored defaults' name, key and type right?", Answer::yes, {}, {}};
    const StoredValues stored = storedValues(in.defaults);
    if (!stored.rejected.empty() || !stored.nearMisses.empty()) {
        return storedWrong(std::move(check), stored);
    }
    if (stored.read.empty() && stored.withoutEffect.empty()) {
        return nothingStored(std::move(check), in);
    }
    check.evidence = stored.read.empty() ? "" : "Read as stored: " + stored.read;
    add(check.evidence, stored.withoutEffect);
    check.fix = stored.remedies;
    return check;
}

std::string doubtAbout(const std::string& name, const std::optional<Suspicion>& suspicion)
{
    return suspicion ? name + ": " + suspicion->text + " " : "";
}

std::string doubtInForce(const std::string& name, milliseconds value, DefaultRole role)
{
    const auto number = static_cast<std::uint64_t>(value.count());
    return doubtAbout(name, thousandSlip(number, DefaultUnit::millisecond, role));
}

/// 75 s, left as they are, beside a time of 5 s are usual.
std::string doubtAboutInterval(const ConnectionRow& row)
{
    constexpr int kUsual = 15;
    const auto time = row.idleTime.value;
    const auto interval = row.probeInterval.value;
    std::string slip = doubtInForce("The interval in force", interval, DefaultRole::probeInterval);
    if (!slip.empty() || interval <= time * kUsual) {
        return slip;
    }
    return "The interval in force, " + formatSetting(interval) +
           ", is more than 15 times as long as the time, " + formatSetting(time) + ". ";
}

WhyCheck checkUnits(const WhyInput& in)
{
    WhyCheck check{"Are unit and radix plausible?", Answer::yes, {}, {}};
    std::string doubts =
        doubtInForce("The time in force", in.row.idleTime.value, DefaultRole::idleTime) +
        doubtAboutInterval(in.row);
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

std::string_view resetWords(BoxResets resets)
{
    switch (resets) {
    case BoxResets::neither:
        break;
    case BoxResets::thisEnd:
        return ", then answers with a reset of this end";
    case BoxResets::peer:
        return ", then answers with a reset of the peer";
    case BoxResets::both:
        return ", then answers with a reset of both ends";
    }
    return {};
}

WhyCheck checkBox(const WhyInput& in)
{
    WhyCheck check{"Does something in between end TCP?", Answer::no, {}, {}};
    const BoxVerdict verdict = verdictOn(in);
    check.evidence = std::string(in.info.boxAssumed ? "A box assumed" : "A box") +
                     " in between forgets after " + formatSetting(*in.info.boxLimit) + " of quiet" +
                     std::string(resetWords(in.info.boxResets)) + "; ";
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

/// What the router's ICMP means for an open connection, or empty.
std::string icmpEvidence(const WhyInput& in)
{
    if (!needsSimulation(static_cast<FaultKind>(in.row.activeFault))) {
        return {};
    }
    return " A router answers what this end sends with ICMP: that ends no open connection, but "
           "every probe is lost.";
}

WhyCheck checkPath(const WhyInput& in)
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

WhyCheck checkBetween(const WhyInput& in)
{
    WhyCheck check = checkPath(in);
    check.evidence += icmpEvidence(in);
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
