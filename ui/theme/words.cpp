#include "ui/theme/words.h"

#include <QCache>
#include <QPainter>
#include <QStaticText>

#include <cmath>

namespace kai::ui {
namespace {

/// Of the program's fonts only size and weight differ.
struct Key {
    QString words;
    int pixelSize;
    int weight;
    bool operator==(const Key&) const = default;
};

size_t qHash(const Key& key, size_t seed = 0)
{
    return qHashMulti(seed, key.words, key.pixelSize, key.weight);
}

struct Layout {
    QStaticText text;
    QSizeF size;
};

constexpr int kKept = 4000; ///< lines; a window shows a few hundred

const Layout& layoutOf(const QFont& font, const QString& words)
{
    static QCache<Key, Layout> kept(kKept);
    const Key key{words, font.pixelSize(), font.weight()};
    if (const auto* found = kept.object(key)) {
        return *found;
    }
    auto* made = new Layout{QStaticText(words), {}};
    made->text.setTextFormat(Qt::PlainText);
    made->text.setPerformanceHint(QStaticText::AggressiveCaching);
    made->text.prepare({}, font);
    made->size = made->text.size();
    kept.insert(key, made);
    return *made;
}

} // namespace

void paintWords(QPainter& painter, const QRectF& rect, Qt::AlignmentFlag side, const QFont& font,
                const QString& words)
{
    if (words.isEmpty()) {
        return;
    }
    const auto& [text, size] = layoutOf(font, words);
    const double x = side == Qt::AlignRight ? rect.right() - size.width() : rect.left();
    const double y = rect.top() + std::floor((rect.height() - size.height()) / 2);
    painter.setFont(font);
    painter.drawStaticText(QPointF(x, y), text);
}

double wordsWidth(const QFont& font, const QString& words)
{
    return words.isEmpty() ? 0 : layoutOf(font, words).size.width();
}

} // namespace kai::ui
