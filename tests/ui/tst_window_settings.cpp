#include "core/live/live_stack.h"
#include "tests/ui/warnings.h"
#include "ui/connections/connection_table.h"
#include "ui/lab/lab_controller.h"
#include "ui/window/connections_page.h"
#include "ui/window/main_window.h"
#include "ui/window/window_settings.h"

#include <QDockWidget>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <chrono>

using namespace kai;
using namespace kai::ui;
using namespace std::chrono_literals;

/// What the window remembers from run to run, and what a clean run leaves alone.
class WindowSettingsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();

    void keepsWhatItIsTold();
    void aCleanRunNeitherReadsNorWrites();
    void recentPeersAreTheNewestTen();
    void damagedValuesAreTakenAsTheFirstOnes();
    void theLayoutIsThereInTheNextRun();
    void aCleanWindowStartsAnew();

private:
    std::unique_ptr<QTemporaryDir> m_folder; ///< in place of the user's own
};

namespace {

OpenChoices someChoices()
{
    OpenChoices choices;
    choices.builtInPeer = false;
    choices.peer = QStringLiteral("db.example:5432");
    choices.preset = Preset::Id::custom;
    choices.custom = {true, 90s, 1500ms, std::uint16_t(4)};
    choices.comparisonSet = QStringLiteral("off, 60/10/6");
    choices.count = 7;
    choices.name = QStringLiteral("app");
    return choices;
}

/// A window of one run; closed as a user closes it.
struct Run {
    WindowSettings settings;
    LabController lab;
    MainWindow window{lab, settings, [] { return lab::Lab::live(live::LiveOptions{}); }};

    explicit Run(bool clean)
        : settings(clean)
    {
        window.show();
    }
    ~Run() { window.close(); }
    QAction* action(const char* name)
    {
        for (QAction* each : window.actions()) {
            if (each->text() == QLatin1String(name)) {
                return each;
            }
        }
        return nullptr;
    }
    QDockWidget* events() { return window.findChild<QDockWidget*>(QStringLiteral("events")); }
    bool shows(Column column)
    {
        return !window.connections().table().isColumnHidden(static_cast<int>(column));
    }
};

} // namespace

void WindowSettingsTest::init()
{
    failOnWarnings();
    m_folder = std::make_unique<QTemporaryDir>();
    QSettings::setPath(QSettings::NativeFormat, QSettings::UserScope, m_folder->path());
}

void WindowSettingsTest::keepsWhatItIsTold()
{
    {
        WindowSettings first(false);
        QVERIFY(!first.hasRunBefore());
        first.setHasRun();
        first.setTheme(Theme::dark);
        first.setLayout(QStringLiteral("docks"), "some bytes");
        first.setOpenChoices(someChoices());
    }
    const WindowSettings second(false);
    QVERIFY(second.hasRunBefore());
    QCOMPARE(second.theme(), Theme::dark);
    QCOMPARE(second.layout(QStringLiteral("docks")), QByteArray("some bytes"));
    const OpenChoices choices = second.openChoices();
    QCOMPARE(choices.peer, someChoices().peer);
    QVERIFY(!choices.builtInPeer);
    QCOMPARE(choices.preset, Preset::Id::custom);
    QVERIFY(choices.custom == someChoices().custom);
    QVERIFY(choices.lastTime == someChoices().custom);
    QCOMPARE(choices.comparisonSet, someChoices().comparisonSet);
    QCOMPARE(choices.count, 7U);
    QCOMPARE(choices.name, QStringLiteral("app"));
}

void WindowSettingsTest::aCleanRunNeitherReadsNorWrites()
{
    WindowSettings(false).setTheme(Theme::dark);
    {
        WindowSettings clean(true);
        QCOMPARE(clean.theme(), Theme::system);
        clean.setTheme(Theme::light);
        clean.setHasRun();
        clean.addRecentPeer(QStringLiteral("db.example:5432"));
    }
    const WindowSettings later(false);
    QCOMPARE(later.theme(), Theme::dark);
    QVERIFY(!later.hasRunBefore());
    QVERIFY(later.recentPeers().isEmpty());
}

void WindowSettingsTest::recentPeersAreTheNewestTen()
{
    WindowSettings settings(false);
    for (int i = 1; i <= 12; ++i) {
        settings.addRecentPeer(QStringLiteral("host-%1:80").arg(i));
    }
    settings.addRecentPeer(QStringLiteral("host-5:80"));
    const QStringList peers = settings.recentPeers();
    QCOMPARE(peers.size(), 10);
    QCOMPARE(peers.front(), QStringLiteral("host-5:80"));
    QCOMPARE(peers.count(QStringLiteral("host-5:80")), 1);
    QVERIFY(!peers.contains(QStringLiteral("host-1:80")));
}

void WindowSettingsTest::damagedValuesAreTakenAsTheFirstOnes()
{
    {
        QSettings file(QStringLiteral("keepalive-inspector"),
                       QStringLiteral("keepalive-inspector"));
        file.setValue(QStringLiteral("theme"), 77);
        file.setValue(QStringLiteral("open/preset"), -3);
        file.setValue(QStringLiteral("open/count"), QStringLiteral("many"));
        file.setValue(QStringLiteral("open/custom"), QVariantList{1});
        file.setValue(QStringLiteral("layout/geometry"), QStringLiteral("nothing"));
        file.setValue(QStringLiteral("layout/connections"), QStringLiteral("nothing"));
    }
    const WindowSettings settings(false);
    QCOMPARE(settings.theme(), Theme::highContrast);
    QCOMPARE(settings.openChoices().preset, Preset::Id::quickDemo);
    QCOMPARE(settings.openChoices().count, 1U);
    QVERIFY(settings.openChoices().custom == KeepAliveSettings{});
    Run run(false);
    QVERIFY(run.shows(Column::peer));
}

void WindowSettingsTest::theLayoutIsThereInTheNextRun()
{
    {
        Run first(false);
        first.window.resize(1111, 777);
        first.window.connections().table().showColumn(Column::peer, false);
        first.window.connections().table().showColumn(Column::boxLimit, true);
        first.action("&Events")->trigger();
        first.action("&Inspector")->trigger();
        QVERIFY(first.events()->isVisible());
    }
    Run second(false);
    QCOMPARE(second.window.size(), QSize(1111, 777));
    QVERIFY(!second.shows(Column::peer));
    QVERIFY(second.shows(Column::boxLimit));
    QVERIFY(second.events()->isVisible());
    QVERIFY(second.action("&Events")->isChecked());
    QVERIFY(!second.action("&Inspector")->isChecked());
}

void WindowSettingsTest::aCleanWindowStartsAnew()
{
    {
        Run first(false);
        first.window.connections().table().showColumn(Column::peer, false);
        first.action("&Events")->trigger();
    }
    {
        Run clean(true);
        QVERIFY(clean.shows(Column::peer));
        QVERIFY(!clean.events()->isVisible());
    }
    Run third(false);
    QVERIFY(!third.shows(Column::peer));
}

QTEST_MAIN(WindowSettingsTest)
#include "tst_window_settings.moc"
