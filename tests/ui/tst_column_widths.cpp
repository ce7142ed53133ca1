#include "tests/ui/warnings.h"
#include "ui/connections/cell_delegate.h"
#include "ui/connections/column_widths.h"
#include "ui/theme/theme.h"

#include <QTest>

#include <numeric>

using namespace kai::ui;

Q_DECLARE_METATYPE(kai::ui::Column)

/// How the columns share the table's width.
class ColumnWidthsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }

    void theyFillTheRoom_data();
    void theyFillTheRoom();
    void namesAndPeersGetTheSame();
    void theGraphTakesWhatIsLeft();
    void namesGiveWayLast();
    void usualWordsFitTheirColumn_data();
    void usualWordsFitTheirColumn();
    void whatIsCutCanStillBeToldApart_data();
    void whatIsCutCanStillBeToldApart();
    void figuresAreNeverCut();
};

namespace {

const std::vector<ColumnWidth> kBeside{{Column::name, 104},      {Column::peer, 120},
                                       {Column::time, 56},       {Column::nextProbe, 118},
                                       {Column::unanswered, 94}, {Column::lastEvent, 100}};
constexpr int kNeeded = 592;
/// What the columns above can give.
constexpr int kMostGiven = 136;

int sumOf(const std::vector<ColumnWidth>& widths)
{
    return std::accumulate(widths.begin(), widths.end(), 0,
                           [](int sum, const ColumnWidth& one) { return sum + one.width; });
}

int widthOf(const std::vector<ColumnWidth>& widths, Column column)
{
    for (const ColumnWidth& one : widths) {
        if (one.column == column) {
            return one.width;
        }
    }
    return 0;
}

} // namespace

void ColumnWidthsTest::theyFillTheRoom_data()
{
    QTest::addColumn<int>("room");
    QTest::addColumn<int>("width");
    QTest::addColumn<bool>("fits");
    QTest::newRow("exactly what they need") << kNeeded << kNeeded << true;
    QTest::newRow("a bit more") << kNeeded + 10 << kNeeded + 10 << true;
    QTest::newRow("a wide window") << kNeeded + 900 << kNeeded + 900 << true;
    QTest::newRow("a bit less") << kNeeded - 10 << kNeeded - 10 << true;
    QTest::newRow("as little as goes") << kNeeded - kMostGiven << kNeeded - kMostGiven << true;
    QTest::newRow("less: the table scrolls")
        << kNeeded - kMostGiven - 1 << kNeeded - kMostGiven << false;
}

void ColumnWidthsTest::theyFillTheRoom()
{
    QFETCH(int, room);
    QFETCH(int, width);
    QFETCH(bool, fits);
    QCOMPARE(sumOf(sharedWidths(kBeside, room)), width);
    QCOMPARE(canFit(kBeside, room), fits);
}

void ColumnWidthsTest::namesAndPeersGetTheSame()
{
    const auto widths = sharedWidths(kBeside, kNeeded + 90);
    QCOMPARE(widthOf(widths, Column::name), 104 + 30);
    QCOMPARE(widthOf(widths, Column::peer), 120 + 30);
}

void ColumnWidthsTest::theGraphTakesWhatIsLeft()
{
    auto needed = kBeside;
    needed.push_back({Column::history, 120});
    const auto widths = sharedWidths(needed, sumOf(needed) + 600);
    QCOMPARE(widthOf(widths, Column::history), 120 + 600 - 2 * 110);
    QCOMPARE(widthOf(widths, Column::lastEvent), 100);
    needed = {{Column::name, 104}, {Column::nextProbe, 118}, {Column::unanswered, 94}};
    const auto narrow = sharedWidths(needed, sumOf(needed) + 90);
    QCOMPARE(widthOf(narrow, Column::nextProbe), 118 + 60);
    QCOMPARE(widthOf(narrow, Column::unanswered), 94);
}

void ColumnWidthsTest::namesGiveWayLast()
{
    const auto widths = sharedWidths(kBeside, kNeeded - 60);
    QCOMPARE(widthOf(widths, Column::peer), 80);
    QCOMPARE(widthOf(widths, Column::nextProbe), 98);
    QCOMPARE(widthOf(widths, Column::lastEvent), 100);
    QCOMPARE(widthOf(widths, Column::name), 104);
    const auto least = sharedWidths(kBeside, kNeeded - kMostGiven);
    QCOMPARE(widthOf(least, Column::name), 104 - 16);
}

void ColumnWidthsTest::usualWordsFitTheirColumn_data()
{
    QTest::addColumn<Column>("column");
    QTest::addColumn<QString>("words");
    QTest::newRow("Windows' error of a dead peer") << Column::lastEvent << "WSAENETRESET";
    QTest::newRow("a release that is probed") << Column::name << "Windows 11";
    QTest::newRow("two hours") << Column::time << "7200 s";
    QTest::newRow("a time that is rounded") << Column::time << QStringLiteral("\u2248 52 min");
}

void ColumnWidthsTest::usualWordsFitTheirColumn()
{
    QFETCH(Column, column);
    QFETCH(QString, words);
    QFont font = typeFont(TypeSize::body);
    const int width = neededWidth(column, font, typeFont(TypeSize::header)) - 2 * kCellPadding -
                      (column == Column::name ? kMarkSpace - kCellPadding : 0);
    font.setWeight(column == Column::name ? QFont::DemiBold : QFont::Normal);
    QCOMPARE(fittedText(column, words, QFontMetrics(font), width), words);
}

void ColumnWidthsTest::whatIsCutCanStillBeToldApart_data()
{
    QTest::addColumn<Column>("column");
    QTest::addColumn<QString>("words");
    QTest::addColumn<QString>("end");
    QTest::newRow("a name keeps its number") << Column::name << "connection-30417"
                                             << "417";
    QTest::newRow("an address keeps its port") << Column::peer << "192.168.100.200:50123"
                                               << "50123";
    QTest::newRow("a time is rounded, not cut")
        << Column::time << "52 min 25.728 s" << QStringLiteral("\u2248 52 min");
}

void ColumnWidthsTest::whatIsCutCanStillBeToldApart()
{
    QFETCH(Column, column);
    QFETCH(QString, words);
    QFETCH(QString, end);
    const QFontMetrics metrics(typeFont(TypeSize::body));
    const int width = metrics.horizontalAdvance(words) * 2 / 3;
    const QString shown = fittedText(column, words, metrics, width);
    QVERIFY2(shown.endsWith(end), qPrintable(shown));
    QVERIFY(metrics.horizontalAdvance(shown) <= width);
}

void ColumnWidthsTest::figuresAreNeverCut()
{
    for (const int room : {0, 300, kNeeded, 3000}) {
        const auto widths = sharedWidths(kBeside, room);
        QCOMPARE(widthOf(widths, Column::time), 56);
        QCOMPARE(widthOf(widths, Column::unanswered), 94);
    }
}

QTEST_MAIN(ColumnWidthsTest)
#include "tst_column_widths.moc"
