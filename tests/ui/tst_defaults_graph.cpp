#include "core/defaults/registry_report.h"
#include "core/defaults/sysctl.h"
#include "tests/ui/golden.h"
#include "tests/ui/warnings.h"
#include "ui/defaults/defaults_graph.h"
#include "ui/defaults/defaults_graph_painting.h"
#include "ui/theme/theme.h"

#include <QFile>
#include <QFontInfo>
#include <QPainter>
#include <QSignalSpy>
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
