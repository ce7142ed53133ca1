#include "ui/timeline/timeline_canvas.h"

#include "core/history/event_log.h"
#include "ui/theme/theme.h"
#include "ui/timeline/event_text.h"
#include "ui/timeline/fleet_band.h"
#include "ui/timeline/hover_box.h"
#include "ui/timeline/lane_thumbnail.h"
#include "ui/timeline/timeline_accessible.h"

#include <QAccessible>
#include <QFontMetrics>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace kai::ui {
namespace {

/// The lane that is pointed at elsewhere: its name on a tint.
void paintHinted(QPainter& painter, const TimelineScene& scene, const QRectF& lanes,
                 ConnectionId hinted, const Colors& colors)
{
    const auto index = scene.map == nullptr ? scene.layout->rowOf(hinted) : std::nullopt;
    if (!index) {
        return;
    }
    const auto& row = scene.layout->rows()[*index];
    const QRectF lane(lanes.left(), lanes.top() + row.top - scene.scroll, lanes.width(),
                      row.height - 1);
    painter.fillRect(lane.intersected(lanes), withAlpha(colors.link, 0.08));
    painter.fillRect(QRectF(lane.left(), lane.top(), 3, lane.height()).intersected(lanes),
                     colors.link);
}

/// Whether both have the same lanes at these places.
bool sameAt(const std::pair<std::size_t, std::size_t>& places, const std::vector<HeatLane>& a,
            const std::vector<HeatLane>& b)
{
    const auto idAt = [](const std::vector<HeatLane>& lanes, std::size_t place) {
        return place < lanes.size() ? lanes[place].id : ConnectionId::none;
    };
    for (auto place = places.first; place < places.second; ++place) {
        if (idAt(a, place) != idAt(b, place)) {
            return false;
        }
    }
    return true;
}

} // namespace

TimelineCanvas::TimelineCanvas(QWidget* parent)
    : QWidget(parent)
    , m_scrollBar(new QScrollBar(Qt::Vertical, this))
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAccessibleName(tr("Timeline"));
    makeTimelinesAccessible();
    m_scene.layout = &m_layout;
    m_viewport.setFoldWidth(rememberedFoldPixels());
    m_scrollBar->hide();
    connect(&m_map, &HeatMap::tileReady, this, [this] {
        m_stale = true;
        update();
    });
    connect(m_scrollBar, &QScrollBar::valueChanged, this, [this](int value) {
        m_scene.scroll = value;
        changed();
    });
}

void TimelineCanvas::setSource(const ConnectionStore* store, const history::EventLog* log,
                               qint64 startedUtcNs, bool simulated)
{
    m_scene.store = store;
    m_scene.log = log;
    m_scene.startedUtcNs = startedUtcNs;
    m_scene.simulated = simulated;
    m_scene.ruler = simulated ? RulerTime::sinceStart : RulerTime::wall;
    m_scene.cursors.clear();
    m_scene.selection.reset();
    m_scene.current = ConnectionId::none;
    m_painted = {}; // its marks are of the former log
    m_stack = {};
    m_filter.reset();
    m_activity.setSource(log);
    m_map.setLog(log);
    m_mapChosen.reset();
    m_scene.opened.reset();
    m_layout = LaneLayout(); // ids start at 1 again: heights and peers were other lanes'
    m_viewport.begin(Moment{});
    m_walk = {};
    m_hinted = ConnectionId::none;
    setLanes({});
}

void TimelineCanvas::setLanes(std::vector<ConnectionId> lanes)
{
    m_allLanes = std::move(lanes);
    showLanes();
}

void TimelineCanvas::showLanes()
{
    auto lanes = m_allLanes;
    if (m_filter && m_scene.log != nullptr) {
        const auto quiet = [this](ConnectionId id) {
            return m_scene.log->lanes().count({id, false}, m_filter->from, m_filter->until) == 0;
        };
        lanes.erase(std::remove_if(lanes.begin(), lanes.end(), quiet), lanes.end());
    }
    auto rows = lanesOf(lanes, m_scene.store);
    auto sorted = lanes;
    auto before = m_lanes;
    std::sort(sorted.begin(), sorted.end());
    std::sort(before.begin(), before.end());
    if (sorted != before) {
        m_activity.setLanes(lanes);
    }
    m_lanes = std::move(lanes);
    m_layout.setLanes(std::move(rows));
    chooseForm();
    updateFolds();
    compare();
    changed(true);
}

