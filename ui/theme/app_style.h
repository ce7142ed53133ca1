#pragma once

#include <QProxyStyle>

namespace kai::ui {

/// Set to true on a button that is drawn filled; see setPrimary().
inline constexpr char kPrimaryProperty[] = "kaiPrimary";

/// The program's look over Fusion: flat surfaces, 4 px corners, 1 px borders, headers and tabs without bevels.
/// Every colour comes from the palette at hand, so that a change of theme needs nothing but a repaint.
class AppStyle : public QProxyStyle {
    Q_OBJECT

public:
    AppStyle();

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option,
                            QPainter* painter, const QWidget* widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl part,
                         const QWidget* widget) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& contents,
                           const QWidget* widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption* option,
                    const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* returned) const override;
};

} // namespace kai::ui
