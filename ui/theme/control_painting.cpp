#include "ui/theme/control_painting.h"

#include "ui/theme/app_style.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QStyleOption>
#include <QWidget>

#include <algorithm>

namespace kai::ui {
namespace {

constexpr double kRadius = 4;
constexpr int kShortestHandle = 32; ///< of a scroll bar
const QColor kPrimaryFill(0x00, 0x72, 0xB2);

void paintPlate(QPainter& painter, const QRect& rect, const QColor& fill, const QPen& border)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(fill);
    painter.setPen(border);
    const double inset = border.widthF() / 2;
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), kRadius, kRadius);
    painter.restore();
}

bool has(const QStyleOption& option, QStyle::StateFlag flag)
{
    return option.state.testFlag(flag);
}

QPen borderPen(const QStyleOption& option, const Colors& colors)
{
    const bool focused = has(option, QStyle::State_HasFocus) && has(option, QStyle::State_Enabled);
    return focused ? QPen(colors.blue, 2) : QPen(colors.border, 1);
}

void paintTick(QPainter& painter, const QRectF& box, const QColor& color)
{
    painter.setPen(QPen(color, 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF points[] = {{box.left() + 3, box.top() + 7.2},
                              {box.left() + 5.8, box.top() + 10},
                              {box.left() + 11, box.top() + 4}};
    painter.drawPolyline(points, 3);
}

void paintArrowDown(QPainter& painter, const QPointF& centre, const QColor& color)
{
    painter.setPen(QPen(color, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF points[] = {centre + QPointF(-4, -2), centre + QPointF(0, 2),
                              centre + QPointF(4, -2)};
    painter.drawPolyline(points, 3);
}

QColor buttonFill(const QStyleOption& option, const Colors& colors)
{
    if (has(option, QStyle::State_On)) {
        return mixed(colors.blue, colors.base, colors.dark ? 0.25 : 0.16);
    }
    const auto rest = colors.dark ? mixed(colors.text, colors.window, 0.06) : colors.base;
    const double over = has(option, QStyle::State_Sunken)      ? 0.12
                        : has(option, QStyle::State_MouseOver) ? 0.05
                                                               : 0;
    return has(option, QStyle::State_Enabled) ? mixed(colors.text, rest, over) : colors.window;
}

} // namespace

bool isPrimary(const QWidget* widget)
{
    return widget != nullptr && widget->property(kPrimaryProperty).toBool();
}

void paintButton(QPainter& painter, const QStyleOption& option, const QWidget* widget)
{
    const auto& colors = colorsFor(option.palette);
    const bool flat = has(option, QStyle::State_AutoRaise) &&
                      !has(option, QStyle::State_MouseOver) && !has(option, QStyle::State_On) &&
                      !has(option, QStyle::State_Sunken) && !has(option, QStyle::State_HasFocus);
    if (flat) {
        return;
    }
    if (isPrimary(widget) && has(option, QStyle::State_Enabled)) {
        const double over = has(option, QStyle::State_Sunken)      ? 0.25
                            : has(option, QStyle::State_MouseOver) ? 0.1
                                                                   : 0;
        const auto fill = mixed(Qt::black, kPrimaryFill, over);
        paintPlate(painter, option.rect, fill,
                   has(option, QStyle::State_HasFocus) ? QPen(colors.text, 2) : QPen(fill, 1));
        return;
    }
    auto pen = borderPen(option, colors);
    if (has(option, QStyle::State_On) && !has(option, QStyle::State_HasFocus)) {
        pen = QPen(colors.blue, 1);
    }
    paintPlate(painter, option.rect, buttonFill(option, colors), pen);
}

void paintField(QPainter& painter, const QStyleOption& option, const QWidget* widget)
{
    const auto& colors = colorsFor(option.palette);
    const auto* frame = qstyleoption_cast<const QStyleOptionFrame*>(&option);
    if (frame != nullptr && frame->lineWidth == 0) { // inside a spin box or a table cell
        painter.fillRect(option.rect, colors.base);
        return;
    }
    auto pen = borderPen(option, colors);
    if (pen.width() == 1) {
        pen.setColor(mixed(colors.text, colors.base, 0.36));
    }
    const bool enabled = widget == nullptr || widget->isEnabled();
    paintPlate(painter, option.rect, enabled ? colors.base : colors.window, pen);
}

void paintComboBox(QPainter& painter, const QStyleOption& option)
{
    const auto& colors = colorsFor(option.palette);
    paintPlate(painter, option.rect, buttonFill(option, colors), borderPen(option, colors));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    const QPointF centre(option.rect.right() - 12.5, option.rect.center().y() + 0.5);
    paintArrowDown(painter, centre, colors.secondary);
    painter.restore();
}

void paintCheckBox(QPainter& painter, const QStyleOption& option, Emphasis emphasis)
{
    const auto& colors = colorsFor(option.palette);
    const QRect box(option.rect.center().x() - 6, option.rect.center().y() - 6, 14, 14);
    const bool checked = has(option, QStyle::State_On) || has(option, QStyle::State_NoChange);
    const bool filled =
        checked && emphasis == Emphasis::strong && has(option, QStyle::State_Enabled);
    const auto ink = has(option, QStyle::State_Enabled) ? colors.text : colors.secondary;
    const auto edge =
        has(option, QStyle::State_HasFocus) ? colors.blue : mixed(ink, colors.base, 0.7);
    paintPlate(painter, box, filled ? kPrimaryFill : colors.base,
               filled ? QPen(kPrimaryFill) : QPen(edge));
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (has(option, QStyle::State_NoChange)) {
        painter.fillRect(QRectF(box).adjusted(3.5, 6, -3.5, -6), filled ? QColor(Qt::white) : ink);
    } else if (checked) {
        paintTick(painter, box, filled ? QColor(Qt::white) : ink);
    }
    painter.restore();
}

void paintFocus(QPainter& painter, const QStyleOption& option)
{
    const auto& colors = colorsFor(option.palette);
    painter.save();
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(colors.link, 1));
    painter.drawRect(option.rect.adjusted(0, 0, -1, -1));
    painter.restore();
}

void paintHeaderSection(QPainter& painter, const QStyleOption& option)
{
    const auto& colors = colorsFor(option.palette);
    const auto rect = option.rect;
    painter.fillRect(rect, colors.window);
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colors.border);
    painter.fillRect(rect.right(), rect.top() + 8, 1, rect.height() - 16, colors.border);
}

void paintTab(QPainter& painter, const QStyleOption& option)
{
    const auto& colors = colorsFor(option.palette);
    const auto rect = option.rect;
    if (has(option, QStyle::State_MouseOver) && !has(option, QStyle::State_Selected)) {
        painter.fillRect(rect.left(), rect.bottom() - 2, rect.width(), 3, colors.border);
    }
    if (has(option, QStyle::State_Selected)) {
        painter.fillRect(rect.left(), rect.bottom() - 2, rect.width(), 3, colors.blue);
    }
}

void paintTabLabel(QPainter& painter, const QStyleOption& option)
{
    const auto* tab = qstyleoption_cast<const QStyleOptionTab*>(&option);
    if (tab == nullptr) {
        return;
    }
    const auto& colors = colorsFor(option.palette);
    const bool selected = has(option, QStyle::State_Selected);
    painter.save();
    painter.setFont(typeFont(TypeSize::body, selected ? QFont::DemiBold : QFont::Normal));
    painter.setPen(selected ? colors.text : colors.secondary);
    painter.drawText(tab->rect, Qt::AlignCenter | Qt::TextShowMnemonic | Qt::TextHideMnemonic,
                     tab->text);
    painter.restore();
    if (has(option, QStyle::State_HasFocus)) {
        QStyleOption focus = option;
        focus.rect = tab->rect.adjusted(4, 8, -4, -8);
        paintFocus(painter, focus);
    }
}

void paintMenuBarItem(QPainter& painter, const QStyleOption& option)
{
    const auto* item = qstyleoption_cast<const QStyleOptionMenuItem*>(&option);
    if (item == nullptr) {
        return;
    }
    const auto& colors = colorsFor(option.palette);
    const bool active = has(option, QStyle::State_Selected) || has(option, QStyle::State_Sunken);
    painter.fillRect(option.rect, active ? colors.selection : colors.window);
    painter.setPen(colors.text);
    painter.drawText(option.rect, Qt::AlignCenter | Qt::TextShowMnemonic, item->text);
}

void paintSplitter(QPainter& painter, const QStyleOption& option)
{
    const auto& colors = colorsFor(option.palette);
    const auto rect = option.rect;
    painter.fillRect(rect, colors.window);
    if (has(option, QStyle::State_Horizontal)) {
        painter.fillRect(rect.center().x(), rect.top(), 1, rect.height(), colors.border);
    } else {
        painter.fillRect(rect.left(), rect.center().y(), rect.width(), 1, colors.border);
    }
}

void paintBottomLine(QPainter& painter, const QStyleOption& option)
{
    const auto& colors = colorsFor(option.palette);
    painter.fillRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1,
                     colors.border);
}

