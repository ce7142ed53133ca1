#include "core/keepalive/duration_text.h"
#include "ui/calculator/calculator_panel.h"
#include "ui/calculator/wish_form.h"
#include "ui/defaults/defaults_graph.h"
#include "ui/theme/theme.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <chrono>

using namespace kai;
using namespace kai::ui;
using namespace std::chrono_literals;

namespace {

constexpr auto kOtherHost = static_cast<HostId>(1);

Capabilities linuxLab()
{
    Capabilities lab;
    lab.system = "Linux 6.1";
    lab.limits = {1s, 32'767s, 1s, 1, 127, true};
    lab.timerTick = 4ms;
    return lab;
}

Capabilities windowsLab()
{
    Capabilities lab;
    lab.simulated = true;
    return lab;
}

SystemDefaults host(HostId id, std::string system, std::uint16_t count = 10)
{
    SystemDefaults defaults;
    defaults.host = id;
    defaults.system = std::move(system);
    defaults.probeCount = count;
    return defaults;
}

std::vector<Box> knownBoxes()
{
    return {{"azure", "Azure", 4min, "4 min", "", "source", ""},
            {"aws-nlb", "AWS NLB", 350s, "350 s", "", "source", ""}};
}

Wish wish(std::optional<milliseconds> find, std::optional<milliseconds> box = {},
          std::optional<std::uint32_t> packets = {})
{
    Wish asked;
    asked.findWithin = find;
    asked.boxLimit = box;
    asked.packetsPerHour = packets;
    return asked;
}

int rowNamed(const QAbstractItemModel& model, const QString& start)
{
    for (int row = 0; row < model.rowCount(); ++row) {
        if (model.index(row, AnswersModel::System).data().toString().startsWith(start)) {
            return row;
        }
    }
    return -1;
}

/// A panel for this computer, with the answers and one connection of it selected.
class Shown {
public:
    Shown()
    {
        applyTheme(*qApp, Theme::light);
        panel.setBoxes(knownBoxes());
        panel.setSystems(askedSystems(linuxLab(), {host(HostId::first, "Linux 6.1")}));
        panel.setTarget({1, {HostId::first}});
        area.setWidgetResizable(true);
        area.setWidget(&panel);
        area.resize(1000, 600);
        area.show();
    }

    QLineEdit& findWithin() { return *panel.findChild<WishForm*>()->findChild<QLineEdit*>(); }
    QPushButton& apply() { return *panel.findChild<QPushButton*>(); }
    bool says(const QString& part)
    {
        const auto labels = panel.findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(),
                           [&](const QLabel* label) { return label->text().contains(part); });
    }

    ~Shown() { area.takeWidget(); }

    QScrollArea area; ///< as on the page
    CalculatorPanel panel;
};

} // namespace

Q_DECLARE_METATYPE(kai::ui::CalculatorTarget)

