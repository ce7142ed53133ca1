#include "ui/timeline/lane_thumbnail.h"

#include "ui/theme/marks.h"
#include "ui/theme/theme.h"
#include "ui/timeline/lane_painting.h"

#include <QFontMetrics>
#include <QObject>
#include <QPainter>

#include <cmath>
#include <utility>

namespace kai::ui {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

/// The last segment before a picture begins, outside of it.
constexpr double kJustBefore = -0.01;

Moment after(double count)
{
    return Moment{nanoseconds{std::llround(count * 1e9)}};
}

/// A lane made up for a picture.
struct Made {
    ConnectionRow row;
    ConnectionInfo info;
    std::vector<LaneEvent> events;

    Made(const std::string& name, const SettingsInForce& settings)
    {
        info.name = name;
        row.opened = Moment{};
        row.enabled.value = row.local.keepAliveOn = settings.enabled;
        row.idleTime.value = settings.idleTime;
        row.probeInterval.value = settings.probeInterval;
        row.probeCount.value = settings.probeCount;
        row.local.state = ConnectionState::open;
        row.local.lastReceived = Moment{};
    }

    Event& add(EventKind kind, double at, std::string_view detail = {})
    {
        auto& entry = events.emplace_back();
        entry.detail = detail;
        entry.event.kind = kind;
        entry.event.time = after(at);
        return entry.event;
    }

    void received(double at)
    {
        add(EventKind::data_received, at);
        row.local.lastReceived = after(at);
    }

    void answered(double at)
    {
        add(EventKind::probe_sent, at).probeCount = static_cast<std::uint8_t>(row.probeCount.value);
        add(EventKind::probe_answered, at);
        row.local.lastReceived = after(at);
    }

    /// All N probes from `first` on, and the ending after the last interval.
    void foundDead(double first)
    {
        const auto count = row.probeCount.value;
        const double each = std::chrono::duration<double>(row.probeInterval.value).count();
        for (std::uint8_t k = 1; k <= count; ++k) {
            auto& sent = add(EventKind::probe_sent, first + each * (k - 1));
            sent.probeNumber = k;
            sent.probeCount = static_cast<std::uint8_t>(count);
        }
        add(EventKind::ended, first + each * count).endedBy = EndedBy::keepAlive;
        row.endedAt = after(first + each * count);
    }
};

/// Paints made-up lanes between two edges at one scale.
class LanePicture {
public:
    LanePicture(QPainter& painter, const Colors& colors, const TimeScale& scale, double left,
                double right, Moment now)
        : m_scale(scale)
        , m_paint{painter, colors, m_scale, left, right, now, false, m_kinds}
    {
    }

    void lane(const Made& made, double top, int height)
    {
        LaneContext context;
        context.now = m_paint.now;
        const auto model = buildLane(made.events, made.row, context);
        paintLane(m_paint, {top, height}, model, made.row, made.info);
    }