void paintScrollBar(QPainter& painter, const QStyleOptionSlider& option)
{
    const auto& colors = colorsFor(option.palette);
    painter.fillRect(option.rect, colors.window);
    const auto handle = scrollBarPart(option, QStyle::SC_ScrollBarSlider);
    const bool pressed = has(option, QStyle::State_Sunken);
    paintPlate(painter, handle.adjusted(3, 3, -3, -3),
               mixed(colors.secondary, colors.window, pressed ? 1 : 0.7), QPen(Qt::NoPen));
}

QRect scrollBarPart(const QStyleOptionSlider& option, QStyle::SubControl part)
{
    const auto& rect = option.rect;
    const bool across = option.orientation == Qt::Horizontal;
    const int room = across ? rect.width() : rect.height();
    const auto range = static_cast<qint64>(option.maximum) - option.minimum;
    const int share = static_cast<int>(room * static_cast<qint64>(option.pageStep) /
                                       std::max<qint64>(1, range + option.pageStep));
    const int length = range == 0 ? room : std::clamp(share, std::min(kShortestHandle, room), room);
    const int start = QStyle::sliderPositionFromValue(
        option.minimum, option.maximum, option.sliderPosition, room - length, option.upsideDown);
    const auto between = [&](int from, int until) {
        return across ? QRect(rect.left() + from, rect.top(), until - from, rect.height())
                      : QRect(rect.left(), rect.top() + from, rect.width(), until - from);
    };
    switch (part) {
    case QStyle::SC_ScrollBarGroove:
        return rect;
    case QStyle::SC_ScrollBarSlider:
        return between(start, start + length);
    case QStyle::SC_ScrollBarSubPage:
        return between(0, start);
    case QStyle::SC_ScrollBarAddPage:
        return between(start + length, room);
    default:
        return {};
    }
}

} // namespace kai::ui