class TestCalculator : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theLabsSystemsComeFirst()
    {
        const auto systems = askedSystems(linuxLab(), {host(HostId::first, "Linux 6.1")});
        QVERIFY(systems.front().isInLab());
        QCOMPARE(systems.front().system.tick, nanoseconds{4ms});
        QCOMPARE(std::count_if(systems.begin(), systems.end(),
                               [](const auto& asked) { return asked.isInLab(); }),
                 1);
        QVERIFY(std::none_of(systems.begin(), systems.end(), [](const AskedSystem& asked) {
            return asked.system.name == "Linux, HZ 250";
        }));
    }

    void hostsAreOneWhenTheirCountIs_data()
    {
        QTest::addColumn<int>("secondCount");
        QTest::addColumn<int>("rows");
        QTest::newRow("two XP hosts alike") << 5 << 1;
        QTest::newRow("D3: one XP whose registry says 255 probes") << 255 << 2;
    }
    void hostsAreOneWhenTheirCountIs()
    {
        QFETCH(int, secondCount);
        QFETCH(int, rows);
        const auto systems =
            askedSystems(windowsLab(),
                         {host(HostId::first, "Windows XP", 5),
                          host(kOtherHost, "Windows XP", static_cast<std::uint16_t>(secondCount))});
        QCOMPARE(std::count_if(systems.begin(), systems.end(),
                               [](const auto& asked) { return asked.isInLab(); }),
                 rows);
        const auto& last = systems[static_cast<std::size_t>(rows) - 1];
        QCOMPARE(last.system.fixedCount, std::optional(static_cast<std::uint16_t>(secondCount)));
        QVERIFY(std::find(last.hosts.begin(), last.hosts.end(), kOtherHost) != last.hosts.end());
    }

    void answers_data()
    {
        QTest::addColumn<QString>("system");
        QTest::addColumn<int>("findSeconds");
        QTest::addColumn<int>("boxSeconds");
        QTest::addColumn<int>("packets");
        QTest::addColumn<QString>("time");
        QTest::addColumn<QString>("remark");
        QTest::newRow("HZ 250 behind AWS NLB: the wheel's lateness counts")
            << "Linux 6.1" << 0 << 350 << -1 << "332 s"
            << "timer wheel";
        QTest::newRow("Windows behind AWS NLB: exact timers")
            << "Windows 10 1703" << 0 << 350 << -1 << "348 s"
            << "the box forgets at 350 s";
        QTest::newRow("found within 30 s, three probes")
            << "Windows 10 1703" << 30 << 0 << -1 << "27 s"
            << "later than 30 s";
        QTest::newRow("D2: ten probes do not fit into 10 s")
            << "Windows Vista" << 10 << 0 << -1 << "\u2013"
            << "cannot: ";
        QTest::newRow("one packet an hour contradicts a box of 4 min")
            << "Linux 6.1" << 0 << 240 << 1 << "\u2013"
            << "at most 1 packets an hour";
    }
    void answers()
    {
        QFETCH(QString, system);
        QFETCH(int, findSeconds);
        QFETCH(int, boxSeconds);
        QFETCH(int, packets);
        QFETCH(QString, time);
        QFETCH(QString, remark);
        AnswersModel model;
        QAbstractItemModelTester tester(&model,
                                        QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setSystems(askedSystems(linuxLab(), {host(HostId::first, "Linux 6.1")}));
        Wish asked;
        if (findSeconds > 0) {
            asked.findWithin = std::chrono::seconds(findSeconds);
        }
        if (boxSeconds > 0) {
            asked.boxLimit = std::chrono::seconds(boxSeconds);
        }
        if (packets >= 0) {
            asked.packetsPerHour = static_cast<std::uint32_t>(packets);
        }
        model.setWish(asked);
        const int row = rowNamed(model, system);
        QVERIFY(row >= 0);
        QCOMPARE(model.index(row, AnswersModel::Time).data().toString(), time);
        const QString why = model.index(row, AnswersModel::Remark).data().toString();
        QVERIFY2(why.contains(remark), qPrintable(why));
        QVERIFY(explanationOf(*model.answerAt(row)).contains(system));
    }

    void withoutAReadableWishThereIsNoAnswer()
    {
        AnswersModel model;
        model.setSystems(askedSystems(linuxLab(), {}));
        QVERIFY(model.answerAt(0) == nullptr);
        model.setWish(wish(30s));
        QVERIFY(model.answerAt(0) != nullptr);
        model.setWish({});
        QVERIFY(model.answerAt(0) == nullptr);
    }

    void theCountIsAskedForOnlyWhereASocketHasOne()
    {
        AnswersModel model;
        model.setSystems(askedSystems(linuxLab(), {host(HostId::first, "Linux 6.1")}));
        model.setWish(wish(10min));
        const auto own = settingsOf(*model.answerAt(0));
        QCOMPARE(own.enabled, std::optional(true));
        QCOMPARE(own.probeCount, std::optional<std::uint16_t>(3));
        const auto vista =
            settingsOf(*model.answerAt(rowNamed(model, QStringLiteral("Windows V"))));
        QVERIFY(vista.idleTime && vista.probeInterval);
        QVERIFY(!vista.probeCount);
    }

    void fields_data()
    {
        QTest::addColumn<QString>("find");
        QTest::addColumn<QString>("box");
        QTest::addColumn<QString>("packets");
        QTest::addColumn<qint64>("findMs");
        QTest::addColumn<qint64>("boxMs");
        QTest::addColumn<QString>("refusal");
        const auto row = [](const char* name) -> QTestData& { return QTest::newRow(name); };
        row("a time and a known box") << "90 s"
                                      << "AWS NLB 350 s"
                                      << "" << qint64{90'000} << qint64{350'000} << "";
        row("a box of one's own") << ""
                                  << "20 min"
                                  << "" << qint64{-1} << qint64{1'200'000} << "";
        row("packets") << "1h30min"
                       << ""
                       << "12" << qint64{5'400'000} << qint64{-1} << "";
        row("a word instead of a time")
            << "soon"
            << ""
            << "" << qint64{-1} << qint64{-1} << "Find a dead peer within: ";
        row("a box that nobody knows")
            << "90 s"
            << "my firewall"
            << "" << qint64{-1} << qint64{-1} << "Survive a box that forgets after: ";
        row("no whole number") << "90 s"
                               << ""
                               << "many" << qint64{-1} << qint64{-1} << "At most packets an hour: ";
        row("nothing asked for") << ""
                                 << ""
                                 << "5" << qint64{-1} << qint64{-1} << "Nothing is asked for";
    }
    void fields()
    {
        QFETCH(QString, find);
        QFETCH(QString, box);
        QFETCH(QString, packets);
        QFETCH(qint64, findMs);
        QFETCH(qint64, boxMs);
        QFETCH(QString, refusal);
        WishForm form;
        form.setBoxes(knownBoxes());
        const auto edits = form.findChildren<QLineEdit*>(QString(), Qt::FindDirectChildrenOnly);
        edits.front()->setText(find);
        form.findChild<QComboBox*>()->setEditText(box);
        edits[edits.size() - 2]->setText(packets);
        const auto labels = form.findChildren<QLabel*>();
        const bool refused = std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
            return !refusal.isEmpty() && label->text().startsWith(refusal);
        });
        QCOMPARE(refused, !refusal.isEmpty());
        QCOMPARE(form.wish().has_value(), refusal.isEmpty());
        if (form.wish()) {
            QCOMPARE(qint64(form.wish()->findWithin.value_or(-1ms).count()), findMs);
            QCOMPARE(qint64(form.wish()->boxLimit.value_or(-1ms).count()), boxMs);
        }
    }

    void aBareNumberTakesTheUnitShownAndIsEchoed()
    {
        WishForm form;
        auto* edit = form.findChild<QLineEdit*>();
        edit->selectAll();
        QTest::keyClicks(edit, QStringLiteral("90 s"));
        QTest::keyClick(edit, Qt::Key_Return);
        edit->selectAll();
        QTest::keyClicks(edit, QStringLiteral("45"));
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(edit->text(), QStringLiteral("45 s"));
        QCOMPARE(form.wish()->findWithin, std::optional<milliseconds>(45s));
    }

    void theIntervalFollowsTheTimeUntilItIsTyped()
    {
        WishForm form;
        const auto edits = form.findChildren<QLineEdit*>(QString(), Qt::FindDirectChildrenOnly);
        QCOMPARE(form.wish()->shortestInterval, milliseconds(10s));
        QVERIFY(edits.back()->placeholderText().contains(QLatin1String("10 s")));
        edits.front()->setText(QStringLiteral("60 s"));
        QCOMPARE(form.wish()->shortestInterval, milliseconds(2s));
        edits.front()->setText(QStringLiteral("3 s"));
        QCOMPARE(form.wish()->shortestInterval, milliseconds(1s));
        edits.back()->setText(QStringLiteral("30 s"));
        edits.front()->setText(QStringLiteral("20 min"));
        QCOMPARE(form.wish()->shortestInterval, milliseconds(30s));
        edits.back()->setText(QStringLiteral("often"));
        QVERIFY(!form.wish());
    }

    void theBoxIsAKnownOneOrTheTimeTyped()
    {
        WishForm form;
        form.setBoxes(knownBoxes());
        QVERIFY(!form.box());
        form.chooseBox(QStringLiteral("azure"));
        QCOMPARE(form.box()->id, std::string("azure"));
        form.findChild<QComboBox*>()->setEditText(QStringLiteral("6 min"));
        QCOMPARE(form.box()->limit, milliseconds(6min));
        QCOMPARE(form.box()->id, std::string(kOwnBox));
        form.findChild<QComboBox*>()->setEditText(QStringLiteral("my firewall"));
        QVERIFY(!form.box());
    }

    void aBoxOfTheGraphIsTaken()
    {
        WishForm form;
        form.setBoxes(knownBoxes());
        form.chooseBox(QStringLiteral("azure"));
        QCOMPARE(form.wish()->boxLimit, std::optional<milliseconds>(4min));
        form.chooseBox({});
        QVERIFY(!form.wish()->boxLimit);
    }

    void applyOrWhyNot_data()
    {
        QTest::addColumn<CalculatorTarget>("target");
        QTest::addColumn<int>("row");
        QTest::addColumn<QString>("why");
        const CalculatorTarget one{1, {HostId::first}};
        QTest::newRow("one connection of this computer") << one << 0 << "";
        QTest::newRow("nothing selected") << CalculatorTarget{} << 0 << "No open connection";
        QTest::newRow("another system's answer") << one << 2 << "not in the lab";
        QTest::newRow("one of them on another host")
            << CalculatorTarget{2, {HostId::first, kOtherHost}} << 0 << "on another system";
        QTest::newRow("no row") << one << -1 << "Choose a row";
    }
    void applyOrWhyNot()
    {
        QFETCH(CalculatorTarget, target);
        QFETCH(int, row);
        QFETCH(QString, why);
        Shown shown;
        shown.panel.setTarget(target);
        auto* table = shown.panel.findChild<QTableView*>();
        table->setCurrentIndex(row < 0 ? QModelIndex() : table->model()->index(row, 0));
        QCOMPARE(shown.apply().isEnabled(), why.isEmpty());
        QVERIFY(why.isEmpty() || shown.says(why));
        QSignalSpy applied(&shown.panel, &CalculatorPanel::applyAsked);
        QTest::mouseClick(&shown.apply(), Qt::LeftButton);
        QCOMPARE(applied.count(), why.isEmpty() ? 1 : 0);
    }

    void theKeyboardAloneTypesChoosesAndApplies()
    {
        Shown shown;
        shown.area.activateWindow();
        shown.panel.setFocus();
        QTRY_COMPARE(QApplication::focusWidget(), &shown.findWithin());
        shown.findWithin().selectAll();
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("2 min"));
        while (QApplication::focusWidget() != shown.panel.findChild<QTableView*>()) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            QVERIFY(QApplication::focusWidget() != &shown.findWithin());
        }
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
        QVERIFY(!shown.apply().isEnabled());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Up);
        QVERIFY(shown.apply().isEnabled());
        while (QApplication::focusWidget() != &shown.apply()) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
            QVERIFY(QApplication::focusWidget() != &shown.findWithin());
        }
        QSignalSpy applied(&shown.panel, &CalculatorPanel::applyAsked);
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QCOMPARE(applied.count(), 1);
        const auto settings = applied[0][0].value<KeepAliveSettings>();
        QVERIFY(settings.idleTime && *settings.idleTime < 2min);
    }

    void theSizeDoesNotDependOnTheAnswer()
    {
        Shown shown;
        const QSize before = shown.panel.sizeHint();
        for (const char* typed : {"soon", "2 s", "40 d", ""}) {
            shown.findWithin().setText(QString::fromLatin1(typed));
            QCOMPARE(shown.panel.sizeHint(), before);
        }
    }
};

QTEST_MAIN(TestCalculator)
#include "tst_calculator.moc"
