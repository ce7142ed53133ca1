#include "ui/timeline/timeline_export.h"

#include "core/keepalive/duration_text.h"
#include "ui/theme/theme.h"
#include "ui/timeline/activity_reader.h"
#include "ui/timeline/event_text.h"
#include "ui/timeline/fleet_band.h"
#include "ui/timeline/heat_map.h"
#include "ui/timeline/map_painting.h"
#include "ui/timeline/viewport.h"

#include <QFileInfo>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

#include <algorithm>

namespace kai::ui {
namespace {

constexpr int kTitleHeight = 40;
constexpr int kMargin = 8;
constexpr int kMostHeight = 4000;
constexpr int kMapHeight = 900;

/// The lanes, the scale and the scene for one picture.
class PictureBuilder {
public:
    explicit PictureBuilder(const TimelinePicture& picture)
        : m_picture(picture)
    {
        if (picture.layout) {
            m_layout = *picture.layout;
        } else {
            m_layout.setLanes(lanesOf(picture.lanes, picture.store));
            m_layout.setCurrent(ConnectionId::none, kMostHeight);
        }
        fillScene();
        chooseForm();
        setScale();
    }

    [[nodiscard]] const TimelineScene& scene() const { return m_scene; }

    [[nodiscard]] int height() const
    {
        if (m_picture.size.height() > 0) {
            return m_picture.size.height();
        }
        if (m_scene.map != nullptr) {
            return kMapHeight;
        }
        const auto without = timelineAreas(QRectF(0, 0, 100, 1000), true, m_scene.fleet);
        const int frame = 1000 - static_cast<int>(without.lanes.height());
        return std::min(kMostHeight,
                        kTitleHeight + frame + std::max(24, m_scene.contentHeight()) + kMargin);
    }

private:
    void fillScene()
    {
        m_scene.store = m_picture.store;
        m_scene.log = m_picture.log;
        m_scene.layout = &m_layout;
        m_scene.comparison = comparisonOf(m_layout, *m_picture.store);
        m_scene.now = m_picture.now;
        m_scene.startedUtcNs = m_picture.startedUtcNs;
        m_scene.simulated = m_picture.simulated;
        m_scene.ruler =
            m_picture.ruler.value_or(m_picture.simulated ? RulerTime::sinceStart : RulerTime::wall);
        m_scene.cursors = m_picture.cursors;
    }

    /// The form that the screen has for so many lanes.
    void chooseForm()
    {
        const bool many = m_picture.lanes.size() >= kManyLanes;
        m_scene.fleet = many;
        if (!m_picture.lanes.empty() && m_picture.map.value_or(many)) {
            m_map.setSynchronous(true);
            m_map.setLog(m_picture.log);
            m_map.setLanes(heatLanes(m_layout, *m_picture.store));
            m_scene.map = &m_map;
            m_scene.opened = m_picture.opened;
        }
    }

    void setScale()
    {
        Viewport viewport;
        viewport.setFollow(false);
        viewport.setWidth(m_picture.size.width() - kNameWidth);
        viewport.setNow(m_picture.now);
        viewport.setFoldWidth([](nanoseconds length) { return foldPixels(length); });
        viewport.setFold(m_picture.foldQuietTime);
        if (m_picture.foldQuietTime) {
            ActivityReader reader;
            reader.setSource(m_picture.log);
            reader.setLanes(m_picture.lanes);
            while (!reader.update()) {
            }
            viewport.setNow(
                m_picture.now, reader.activity(),
                ActivityReader::upcoming(*m_picture.store, m_picture.lanes, m_picture.now));
        }
        const bool all = m_picture.from == kNever;
        const auto span = recordedSpan(m_scene);
        const auto from = all ? span.from : m_picture.from;
        viewport.show(from, m_picture.until == kNever
                                ? fitEnd(m_scene, m_picture.lanes, from, m_picture.foldQuietTime)
                                : m_picture.until);
        m_scene.scale = viewport.scale();
    }

