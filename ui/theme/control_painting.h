#pragma once

#include <QStyle>

class QPainter;
class QStyleOption;
class QStyleOptionSlider;
class QWidget;

namespace kai::ui {

// What AppStyle draws itself, one function a part. Colours come from the option's palette.

/// Strong: filled when checked, as in a form. Neutral: outlined, as in a table, where hue belongs to events.
enum class Emphasis { strong, neutral };

[[nodiscard]] bool isPrimary(const QWidget* widget);

void paintButton(QPainter& painter, const QStyleOption& option, const QWidget* widget);
void paintField(QPainter& painter, const QStyleOption& option, const QWidget* widget);
void paintComboBox(QPainter& painter, const QStyleOption& option);
void paintCheckBox(QPainter& painter, const QStyleOption& option, Emphasis emphasis);
void paintFocus(QPainter& painter, const QStyleOption& option);
void paintHeaderSection(QPainter& painter, const QStyleOption& option);
void paintTab(QPainter& painter, const QStyleOption& option);
void paintTabLabel(QPainter& painter, const QStyleOption& option);
void paintMenuBarItem(QPainter& painter, const QStyleOption& option);
void paintSplitter(QPainter& painter, const QStyleOption& option);
/// A handle on the window's ground, without buttons.
void paintScrollBar(QPainter& painter, const QStyleOptionSlider& option);
/// Where its handle is, and the ground before and after it; empty for what it does not have.
[[nodiscard]] QRect scrollBarPart(const QStyleOptionSlider& option, QStyle::SubControl part);
void paintBottomLine(QPainter& painter, const QStyleOption& option);

} // namespace kai::ui