    LanePaint& paint() { return m_paint; }

private:
    TimeScale m_scale;
    PaintedKinds m_kinds;
    LanePaint m_paint;
};

void paintLaneTop(QPainter& painter, double left, double right, double top, const Colors& colors)
{
    painter.fillRect(QRectF(left, top, right - left, 1), colors.grid);
}

void paintSeeItHappen(QPainter& painter, const QRectF& rect, const Colors& colors)
{
    const SettingsInForce quick{true, seconds{5}, seconds{1}, 3};
    Made healthy("healthy", quick);
    healthy.received(kJustBefore);
    healthy.answered(5);
    healthy.answered(10);
    healthy.row.local.deadline = after(15);
    Made silent("silent", quick);
    silent.received(1);
    silent.add(EventKind::fault_set, 3);
    silent.row.activeFault = 1;
    silent.foundDead(6);
    Made off("off", {false, seconds{5}, seconds{1}, 3});
    const double pixelsPerSecond = rect.width() / 15;
    LanePicture picture(painter, colors,
                        TimeScale(FoldMap(1e9 / pixelsPerSecond), Moment{}, rect.left()),
                        rect.left(), rect.right(), after(14.5));
    double top = rect.top() + 4;
    for (const auto* lane : {&healthy, &silent, &off}) {
        paintLaneTop(painter, rect.left(), rect.right(), top, colors);
        picture.lane(*lane, top, 24);
        top += 27;
    }
}

void paintXpBesideEleven(QPainter& painter, const QRectF& rect, const Colors& colors)
{
    constexpr double kLabels = 26;
    constexpr double kFold = 39;
    const double left = rect.left() + kLabels;
    const double pixelsPerSecond = (rect.width() - kLabels - kFold) / 17;
    FoldMap map(1e9 / pixelsPerSecond, {{after(1.8), after(7199.4), kFold}});
    LanePicture picture(painter, colors, TimeScale(map, after(0), left), left, rect.right(),
                        after(7217));
    auto& paint = picture.paint();
    const QRectF fold(paint.x(after(1.8)), rect.top() + 6, kFold, rect.height() - 12);
    painter.fillRect(fold, colors.window);
    double top = rect.top() + 10;
    for (const int count : {5, 10}) {
        Made lane(count == 5 ? "XP" : "11",
                  {true, hours{2}, seconds{1}, static_cast<std::uint16_t>(count)});
        lane.row.activeFault = 1;
        lane.received(kJustBefore);
        lane.add(EventKind::fault_set, 0.8);
        lane.foundDead(7200);
        paintLaneTop(painter, left, rect.right(), top, colors);
        picture.lane(lane, top, 24);
        painter.setFont(typeFont(TypeSize::header, QFont::DemiBold));
        painter.setPen(colors.secondary);
        painter.drawText(QRectF(rect.left(), top, kLabels, 26), Qt::AlignLeft | Qt::AlignVCenter,
                         QString::fromStdString(lane.info.name));
        top += 40;
    }
    paintZigzag(painter, fold.left(), fold.top(), fold.bottom(), colors.secondary);
    paintZigzag(painter, fold.right(), fold.top(), fold.bottom(), colors.secondary);
    painter.setFont(typeFont(TypeSize::lane, QFont::DemiBold));
    painter.setPen(colors.secondary);
    painter.drawText(fold, Qt::AlignCenter, QObject::tr("2 h"));
}

void paintHost(QPainter& painter, const QRectF& rect, const QString& name, bool certain,
               const Colors& colors)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colors.secondary, 1, certain ? Qt::SolidLine : Qt::DashLine));
    painter.setBrush(colors.window);
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    painter.setFont(typeFont(TypeSize::lane));
    painter.setPen(certain ? colors.text : colors.secondary);
    painter.drawText(rect, Qt::AlignCenter, name);
    painter.restore();
}

void paintOwnServer(QPainter& painter, const QRectF& rect, const Colors& colors)
{
    const double y = rect.center().y();
    const double host = rect.width() * 0.32;
    const double box = rect.width() * 0.26;
    const double gap = (rect.width() - 2 * host - box) / 2;
    const QRectF here(rect.left(), y - 16, host, 32);
    const QRectF between(here.right() + gap, y - 16, box, 32);
    const QRectF there(between.right() + gap, y - 16, host, 32);
    painter.fillRect(QRectF(here.right(), y, there.left() - here.right(), 1), colors.text);
    paintHost(painter, here, QObject::tr("this computer"), true, colors);
    paintHost(painter, between, QObject::tr("a box?"), false, colors);
    paintHost(painter, there, QObject::tr("your server"), true, colors);
    paintMark(painter, Mark::probe, {here.right() + gap / 2, y}, kSmallGlyph, colors);
    paintMark(painter, Mark::answered, {between.right() + gap / 2, y}, kSmallGlyph, colors);
}

Made exampleLane()
{
    Made lane("example", {true, seconds{7}, seconds{3}, 3});
    lane.row.opened = after(-1);
    lane.row.local.lastReceived = after(-1);
    lane.add(EventKind::opened, -1, "7 s / 3 s / 3");
    lane.answered(6);
    lane.received(13);
    lane.foundDead(20);
    lane.row.local.unanswered = 0;
    return lane;
}

