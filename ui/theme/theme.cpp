#include "ui/theme/theme.h"

#include "ui/theme/app_style.h"

#include <QApplication>
#include <QEvent>
#include <QHash>
#include <QPointer>
#include <QStyle>
#include <QWidget>

namespace kai::ui {
namespace {

const Colors& systemColors(const QPalette& palette)
{
    return palette.color(QPalette::Base).lightness() < 128 ? darkColors() : lightColors();
}

/// Re-applies the system theme when the desktop changes between light and dark.
class ThemeFollower : public QObject {
public:
    explicit ThemeFollower(QApplication& app)
        : QObject(&app)
        , m_desktop(app.palette())
    {
        app.installEventFilter(this);
    }

    void follow(Theme theme) { m_theme = theme; }
    const Colors& colors() const
    {
        switch (m_theme) {
        case Theme::light:
            return lightColors();
        case Theme::dark:
            return darkColors();
        case Theme::highContrast:
            return highContrastColors();
        case Theme::system:
            break;
        }
        return systemColors(m_desktop);
    }

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::ThemeChange && m_theme == Theme::system && !m_applying) {
            m_applying = true;
            m_desktop = QApplication::style()->standardPalette();
            QApplication::setPalette(paletteFor(colors()));
            m_applying = false;
        }
        return QObject::eventFilter(watched, event);
    }

private:
    QPalette m_desktop;
    Theme m_theme = Theme::system;
    bool m_applying = false;
};

ThemeFollower& follower(QApplication& app)
{
    static QPointer<ThemeFollower> instance;
    if (!instance) {
        instance = new ThemeFollower(app);
    }
    return *instance;
}

} // namespace

void applyTheme(QApplication& app, Theme theme)
{
    follower(app).follow(theme);
    if (qobject_cast<AppStyle*>(QApplication::style()) == nullptr) {
        QApplication::setStyle(new AppStyle);
    }
    QApplication::setPalette(paletteFor(follower(app).colors()));
    QApplication::setFont(typeFont(TypeSize::body));
}

QPalette paletteFor(const Colors& c)
{
    QPalette palette(c.text, c.base, mixed(c.text, c.base, 0.3), c.border, c.secondary, c.text,
                     c.base, c.base, c.window);
    palette.setColor(QPalette::Midlight, c.grid);
    palette.setColor(QPalette::AlternateBase, mixed(c.window, c.base, 0.5));
    palette.setColor(QPalette::Highlight, c.selection);
    palette.setColor(QPalette::HighlightedText, c.text);
    palette.setColor(QPalette::Link, c.link);
    palette.setColor(QPalette::LinkVisited, c.link);
    palette.setColor(QPalette::PlaceholderText, c.secondary);
    palette.setColor(QPalette::ToolTipBase, c.base);
    palette.setColor(QPalette::ToolTipText, c.text);
    const auto faded = mixed(c.text, c.base, 0.5);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        palette.setColor(QPalette::Disabled, role, faded);
    }
    return palette;
}

QFont typeFont(TypeSize size, QFont::Weight weight)
{
    static const QString systemFamily = QApplication::font().family();
    static QHash<std::pair<int, int>, QFont> fonts; // painters ask thousands of times a frame
    auto& font = fonts[{static_cast<int>(size), weight}];
    if (font.resolveMask() == 0) {
        font.setFamilies({QStringLiteral("Noto Sans"), systemFamily});
        font.setPixelSize(static_cast<int>(size));
        font.setWeight(weight);
    }
    return font;
}

void setPrimary(QWidget* button, bool primary)
{
    button->setProperty(kPrimaryProperty, primary);
    button->update();
}

} // namespace kai::ui
