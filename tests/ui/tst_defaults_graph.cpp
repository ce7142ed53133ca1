#include "core/defaults/registry_report.h"
#include "core/defaults/sysctl.h"
#include "tests/ui/golden.h"
#include "tests/ui/warnings.h"
#include "ui/defaults/defaults_graph.h"
#include "ui/defaults/defaults_graph_painting.h"
#include "ui/defaults/graph_table.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QFontInfo>
#include <QMouseEvent>
#include <QPainter>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <cmath>

using namespace kai;
using namespace kai::ui;
using namespace std::chrono_literals;

namespace {

std::vector<Box> knownBoxes()
{
    return {{"azure", "Azure", 4min, "4 min", "", "source", ""},
            {"aws-nlb", "AWS NLB", 350s, "350 s", "", "source", ""},
            {"gcp", "GCP", 10min, "10 min", "", "source", ""},
            {"ipvs", "IPVS", 15min, "15 min", "", "source", ""},
            {"rfc", "RFC 5382 floor", 2h + 4min, "2 h 4 min", "", "source", ""}};
}

/// A simulated Windows 11 host with db-1 selected, beside this computer.
defaults::GraphRequest request()
{
    defaults::GraphRequest request;
    request.selected =
        defaults::SelectedConnection{"db-1", {true, 5min, 1s, 10}, "own values on this socket"};
    request.host.defaults = defaults::systemDefaults(HostId::first, defaults::RegistryState{});
    request.thisComputer = defaults::GraphSystem{
        defaults::describeSysctls(defaults::kBuiltInSysctls, "Linux 6.1"), 4ms};
    return request;
}

class Shown {
public:
    explicit Shown(Theme theme = Theme::light)
    {
        applyTheme(*qApp, theme);
        graph.setBoxes(knownBoxes());
        graph.setRequest(request());
        graph.resize(1024, graph.sizeHint().height());
        graph.grab();
    }
    DefaultsGraph graph;
};

const defaults::GraphRow& rowLabelled(const std::vector<defaults::GraphRow>& rows,
                                      std::string_view part)
{
    return *std::find_if(rows.begin(), rows.end(), [&](const auto& row) {
        return row.label.find(part) != std::string::npos;
    });
}

/// The first row's first panel, painted on white.
QImage firstPanelOf(const defaults::GraphRequest& request, const Colors& colors)
{
    const auto rows = defaults::graphRows(request);
    const auto geometry = graphGeometry(rows, 1024, {});
    const DefaultsScene scene{rows, geometry, {}, {}};
    QImage image(1024, static_cast<int>(geometry.height), QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::white);
    QPainter painter(&image);
    const auto line = std::find_if(geometry.lines.begin(), geometry.lines.end(),
                                   [](const GraphLine& each) { return each.row != nullptr; });
    paintFirstPanel(painter, scene, *line, colors);
    return image;
}

/// Pixels of a colour, give or take rounding.
int countOf(const QImage& image, const QColor& color)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const auto pixel = image.pixelColor(x, y);
            count += std::abs(pixel.red() - color.red()) < 3 &&
                     std::abs(pixel.green() - color.green()) < 3 &&
                     std::abs(pixel.blue() - color.blue()) < 3;
        }
    }
    return count;
}

} // namespace

class DefaultsGraphTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }

    void columnsShareThePage()
    {
        const auto columns = graphColumns(1024);
        QCOMPARE(columns.panel1, 190.0);
        QCOMPARE(columns.breakLeft, 457.0);
        QCOMPARE(columns.panel2, 485.0);
        QCOMPARE(columns.verdict, 854.0);
        QCOMPARE(graphColumns(400).right, 900.0);
    }

    void axesAreTheirOwnInverse_data()
    {
        QTest::addColumn<double>("seconds");
        for (const double seconds : {0.0, 0.25, 0.5, 1.0, 10.0, 350.0, 719.0}) {
            QTest::addRow("%g s", seconds) << seconds;
        }
    }
    void axesAreTheirOwnInverse()
    {
        QFETCH(double, seconds);
        const FootedAxis log(495, 824, 24, 0.5, 720);
        QVERIFY(std::abs(log.seconds(log.x(seconds)) - seconds) < 1e-6);
        const FootedAxis linear(495, 824, 0, 0, 720);
        QVERIFY(std::abs(linear.seconds(linear.x(seconds)) - seconds) < 1e-6);
    }

    void theStoryIsReadableWithoutZoom()
    {
        const Shown shown;
        const auto& rows = shown.graph.rows();
        const auto geometry = graphGeometry(rows, 1024, {});
        const auto& windows11 = rowLabelled(rows, "10 1709");
        const auto scale = loupeScale(windows11.times, 664 - 22);
        QVERIFY2(scale.pixelsPerSecond >= 40, "ten probes are countable in the loupe");
        QVERIFY(scale.pixelsPerSecond * 10 + 22 + 40 <= 664);
        QVERIFY2(std::abs(geometry.panel1.x(7200) - geometry.panel1.x(350)) > 40,
                 "2 h and 350 s are apart");
        QVERIFY2(geometry.panel2.x(1) - geometry.panel2.x(0) > 40, "1 s is a distance");
    }

    void boxFlagsNeverCross()
    {
        const Shown shown;
        const auto boxes = knownBoxes();
        const auto geometry = graphGeometry(shown.graph.rows(), 1024, {});
        const DefaultsScene scene{shown.graph.rows(), geometry, boxes, {}};
        const auto flags = boxFlags(scene);
        for (std::size_t i = 0; i < flags.size(); ++i) {
            for (std::size_t j = 0; j < flags.size(); ++j) {
                const bool crosses = i != j && flags[i].x > flags[j].flag.left() &&
                                     flags[i].x < flags[j].flag.right() &&
                                     flags[i].flag.top() < flags[j].flag.top();
                QVERIFY(!crosses);
            }
        }
    }

    void clickingALineChoosesTheBox()
    {
        Shown shown;
        QSignalSpy chosen(&shown.graph, &DefaultsGraph::boxChosen);
        const auto geometry = graphGeometry(shown.graph.rows(), 1024, {});
        const QPoint onLine(static_cast<int>(std::round(geometry.panel1.x(350))),
                            static_cast<int>(geometry.rowsTop) + 60);
        QTest::mouseClick(&shown.graph, Qt::LeftButton, {}, onLine);
        QCOMPARE(shown.graph.chosenBox(), QStringLiteral("aws-nlb"));
        QVERIFY(rowLabelled(shown.graph.rows(), "db-1").box->survives);
        QVERIFY(!rowLabelled(shown.graph.rows(), "10 1709").box->survives);
        QTest::mouseClick(&shown.graph, Qt::LeftButton, {}, onLine);
        QCOMPARE(shown.graph.chosenBox(), QString());
        QCOMPARE(chosen.count(), 2);
    }

    void theKeyboardWalksRowsAndMarks()
    {
        Shown shown;
        QTest::keyClick(&shown.graph, Qt::Key_Down);
        QVERIFY(shown.graph.accessibleDescription().contains(QLatin1String("db-1")));
        for (int i = 0; i < 3; ++i) {
            QTest::keyClick(&shown.graph, Qt::Key_Right);
        }
        QCOMPARE(shown.graph.accessibleDescription(),
                 QStringLiteral("3rd of 10 probes, 5 min 2 s after the last segment"));
        QTest::keyClick(&shown.graph, Qt::Key_Down);
        QVERIFY(shown.graph.accessibleDescription().contains(QLatin1String("2 h 0 min 10 s")));
    }

    void mergedRowsOpen()
    {
        const Shown shown;
        const auto& rows = shown.graph.rows();
        const auto closed = graphGeometry(rows, 1024, {});
        const auto& xp = rowLabelled(rows, "2000");
        const auto open = graphGeometry(rows, 1024, {false, {xp.label}});
        QCOMPARE(open.lines.size(), closed.lines.size() + xp.members.size());
        QVERIFY(!xp.members.empty());
    }

    void theTableHasTheRowsOfTheCsv()
    {
        const Shown shown;
        GraphTableModel model(shown.graph.rows());
        const QAbstractItemModelTester tester(&model);
        QCOMPARE(model.rowCount() + 1, int(shown.graph.csv().count('\n')));
        const auto cell = [&](int row, int column) {
            return model.index(row, column).data().toString();
        };
        QVERIFY(cell(0, GraphTableModel::row).contains(QLatin1String("db-1")));
        QCOMPARE(cell(0, GraphTableModel::time), QStringLiteral("5 min (default 2 h)"));
        QCOMPARE(cell(0, GraphTableModel::interval), QStringLiteral("1 s"));
        QCOMPARE(cell(0, GraphTableModel::probes), QStringLiteral("10"));
        QCOMPARE(cell(0, GraphTableModel::foundAfter), QStringLiteral("5 min 10 s"));
    }

    void theTableIsReachedByKeyAndButton()
    {
        Shown shown;
        const auto tables = [&] { return shown.graph.findChildren<QTableView*>(); };
        QTest::keyClick(&shown.graph, Qt::Key_T);
        QCOMPARE(tables().size(), 1);
        QVERIFY(tables().front()->currentIndex().isValid());
        QCOMPARE(tables().front()->model()->rowCount(), int(shown.graph.rows().size()));
        QVERIFY(!tables().front()->accessibleName().isEmpty());
        for (auto* button : shown.graph.findChildren<QPushButton*>()) {
            if (button->text() == QLatin1String("Table")) {
                button->click();
            }
        }
        QCOMPARE(tables().size(), 2);
    }

    void labelsStandFourPixelsApart()
    {
        const FootedAxis axis(0, 100, 0, 0, 100);
        const auto tenWide = [](const QString&) { return 10.0; };
        const auto labels = axisLabels(axis,
                                       {{10, QStringLiteral("a")},
                                        {23.9, QStringLiteral("too near")},
                                        {24, QStringLiteral("b")}},
                                       tenWide);
        QCOMPARE(int(labels.size()), 2);
        QCOMPARE(labels.back().text, QStringLiteral("b"));
    }

    void theFirstPanelNamesTheBendOfItsAxis()
    {
        Shown shown;
        const auto geometry = graphGeometry(shown.graph.rows(), 1024, {});
        const auto image = shown.graph.grab().toImage();
        const auto tickAt = [&](double seconds) {
            const QPoint tick(static_cast<int>(geometry.panel1.x(seconds)),
                              static_cast<int>(geometry.rowsBottom) + 2);
            return image.pixelColor(tick) == lightColors().secondary;
        };
        QVERIFY2(!tickAt(30), "only labels have ticks");
        for (const double seconds : {0.0, 10.0, 60.0, 600.0, 7200.0, 86'400.0}) {
            QVERIFY2(tickAt(seconds), qPrintable(QString::number(seconds)));
        }
    }

    void theLoupeShowsTheRowUnderThePointer()
    {
        Shown shown;
        const auto loupe = [&] {
            const auto geometry = graphGeometry(shown.graph.rows(), 1024, {});
            return shown.graph.grab().toImage().copy(0, static_cast<int>(geometry.loupeTop), 1024,
                                                     56);
        };
        const auto geometry = graphGeometry(shown.graph.rows(), 1024, {});
        const auto lineOf = [&](std::string_view part) {
            return std::find_if(
                geometry.lines.begin(), geometry.lines.end(), [&](const auto& line) {
                    return line.row != nullptr && line.row->label.find(part) != std::string::npos;
                });
        };
        const auto point = [&](double y) {
            QMouseEvent move(QEvent::MouseMove, QPointF(60, y), QPointF(60, y), Qt::NoButton,
                             Qt::NoButton, {});
            QCoreApplication::sendEvent(&shown.graph, &move);
        };
        const auto first = loupe();
        point(lineOf("2000")->top + 10);
        const auto hovered = loupe();
        QVERIFY(hovered != first);
        QTest::mouseClick(&shown.graph, Qt::LeftButton, {},
                          {60, static_cast<int>(lineOf("db-1")->top) + 10});
        QVERIFY2(loupe() == hovered, "the hovered one wins over the current one");
        QEvent leave(QEvent::Leave);
        QCoreApplication::sendEvent(&shown.graph, &leave);
        QVERIFY(loupe() == first);
    }

    void aProbeThatIsNeverSentIsHollow_data()
    {
        QTest::addColumn<std::uint16_t>("probes");
        QTest::newRow("none") << std::uint16_t(0);
        QTest::newRow("one") << std::uint16_t(1);
    }
    void aProbeThatIsNeverSentIsHollow()
    {
        QFETCH(std::uint16_t, probes);
        auto asked = request();
        asked.selected->times.probeCount = probes;
        const auto panel = firstPanelOf(asked, lightColors());
        QCOMPARE(countOf(panel, lightColors().blue) > 0, probes > 0);
        QCOMPARE(countOf(panel, lightColors().red) > 0, probes == 0);
    }

    void barsHaveTheThemesGrey()
    {
        auto colors = lightColors();
        colors.toothEdge = QColor(0, 0, 255);
        const auto panel = firstPanelOf(request(), colors);
        QVERIFY(countOf(panel, QColor(166, 166, 255)) > 100); // 35 % of it on white
    }

    void csvHasEveryRow()
    {
        const Shown shown;
        QCOMPARE(shown.graph.csv().count('\n'), qsizetype(shown.graph.rows().size()) + 1);
    }

    void theBoxOfTheCalculatorIsShown()
    {
        Shown shown;
        const std::string ownId = kOwnBox;
        shown.graph.showBox(Box{ownId, "your box", 6min, "6 min", "", "typed", ""});
        QCOMPARE(shown.graph.chosenBox(), QLatin1String(kOwnBox));
        QVERIFY(rowLabelled(shown.graph.rows(), "db-1").box->survives);
        QVERIFY(!rowLabelled(shown.graph.rows(), "In force").box->survives);
        shown.graph.showBox(knownBoxes().front());
        QCOMPARE(shown.graph.chosenBox(), QStringLiteral("azure"));
        shown.graph.chooseBox(QLatin1String(kOwnBox));
        QVERIFY2(shown.graph.chosenBox().isEmpty(), "the typed one is gone");
        shown.graph.showBox(std::nullopt);
        QVERIFY(!rowLabelled(shown.graph.rows(), "db-1").box);
    }

    void theKeyboardOpensMergedRows()
    {
        Shown shown;
        const int closed = shown.graph.sizeHint().height();
        for (int row = 0; row < 3; ++row) { // db-1, in force, 2000 to Server 2003
            QTest::keyClick(&shown.graph, Qt::Key_Down);
        }
        QTest::keyClick(&shown.graph, Qt::Key_Space);
        QVERIFY(shown.graph.sizeHint().height() > closed);
        QTest::keyClick(&shown.graph, Qt::Key_Return);
        QCOMPARE(shown.graph.sizeHint().height(), closed);
    }

    void theFocusFrameCoversNothing()
    {
        Shown shown;
        const auto before = shown.graph.grab().toImage();
        shown.graph.show();
        shown.graph.activateWindow();
        shown.graph.setFocus();
        QTRY_VERIFY(shown.graph.hasFocus());
        const auto after = shown.graph.grab().toImage();
        QVERIFY2(after != before, "the focus is seen");
        qint64 changed = 0;
        for (int y = 0; y < before.height(); ++y) {
            for (int x = 0; x < before.width(); ++x) {
                changed += before.pixel(x, y) != after.pixel(x, y) ? 1 : 0;
            }
        }
        QVERIFY2(changed < 6000, qPrintable(QString::number(changed)));
    }

    void looksAsItDid_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("light") << "defaults-light";
        QTest::newRow("dark") << "defaults-dark";
        QTest::newRow("high contrast") << "defaults-high-contrast";
    }
    void looksAsItDid()
    {
        if (QFontInfo(typeFont(TypeSize::body)).family() != QLatin1String("Noto Sans")) {
            QSKIP("the golden pictures are written in Noto Sans, which is not installed");
        }
        QFETCH(QString, name);
        const auto theme = name.contains(QLatin1String("dark"))   ? Theme::dark
                           : name.contains(QLatin1String("high")) ? Theme::highContrast
                                                                  : Theme::light;
        applyTheme(*qApp, theme); // before the widget: without an event loop it would not follow
        Shown shown(theme);
        shown.graph.chooseBox(QStringLiteral("aws-nlb"));
        golden::compare(
            shown.graph.grab().toImage().convertToFormat(QImage::Format_ARGB32_Premultiplied),
            name);
        applyTheme(*qApp, Theme::light);
    }
};

QTEST_MAIN(DefaultsGraphTest)
#include "tst_defaults_graph.moc"