/// Words that point out one part of the example.
void paintCallout(QPainter& painter, QPointF centre, const QString& words, const Colors& colors)
{
    const auto font = typeFont(TypeSize::lane);
    const double width = QFontMetrics(font).horizontalAdvance(words) + 10;
    const QRectF plate(centre.x() - width / 2, centre.y() - 8, width, 16);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colors.border, 1));
    painter.setBrush(colors.base);
    painter.drawRoundedRect(plate.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3);
    painter.setFont(font);
    painter.setPen(colors.text);
    painter.drawText(plate, Qt::AlignCenter, words);
    painter.restore();
}

void paintExampleLegend(QPainter& painter, const QRectF& rect, const Colors& colors)
{
    const auto words = QObject::tr("A probe is one mark; its shape is its fate:");
    painter.setFont(typeFont(TypeSize::lane));
    painter.setPen(colors.secondary);
    painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter, words);
    double x = rect.left() + QFontMetrics(painter.font()).horizontalAdvance(words) + 20;
    const double y = std::floor(rect.center().y()) + 0.5;
    const std::pair<Mark, QString> fates[] = {{Mark::probe, QObject::tr("on its way")},
                                              {Mark::answered, QObject::tr("answered")},
                                              {Mark::unanswered, QObject::tr("unanswered")}};
    for (const auto& [mark, meaning] : fates) {
        paintMark(painter, mark, {x, y}, kSmallGlyph, colors);
        painter.drawText(QRectF(x + 10, y - 10, 200, 20), Qt::AlignLeft | Qt::AlignVCenter,
                         meaning);
        x += 10 + QFontMetrics(painter.font()).horizontalAdvance(meaning) + 20;
    }
    paintEndingGlyph(painter, {x + 4, y}, 13, colors);
    painter.drawText(QRectF(x + 14, y - 10, 300, 20), Qt::AlignLeft | Qt::AlignVCenter,
                     QObject::tr("K  ended by keep-alive"));
}

} // namespace

void paintThumbnail(QPainter& painter, const QRectF& rect, Thumbnail which, const Colors& colors)
{
    painter.save();
    painter.setClipRect(rect, Qt::IntersectClip);
    switch (which) {
    case Thumbnail::seeItHappen:
        paintSeeItHappen(painter, rect, colors);
        break;
    case Thumbnail::xpBesideEleven:
        paintXpBesideEleven(painter, rect, colors);
        break;
    case Thumbnail::ownServer:
        paintOwnServer(painter, rect, colors);
        break;
    }
    painter.restore();
}

void paintExampleLane(QPainter& painter, const QRectF& rect, const Colors& colors)
{
    constexpr double kNames = 150;
    const double left = rect.left() + kNames;
    const double pixelsPerSecond = (rect.width() - kNames - 60) / 29;
    painter.save();
    painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), 120), colors.base);
    LanePicture picture(painter, colors, TimeScale(FoldMap(1e9 / pixelsPerSecond), Moment{}, left),
                        left, rect.right(), after(31));
    auto& paint = picture.paint();
    const auto lane = exampleLane();
    picture.lane(lane, rect.top(), 120);
    auto named = lane.row;
    named.endedAt = kNever;
    named.local.lastReceived = kNever;
    paintLaneName(paint, {rect.top(), 120}, named, lane.info);
    painter.fillRect(QRectF(left - 1, rect.top(), 1, 120), colors.border);
    painter.fillRect(QRectF(rect.left(), rect.top() + 120, rect.width(), 1), colors.border);
    paintCallout(painter, {paint.x(after(9.5)), rect.top() + 76},
                 QObject::tr("grey: idle time grows"), colors);
    paintCallout(painter, {paint.x(after(15.4)), rect.top() + 98}, QObject::tr("data restarts it"),
                 colors);
    paintCallout(painter, {paint.x(after(22.5)), rect.top() + 84},
                 QObject::tr("7 s idle: probes begin"), colors);
    paintExampleLegend(painter, QRectF(left, rect.top() + 121, rect.width() - kNames, 30), colors);
    painter.restore();
}

} // namespace kai::ui