    const TimelinePicture& m_picture;
    LaneLayout m_layout;
    HeatMap m_map;
    TimelineScene m_scene;
};

void paintTitle(QPainter& painter, const TimelinePicture& picture, const TimelineScene& scene)
{
    const double width = picture.size.width();
    painter.setFont(typeFont(TypeSize::title, QFont::Bold));
    painter.setPen(picture.colors.text);
    painter.drawText(QRectF(12, 0, width - 24, kTitleHeight), Qt::AlignLeft | Qt::AlignVCenter,
                     picture.title);
    const auto from = scene.scale.toMoment(0);
    const auto until = scene.scale.toMoment(width - kNameWidth);
    const auto length =
        QString::fromStdString(formatCountdown(std::chrono::round<milliseconds>(until - from)));
    painter.setFont(typeFont(TypeSize::header));
    painter.setPen(picture.colors.secondary);
    painter.drawText(QRectF(12, 0, width - 24, kTitleHeight), Qt::AlignRight | Qt::AlignVCenter,
                     QObject::tr("%1 to %2: %3 in view")
                         .arg(momentText(scene, from), momentText(scene, until), length));
}

/// Lanes that end below this height of the content.
int lanesBelow(const LaneLayout& layout, double height)
{
    return static_cast<int>(
        std::count_if(layout.rows().begin(), layout.rows().end(), [height](const LaneRow& row) {
            return row.kind == LaneRow::Kind::lane && row.bottom() > height;
        }));
}

/// Over the last of the lanes when not all have room.
void paintMoreLanes(QPainter& painter, const QRectF& lanes, const TimelineScene& scene,
                    const Colors& colors)
{
    constexpr double kHeight = 20;
    const double room = lanes.height();
    if (scene.map != nullptr || lanesBelow(*scene.layout, room) == 0) {
        return;
    }
    const QRectF strip(lanes.left(), lanes.bottom() - kHeight, lanes.width(), kHeight);
    painter.fillRect(strip, colors.window);
    painter.setFont(typeFont(TypeSize::lane, QFont::DemiBold));
    painter.setPen(colors.text);
    painter.drawText(
        strip.adjusted(12, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
        QObject::tr("and %n more lanes", nullptr, lanesBelow(*scene.layout, room - kHeight)));
}

Error cannotWrite(const QString& file)
{
    return {0, "CANNOT_WRITE", file.toStdString(), "the file could not be written.",
            "Choose a folder that exists and may be written to."};
}

Status writePng(const TimelinePicture& picture, QSize size, const QString& file)
{
    QImage image(size, QImage::Format_ARGB32_Premultiplied);
    QPainter painter(&image);
    paintTimelinePicture(painter, picture);
    painter.end();
    return image.save(file, "PNG") ? success() : Status(cannotWrite(file));
}

Status writeSvg(const TimelinePicture& picture, QSize size, const QString& file)
{
    QSvgGenerator generator;
    generator.setFileName(file);
    generator.setResolution(96); // a pixel is a pixel in browsers
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(0, 0), size));
    generator.setTitle(picture.title);
    QPainter painter;
    if (!painter.begin(&generator)) {
        return cannotWrite(file);
    }
    paintTimelinePicture(painter, picture);
    return painter.end() ? success() : Status(cannotWrite(file));
}

Status writePdf(const TimelinePicture& picture, QSize size, const QString& file)
{
    constexpr int kPointsAnInch = 72;
    QPdfWriter writer(file);
    writer.setTitle(picture.title);
    writer.setResolution(kPointsAnInch);
    writer.setPageSize(QPageSize(QSizeF(size), QPageSize::Point, QString(), QPageSize::ExactMatch));
    writer.setPageMargins(QMarginsF());
    QPainter painter;
    if (!painter.begin(&writer)) {
        return cannotWrite(file);
    }
    paintTimelinePicture(painter, picture);
    return painter.end() ? success() : Status(cannotWrite(file));
}

} // namespace

TimelinePicture pictureOf(const TimelineScene& scene)
{
    TimelinePicture picture;
    picture.store = scene.store;
    picture.log = scene.log;
    picture.layout = *scene.layout;
    picture.cursors = scene.cursors;
    picture.ruler = scene.ruler;
    picture.now = scene.now;
    picture.startedUtcNs = scene.startedUtcNs;
    picture.simulated = scene.simulated;
    picture.map = scene.map != nullptr;
    picture.opened = scene.opened;
    return picture;
}

int paintTimelinePicture(QPainter& painter, const TimelinePicture& picture)
{
    const PictureBuilder builder(picture);
    const int height = builder.height();
    painter.fillRect(QRectF(0, 0, picture.size.width(), height), picture.colors.window);
    paintTitle(painter, picture, builder.scene());
    const QRectF rect(0, kTitleHeight, picture.size.width(), height - kTitleHeight - kMargin);
    paintTimeline(painter, rect, builder.scene(), picture.colors);
    const auto areas = timelineAreas(rect, true, builder.scene().fleet);
    paintCursorDistance(painter, areas, builder.scene(), picture.colors);
    paintMoreLanes(painter, areas.lanes, builder.scene(), picture.colors);
    return height;
}

Status exportTimeline(const TimelinePicture& picture, const QString& file)
{
    const QSize size(picture.size.width(), PictureBuilder(picture).height());
    const auto suffix = QFileInfo(file).suffix().toLower();
    if (suffix == QLatin1String("png")) {
        return writePng(picture, size, file);
    }
    if (suffix == QLatin1String("svg")) {
        return writeSvg(picture, size, file);
    }
    if (suffix == QLatin1String("pdf")) {
        return writePdf(picture, size, file);
    }
    return Error{0, "BAD_FORMAT", file.toStdString(),
                 "the suffix names no format that a picture can have.", "Use .png, .svg or .pdf."};
}

} // namespace kai::ui