void TimelineCanvas::refresh(Moment now, std::span<const ConnectionId> changedIds)
{
    const auto events = m_scene.log == nullptr ? 0 : m_scene.log->endIndex();
    const bool news = !changedIds.empty() || events != m_eventsSeen || m_readsActivity;
    if (!news && now == m_scene.now) {
        return;
    }
    m_scene.now = now;
    m_eventsSeen = events;
    if (!news) {
        m_viewport.setNow(now);
        changed();
        return;
    }
    updateFolds();
    updateMapLanes();
    const bool compared = m_scene.comparison.has_value();
    compare();
    changed(m_scene.comparison.has_value() != compared);
}

void TimelineCanvas::compare()
{
    m_scene.comparison =
        m_scene.store == nullptr ? std::nullopt : comparisonOf(m_layout, *m_scene.store);
}

void TimelineCanvas::setCurrent(ConnectionId id)
{
    if (m_scene.current != id) {
        m_scene.current = id;
        m_walk.forget();
        changed(true);
        scrollTo(id);
    }
}

void TimelineCanvas::setHinted(ConnectionId id)
{
    if (m_hinted != id) {
        m_hinted = id;
        update();
    }
}

void TimelineCanvas::setMap(bool map)
{
    m_mapChosen = map;
    chooseForm();
    changed(true);
}

void TimelineCanvas::chooseForm()
{
    const bool many = m_lanes.size() >= kManyLanes;
    m_scene.fleet = many;
    m_scene.map = !m_lanes.empty() && m_mapChosen.value_or(many) ? &m_map : nullptr;
    updateMapLanes();
}

void TimelineCanvas::updateMapLanes()
{
    if (m_scene.map == nullptr || m_scene.store == nullptr) {
        return;
    }
    auto lanes = heatLanes(m_layout, *m_scene.store);
    if (m_scene.opened && !sameAt(*m_scene.opened, lanes, m_map.lanes())) {
        m_scene.opened.reset();
    }
    m_map.setLanes(std::move(lanes));
}

void TimelineCanvas::updateFolds()
{
    m_readsActivity = m_viewport.folds() && !m_activity.update();
    if (m_viewport.folds() && m_scene.store != nullptr && !m_readsActivity) {
        m_viewport.setNow(m_scene.now, m_activity.activity(),
                          ActivityReader::upcoming(*m_scene.store, m_lanes, m_scene.now));
    } else {
        m_viewport.setNow(m_scene.now);
    }
}

void TimelineCanvas::changed(bool layoutToo)
{
    if (layoutToo) {
        m_layout.setCurrent(m_scene.current, static_cast<int>(areas().lanes.height()));
        updateScrollBar();
    }
    m_scene.scale = m_viewport.scale();
    m_stale = true;
    update();
    Q_EMIT viewChanged();
}

QRectF TimelineCanvas::pictureRect() const
{
    return QRectF(rect()).adjusted(0, 0, m_scrollBar->isHidden() ? 0 : -m_scrollBar->width(), 0);
}

void TimelineCanvas::updateScrollBar()
{
    const auto area = timelineAreas(rect(), true, m_scene.fleet).lanes;
    const int content = m_scene.map != nullptr ? 0 : m_scene.contentHeight();
    const int hidden = std::max(0, content - static_cast<int>(area.height()));
    m_scrollBar->setVisible(hidden > 0);
    m_scrollBar->setRange(0, hidden);
    m_scrollBar->setPageStep(static_cast<int>(area.height()));
    m_scrollBar->setSingleStep(24);
    const int width = m_scrollBar->sizeHint().width();
    m_scrollBar->setGeometry(rect().right() - width + 1, static_cast<int>(area.top()), width,
                             static_cast<int>(area.height()));
    m_scene.scroll = m_scrollBar->value();
    m_viewport.setWidth(pictureRect().width() - kNameWidth);
}

