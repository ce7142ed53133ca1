#include "ui/connections/column.h"

#include <QCoreApplication>

#include <array>

namespace kai::ui {

namespace {

constexpr std::array<ColumnTraits, kColumnCount> kColumns{{
    {Column::name, QT_TRANSLATE_NOOP("Column", "Name"), "Windows 11", Qt::AlignLeft, Shown::always},
    {Column::peer, QT_TRANSLATE_NOOP("Column", "Peer"), "127.0.0.1:50000", Qt::AlignLeft,
     Shown::always},
    {Column::state, QT_TRANSLATE_NOOP("Column", "State"), "ended K", Qt::AlignLeft, Shown::always},
    {Column::on, QT_TRANSLATE_NOOP("Column", "On"), "On", Qt::AlignHCenter, Shown::always, true},
    {Column::time, QT_TRANSLATE_NOOP("Column", "Time"), "\u2248 52 min", Qt::AlignRight,
     Shown::always, true},
    {Column::interval, QT_TRANSLATE_NOOP("Column", "Interval"), "Interval", Qt::AlignRight,
     Shown::always, true},
    {Column::probes, QT_TRANSLATE_NOOP("Column", "Probes"), "Probes", Qt::AlignRight, Shown::always,
     true},
    {Column::idleNow, QT_TRANSLATE_NOOP("Column", "Idle now"), "1 h 12 min", Qt::AlignRight,
     Shown::always},
    {Column::nextProbe, QT_TRANSLATE_NOOP("Column", "Next probe"), "probe 3 of 6 in 4.2 s",
     Qt::AlignLeft, Shown::always},
    {Column::unanswered, QT_TRANSLATE_NOOP("Column", "Unanswered"), "10 / 10", Qt::AlignRight,
     Shown::always},
    {Column::foundDeadAfter, QT_TRANSLATE_NOOP("Column", "Found dead after"),
     "2 min to 2 min 3.1 s", Qt::AlignRight, Shown::whenWide},
    {Column::lastEvent, QT_TRANSLATE_NOOP("Column", "Last event"), "WSAENETRESET", Qt::AlignLeft,
     Shown::whenWide},
    {Column::history, QT_TRANSLATE_NOOP("Column", "History"), "probe 3 of 6 in 4.2 s",
     Qt::AlignLeft, Shown::whenAlone},
    {Column::local, QT_TRANSLATE_NOOP("Column", "Local"), "127.0.0.1:50000", Qt::AlignLeft,
     Shown::onDemand},
    {Column::host, QT_TRANSLATE_NOOP("Column", "Host"), "Server 2008 R2", Qt::AlignLeft,
     Shown::whenSeveralHosts},
    {Column::release, QT_TRANSLATE_NOOP("Column", "Release"), "Windows 10 1709", Qt::AlignLeft,
     Shown::onDemand},
    {Column::setBy, QT_TRANSLATE_NOOP("Column", "Set by"), "this socket", Qt::AlignLeft,
     Shown::onDemand},
    {Column::endedBy, QT_TRANSLATE_NOOP("Column", "Ended by"), "retransmission", Qt::AlignLeft,
     Shown::whenEnded},
    {Column::probesSent, QT_TRANSLATE_NOOP("Column", "Probes sent"), "Probes sent", Qt::AlignRight,
     Shown::onDemand},
    {Column::answered, QT_TRANSLATE_NOOP("Column", "Answered"), "Answered", Qt::AlignRight,
     Shown::onDemand},
    {Column::medianAnswer, QT_TRANSLATE_NOOP("Column", "Median answer time"), "Median answer time",
     Qt::AlignRight, Shown::onDemand},
    {Column::opened, QT_TRANSLATE_NOOP("Column", "Opened"), "1 h 12 min ago", Qt::AlignRight,
     Shown::onDemand},
    {Column::program, QT_TRANSLATE_NOOP("Column", "Program"), "sends every 10 min", Qt::AlignLeft,
     Shown::onDemand},
    {Column::armedTimer, QT_TRANSLATE_NOOP("Column", "Armed timer"), "Armed timer", Qt::AlignRight,
     Shown::onDemand},
    {Column::boxLimit, QT_TRANSLATE_NOOP("Column", "Box limit"), "350 s assumed", Qt::AlignRight,
     Shown::onDemand},
}};

} // namespace

const ColumnTraits& traitsOf(Column column)
{
    return kColumns[static_cast<std::size_t>(column)];
}

std::span<const ColumnTraits> allColumns()
{
    return kColumns;
}

QString columnTitle(Column column)
{
    return QCoreApplication::translate("Column", traitsOf(column).title);
}

} // namespace kai::ui
