#include "tests/ui/warnings.h"
#include "ui/simulation/run_until_panel.h"
#include "ui/simulation/time_bar.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>
#include <QToolButton>
#include <QWindow>

#include <algorithm>

using namespace kai;
using namespace kai::ui;
using namespace std::chrono_literals;

namespace {

lab::ClockState clockAt(nanoseconds now, bool running, lab::Pace pace, double achieved)
{
    lab::ClockState clock;
    clock.now = Moment{now};
    clock.simulated = true;
    clock.running = running;
    clock.pace = pace;
    clock.achieved = achieved;
    clock.nextEvent = Moment{now + 1s};
    return clock;
}

QPushButton* button(QWidget& parent, const char* text)
{
    for (auto* candidate : parent.findChildren<QPushButton*>()) {
        if (candidate->text() == QString::fromUtf8(text)) {
            return candidate;
        }
    }
    return nullptr;
}

bool shows(QWidget& parent, const char* text)
{
    for (const auto* label : parent.findChildren<QLabel*>()) {
        if (!label->isHidden() && label->text().contains(QString::fromUtf8(text))) {
            return true;
        }
    }
    return false;
}

QToolButton* untilButton(TimeBar& bar)
{
    for (auto* candidate : bar.findChildren<QToolButton*>()) {
        if (candidate->text().startsWith(QStringLiteral("Run until"))) {
            return candidate;
        }
    }
    return nullptr;
}

bool showMenu(TimeBar& bar)
{
    Q_EMIT untilButton(bar)->menu()->aboutToShow();
    return bar.findChild<RunUntilPanel*>() != nullptr;
}

void typeIntoPopup(const QString& keys)
{
    for (const QChar key : keys) {
        QWidget* popup = QApplication::activePopupWidget();
        if (!popup) {
            return;
        }
        QWindow* window = popup->windowHandle();
        switch (key.toLatin1()) {
        case '\n':
            QTest::keyClick(window, Qt::Key_Return);
            break;
        case '\t':
            QTest::keyClick(window, Qt::Key_Tab);
            break;
        default:
            QTest::keyClick(window, key.toLatin1());
        }
    }
    if (QWidget* popup = QApplication::activePopupWidget()) {
        popup->close();
    }
}

} // namespace

