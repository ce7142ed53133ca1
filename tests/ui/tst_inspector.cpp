#include "tests/ui/rows.h"
#include "tests/ui/warnings.h"
#include "ui/inspector/calls_box.h"
#include "ui/inspector/inspector.h"
#include "ui/inspector/settings_editor.h"
#include "ui/inspector/state_words.h"
#include "ui/inspector/why_box.h"
#include "ui/widgets/breaking_label.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace kai;
using namespace kai::ui;
using namespace kai::ui::tests;

class InspectorTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }

    void asksOnlyForWhatWasEdited();
    void previewsRoundingAndDetection();
    void refusesAtTheField_data();
    void refusesAtTheField();
    void warnsOfOneProbe();
    void saysWhatBecameOfEachField();
    void keepsWhatIsTypedWhenTheRowChanges();
    void revertGivesUpWhatWasTyped();
    void anotherConnectionStartsAnew();
    void saysTheState_data();
    void saysTheState();
    void copiesCallsAsC();
    void callsSayWhenTheyWereMade();
    void callsBehindAChangeAreSelected();
    void showsWhoSuppliedEachValue();
    void tellsWhatBecameOfAnAsk();
    void isNeverWiderThanItsPlace();
    void longPathsBreak();
};

namespace {

Capabilities linuxCapabilities()
{
    Capabilities capabilities;
    capabilities.limits = {.minTime = 1s,
                           .maxTime = 32767s,
                           .granularity = 1s,
                           .minCount = 1,
                           .maxCount = 127,
                           .countPerSocket = true};
    capabilities.timerTick = 4ms;
    return capabilities;
}

QLineEdit* field(QWidget& widget, const QString& name)
{
    const auto fields = widget.findChildren<QLineEdit*>();
    for (QLineEdit* found : fields) {
        if (found->accessibleName() == name) {
            return found;
        }
    }
    return nullptr;
}

QPushButton* button(QWidget& widget, const QString& text)
{
    const auto buttons = widget.findChildren<QPushButton*>();
    for (QPushButton* found : buttons) {
        if (found->text() == text) {
            return found;
        }
    }
    return nullptr;
}

bool says(QWidget& widget, const QString& words)
{
    const auto labels = widget.findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(),
                       [&](const QLabel* label) { return label->text().contains(words); });
}

void type(QWidget& widget, const char* name, const char* text)
{
    QLineEdit* line = field(widget, QLatin1String(name));
    QVERIFY(line);
    line->selectAll();
    QTest::keyClicks(line, QLatin1String(text));
}

struct EditorFixture {
    SettingsEditor editor;
    QSignalSpy asked{&editor, &SettingsEditor::applyAsked};

    EditorFixture()
    {
        editor.setCapabilities(linuxCapabilities());
        editor.start(openRow(1));
    }
    void apply() { QTest::mouseClick(button(editor, QStringLiteral("Apply")), Qt::LeftButton); }
    KeepAliveSettings settings() const { return asked.at(0).at(0).value<KeepAliveSettings>(); }
};

} // namespace

void InspectorTest::asksOnlyForWhatWasEdited()
{
    EditorFixture fixture;
    QVERIFY(!button(fixture.editor, QStringLiteral("Apply"))->isEnabled());
    type(fixture.editor, "Interval", "1500 ms");
    fixture.apply();
    QCOMPARE(fixture.asked.size(), 1);
    QVERIFY(fixture.settings() == (KeepAliveSettings{{}, {}, 1500ms, {}}));
}

void InspectorTest::previewsRoundingAndDetection()
{
    EditorFixture fixture;
    type(fixture.editor, "Interval", "1500 ms");
    QVERIFY(says(fixture.editor, QStringLiteral("rounded to 2 s")));
    QVERIFY(says(fixture.editor, QStringLiteral("if applied")));
    QVERIFY(says(fixture.editor, QStringLiteral("now ")));
}

void InspectorTest::refusesAtTheField_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("typed");
    QTest::newRow("a time beyond the system's limit") << "Time"
                                                      << "40000 s";
    QTest::newRow("no number") << "Interval"
                               << "soon";
    QTest::newRow("a count of 0") << "Probes"
                                  << "0";
    QTest::newRow("a count that is none") << "Probes"
                                          << "x";
}

void InspectorTest::refusesAtTheField()
{
    QFETCH(QString, name);
    QFETCH(QString, typed);
    EditorFixture fixture;
    type(fixture.editor, name.toLatin1().constData(), typed.toLatin1().constData());
    QVERIFY(says(fixture.editor, QStringLiteral("refused")));
}

