#include "ui/theme/colors.h"

#include <algorithm>
#include <cmath>

namespace kai::ui {
namespace {

struct Surfaces {
    const char *window, *base, *text, *secondary, *border, *grid, *selection, *link;
};

Colors withSurfaces(const Surfaces& s)
{
    Colors colors;
    const auto named = [](const char* name) { return QColor(QLatin1String(name)); };
    colors.window = named(s.window);
    colors.base = named(s.base);
    colors.text = named(s.text);
    colors.secondary = named(s.secondary);
    colors.border = named(s.border);
    colors.grid = named(s.grid);
    colors.selection = named(s.selection);
    colors.link = named(s.link);
    return colors;
}

/// The rest follows from whether the ground is dark.
Colors completed(Colors colors, bool outlined)
{
    colors.dark = colors.base.lightness() < 128;
    colors.outlined = outlined;
    colors.blue = colors.dark ? QColor(0x56, 0xB4, 0xE9) : QColor(0x00, 0x72, 0xB2);
    colors.green = colors.dark ? QColor(0x1F, 0xA8, 0x7E) : QColor(0x00, 0x9E, 0x73);
    colors.orange = QColor(0xE6, 0x9F, 0x00);
    colors.vermillion = colors.dark ? QColor(0xE5, 0x70, 0x1A) : QColor(0xD5, 0x5E, 0x00);
    colors.purple = QColor(0xCC, 0x79, 0xA7);
    colors.red = colors.dark ? QColor(0xFF, 0x5A, 0x52) : QColor(0xC1, 0x12, 0x1F);
    colors.toothFill = colors.dark ? QColor(0x9A, 0x9A, 0x9A, 97) : QColor(0x80, 0x80, 0x80, 69);
    colors.toothEdge = colors.dark ? QColor(0x9A, 0x9A, 0x9A, 217) : QColor(0x80, 0x80, 0x80, 217);
    colors.future = withAlpha(QColor(0x80, 0x80, 0x80), 0.06);
    colors.hatch = withAlpha(colors.text, 0.08);
    colors.bucket = withAlpha(colors.secondary, 0.4);
    return colors;
}

Colors derivedFrom(const QPalette& palette)
{
    Colors colors;
    colors.window = palette.color(QPalette::Window);
    colors.base = palette.color(QPalette::Base);
    colors.text = palette.color(QPalette::Text);
    colors.secondary = mixed(colors.text, colors.base, 0.72);
    colors.border = mixed(colors.text, colors.base, 0.22);
    colors.grid = mixed(colors.text, colors.base, 0.1);
    colors.selection = mixed(palette.color(QPalette::Highlight), colors.base, 0.2);
    colors.link = palette.color(QPalette::Link);
    return completed(colors, true);
}

bool belongsTo(const Colors& colors, const QPalette& palette)
{
    return palette.color(QPalette::Base) == colors.base &&
           palette.color(QPalette::Text) == colors.text &&
           palette.color(QPalette::Link) == colors.link;
}

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& color)
{
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) +
           0.0722 * linear(color.blueF());
}

} // namespace

const Colors& lightColors()
{
    static const Colors colors =
        completed(withSurfaces({"#F2F3F5", "#FFFFFF", "#1A1D21", "#59616B", "#CFD4DA", "#E8EBEE",
                                "#E1EDF7", "#00609A"}),
                  true);
    return colors;
}

const Colors& darkColors()
{
    static const Colors colors =
        completed(withSurfaces({"#22252A", "#181A1D", "#E9EBEE", "#A4ABB5", "#3B4047", "#2A2E33",
                                "#20364A", "#6DB9EC"}),
                  false);
    return colors;
}

const Colors& highContrastColors()
{
    static const Colors colors =
        completed(withSurfaces({"#000000", "#000000", "#FFFFFF", "#FFFFFF", "#B0B0B0", "#4A4A4A",
                                "#00407A", "#7CD0FF"}),
                  true);
    return colors;
}

const Colors& colorsFor(const QPalette& palette)
{
    for (const auto* theme : {&lightColors(), &darkColors(), &highContrastColors()}) {
        if (belongsTo(*theme, palette)) {
            return *theme;
        }
    }
    static Colors derived;
    static qint64 key = -1;
    if (key != palette.cacheKey()) {
        derived = derivedFrom(palette);
        key = palette.cacheKey();
    }
    return derived;
}

QColor mixed(const QColor& front, const QColor& back, double opacity)
{
    const auto channel = [opacity](int over, int under) {
        return static_cast<int>(std::lround(over * opacity + under * (1 - opacity)));
    };
    return {channel(front.red(), back.red()), channel(front.green(), back.green()),
            channel(front.blue(), back.blue())};
}

QColor withAlpha(QColor color, double opacity)
{
    color.setAlphaF(static_cast<float>(opacity));
    return color;
}

double contrast(const QColor& one, const QColor& other)
{
    const double a = luminance(one);
    const double b = luminance(other);
    return (std::max(a, b) + 0.05) / (std::min(a, b) + 0.05);
}

} // namespace kai::ui
