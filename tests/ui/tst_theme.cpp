#include "tests/ui/warnings.h"
#include "ui/theme/badge.h"
#include "ui/theme/control_painting.h"
#include "ui/theme/marks.h"
#include "ui/theme/theme.h"
#include "ui/theme/words.h"

#include <QPainter>
#include <QPushButton>
#include <QStyleOptionSlider>
#include <QTest>

#include <set>

using namespace kai;
using namespace kai::ui;

namespace {

const Colors& themeNamed(const QString& name)
{
    return name == QLatin1String("light")  ? lightColors()
           : name == QLatin1String("dark") ? darkColors()
                                           : highContrastColors();
}

QImage painted(Mark mark, const Colors& colors)
{
    QImage image(24, 24, QImage::Format_ARGB32_Premultiplied);
    image.fill(colors.base);
    QPainter painter(&image);
    paintMark(painter, mark, {12, 12}, kLargeGlyph, colors);
    return image;
}

/// Where the glyph is, without its colours: what a colour-blind reader has.
QByteArray shapeOf(Mark mark, const Colors& colors)
{
    const auto image = painted(mark, colors);
    QByteArray shape;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            shape.append(contrast(image.pixelColor(x, y), colors.base) > 1.3 ? '#' : '.');
        }
    }
    return shape;
}

} // namespace

class ThemeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }

    void themes_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("light") << "light";
        QTest::newRow("dark") << "dark";
        QTest::newRow("high contrast") << "high contrast";
    }

    void textIsReadable_data() { themes_data(); }
    void textIsReadable()
    {
        QFETCH(QString, name);
        const auto& colors = themeNamed(name);
        for (const auto& ground : {colors.base, colors.window, colors.selection}) {
            QVERIFY(contrast(colors.text, ground) >= 4.5);
            QVERIFY(contrast(colors.secondary, ground) >= 4.5);
            QVERIFY(contrast(colors.link, ground) >= 4.5);
        }
    }

    void marksStandOut_data() { themes_data(); }
    void marksStandOut()
    {
        QFETCH(QString, name);
        const auto& colors = themeNamed(name);
        if (colors.outlined) {
            QVERIFY(contrast(colors.text, colors.base) >= 3);
            return;
        }
        for (const auto& fill :
             {colors.blue, colors.green, colors.orange, colors.purple, colors.red}) {
            QVERIFY2(contrast(fill, colors.base) >= 4.5, qPrintable(fill.name()));
        }
    }

    void shapesTellMarksApart_data() { themes_data(); }
    void shapesTellMarksApart()
    {
        QFETCH(QString, name);
        std::set<QByteArray> shapes;
        for (int mark = 0; mark < kMarkCount; ++mark) {
            shapes.insert(shapeOf(static_cast<Mark>(mark), themeNamed(name)));
        }
        QCOMPARE(int(shapes.size()), kMarkCount - 1); // data sent and received differ in place only
    }

    void paletteGivesItsOwnColours_data() { themes_data(); }
    void paletteGivesItsOwnColours()
    {
        QFETCH(QString, name);
        const auto& colors = themeNamed(name);
        QCOMPARE(&colorsFor(paletteFor(colors)), &colors);
    }

    void foreignPaletteIsFollowed()
    {
        const QPalette night(QColor(0x30, 0x20, 0x10));
        QPalette palette = night;
        palette.setColor(QPalette::Base, QColor(0x20, 0x10, 0x00));
        palette.setColor(QPalette::Text, QColor(0xFF, 0xF0, 0xD0));
        const auto& colors = colorsFor(palette);
        QVERIFY(colors.dark);
        QCOMPARE(colors.base, QColor(0x20, 0x10, 0x00));
        QVERIFY(contrast(colors.secondary, colors.base) >= 4.5);
    }

    void widgetsTakeTheTheme_data() { themes_data(); }
    void widgetsTakeTheTheme()
    {
        QFETCH(QString, name);
        const auto& colors = themeNamed(name);
        applyTheme(*qApp, colors.dark ? (colors.outlined ? Theme::highContrast : Theme::dark)
                                      : Theme::light);
        QPushButton button(QStringLiteral("Apply"));
        QCOMPARE(button.palette().color(QPalette::Base), colors.base);
        QCOMPARE(button.sizeHint().height(), 28);
        QCOMPARE(button.grab().toImage().pixelColor(6, 6),
                 colors.dark ? mixed(colors.text, colors.window, 0.06) : colors.base);
    }

    void badgeSaysWhichLab()
    {
        LabBadge badge;
        badge.setLab(true, QStringLiteral("Windows 11 host, virtual time"));
        QCOMPARE(badge.accessibleName(), QStringLiteral("SIMULATED Windows 11 host, virtual time"));
        badge.setLab(false, QStringLiteral("This computer"));
        QCOMPARE(badge.accessibleName(), QStringLiteral("LIVE This computer"));
    }

    void aScrollBarIsAHandleOnItsGround_data()
    {
        QTest::addColumn<int>("position");
        QTest::addColumn<int>("top");
        QTest::newRow("at the start") << 0 << 0;
        QTest::newRow("in the middle") << 150 << 75;
        QTest::newRow("at the end") << 300 << 150;
    }
    void aScrollBarIsAHandleOnItsGround()
    {
        QFETCH(int, position);
        QFETCH(int, top);
        QStyleOptionSlider bar;
        bar.rect = QRect(0, 0, 14, 200);
        bar.orientation = Qt::Vertical;
        bar.maximum = 300;
        bar.pageStep = 100;
        bar.sliderPosition = position;
        const auto handle = scrollBarPart(bar, QStyle::SC_ScrollBarSlider);
        QCOMPARE(handle, QRect(0, top, 14, 50));
        QCOMPARE(scrollBarPart(bar, QStyle::SC_ScrollBarSubPage).height(), top);
        QCOMPARE(scrollBarPart(bar, QStyle::SC_ScrollBarAddPage).height(), 150 - top);
        QVERIFY(scrollBarPart(bar, QStyle::SC_ScrollBarAddLine).isEmpty());
    }

    void keptWordsEndAtTheirEdge()
    {
        const auto font = typeFont(TypeSize::body);
        const QString words = QStringLiteral("conn-1");
        QVERIFY(std::abs(wordsWidth(font, words) - QFontMetricsF(font).horizontalAdvance(words)) <
                2);
        QImage image(120, 24, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::white);
        QPainter painter(&image);
        paintWords(painter, QRectF(0, 0, 100, 24), Qt::AlignRight, font, words);
        painter.end();
        const auto inked = [&image](int from, int until) {
            for (int y = 0; y < image.height(); ++y) {
                for (int x = from; x < until; ++x) {
                    if (qGray(image.pixel(x, y)) < 128) {
                        return true;
                    }
                }
            }
            return false;
        };
        QVERIFY(inked(90, 100));
        QVERIFY(!inked(101, 120));
        QVERIFY(!inked(0, 40));
    }
};

QTEST_MAIN(ThemeTest)
#include "tst_theme.moc"
