#include "ui/theme/marks.h"
#include "ui/theme/theme.h"
#include "ui/theme/words.h"
#include "ui/timeline/lane_painting.h"

#include "core/keepalive/duration_text.h"

#include <QFontMetrics>
#include <QObject>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace kai::ui {
namespace {

QString errorWords(const LaneEnding& ending)
{
    auto detail =
        QString::fromUtf8(ending.detail.data(), static_cast<qsizetype>(ending.detail.size()));
    const auto symbol = errorSymbol(ending.errorCode);
    if (ending.errorCode == 0) {
        return detail;
    }
    auto name = symbol.empty()
                    ? QString::number(ending.errorCode)
                    : QString::fromUtf8(symbol.data(), static_cast<qsizetype>(symbol.size()));
    if (ending.errorCode >= 10000) {
        name += QStringLiteral(" (%1)").arg(ending.errorCode);
    }
    return detail.isEmpty() || detail.contains(name) ? (detail.isEmpty() ? name : detail)
                                                     : name + QLatin1Char(' ') + detail;
}

/// How long after the last segment the ending came.
nanoseconds silenceBefore(const LaneModel& model)
{
    return model.ramps.empty() ? nanoseconds{0} : model.ending->at - model.ramps.back().lastSegment;
}

/// In words with every unit between; below a minute to a tenth of a second.
QString silenceText(const LaneModel& model)
{
    const auto silence = silenceBefore(model);
    const bool brief = silence < std::chrono::minutes{1};
    return QString::fromStdString(
        brief ? formatCountdown(silence)
              : formatDuration(std::chrono::round<std::chrono::seconds>(silence)));
}

/// Words on a plate, elided before `limit`. Returns false when there is no room.
bool paintPlate(LanePaint& paint, QPointF leftCentre, const QString& words, double limit,
                const QFont& font, const QColor& color)
{
    const QFontMetrics metrics(font);
    const double room = limit - leftCentre.x() - 8;
    if (room < std::min(70, metrics.horizontalAdvance(words)) || words.isEmpty()) {
        return false;
    }
    const auto text = metrics.elidedText(words, Qt::ElideRight, static_cast<int>(room));
    const double width = metrics.horizontalAdvance(text) + 8;
    const double height = font.pixelSize() + 7;
    paint.painter.fillRect(QRectF(leftCentre.x() - 3, leftCentre.y() - height / 2, width, height),
                           paint.colors.base);
    paint.painter.setFont(font);
    paint.painter.setPen(color);
    paint.painter.drawText(QRectF(leftCentre.x(), leftCentre.y() - 10, width, 20),
                           Qt::AlignLeft | Qt::AlignVCenter, text);
    return true;
}

QString smallWords(const LaneModel& model)
{
    const auto& ending = *model.ending;
    if (ending.by != EndedBy::keepAlive) {
        return errorWords(ending);
    }
    const auto error = errorWords(ending);
    return error.isEmpty() ? QObject::tr("found dead")
                           : QObject::tr("gave up after %1: %2").arg(silenceText(model), error);
}

void paintLargeWords(LanePaint& paint, double x, double top, const LaneMetrics& metrics,
                     const LaneModel& model, double limit)
{
    const auto silence = silenceText(model);
    const auto title = model.ending->by == EndedBy::keepAlive
                           ? QObject::tr("found dead after %1").arg(silence)
                           : QObject::tr("ended after %1 of silence").arg(silence);
    const auto font = typeFont(TypeSize::header, QFont::Bold);
    const bool fits = x + 12 + wordsWidth(font, title) + 8 <= limit;
    paintPlate(paint, {x + 12, top + metrics.probeTop + 21}, fits ? title : silence, limit, font,
               paint.colors.text);
    paintPlate(paint, {x + 12, top + metrics.probeTop + 41}, errorWords(*model.ending), limit,
               typeFont(TypeSize::lane), paint.colors.secondary);
}

} // namespace

void paintLaneEnding(LanePaint& paint, double top, const LaneMetrics& metrics,
                     const LaneModel& model, const history::LaneKey& lane)
{
    if (!model.ending) {
        return;
    }
    const double x = paint.x(model.ending->at);
    if (x > paint.right) {
        return;
    }
    const double after = std::max(x, paint.left);
    const double hatchTop = metrics.large ? metrics.ribbonTop + 13 : 0;
    paintHatch(paint.painter,
               {after, top + hatchTop, paint.right - after, metrics.bottom - hatchTop},
               paint.colors.hatch, 6, 1.3);
    if (x < paint.left) {
        return;
    }
    const double glyphY =
        metrics.large ? top + metrics.marksCentre : top + metrics.bottom / 2.0 + 0.5;
    paintEnding(paint.painter,
                {x, top + (metrics.large ? hatchTop + 1 : 1),
                 top + (metrics.large ? metrics.bottom - 1 : metrics.baseline), glyphY,
                 metrics.large},
                model.ending->by, paint.colors);
    paint.kinds.ended[static_cast<std::size_t>(model.ending->by)] = true;
    const double now = paint.x(paint.now);
    const double limit = now > x + 30 ? std::min(now - 6, paint.right) : paint.right;
    if (metrics.large) {
        paintLargeWords(paint, x, top, metrics, model, limit);
    } else {
        paintPlate(paint, {x + 30, glyphY}, smallWords(model), limit, typeFont(TypeSize::lane),
                   paint.colors.secondary);
    }
    if (paint.marks != nullptr) {
        paint.marks->push_back(
            {QRectF(x - 4, top + 1, 24, metrics.baseline), x, lane, model.ending->index});
    }
}

} // namespace kai::ui
