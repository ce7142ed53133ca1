#include "tests/ui/warnings.h"
#include "ui/open/open_choices.h"
#include "ui/open/open_dialog.h"
#include "ui/open/peer_address.h"
#include "ui/open/where_panel.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTest>
#include <QToolButton>

#include <chrono>

using namespace kai;
using namespace kai::ui;
using namespace std::chrono_literals;

class OpenChoicesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }

    void readsAddresses_data();
    void readsAddresses();
    void readsComparisonSets_data();
    void readsComparisonSets();
    void aToggleAloneAsksForNothingElse();
    void makesARequestForEachMember();
    void saysWhatTheSettingsComeTo_data();
    void saysWhatTheSettingsComeTo();
    void aRefusedCountIsTheSystems();
    void enterOpens();
    void staysOpenWhileTheAddressIsWrong();
    void aNamedPeerStartsWithTheDefaults();
    void aSimulationChoosesItsHost();
    void eachHostOpensItsOwn();
    void hostsOfOneReleaseAreNumbered();
    void delayAndJitterAreForSimulationsOnly();
    void aBoxResetsInSimulationsOnly();
    void asManyAsTheLabTakes();
    void wordsThatComeHaveRoom();
    void examplesInFieldsHaveRoom();
};

namespace {

SystemDefaults host(int id, const char* system, milliseconds interval)
{
    SystemDefaults made;
    made.host = static_cast<HostId>(id);
    made.system = system;
    made.probeInterval = interval;
    made.probeCount = 5;
    return made;
}

OpenPlace xpBeside11()
{
    return {true, {host(0, "Windows XP", 1s), host(1, "Windows 11", 2s)}, {}};
}

} // namespace

void OpenChoicesTest::readsAddresses_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("port");
    QTest::addColumn<QString>("symbol");
    QTest::newRow("host and port") << "db.example:5432"
                                   << "db.example" << 5432 << "";
    QTest::newRow("blanks around") << "  10.0.0.5:7  "
                                   << "10.0.0.5" << 7 << "";
    QTest::newRow("IPv6 in brackets") << "[::1]:7777"
                                      << "::1" << 7777 << "";
    QTest::newRow("no port") << "db.example"
                             << "" << 0 << "NO_PORT";
    QTest::newRow("IPv6 without a port") << "[::1]"
                                         << "" << 0 << "NO_PORT";
    QTest::newRow("port 0") << "db:0"
                            << "" << 0 << "BAD_PORT";
    QTest::newRow("port too large") << "db:65536"
                                    << "" << 0 << "BAD_PORT";
    QTest::newRow("no number") << "db:http"
                               << "" << 0 << "BAD_PORT";
    QTest::newRow("no host") << ":80"
                             << "" << 0 << "NO_HOST";
}

void OpenChoicesTest::readsAddresses()
{
    QFETCH(QString, typed);
    QFETCH(QString, symbol);
    const auto peer = readPeerAddress(typed);
    QCOMPARE(peer.ok(), symbol.isEmpty());
    if (peer) {
        QTEST(QString::fromStdString(peer->host), "host");
        QTEST(int(peer->port), "port");
    } else {
        QCOMPARE(QString::fromStdString(peer.error().symbol), symbol);
    }
}

void OpenChoicesTest::readsComparisonSets_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QStringList>("names");
    QTest::newRow("the usual one")
        << usualComparisonSet() << usualComparisonSet().split(QStringLiteral(", "));
    QTest::newRow("with units") << "90 s/1500 ms/3"
                                << QStringList{QStringLiteral("90 s/1500 ms/3")};
    QTest::newRow("two numbers only") << "60/10" << QStringList{};
    QTest::newRow("no numbers") << "off, on" << QStringList{};
    QTest::newRow("nothing") << " , " << QStringList{};
}

void OpenChoicesTest::readsComparisonSets()
{
    QFETCH(QString, typed);
    QFETCH(QStringList, names);
    const auto set = readComparisonSet(typed);
    QCOMPARE(set.ok(), !names.isEmpty());
    QStringList found;
    if (set) {
        for (const NamedSettings& member : *set) {
            found << QString::fromStdString(member.name);
        }
    }
    QCOMPARE(found, names);
}

void OpenChoicesTest::aToggleAloneAsksForNothingElse()
{
    OpenChoices choices;
    choices.preset = Preset::Id::systemDefaults;
    const auto requests = requestsOf(choices);
    QVERIFY(requests.ok());
    QVERIFY(requests->front().settings == (KeepAliveSettings{true, {}, {}, {}}));
}

void OpenChoicesTest::makesARequestForEachMember()
{
    OpenChoices choices;
    choices.builtInPeer = false;
    choices.peer = QStringLiteral("db.example:5432");
    choices.comparison = true;
    choices.comparisonSet = usualComparisonSet();
    choices.count = 3;
    const auto requests = requestsOf(choices);
    QVERIFY(requests.ok());
    QCOMPARE(requests->size(), std::size_t(4));
    QCOMPARE(requests->at(1).name, std::string("60/10/6"));
    QCOMPARE(requests->at(1).count, 3U);
    QCOMPARE(requests->at(1).peerHost, std::string("db.example"));
    QVERIFY(requests->at(1).settings == (KeepAliveSettings{true, 60s, 10s, std::uint16_t(6)}));
    QVERIFY(requests->at(0).settings == (KeepAliveSettings{false, {}, {}, {}}));
}