/// P6
void InspectorTest::warnsOfOneProbe()
{
    EditorFixture fixture;
    fixture.editor.show();
    auto* on = fixture.editor.findChild<QCheckBox*>();
    on->setChecked(true);
    const auto warned = [&] {
        const auto labels = fixture.editor.findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [](const QLabel* label) {
            return label->isVisible() && label->text().startsWith(QLatin1String("One lost packet"));
        });
    };
    QVERIFY(!warned());
    type(fixture.editor, "Probes", "1");
    QVERIFY(warned());
    on->setChecked(false);
    QVERIFY(!warned());
}

void InspectorTest::saysWhatBecameOfEachField()
{
    EditorFixture fixture;
    ApplyReport report;
    report.id = ConnectionId{1};
    report.idleTime = {60s, {60s, Origin::socketOption}, {}};
    report.probeInterval = {1500ms, {2s, Origin::socketOption}, {}};
    report.probeCount = {std::uint16_t(200),
                         {6, Origin::socketOption},
                         Error{22, "EINVAL", "setsockopt(TCP_KEEPCNT)", "out of range.", ""}};
    fixture.editor.report(report);
    QVERIFY(says(fixture.editor, QStringLiteral("accepted")));
    QVERIFY(says(fixture.editor, QStringLiteral("rounded to 2 s")));
    QVERIFY(says(fixture.editor, QStringLiteral("EINVAL (22)")));
}

void InspectorTest::keepsWhatIsTypedWhenTheRowChanges()
{
    EditorFixture fixture;
    type(fixture.editor, "Time", "90 s");
    fixture.editor.update(openRow(1, 45s));
    QCOMPARE(field(fixture.editor, QStringLiteral("Time"))->text(), QStringLiteral("90 s"));
    QVERIFY(fixture.editor.isEdited());
}

void InspectorTest::revertGivesUpWhatWasTyped()
{
    EditorFixture fixture;
    type(fixture.editor, "Time", "90 s");
    QTest::mouseClick(button(fixture.editor, QStringLiteral("Revert")), Qt::LeftButton);
    QCOMPARE(field(fixture.editor, QStringLiteral("Time"))->text(), QStringLiteral("60 s"));
    QVERIFY(!fixture.editor.isEdited());
}

void InspectorTest::anotherConnectionStartsAnew()
{
    EditorFixture fixture;
    type(fixture.editor, "Time", "90 s");
    fixture.editor.findChild<QCheckBox*>()->click();
    fixture.editor.start(openRow(2, 30s));
    QVERIFY(!fixture.editor.isEdited());
    QCOMPARE(field(fixture.editor, QStringLiteral("Time"))->text(), QStringLiteral("30 s"));
}

void InspectorTest::saysTheState_data()
{
    QTest::addColumn<ConnectionRow>("row");
    QTest::addColumn<QString>("words");
    QTest::newRow("idle") << openRow(1) << "Idle, first probe in 20.0 s";
    QTest::newRow("probing") << probingRow(1, 2) << "2 of 6 unanswered, next in 40.0 s";
    QTest::newRow("ended") << endedRow(1, EndedBy::keepAlive, 110)
                           << "Ended: keep-alive gave up, ETIMEDOUT (110)";
    QTest::newRow("off") << offRow(1) << "Off: no probe, however long it is idle";
}

void InspectorTest::saysTheState()
{
    QFETCH(ConnectionRow, row);
    QTEST(stateWordsOf(row, at(40s)).words, "words");
}

void InspectorTest::copiesCallsAsC()
{
    CallsBox box;
    box.show({{CallKind::tcpKeepIdle, false, 0, {60, 0, 0}},
              {CallKind::tcpKeepInterval, false, 22, {0, 0, 0}}},
             kNever);
    QVERIFY(box.asC().contains(QStringLiteral("TCP_KEEPIDLE")));
    QVERIFY(box.asC().indexOf(QStringLiteral("TCP_KEEPIDLE")) <
            box.asC().indexOf(QStringLiteral("TCP_KEEPINTVL")));
}

void InspectorTest::callsSayWhenTheyWereMade()
{
    CallsBox box;
    const CallRecord first{CallKind::soKeepAlive, false, 0, {1, 0, 0}, at(1s)};
    const CallRecord second{CallKind::tcpKeepIdle, false, 0, {60, 0, 0}, at(31s)};
    const CallRecord third{CallKind::tcpKeepCount, false, 0, {7, 0, 0}, at(31s)};
    box.show({first, second, third}, at(1s));
    QCOMPARE(box.asC().count(QStringLiteral("// when it was opened")), 1);
    QCOMPARE(box.asC().count(QStringLiteral("// 30.0 s after it was opened")), 1);
    box.select(at(40s));
    QVERIFY(box.selectedText().startsWith(QStringLiteral("{ int value = 60;")));
    QCOMPARE(box.asC().count(QStringLiteral("{ int value")),
             3); // a block each: it compiles as a whole
    QVERIFY(box.selectedText().contains(QStringLiteral("TCP_KEEPCNT")));
    box.select(at(2s));
    QVERIFY(box.selectedText().contains(QStringLiteral("SO_KEEPALIVE")));
    QVERIFY(!box.selectedText().contains(QStringLiteral("TCP_KEEPIDLE")));
}

