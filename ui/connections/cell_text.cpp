#include "ui/connections/cell_text.h"

#include "ui/connections/next_probe.h"
#include "ui/connections/row_key.h"
#include "ui/events/event_words.h"
#include "ui/lab/row_condition.h"
#include "ui/lab/texts.h"

#include <QCoreApplication>

#include <array>

namespace kai::ui {

namespace {

QString tr(const char* words)
{
    return QCoreApplication::translate("Cell", words);
}

QString since(Moment moment, Moment now)
{
    return moment == kNever ? dash() : tr("%1 ago").arg(countdownText(now - moment));
}

QString idleNow(const ConnectionRow& row, Moment now)
{
    const RowCondition condition = conditionOf(row);
    const bool counts = condition != RowCondition::ended && condition != RowCondition::waiting &&
                        row.local.lastReceived != kNever;
    return counts ? countdownText(now - row.local.lastReceived) : dash();
}

QString unanswered(const ConnectionRow& row)
{
    return row.enabled.value
               ? QStringLiteral("%1 / %2").arg(row.local.unanswered).arg(row.probeCount.value)
               : dash();
}

QString deadAfter(const ConnectionRow& row)
{
    return text(detectionText(foundDeadAfter(row)));
}

QString lastEvent(const ConnectionRow& row)
{
    switch (row.lastEvent) {
    case EventKind::ended:
        return row.errorCode != 0                   ? text(errorSymbol(row.errorCode))
               : row.endedBy == EndedBy::peerClosed ? tr("closed")
                                                    : tr("ended here");
    case EventKind::probe_sent:
    case EventKind::probe_unanswered:
        return row.local.unanswered > 0 ? tr("probe %1").arg(row.local.unanswered)
                                        : eventWord(row.lastEvent);
    case EventKind::retransmitted:
        return tr("resent %1 \u00d7").arg(row.local.retransmits);
    default:
        return eventWord(row.lastEvent);
    }
}

QString setBy(const ConnectionRow& row)
{
    return row.enabled.value ? originText(row.idleTime.origin) : dash();
}

/// After the column's title: "Ended by | keep-alive".
QString endedBy(EndedBy by)
{
    switch (by) {
    case EndedBy::keepAlive:
        return tr("keep-alive");
    case EndedBy::reset:
        return tr("a reset");
    case EndedBy::retransmission:
        return tr("retransmission");
    case EndedBy::peerClosed:
        return tr("peer's program");
    case EndedBy::locally:
        return tr("this end");
    case EndedBy::notEnded:
        break;
    }
    return dash();
}

QString history(const ConnectionRow& row)
{
    return tr("%1 probes, %2 answered").arg(row.probesSent).arg(row.probesAnswered);
}

QString armed(const ConnectionRow& row, Moment now)
{
    const Moment expiry = row.local.armedExpiry;
    return expiry == kNever ? dash() : expiry > now ? countdownText(expiry - now) : tr("due");
}

QString boxLimit(const ConnectionInfo& info)
{
    if (!info.boxLimit) {
        return dash();
    }
    const QString limit = settingText(*info.boxLimit);
    return info.boxAssumed ? tr("%1 assumed").arg(limit) : limit;
}

QString setting(const ConnectionRow& row, milliseconds value)
{
    return row.enabled.value ? settingText(value) : dash();
}

QString probes(const ConnectionRow& row)
{
    return row.enabled.value ? QString::number(row.probeCount.value) : dash();
}

QString medianAnswer(const ConnectionRow& row)
{
    return row.medianAnswer.count() > 0 ? durationText(row.medianAnswer) : dash();
}

using Entry = ConnectionStore::Entry;
using TextOf = QString (*)(const Entry&, Moment now);

/// In the order of Column.
constexpr std::array<TextOf, kColumnCount> kTextOf{
    [](const Entry& of, Moment) { return text(of.info.name); },
    [](const Entry& of, Moment) { return text(of.info.peer); },
    [](const Entry& of, Moment) { return stateText(of.row); },
    [](const Entry&, Moment) { return QString(); },
    [](const Entry& of, Moment) { return setting(of.row, of.row.idleTime.value); },
    [](const Entry& of, Moment) { return setting(of.row, of.row.probeInterval.value); },
    [](const Entry& of, Moment) { return probes(of.row); },
    [](const Entry& of, Moment now) { return idleNow(of.row, now); },
    [](const Entry& of, Moment now) { return nextProbeOf(of.row, now).text; },
    [](const Entry& of, Moment) { return unanswered(of.row); },
    [](const Entry& of, Moment) { return deadAfter(of.row); },
    [](const Entry& of, Moment) { return lastEvent(of.row); },
    [](const Entry& of, Moment) { return history(of.row); },
    [](const Entry& of, Moment) { return text(of.info.local); },
    [](const Entry& of, Moment) { return text(of.info.hostName); },
    [](const Entry& of, Moment) { return text(of.info.release); },
    [](const Entry& of, Moment) { return setBy(of.row); },
    [](const Entry& of, Moment) { return endedBy(of.row.endedBy); },
    [](const Entry& of, Moment) { return QString::number(of.row.probesSent); },
    [](const Entry& of, Moment) { return QString::number(of.row.probesAnswered); },
    [](const Entry& of, Moment) { return medianAnswer(of.row); },
    [](const Entry& of, Moment now) { return since(of.row.opened, now); },
    [](const Entry& of, Moment) { return programText(of.row.program); },
    [](const Entry& of, Moment now) { return armed(of.row, now); },
    [](const Entry& of, Moment) { return boxLimit(of.info); },
};

} // namespace

QString stateText(const ConnectionRow& row)
{
    switch (conditionOf(row)) {
    case RowCondition::resolving:
        return tr("resolving");
    case RowCondition::connecting:
        return tr("connecting");
    case RowCondition::probing:
        return tr("probing");
    case RowCondition::peerClosed:
        return tr("peer closed");
    case RowCondition::closing:
        return tr("closing");
    case RowCondition::ended:
        return row.endedBy == EndedBy::notEnded
                   ? tr("ended")
                   : tr("ended %1").arg(QLatin1Char(endedLetter(row.endedBy)));
    case RowCondition::open:
    case RowCondition::waiting:
    case RowCondition::off:
        break;
    }
    return tr("open");
}

QString originText(Origin origin)
{
    switch (origin) {
    case Origin::builtIn:
        return tr("built-in");
    case Origin::registry:
        return tr("registry");
    case Origin::sysctl:
        return tr("sysctl");
    case Origin::listener:
        return tr("the listener");
    case Origin::socketOption:
    case Origin::keepAliveVals:
        return tr("this socket");
    case Origin::unknown:
        break;
    }
    return dash();
}

QString programText(const Program& program)
{
    switch (program.kind) {
    case ProgramKind::doesNothing:
        return tr("does nothing");
    case ProgramKind::sendsEvery:
        return tr("sends every %1").arg(settingText(program.period));
    case ProgramKind::waitsInRecv:
        break;
    }
    return tr("waits in recv");
}

QString editText(Column column, const ConnectionRow& row)
{
    switch (column) {
    case Column::time:
        return settingText(row.idleTime.value);
    case Column::interval:
        return settingText(row.probeInterval.value);
    case Column::probes:
        return QString::number(row.probeCount.value);
    default:
        return {};
    }
}

QString cellText(Column column, const ConnectionStore::Entry& entry, Moment now)
{
    return kTextOf.at(static_cast<std::size_t>(column))(entry, now);
}

} // namespace kai::ui
