#include "ui/events/event_delegate.h"

#include "ui/events/event_model.h"
#include "ui/theme/marks.h"

#include <QPainter>

namespace kai::ui {

namespace {

constexpr int kGlyphSpace = 22;

void paintGlyph(QPainter& painter, EventKind kind, const QPointF& centre, const Colors& colors)
{
    painter.setRenderHint(QPainter::Antialiasing);
    if (kind == EventKind::ended) {
        paintCross(painter, centre, kSmallGlyph, colors.red);
    } else {
        paintMark(painter, markOf(kind), centre, kSmallGlyph, colors);
    }
}

} // namespace

void EventDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                          const QModelIndex& index) const
{
    const Colors& colors = colorsFor(option.palette);
    painter->save();
    if (option.state & QStyle::State_Selected) {
        painter->fillRect(option.rect, colors.selection);
    }
    QRect words = option.rect.adjusted(8, 0, -8, 0);
    if (index.column() == EventModel::What) {
        const auto kind = static_cast<EventKind>(index.data(EventModel::KindRole).toInt());
        paintGlyph(*painter, kind, QPointF(words.left() + 6, words.center().y() + 0.5), colors);
        words.setLeft(words.left() + kGlyphSpace - 4);
    }
    painter->setPen(index.column() == EventModel::Time ? colors.secondary : colors.text);
    const QString text = index.data().toString();
    painter->drawText(words, index.data(Qt::TextAlignmentRole).toInt(),
                      painter->fontMetrics().elidedText(text, Qt::ElideRight, words.width()));
    painter->restore();
}

} // namespace kai::ui