void InspectorTest::callsBehindAChangeAreSelected()
{
    Inspector inspector;
    inspector.showCalls(ConnectionId{1}, at(31s)); // before the connection is shown
    inspector.show({openRow(1), info(1, "db-1")}, 1, at(40s));
    ConnectionDetails answer;
    answer.id = ConnectionId{1};
    answer.calls = {{CallKind::soKeepAlive, false, 0, {1, 0, 0}, at(0s)},
                    {CallKind::tcpKeepIdle, false, 0, {60, 0, 0}, at(31s)}};
    inspector.setDetails(answer);
    auto* box = inspector.findChild<CallsBox*>();
    QVERIFY(box->selectedText().contains(QStringLiteral("TCP_KEEPIDLE")));
    inspector.showCalls(ConnectionId{1}, at(0s));
    QVERIFY(box->selectedText().contains(QStringLiteral("SO_KEEPALIVE")));
    inspector.showCalls(ConnectionId{2}, at(31s)); // another's
    QVERIFY(box->selectedText().contains(QStringLiteral("SO_KEEPALIVE")));
}

void InspectorTest::showsWhoSuppliedEachValue()
{
    Inspector inspector;
    QSignalSpy details(&inspector, &Inspector::detailsAsked);
    inspector.show({openRow(1), info(1, "db-1")}, 1, at(1s));
    QCOMPARE(details.size(), 1);
    ConnectionDetails answer;
    answer.id = ConnectionId{1};
    answer.enabled = {true, Origin::socketOption, {}};
    answer.idleTime = {60s, Origin::socketOption, {{7200s, Origin::sysctl}}};
    answer.probeInterval = {10s, Origin::socketOption, {}};
    answer.probeCount = {6, Origin::sysctl, {}};
    inspector.setDetails(answer);
    QVERIFY(says(inspector, QStringLiteral("sysctl 2 h")));
    QVERIFY(says(inspector, QStringLiteral("this socket")));
}

void InspectorTest::tellsWhatBecameOfAnAsk()
{
    Inspector inspector;
    inspector.show({openRow(1), info(1, "db-1")}, 1, at(1s));
    AskReport report;
    report.id = ConnectionId{1};
    report.outcome = AskOutcome::acknowledged;
    report.after = 3ms;
    inspector.report(report);
    QVERIFY(says(inspector, QStringLiteral("Acknowledged after 3 ms")));
    report.after = 13'605ns;
    inspector.report(report);
    QVERIFY(says(inspector, QStringLiteral("Acknowledged after 13.6 ")));
    report.asked = 5000;
    report.sent = 1200;
    inspector.report(report);
    QVERIFY(says(inspector, QStringLiteral("only 1,200 of 5,000 bytes went out")));
    report.id = ConnectionId{2};
    report.outcome = AskOutcome::reset;
    inspector.report(report);
    QVERIFY(!says(inspector, QStringLiteral("Reset after")));
}

void InspectorTest::isNeverWiderThanItsPlace()
{
    Inspector inspector;
    inspector.setCapabilities(linuxCapabilities());
    inspector.setDefaults({SystemDefaults{}});
    inspector.resize(300, 700);
    inspector.show({endedRow(1, EndedBy::keepAlive, 10052), info(1, "db-1")}, 1, at(130s));
    ConnectionDetails answer;
    answer.id = ConnectionId{1};
    answer.calls = {{CallKind::keepAliveVals, true, 0, {1, 3000, 1000}}};
    inspector.setDetails(answer);
    inspector.QWidget::show();
    QCoreApplication::processEvents();
    QCOMPARE(inspector.widget()->width(), inspector.viewport()->width());
}

void InspectorTest::longPathsBreak()
{
    const QString path = QStringLiteral(
        "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters");
    WhyCheck check;
    check.question = "Is keep-alive on?";
    check.evidence = path.toStdString();
    WhyBox box;
    box.show({check});
    auto* label = box.findChild<BreakingLabel*>();
    QVERIFY(label);
    QVERIFY(box.minimumSizeHint().width() < QFontMetrics(label->font()).horizontalAdvance(path));
    label->setSelection(0, static_cast<int>(label->text().size()));
    QCOMPARE(label->selectedWords(), path);
    QCOMPARE(label->accessibleName(), path);
}

QTEST_MAIN(InspectorTest)
#include "tst_inspector.moc"