void TimelineCanvas::scrollTo(ConnectionId id)
{
    const auto index = m_layout.rowOf(id);
    if (!index) {
        return;
    }
    const auto& row = m_layout.rows()[*index];
    const int height = static_cast<int>(areas().lanes.height());
    if (row.top < m_scene.scroll) {
        m_scrollBar->setValue(row.top);
    } else if (row.bottom() > m_scene.scroll + height) {
        m_scrollBar->setValue(row.bottom() - height);
    }
}

void TimelineCanvas::resizeEvent(QResizeEvent*)
{
    changed(true);
}

void TimelineCanvas::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange) {
        changed();
    }
    QWidget::changeEvent(event);
}

void TimelineCanvas::paintEvent(QPaintEvent*)
{
    const auto& colors = colorsFor(palette());
    if (m_stale) {
        const double ratio = devicePixelRatioF();
        if (m_picture.size() != size() * ratio || m_picture.devicePixelRatio() != ratio) {
            m_picture = QPixmap(size() * ratio);
            m_picture.setDevicePixelRatio(ratio);
        }
        QPainter painter(&m_picture);
        if (m_lanes.empty()) {
            painter.fillRect(rect(), colors.window);
            paintExampleLane(painter, QRectF(0, 0, width(), kExampleLaneHeight), colors);
        } else {
            const auto picture = pictureRect();
            painter.fillRect(QRectF(picture.topRight(), rect().bottomRight() + QPointF(1, 1)),
                             colors.window);
            m_painted = paintTimeline(painter, pictureRect(), m_scene, colors);
        }
        m_stale = false;
    }
    QPainter painter(this);
    painter.drawPixmap(0, 0, m_picture);
    if (!m_lanes.empty()) {
        paintHinted(painter, m_scene, areas().lanes, m_hinted, colors);
        paintCursorDistance(painter, areas(), m_scene, colors);
        paintHover(painter);
    }
    if (hasFocus()) {
        painter.setPen(colors.link);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(areas().lanes.adjusted(0, 0, -1, -1));
    }
}

void TimelineCanvas::paintHover(QPainter& painter)
{
    if (!m_pointer) {
        return;
    }
    const auto area = areas();
    const auto& colors = colorsFor(palette());
    if (const auto words = mapText(*m_pointer); !words.isEmpty()) {
        paintHoverBox(painter, area.lanes, *m_pointer, {words}, colors);
        return;
    }
    const auto lane = laneAt(*m_pointer);
    if (m_drag != Drag::none || lane == ConnectionId::none || m_pointer->x() < area.timeLeft) {
        return;
    }
    painter.fillRect(QRectF(std::floor(m_pointer->x()), area.lanes.top(), 1, area.lanes.height()),
                     withAlpha(colors.text, 0.35));
    const auto* row = rowAt(*m_pointer);
    const bool peer = row != nullptr && row->kind == LaneRow::Kind::peer;
    if (const auto* entry = m_scene.store->find(lane); entry != nullptr && !peer) {
        paintHoverBox(painter, area.lanes, *m_pointer,
                      hoverLines(m_scene, *entry, momentAt(*m_pointer)), colors);
    }
}

QString TimelineCanvas::spokenEvent() const
{
    const auto event = m_walk.lastEvent();
    return event ? eventSentence(m_scene, *event) : QString();
}

QString TimelineCanvas::spokenView() const
{
    if (m_lanes.empty() || m_scene.store == nullptr) {
        return tr("no connections");
    }
    QStringList parts{
        tr("%1 to %2")
            .arg(momentText(m_scene, m_viewport.from()), momentText(m_scene, m_viewport.until())),
        tr("%n lanes", nullptr, static_cast<int>(m_lanes.size()))};
    if (const auto* entry = m_scene.store->find(m_scene.current)) {
        parts << tr("lane %1: %2")
                     .arg(QString::fromStdString(entry->info.name),
                          hoverLines(m_scene, *entry, m_scene.now).join(QStringLiteral(", ")));
    }
    if (const auto event = spokenEvent(); !event.isEmpty()) {
        parts << event;
    }
    return parts.join(QStringLiteral("; "));
}

void TimelineCanvas::standAt(std::uint64_t index)
{
    m_walk.standAt(*m_scene.log, index);
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
}

} // namespace kai::ui