void OpenChoicesTest::saysWhatTheSettingsComeTo_data()
{
    QTest::addColumn<KeepAliveSettings>("settings");
    QTest::addColumn<qint64>("tickNs");
    QTest::addColumn<QString>("sentence");
    QTest::newRow("behind a 350 s balancer, exact timers")
        << presetOf(Preset::Id::behind350).settings << qint64(0)
        << "First probe after 2 min, dead peer found after 3 min 15 s.";
    QTest::newRow("the same on Linux")
        << presetOf(Preset::Id::behind350).settings << qint64(4'000'000)
        << "First probe after 2 min, dead peer found after 3 min 15 s to 3 min 18.3 s.";
    QTest::newRow("system defaults, spelled out")
        << presetOf(Preset::Id::systemDefaults).settings << qint64(0)
        << "First probe after 2 h, dead peer found after 2 h 11 min 15 s.";
    QTest::newRow("P6: one probe")
        << KeepAliveSettings{true, 60s, 10s, std::uint16_t(1)} << qint64(0)
        << "First probe after 1 min, dead peer found after 1 min 10 s. One lost packet ends the "
           "connection: no second probe follows (P6).";
    QTest::newRow("off") << presetOf(Preset::Id::off).settings << qint64(0)
                         << "No probe is ever sent: a dead peer is never found while nothing is "
                            "sent.";
}

void OpenChoicesTest::saysWhatTheSettingsComeTo()
{
    QFETCH(KeepAliveSettings, settings);
    QFETCH(qint64, tickNs);
    QTEST(settingsSentence(settings, {}, nanoseconds(tickNs)), "sentence");
}

void OpenChoicesTest::aRefusedCountIsTheSystems()
{
    auto xp = host(0, "Windows XP", 1s);
    xp.countPerSocket = false;
    xp.lastIntervalWaited = false;
    const OpenPlace place{true, {xp, host(1, "Windows 11", 1s)}, {}};
    const KeepAliveSettings asked{true, 60s, 10s, std::uint16_t(7)};
    QCOMPARE(settingsSentence(asked, defaultTimesOf(place, {}), 0ns),
             QStringLiteral("First probe after 1 min, dead peer found after 1 min 40 s. This "
                            "system refuses a probe count of a connection's own: 5 it is."));
    QCOMPARE(settingsSentence(asked, defaultTimesOf(place, {{HostId{1}, {}}}), 0ns),
             QStringLiteral("First probe after 1 min, dead peer found after 2 min 10 s."));
}

void OpenChoicesTest::enterOpens()
{
    OpenDialog dialog({}, {}, {});
    dialog.show();
    QTest::keyClick(&dialog, Qt::Key_Return);
    QCOMPARE(dialog.result(), int(QDialog::Accepted));
    QCOMPARE(dialog.requests().size(), std::size_t(1));
    QVERIFY(dialog.requests()[0].settings == (KeepAliveSettings{true, 5s, 1s, std::uint16_t(3)}));
}

void OpenChoicesTest::staysOpenWhileTheAddressIsWrong()
{
    OpenChoices choices;
    choices.builtInPeer = false;
    choices.peer = QStringLiteral("db.example");
    OpenDialog dialog(choices, {}, {});
    dialog.show();
    dialog.accept();
    QVERIFY(dialog.isVisible());
    QVERIFY(dialog.requests().empty());
}

void OpenChoicesTest::aNamedPeerStartsWithTheDefaults()
{
    OpenDialog dialog({}, {}, {});
    dialog.startWithOwnPeer();
    QCOMPARE(dialog.choices().preset, Preset::Id::systemDefaults);
    QVERIFY(!dialog.choices().builtInPeer);
}

void OpenChoicesTest::aSimulationChoosesItsHost()
{
    OpenChoices choices;
    choices.preset = Preset::Id::systemDefaults;
    OpenDialog dialog(choices, {}, xpBeside11());
    dialog.show();
    const auto says = [&](const char* words) {
        const auto labels = dialog.findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
            return label->text().contains(QLatin1String(words));
        });
    };
    QVERIFY(says("dead peer found after 2 h 0 min 5 s"));
    auto* hosts = dialog.findChild<WherePanel*>()->findChild<QComboBox*>();
    QVERIFY(hosts && hosts->isVisible());
    hosts->setCurrentIndex(1);
    QVERIFY(says("dead peer found after 2 h 0 min 10 s"));
    dialog.accept();
    QCOMPARE(dialog.requests().size(), std::size_t(1));
    QCOMPARE(dialog.requests()[0].host, static_cast<HostId>(1));
    QCOMPARE(dialog.requests()[0].name, std::string("conn"));
}

