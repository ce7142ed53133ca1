#pragma once

#include <QFont>
#include <QRectF>
#include <QString>

class QPainter;

namespace kai::ui {

// Words that are painted again with every frame (names, countdowns): laid out once, then kept. GUI thread.

/// One line of plain text in the painter's pen, left or right in `rect` and centred from top to bottom. Not clipped.
void paintWords(QPainter& painter, const QRectF& rect, Qt::AlignmentFlag side, const QFont& font,
                const QString& words);

/// How wide the line is, in pixels.
[[nodiscard]] double wordsWidth(const QFont& font, const QString& words);

} // namespace kai::ui
