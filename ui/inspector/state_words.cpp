#include "ui/inspector/state_words.h"

#include "ui/connections/next_probe.h"
#include "ui/events/event_words.h"
#include "ui/lab/row_condition.h"
#include "ui/lab/texts.h"

#include <QCoreApplication>
#include <QLocale>

namespace kai::ui {

namespace {

QString tr(const char* words)
{
    return QCoreApplication::translate("StateWords", words);
}

/// What is said of an ask: more digits would say more than is known.
nanoseconds threeDigits(nanoseconds value)
{
    std::int64_t unit = 1;
    while (value.count() / unit >= 1000) {
        unit *= 10;
    }
    return nanoseconds((value.count() + unit / 2) / unit * unit);
}

QString probing(const ConnectionRow& row, Moment now)
{
    const EndTimers& end = row.local;
    QString unanswered = tr("%1 of %2 unanswered").arg(end.unanswered).arg(row.probeCount.value);
    if (end.unanswered >= row.probeCount.value && end.predictedEnd > now &&
        end.predictedEnd != kNever) {
        return tr("%1, ends in %2").arg(unanswered, countdownText(end.predictedEnd - now));
    }
    if (end.deadline != kNever && end.deadline > now) {
        return tr("%1, next in %2").arg(unanswered, countdownText(end.deadline - now));
    }
    return unanswered;
}

QString ended(const ConnectionRow& row)
{
    const QString by = endedByLabel(row.endedBy);
    return row.errorCode == 0 ? tr("Ended: %1").arg(by)
                              : tr("Ended: %1, %2").arg(by, errorLabel(row.errorCode));
}

QString idle(const ConnectionRow& row, Moment now)
{
    if (row.local.deadline == kNever) {
        return tr("Open");
    }
    return tr("Idle, first probe %1")
        .arg(row.local.deadline > now ? tr("in %1").arg(countdownText(row.local.deadline - now))
                                      : tr("now due"));
}

} // namespace

StateWords stateWordsOf(const ConnectionRow& row, Moment now)
{
    switch (conditionOf(row)) {
    case RowCondition::probing:
        return {Plate::Tone::warning, Sign::Kind::unanswered, probing(row, now)};
    case RowCondition::ended:
        return {Plate::Tone::failure, Sign::Kind::refused, ended(row)};
    case RowCondition::off:
        return {Plate::Tone::neutral, Sign::Kind::information,
                row.enabled.value ? tr("0 probes: a silent peer is never found")
                                  : tr("Off: no probe, however long it is idle")};
    case RowCondition::waiting:
        return {Plate::Tone::neutral, Sign::Kind::information, nextProbeOf(row, now).text};
    case RowCondition::peerClosed:
        return {Plate::Tone::warning, Sign::Kind::information,
                tr("The peer's program has closed; this end has not")};
    case RowCondition::open:
        return {Plate::Tone::neutral, Sign::Kind::information, idle(row, now)};
    case RowCondition::resolving:
    case RowCondition::connecting:
    case RowCondition::closing:
        break;
    }
    return {Plate::Tone::neutral, Sign::Kind::information, nextProbeOf(row, now).text};
}

namespace {

QString outcomeWords(const AskReport& report)
{
    const QString after = durationText(threeDigits(report.after));
    switch (report.outcome) {
    case AskOutcome::sent:
        return tr("Asked; waiting for the acknowledgement");
    case AskOutcome::acknowledged:
        return tr("Acknowledged after %1").arg(after);
    case AskOutcome::reset:
        return tr("Reset after %1").arg(after);
    case AskOutcome::unanswered:
        return tr("Unanswered for %1, resent %2 times").arg(after).arg(report.retransmits);
    case AskOutcome::refused:
        break;
    }
    return report.error ? text(describe(*report.error)) : tr("Refused");
}

} // namespace

QString askWords(const AskReport& report)
{
    const QString outcome = outcomeWords(report);
    const bool partly = report.outcome != AskOutcome::refused && report.sent < report.asked;
    const QLocale locale;
    return partly ? tr("%1; only %2 of %3 bytes went out: the send buffer was full")
                        .arg(outcome, locale.toString(qulonglong(report.sent)),
                             locale.toString(qulonglong(report.asked)))
                  : outcome;
}

} // namespace kai::ui
