#include "ui/theme/app_style.h"

#include "ui/theme/control_painting.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QStyleOption>

namespace kai::ui {

AppStyle::AppStyle()
    : QProxyStyle(QStringLiteral("Fusion"))
{
}

void AppStyle::drawPrimitive(PrimitiveElement element, const QStyleOption* option,
                             QPainter* painter, const QWidget* widget) const
{
    switch (element) {
    case PE_PanelButtonCommand:
    case PE_PanelButtonTool:
        paintButton(*painter, *option, widget);
        return;
    case PE_PanelLineEdit:
    case PE_FrameLineEdit:
        paintField(*painter, *option, widget);
        return;
    case PE_IndicatorCheckBox:
        paintCheckBox(*painter, *option, Emphasis::strong);
        return;
    case PE_IndicatorItemViewItemCheck:
        paintCheckBox(*painter, *option, Emphasis::neutral);
        return;
    case PE_FrameTabBarBase:
        paintBottomLine(*painter, *option);
        return;
    case PE_FrameFocusRect:
        paintFocus(*painter, *option);
        return;
    case PE_FrameDefaultButton:
    case PE_FrameStatusBarItem:
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void AppStyle::drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                           const QWidget* widget) const
{
    switch (element) {
    case CE_PushButtonLabel: {
        auto label = *qstyleoption_cast<const QStyleOptionButton*>(option);
        if (isPrimary(widget) && option->state.testFlag(State_Enabled)) {
            label.palette.setColor(QPalette::ButtonText, Qt::white);
            painter->setFont(typeFont(TypeSize::body, QFont::DemiBold));
        }
        QProxyStyle::drawControl(element, &label, painter, widget);
        return;
    }
    case CE_HeaderSection:
        paintHeaderSection(*painter, *option);
        return;
    case CE_HeaderLabel: {
        constexpr int kDescender = 4;
        auto label = *qstyleoption_cast<const QStyleOptionHeader*>(option);
        label.palette.setColor(QPalette::ButtonText, colorsFor(option->palette).secondary);
        label.rect.adjust(0, -kDescender, 0, kDescender); // the margin is for the sides
        QProxyStyle::drawControl(element, &label, painter, widget);
        return;
    }
    case CE_TabBarTabShape:
        paintTab(*painter, *option);
        return;
    case CE_TabBarTabLabel:
        paintTabLabel(*painter, *option);
        return;
    case CE_MenuBarItem:
        paintMenuBarItem(*painter, *option);
        return;
    case CE_MenuBarEmptyArea:
        painter->fillRect(option->rect, colorsFor(option->palette).window);
        return;
    case CE_ToolBar:
        paintBottomLine(*painter, *option);
        return;
    case CE_Splitter:
        paintSplitter(*painter, *option);
        return;
    default:
        QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void AppStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                                  QPainter* painter, const QWidget* widget) const
{
    if (control == CC_ComboBox) {
        paintComboBox(*painter, *option);
        return;
    }
    if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
        control == CC_ScrollBar && bar != nullptr) {
        paintScrollBar(*painter, *bar);
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

QRect AppStyle::subControlRect(ComplexControl control, const QStyleOptionComplex* option,
                               SubControl part, const QWidget* widget) const
{
    if (const auto* bar = qstyleoption_cast<const QStyleOptionSlider*>(option);
        control == CC_ScrollBar && bar != nullptr) {
        return scrollBarPart(*bar, part);
    }
    return QProxyStyle::subControlRect(control, option, part, widget);
}

QSize AppStyle::sizeFromContents(ContentsType type, const QStyleOption* option,
                                 const QSize& contents, const QWidget* widget) const
{
    constexpr int kControlHeight = 28;
    const auto size = QProxyStyle::sizeFromContents(type, option, contents, widget);
    switch (type) {
    case CT_PushButton:
        return {contents.width() + 28, kControlHeight};
    case CT_ToolButton:
    case CT_ComboBox:
    case CT_SpinBox:
    case CT_LineEdit:
        return {size.width(), kControlHeight};
    case CT_TabBarTab:
        return {contents.width() + 8, 42};
    case CT_HeaderSection:
        return {size.width(), kControlHeight};
    case CT_MenuBarItem:
        return {size.width() + 2, kControlHeight};
    default:
        return size;
    }
}

int AppStyle::pixelMetric(PixelMetric metric, const QStyleOption* option,
                          const QWidget* widget) const
{
    switch (metric) {
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
        return 14;
    case PM_CheckBoxLabelSpacing:
        return 10;
    case PM_TabBarBaseOverlap:
    case PM_MenuBarVMargin:
    case PM_MenuBarPanelWidth:
    case PM_ToolBarFrameWidth:
    case PM_ToolBarHandleExtent:
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_SplitterWidth:
        return 5;
    case PM_ToolBarItemMargin:
    case PM_ToolBarItemSpacing:
    case PM_HeaderMargin:
        return 8;
    case PM_ScrollBarExtent:
        return 14;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int AppStyle::styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                        QStyleHintReturn* returned) const
{
    switch (hint) {
    case SH_Header_ArrowAlignment:
        return Qt::AlignRight | Qt::AlignVCenter;
    case SH_EtchDisabledText:
    case SH_UnderlineShortcut:
    case SH_DialogButtonBox_ButtonsHaveIcons:
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returned);
    }
}

} // namespace kai::ui
