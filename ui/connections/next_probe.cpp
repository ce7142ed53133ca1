#include "ui/connections/next_probe.h"

#include "ui/lab/row_condition.h"
#include "ui/lab/texts.h"

#include <QCoreApplication>

#include <algorithm>

namespace kai::ui {

namespace {

QString tr(const char* words)
{
    return QCoreApplication::translate("NextProbe", words);
}

double share(nanoseconds part, nanoseconds whole)
{
    if (whole.count() <= 0) {
        return 1;
    }
    return std::clamp(static_cast<double>(part.count()) / static_cast<double>(whole.count()), 0.0,
                      1.0);
}

/// "in 4.2 s", or that it is due.
QString until(Moment moment, Moment now)
{
    return moment > now ? tr("in %1").arg(countdownText(moment - now)) : tr("now");
}

NextProbe idle(const EndTimers& end, Moment now)
{
    NextProbe next{.kind = NextProbe::Kind::idle};
    if (end.deadline == kNever) {
        return {.text = dash()};
    }
    next.filled = share(now - end.rampFrom, end.deadline - end.rampFrom);
    next.text = end.deadline > now ? countdownText(end.deadline - now) : tr("now due");
    return next;
}

NextProbe probing(const ConnectionRow& row, Moment now)
{
    const EndTimers& end = row.local;
    NextProbe next{.kind = NextProbe::Kind::probing,
                   .unanswered = end.unanswered,
                   .count = std::max(row.probeCount.value, end.unanswered)};
    const bool last = next.unanswered >= next.count;
    const Moment step = last ? end.predictedEnd : end.deadline;
    const nanoseconds interval = saturatingNanoseconds(row.probeInterval.value);
    next.filled = step == kNever ? 0 : 1 - share(step - now, interval);
    if (step == kNever) {
        next.text = tr("probe %1 of %2").arg(next.unanswered).arg(next.count);
    } else if (last) {
        next.text = tr("ends %1").arg(until(step, now));
    } else {
        next.text =
            tr("probe %1 of %2 %3").arg(next.unanswered + 1).arg(next.count).arg(until(step, now));
    }
    return next;
}

NextProbe ended(const ConnectionRow& row, Moment now)
{
    if (row.endedAt == kNever) {
        return {.text = tr("ended")};
    }
    const QString age = countdownText(now - row.endedAt);
    return {.text = tr("ended %1 ago").arg(age), .brief = tr("%1 ago").arg(age)};
}

} // namespace

NextProbe nextProbeOf(const ConnectionRow& row, Moment now)
{
    switch (conditionOf(row)) {
    case RowCondition::resolving:
        return {.text = tr("looking up the name")};
    case RowCondition::connecting:
        return {.text = tr("connecting")};
    case RowCondition::probing:
        return probing(row, now);
    case RowCondition::waiting:
        return {.kind = NextProbe::Kind::waiting,
                .text = row.local.waiting == Waiting::zeroWindow ? tr("waits: window closed")
                                                                 : tr("waits: data in flight")};
    case RowCondition::off:
        return {.kind = NextProbe::Kind::off,
                .text = row.enabled.value ? tr("never: 0 probes") : tr("off")};
    case RowCondition::ended:
        return ended(row, now);
    case RowCondition::open:
    case RowCondition::peerClosed:
    case RowCondition::closing:
        break;
    }
    return row.enabled.value ? idle(row.local, now)
                             : NextProbe{.kind = NextProbe::Kind::off, .text = tr("off")};
}

} // namespace kai::ui
