#include "ui/theme/marks.h"
#include "ui/theme/theme.h"
#include "ui/timeline/fleet_band.h"
#include "ui/timeline/heat_tile.h"
#include "ui/timeline/timeline_scene.h"

#include <QFontMetrics>
#include <QLocale>
#include <QObject>
#include <QPainter>

#include <functional>

namespace kai::ui {
namespace {

/// Entries from left to right, each a glyph and its words.
class LegendStrip {
public:
    LegendStrip(QPainter& painter, const QRectF& rect, const Colors& colors)
        : m_painter(painter)
        , m_colors(colors)
        , m_x(rect.left() + 12)
        , m_right(rect.right())
        , m_y(std::floor(rect.center().y()) + 0.5)
    {
        m_painter.setFont(typeFont(TypeSize::lane));
    }

    void mark(bool shown, Mark mark, const QString& words)
    {
        entry(shown, 9, words,
              [&](QPointF centre) { paintMark(m_painter, mark, centre, kSmallGlyph, m_colors); });
    }

    void entry(bool shown, double glyphWidth, const QString& words,
               const std::function<void(QPointF)>& paintGlyph)
    {
        const double textWidth = QFontMetrics(m_painter.font()).horizontalAdvance(words);
        if (!shown || m_x + glyphWidth + 5 + textWidth > m_right) {
            return;
        }
        paintGlyph({m_x + glyphWidth / 2, m_y});
        m_painter.setPen(m_colors.secondary);
        m_painter.drawText(QRectF(m_x + glyphWidth + 4, m_y - 10, textWidth + 4, 20),
                           Qt::AlignLeft | Qt::AlignVCenter, words);
        m_x += glyphWidth + 4 + textWidth + 13;
    }

    void words(const QString& text)
    {
        if (!text.isEmpty()) {
            m_painter.setPen(m_colors.text);
            m_painter.drawText(QRectF(m_x, m_y - 10, m_right - m_x, 20),
                               Qt::AlignLeft | Qt::AlignVCenter, text);
            m_x += QFontMetrics(m_painter.font()).horizontalAdvance(text) + 16;
        }
    }

