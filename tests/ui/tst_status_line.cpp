#include "tests/ui/rows.h"
#include "tests/ui/warnings.h"
#include "ui/window/status_line.h"

#include <QLabel>
#include <QProgressBar>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace kai;
using namespace kai::ui;
using namespace kai::ui::tests;

/// The bottom line.
class StatusLineTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }

    void countsConditions();
    void tellsWhatTheFilterLeaves();
    void showsOneOpening();
    void showsSeveralOpeningsTogether();
    void aSingleConnectionNeedsNoBar();
    void anotherLabStartsAnew();
};

namespace {

struct Fixture {
    StatusLine line;
    QProgressBar* bar = line.findChild<QProgressBar*>();
    QToolButton* cancel = line.findChild<QToolButton*>();

    Fixture() { line.show(); }
    [[nodiscard]] QString words() const { return line.findChild<QLabel*>()->text(); }
    void progress(std::uint64_t command, std::uint32_t asked, std::uint32_t opened,
                  bool finished = false)
    {
        OpenProgress made;
        made.command = static_cast<CommandId>(command);
        made.asked = asked;
        made.opened = opened;
        made.finished = finished;
        line.setProgress(made);
    }
};

} // namespace

void StatusLineTest::countsConditions()
{
    Fixture fixture;
    QCOMPARE(fixture.words(), QStringLiteral("No connections yet."));
    StackChanges changes = manyRows(4);
    changes.rows[1] = probingRow(2, 1);
    changes.rows[2] = offRow(3);
    ConnectionStore store;
    std::vector<ConnectionId> changed;
    store.update(changes, changed);
    fixture.line.setShownRows(4);
    fixture.line.refresh(store, changed);
    QCOMPARE(fixture.words(), QStringLiteral("4 connections \u00b7 1 probing \u00b7 1 off"));
    changes.infos.clear();
    changes.rows = {endedRow(2, EndedBy::keepAlive, 110)};
    store.update(changes, changed);
    fixture.line.refresh(store, changed);
    QCOMPARE(fixture.words(), QStringLiteral("4 connections \u00b7 1 off \u00b7 1 ended"));
}

void StatusLineTest::tellsWhatTheFilterLeaves()
{
    Fixture fixture;
    ConnectionStore store;
    std::vector<ConnectionId> changed;
    store.update(manyRows(4), changed);
    fixture.line.setShownRows(4);
    fixture.line.refresh(store, changed);
    fixture.line.setShownRows(1);
    QCOMPARE(fixture.words(), QStringLiteral("1 of 4 connections"));
}

void StatusLineTest::showsOneOpening()
{
    Fixture fixture;
    QVERIFY(!fixture.bar->isVisible());
    fixture.progress(1, 100, 30);
    QVERIFY(fixture.bar->isVisible());
    QCOMPARE(fixture.bar->maximum(), 100);
    QCOMPARE(fixture.bar->value(), 30);
    QSignalSpy cancelled(&fixture.line, &StatusLine::cancelAsked);
    fixture.cancel->click();
    QCOMPARE(cancelled.size(), 1);
    QCOMPARE(fixture.line.openings(), std::vector{static_cast<CommandId>(1)});
    fixture.progress(1, 100, 40, true);
    QVERIFY(!fixture.bar->isVisible());
    QVERIFY(!fixture.cancel->isVisible());
}

void StatusLineTest::showsSeveralOpeningsTogether()
{
    Fixture fixture;
    fixture.progress(1, 100, 100);
    fixture.progress(2, 50, 10);
    QCOMPARE(fixture.bar->maximum(), 150);
    QCOMPARE(fixture.bar->value(), 110);
    fixture.progress(1, 100, 100, true);
    QVERIFY(fixture.bar->isVisible());
    QCOMPARE(fixture.line.openings(), std::vector{static_cast<CommandId>(2)});
}

void StatusLineTest::aSingleConnectionNeedsNoBar()
{
    Fixture fixture;
    fixture.progress(1, 1, 0);
    QVERIFY(!fixture.bar->isVisible());
}

void StatusLineTest::anotherLabStartsAnew()
{
    Fixture fixture;
    fixture.progress(1, 100, 30);
    fixture.line.reset();
    QVERIFY(!fixture.bar->isVisible());
    QVERIFY(fixture.line.openings().empty());
    QCOMPARE(fixture.words(), QStringLiteral("No connections yet."));
}

QTEST_MAIN(StatusLineTest)
#include "tst_status_line.moc"
