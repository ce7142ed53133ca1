#pragma once

#include "ui/theme/theme.h"

#include <QLabel>

class QFrame;

namespace kai::ui {

// Small labelled parts that the rooms share. Their colours are palette roles, so that a change of theme repaints them.

/// Words in the second colour (QPalette::PlaceholderText).
[[nodiscard]] QLabel* makeQuietLabel(const QString& words = {}, TypeSize size = TypeSize::header);
/// A heading above a block.
[[nodiscard]] QLabel* makeHeading(const QString& words, TypeSize size = TypeSize::header);
/// A horizontal line, 1 px.
[[nodiscard]] QFrame* makeLine();
/// Sets the text only when it differs, so that a refresh of the same words lays nothing out.
void setWords(QLabel& label, const QString& words);

} // namespace kai::ui