void OpenChoicesTest::eachHostOpensItsOwn()
{
    OpenChoices choices;
    choices.hosts = hostChoices(xpBeside11().hosts);
    auto requests = requestsOf(choices);
    QVERIFY(requests.ok());
    QCOMPARE(requests->size(), std::size_t(2));
    QCOMPARE(requests->at(0).name, std::string("Windows XP"));
    QCOMPARE(requests->at(1).name, std::string("Windows 11"));
    QCOMPARE(requests->at(1).host, static_cast<HostId>(1));
    choices.comparison = true;
    choices.comparisonSet = QStringLiteral("off, 60/10/6");
    requests = requestsOf(choices);
    QCOMPARE(requests->size(), std::size_t(4));
    QCOMPARE(requests->at(3).name, std::string("60/10/6 Windows 11"));
}

void OpenChoicesTest::hostsOfOneReleaseAreNumbered()
{
    const auto choices = hostChoices(
        {host(0, "Windows XP", 1s), host(1, "Windows 11", 1s), host(2, "Windows XP", 1s)});
    QCOMPARE(choices[0].name, QStringLiteral("Windows XP (1)"));
    QCOMPARE(choices[1].name, QStringLiteral("Windows 11"));
    QCOMPARE(choices[2].name, QStringLiteral("Windows XP (3)"));
}

void OpenChoicesTest::asManyAsTheLabTakes()
{
    OpenChoices choices;
    choices.count = 1'000'000;
    const auto most = [&](const OpenPlace& place) {
        OpenDialog dialog(choices, {}, place);
        dialog.accept();
        return dialog.requests().at(0).count;
    };
    QCOMPARE(most({}), 9'500u);
    QCOMPARE(most(xpBeside11()), 100'000u);
}

void OpenChoicesTest::delayAndJitterAreForSimulationsOnly()
{
    for (const bool simulated : {false, true}) {
        OpenDialog dialog({}, {}, simulated ? xpBeside11() : OpenPlace{});
        dialog.show();
        dialog.findChild<QToolButton*>()->click();
        int shown = 0;
        for (QLineEdit* field : dialog.findChildren<QLineEdit*>()) {
            for (const char* example : {"20 ms", "5 ms"}) {
                if (field->placeholderText().contains(QLatin1String(example))) {
                    shown += field->isVisible() ? 1 : 0;
                    field->setText(QLatin1String(example));
                }
            }
        }
        QCOMPARE(shown, simulated ? 2 : 0);
        dialog.accept();
        QCOMPARE(dialog.requests().at(0).delay, nanoseconds(simulated ? 20ms : 0ms));
        QCOMPARE(dialog.requests().at(0).jitter, nanoseconds(simulated ? 5ms : 0ms));
    }
}

void OpenChoicesTest::aBoxResetsInSimulationsOnly()
{
    OpenChoices choices;
    choices.boxLimit = 350s;
    choices.boxResets = BoxResets::both;
    for (const bool simulated : {false, true}) {
        OpenDialog dialog(choices, {}, simulated ? xpBeside11() : OpenPlace{});
        dialog.show();
        dialog.findChild<QToolButton*>()->click();
        const auto boxes = dialog.findChildren<QComboBox*>();
        const auto resets = std::find_if(boxes.begin(), boxes.end(), [](const QComboBox* each) {
            return each->currentText() == QStringLiteral("and resets both ends");
        });
        QVERIFY(resets != boxes.end());
        QCOMPARE((*resets)->isVisible(), simulated);
        QVERIFY((*resets)->isEnabled());
        dialog.accept();
        QCOMPARE(dialog.requests().at(0).boxLimit, std::optional<milliseconds>(350s));
        QVERIFY(dialog.requests().at(0).boxResets ==
                (simulated ? BoxResets::both : BoxResets::neither));
    }
}

void OpenChoicesTest::wordsThatComeHaveRoom()
{
    OpenDialog dialog({}, {}, {});
    dialog.show();
    dialog.startWithOwnPeer();
    QCoreApplication::processEvents();
    for (const QLabel* label : dialog.findChildren<QLabel*>()) {
        if (label->isVisible() && label->wordWrap()) {
            QVERIFY2(label->height() >= label->heightForWidth(label->width()),
                     qPrintable(label->text()));
        }
    }
}

void OpenChoicesTest::examplesInFieldsHaveRoom()
{
    OpenDialog dialog({}, {}, xpBeside11());
    dialog.show();
    dialog.findChild<QToolButton*>()->click();
    QCoreApplication::processEvents();
    for (const QLineEdit* field : dialog.findChildren<QLineEdit*>()) {
        const int words = field->fontMetrics().horizontalAdvance(field->placeholderText());
        QVERIFY2(!field->isVisible() || words < field->width(),
                 qPrintable(field->placeholderText()));
    }
}

QTEST_MAIN(OpenChoicesTest)
#include "tst_open_choices.moc"
