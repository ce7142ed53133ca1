#include "ui/connections/row_mark.h"

#include "ui/lab/row_condition.h"
#include "ui/theme/marks.h"

#include <QPainter>

#include <chrono>

namespace kai::ui {

namespace {

constexpr std::chrono::seconds kNewsTime{4};

bool isNews(Moment moment, Moment now)
{
    return moment != kNever && now - moment < kNewsTime;
}

void paintPlus(QPainter& painter, QPointF centre, const Colors& colors)
{
    painter.setPen(QPen(colors.link, 2));
    painter.drawLine(centre - QPointF(4, 0), centre + QPointF(4, 0));
    painter.drawLine(centre - QPointF(0, 4), centre + QPointF(0, 4));
}

} // namespace

RowMark rowMarkOf(const ConnectionRow& row, Moment now)
{
    const RowCondition condition = conditionOf(row);
    if (condition == RowCondition::ended) {
        return RowMark::ended;
    }
    if (condition == RowCondition::probing) {
        return RowMark::probing;
    }
    if (row.lastEvent == EventKind::settings_changed && isNews(row.lastEventAt, now)) {
        return RowMark::changed;
    }
    if (row.activeFault != 0) {
        return RowMark::fault;
    }
    return isNews(row.opened, now) ? RowMark::opened : RowMark::none;
}

QString rowMarkText(RowMark mark)
{
    switch (mark) {
    case RowMark::opened:
        return ConnectionModel::tr("has just been opened");
    case RowMark::changed:
        return ConnectionModel::tr("settings have just been changed");
    case RowMark::fault:
        return ConnectionModel::tr("a fault is active on the path or at the peer");
    case RowMark::probing:
        return ConnectionModel::tr("probes are unanswered");
    case RowMark::ended:
        return ConnectionModel::tr("ended");
    case RowMark::none:
        break;
    }
    return {};
}

void paintRowMark(QPainter& painter, RowMark mark, QPointF centre, const Colors& colors)
{
    switch (mark) {
    case RowMark::none:
        return;
    case RowMark::opened:
        return paintPlus(painter, centre, colors);
    case RowMark::changed:
        return paintMark(painter, Mark::changed, centre, kSmallGlyph, colors);
    case RowMark::fault:
        return paintMark(painter, Mark::fault, centre, kSmallGlyph, colors);
    case RowMark::probing:
        return paintMark(painter, Mark::unanswered, centre, kSmallGlyph, colors);
    case RowMark::ended:
        return paintCross(painter, centre, kSmallGlyph, colors.red);
    }
}

} // namespace kai::ui
