#include "ui/timeline/lanes_painter.h"

#include "ui/theme/theme.h"
#include "ui/timeline/dense_lane.h"

#include <QPainter>

namespace kai::ui {
namespace {

/// Lanes with less room for each event are drawn from summaries.
constexpr double kPixelsPerEvent = 5;

} // namespace

LanesPainter::LanesPainter(LanePaint& paint, const TimelineScene& scene, const QRectF& area)
    : m_paint(paint)
    , m_scene(scene)
    , m_area(area)
    , m_history(*scene.log)
    , m_from(paint.scale.toMoment(paint.left))
    , m_until(saturatingAdd(paint.scale.toMoment(paint.right), nanoseconds{1}))
{
}

void LanesPainter::paintVisible()
{
    const auto& rows = m_scene.layout->rows();
    const int scroll = m_scene.scroll;
    const auto [first, last] =
        m_scene.layout->visibleRows(scroll, scroll + static_cast<int>(m_area.height()));
    for (auto row = first; row < last; ++row) {
        paintRow(rows[row], m_area.top() + rows[row].top - scroll);
    }
}

void LanesPainter::paintRow(const LaneRow& row, double top)
{
    auto& painter = m_paint.painter;
    const auto* entry = m_scene.store->find(row.id);
    painter.fillRect(QRectF(m_area.left(), top + row.height - 1, m_area.width(), 1),
                     m_paint.colors.grid); // below a small lane's path, which may be thick
    if (row.kind == LaneRow::Kind::caption) {
        paintCaption(row, top);
    } else if (entry != nullptr) {
        const LanePlace place{top, row.height, row.id == m_scene.current,
                              row.kind == LaneRow::Kind::peer};
        const auto ground = place.current ? m_paint.colors.selection : m_paint.colors.base;
        painter.fillRect(QRectF(m_area.left(), top, m_paint.left - m_area.left() - 1, row.height),
                         ground);
        paintContent(place, *entry);
        paintLaneName(m_paint, place, entry->row, entry->info);
    }
}

void LanesPainter::paintContent(const LanePlace& place, const ConnectionStore::Entry& entry)
{
    const auto events = m_history.count(entry.row.id, place.peerEnd, m_from, m_until);
    if (static_cast<double>(events) * kPixelsPerEvent > m_paint.right - m_paint.left) {
        paintDenseLane(m_paint, place, *m_scene.log, m_history, entry, m_until);
        return;
    }
    LaneContext context;
    context.now = m_scene.now;
    context.simulated = m_scene.simulated;
    const auto model = m_history.model(entry.row, place.peerEnd, m_from, m_until, context);
    paintLane(m_paint, place, model, entry.row, entry.info);
}

void LanesPainter::paintCaption(const LaneRow& row, double top)
{
    auto& painter = m_paint.painter;
    painter.fillRect(QRectF(m_area.left(), top, m_area.width(), row.height), m_paint.colors.window);
    painter.setFont(typeFont(TypeSize::lane, QFont::DemiBold));
    painter.setPen(m_paint.colors.secondary);
    painter.drawText(QRectF(m_area.left() + 12, top, m_area.width() - 12, row.height),
                     Qt::AlignLeft | Qt::AlignVCenter, hostName(row));
}

QString LanesPainter::hostName(const LaneRow& caption) const
{
    const auto& rows = m_scene.layout->rows();
    const auto index = static_cast<std::size_t>(&caption - rows.data()) + 1;
    const auto* entry = index < rows.size() ? m_scene.store->find(rows[index].id) : nullptr;
    return entry == nullptr ? QString() : QString::fromStdString(entry->info.hostName);
}

} // namespace kai::ui