    [[nodiscard]] double end() const { return m_x; }

private:
    QPainter& m_painter;
    const Colors& m_colors;
    double m_x;
    double m_right;
    double m_y;
};

/// What a map's pixel stands for; nothing without one.
QString lanesPerPixelWords(std::size_t lanes)
{
    return lanes == 0   ? QString()
           : lanes == 1 ? QObject::tr("one lane per row, worst event per pixel")
                        : QObject::tr("worst of %1 lanes per pixel")
                              .arg(QLocale().toString(static_cast<qulonglong>(lanes)));
}

/// "ended: K by keep-alive, R by reset", with the letters in view only.
QString endingWords(const PaintedKinds& kinds)
{
    const std::pair<EndedBy, QString> meanings[] = {
        {EndedBy::keepAlive, QObject::tr("K by keep-alive")},
        {EndedBy::reset, QObject::tr("R by reset")},
        {EndedBy::retransmission, QObject::tr("T by retransmission")},
        {EndedBy::peerClosed, QObject::tr("F by the peer's program")},
        {EndedBy::locally, QObject::tr("L here")},
    };
    QStringList parts;
    for (const auto& [by, meaning] : meanings) {
        if (kinds.ended[static_cast<std::size_t>(by)]) {
            parts << meaning;
        }
    }
    return parts.isEmpty() ? QString()
                           : QObject::tr("ended: %1").arg(parts.join(QStringLiteral(", ")));
}

/// What the map's colours and the fleet band's patterns mean.
void addAreas(LegendStrip& strip, QPainter& painter, const PaintedKinds& kinds,
              const Colors& colors)
{
    const auto patch = [&](bool shown, FleetArea area, const QString& words) {
        strip.entry(shown, 16, words, [&](QPointF c) {
            paintFleetPatch(painter, {std::floor(c.x()) - 8, c.y() - 5.5, 16, 11}, area, colors);
        });
    };
    const auto swatch = [&](const QColor& color, const QString& words) {
        strip.entry(kinds.lanesPerPixel > 0, 14, words, [&](QPointF c) {
            painter.fillRect(QRectF(c.x() - 7, c.y() - 5, 14, 10), color);
        });
    };
    const bool bandAlone = kinds.fleet && kinds.lanesPerPixel == 0;
    strip.words(lanesPerPixelWords(kinds.lanesPerPixel));
    swatch(mixed(idleGrey(colors), colors.base, 0.5), QObject::tr("idle, the darker the longer"));
    swatch(colors.orange, QObject::tr("waits for answers"));
    swatch(colors.red, QObject::tr("ended here"));
    patch(bandAlone, FleetArea::idle, QObject::tr("idle"));
    patch(bandAlone, FleetArea::waiting, QObject::tr("waits for answers"));
    patch(kinds.fleet, FleetArea::off, QObject::tr("off"));
    patch(kinds.fleet, FleetArea::ended, QObject::tr("ended so far"));
    strip.entry(kinds.fleet, 16, QObject::tr("probes a second"), [&](QPointF c) {
        painter.fillRect(QRectF(c.x() - 8, c.y() - 0.5, 16, 1), colors.blue);
    });
}

void addTimers(LegendStrip& strip, QPainter& painter, const PaintedKinds& kinds,
               const Colors& colors)
{
    const auto bar = [&](double width, QPointF c) {
        painter.fillRect(QRectF(std::floor(c.x() - width / 2), c.y() - 6.5, width, 13),
                         colors.text);
    };
    strip.entry(kinds.deadline, 7, QObject::tr("deadline"), [&](QPointF c) { bar(3, c); });
    strip.entry(kinds.armedTimer, 7, QObject::tr("armed timer"), [&](QPointF c) {
        bar(1, c);
        painter.fillRect(QRectF(std::floor(c.x() - 0.5), c.y() - 6.5, 4, 3), colors.text);
    });
    strip.mark(kinds.timerIdle, Mark::timerIdle, QObject::tr("ran out, nothing due"));
}

/// What lasts: waits, what a box has forgotten, what is assumed.
void addStretches(LegendStrip& strip, QPainter& painter, const PaintedKinds& kinds,
                  const Colors& colors)
{
    strip.entry(kinds.waiting, 18, QObject::tr("waits for acknowledgement"), [&](QPointF c) {
        paintHatch(painter, {c.x() - 9, c.y() - 4, 18, 8}, withAlpha(colors.text, 0.4), 5, 1.3);
    });
    strip.entry(kinds.boxForgot, 18, QObject::tr("a box has forgotten it"), [&](QPointF c) {
        painter.fillRect(QRectF(c.x() - 9, c.y() - 1, 18, 2), colors.vermillion);
    });
    strip.entry(kinds.assumed, 18, QObject::tr("our assumption"), [&](QPointF c) {
        painter.fillRect(QRectF(c.x() - 9, c.y() - 4, 18, 8), withAlpha(colors.orange, 0.28));
    });
}

} // namespace

double paintLegend(QPainter& painter, const QRectF& rect, const PaintedKinds& kinds,
                   const Colors& colors)
{
    LegendStrip strip(painter, rect, colors);
    addAreas(strip, painter, kinds, colors);
    strip.mark(kinds.probe, Mark::probe, QObject::tr("probe sent"));
    strip.mark(kinds.answered, Mark::answered, QObject::tr("answered"));
    strip.mark(kinds.unanswered, Mark::unanswered, QObject::tr("unanswered"));
    strip.mark(kinds.changed, Mark::changed, QObject::tr("settings changed"));
    strip.mark(kinds.fault, Mark::fault, QObject::tr("fault"));
    addTimers(strip, painter, kinds, colors);
    strip.entry(!endingWords(kinds).isEmpty(), 16, endingWords(kinds),
                [&](QPointF c) { paintEndingGlyph(painter, c, 13, colors); });
    strip.mark(kinds.data, Mark::dataReceived, QObject::tr("data"));
    strip.mark(kinds.retransmitted, Mark::retransmitted, QObject::tr("sent again"));
    addStretches(strip, painter, kinds, colors);
    strip.mark(kinds.note, Mark::note, QObject::tr("opened, or a note"));
    strip.mark(kinds.gap, Mark::gap, QObject::tr("not observed"));
    return strip.end();
}

} // namespace kai::ui