class TestTimeBar : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }

    void oneButtonRunsAndPauses()
    {
        TimeBar bar;
        QSignalSpy run(&bar, &TimeBar::runRequested);
        QSignalSpy pause(&bar, &TimeBar::pauseRequested);
        bar.setClock(clockAt(0s, false, {}, 0));
        QTest::mouseClick(button(bar, "Run"), Qt::LeftButton);
        QCOMPARE(run.count(), 1);
        bar.setClock(clockAt(1s, true, {}, 1));
        QTest::mouseClick(button(bar, "Pause"), Qt::LeftButton);
        QCOMPARE(pause.count(), 1);
    }

    void theClockIsSpelledOut()
    {
        TimeBar bar;
        bar.setClock(clockAt(7218s, true, {lab::Pace::Kind::story, 1}, 1));
        QVERIFY(shows(bar, "2 h 0 min 18 s"));
    }

    void aPausedClockShowsMilliseconds()
    {
        TimeBar bar;
        bar.setClock(clockAt(7218250ms, false, {}, 0));
        QVERIFY(shows(bar, "2 h 0 min 18.25 s"));
    }

    void anUnreachedPaceSaysWhatItReaches()
    {
        TimeBar bar;
        const lab::Pace fast{lab::Pace::Kind::factor, 100'000};
        bar.setClock(clockAt(1s, true, fast, 100'000));
        QVERIFY(!shows(bar, "reaches"));
        bar.setClock(clockAt(1s, true, fast, 52'000));
        QVERIFY(shows(bar, "52,000"));
    }

    void thePaceInForceIsChecked()
    {
        TimeBar bar;
        bar.setClock(clockAt(1s, true, {lab::Pace::Kind::story, 1}, 1));
        QVERIFY(button(bar, "Story")->isChecked());
        QSignalSpy pace(&bar, &TimeBar::paceRequested);
        QTest::mouseClick(button(bar, "\u00d71,000"), Qt::LeftButton);
        QCOMPARE(pace.count(), 1);
        QCOMPARE(pace[0][0].value<lab::Pace>().factor, 1000.0);
    }

    /// One that has no button of its own is named by the menu's.
    void thePaceInForceIsAlwaysToBeSeen_data()
    {
        QTest::addColumn<double>("factor");
        QTest::addColumn<QString>("shown");
        QTest::newRow("x1 has a button") << 1.0 << QStringLiteral("Pace");
        QTest::newRow("x100 has none") << 100.0 << QString::fromUtf8("\u00d7100");
        QTest::newRow("x100000 has none") << 100'000.0 << QString::fromUtf8("\u00d7100,000");
    }

    void thePaceInForceIsAlwaysToBeSeen()
    {
        QFETCH(double, factor);
        QFETCH(QString, shown);
        TimeBar bar;
        bar.setLocale(QLocale::c());
        bar.setClock(clockAt(1s, true, {lab::Pace::Kind::factor, factor}, factor));
        for (const auto* button : bar.findChildren<QToolButton*>()) {
            if (button->accessibleName() == QStringLiteral("Other paces")) {
                QString text = button->text();
                QCOMPARE(text.remove(QLatin1Char(',')), shown.remove(QLatin1Char(',')));
                return;
            }
        }
        QFAIL("no button of other paces");
    }

    void nothingDueMeansNoStep()
    {
        TimeBar bar;
        auto clock = clockAt(1s, false, {}, 0);
        clock.nextEvent = kNever;
        bar.setClock(clock);
        QVERIFY(!bar.timeActions()[1]->isEnabled());
    }

    void runForAndUntil_data()
    {
        QTest::addColumn<int>("field");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<QString>("refusal");
        QTest::newRow("for ten minutes") << 0 << "10 min" << qint64{600} << "";
        QTest::newRow("until 2 h, seen from 1 h") << 1 << "2 h" << qint64{7200} << "";
        QTest::newRow("a moment that has passed") << 1 << "30 min" << qint64{0} << "passed";
        QTest::newRow("no unit") << 0 << "10" << qint64{0} << "unit";
    }
    void runForAndUntil()
    {
        QFETCH(int, field);
        QFETCH(QString, typed);
        QFETCH(qint64, seconds);
        QFETCH(QString, refusal);
        RunUntilPanel panel;
        panel.setNow(Moment{1h});
        QSignalSpy runFor(&panel, &RunUntilPanel::runForRequested);
        QSignalSpy runUntil(&panel, &RunUntilPanel::runUntilRequested);
        auto* edit = panel.findChildren<QLineEdit*>()[field];
        edit->setText(typed);
        QTest::keyClick(edit, Qt::Key_Return);
        QCOMPARE(runFor.count() + runUntil.count(), refusal.isEmpty() ? 1 : 0);
        if (refusal.isEmpty() && field == 0) {
            QCOMPARE(runFor[0][0].value<std::chrono::nanoseconds>(), nanoseconds{seconds * 1s});
        } else if (refusal.isEmpty()) {
            QCOMPARE(runUntil[0][0].value<Moment>(), Moment{seconds * 1s});
        } else {
            QVERIFY(shows(panel, refusal.toUtf8().constData()));
        }
    }

    void theMenuIsFilledWhenItOpens()
    {
        TimeBar bar;
        bar.setSelected(ConnectionId{7}, QStringLiteral("db-1"));
        QVERIFY(!bar.findChild<RunUntilPanel*>());
        for (QMenu* menu : bar.findChildren<QMenu*>()) {
            Q_EMIT menu->aboutToShow();
        }
        const auto* panel = bar.findChild<RunUntilPanel*>();
        QVERIFY(panel);
        const auto buttons = panel->findChildren<QPushButton*>();
        QVERIFY(std::any_of(buttons.begin(), buttons.end(), [](const QPushButton* button) {
            return button->text().contains(QStringLiteral("db-1"));
        }));
    }

    /// By the keys as the windowing system sends them: to the popup, which gives them to what has the focus.
    void runForIsTypedIntoThePopup_data()
    {
        QTest::addColumn<QString>("keys");
        QTest::addColumn<qint64>("seconds");
        QTest::newRow("run for: at once") << "5 min\n" << qint64{300};
        QTest::newRow("Enter on its button") << "5 min\t\n" << qint64{300};
        QTest::newRow("run until: two tabs on") << "\t\t2 h\n" << qint64{7200};
        QTest::newRow("a wrong one stays open") << "5\n\n s\n" << qint64{5};
    }
    void runForIsTypedIntoThePopup()
    {
        QFETCH(QString, keys);
        QFETCH(qint64, seconds);
        TimeBar bar;
        bar.setClock(clockAt(1h, false, {}, 0));
        bar.show();
        QVERIFY(QTest::qWaitForWindowActive(&bar));
        QList<nanoseconds> asked;
        connect(&bar, &TimeBar::runForRequested, &bar, [&](nanoseconds time) { asked << time; });
        connect(&bar, &TimeBar::runUntilRequested, &bar,
                [&](Moment moment) { asked << moment.time_since_epoch(); });
        QTimer::singleShot(0, &bar, [&] { typeIntoPopup(keys); });
        auto* open = untilButton(bar);
        open->setFocus();
        QTest::keyClick(open, Qt::Key_Space); // returns when the popup is closed
        QCOMPARE(asked, QList<nanoseconds>{nanoseconds{seconds * 1s}});
        QVERIFY(!QApplication::activePopupWidget());
    }

    void theTargetIsShownBesideTheClock()
    {
        TimeBar bar;
        bar.setSelected(ConnectionId{7}, QStringLiteral("db-1"));
        auto clock = clockAt(1s, true, {lab::Pace::Kind::factor, 1}, 1);
        bar.setClock(clock);
        QVERIFY(!shows(bar, "until"));
        clock.target = Moment{3607s};
        bar.setClock(clock);
        QVERIFY(shows(bar, "until 1 h 0 min 7 s"));
        QVERIFY(showMenu(bar));
        auto* panel = bar.findChild<RunUntilPanel*>();
        QTest::mouseClick(button(*panel, "Until db-1 ends"), Qt::LeftButton);
        bar.setSelected(ConnectionId{8}, QStringLiteral("db-2"));
        clock.target = kNever;
        clock.untilEnded = ConnectionId{7};
        bar.setClock(clock);
        QVERIFY(shows(bar, "until db-1 ends"));
        bar.setClock(clockAt(2s, false, {}, 0));
        QVERIFY(!shows(bar, "until db-1 ends"));
    }

    void untilTheSelectedConnectionEnds()
    {
        RunUntilPanel panel;
        QSignalSpy ended(&panel, &RunUntilPanel::runUntilEndedRequested);
        QVERIFY(!button(panel, "Until the selected connection ends")->isEnabled());
        panel.setSelected(static_cast<ConnectionId>(3), QStringLiteral("XP"));
        QTest::mouseClick(button(panel, "Until XP ends"), Qt::LeftButton);
        QCOMPARE(ended[0][0].value<ConnectionId>(), static_cast<ConnectionId>(3));
    }
};

QTEST_MAIN(TestTimeBar)
#include "tst_time_bar.moc"
