#include "tests/ui/rows.h"
#include "ui/calculator/calculator_panel.h"
#include "ui/calculator/defaults_desk.h"
#include "ui/calculator/wish_form.h"
#include "ui/defaults/defaults_graph.h"
#include "ui/lab/lab_controller.h"
#include "ui/simulation/host_commands.h"
#include "ui/simulation/registry_panel.h"
#include "ui/theme/theme.h"

#include "core/winsock/simulated_hosts.h"

#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTest>

using namespace kai;
using namespace kai::ui;
using namespace kai::ui::tests;

namespace {

const QString kRegQuery =
    QStringLiteral("HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters\r\n"
                   "    KeepAliveTime    REG_DWORD    0x493e0\r\n");

/// The lower part of the page in view, over a lab or over none.
class Desk {
public:
    explicit Desk(std::unique_ptr<lab::Lab> made = {})
    {
        applyTheme(*qApp, Theme::light);
        QObject::connect(&desk, &DefaultsDesk::importAsked, &hosts, &HostCommands::importText);
        if (made) {
            lab.setLab(std::move(made));
        }
        page.setWidgetResizable(true);
        page.setWidget(desk.page());
        page.resize(1000, 900);
        page.show();
    }

    bool says(const QString& part) const
    {
        const auto labels = page.findChildren<QLabel*>();
        return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
            return label->isVisible() && label->text().contains(part);
        });
    }
    QPushButton* button(const QString& words) const
    {
        for (auto* one : page.findChildren<QPushButton*>()) {
            if (QString(one->text()).remove(QLatin1Char('&')) == words) {
                return one;
            }
        }
        return nullptr;
    }

    LabController lab;
    std::vector<ConnectionId> selected;
    DefaultsGraph* graph = new DefaultsGraph;
    DefaultsDesk desk{lab, *graph, [this] { return selected; }, nullptr};
    RegistryPanel registry;
    HostCommands hosts{lab, registry, nullptr};
    QScrollArea page;
};

std::unique_ptr<lab::Lab> simulatedXp()
{
    return std::move(
        lab::Lab::simulated({{{{}, defaults::WindowsRelease::windowsXp, {}, {}}}, 1}).value());
}

} // namespace

class TestDefaultsDesk : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pastedSysctlsBecomeARowUntilRemoved()
    {
        Desk shown;
        QSignalSpy changed(&shown.desk, &DefaultsDesk::pastedChanged);
        shown.desk.paste(QStringLiteral("net.ipv4.tcp_keepalive_time = 600\n"));
        QVERIFY(shown.desk.pasted());
        QCOMPARE(shown.desk.pasted()->defaults.idleTime, milliseconds{10min});
        QVERIFY(shown.says(QStringLiteral("nothing is changed")));
        QTest::mouseClick(shown.button(QStringLiteral("Remove the row")), Qt::LeftButton);
        QVERIFY(!shown.desk.pasted());
        QCOMPARE(changed.count(), 2);
        QVERIFY(!shown.says(QStringLiteral("nothing is changed")));
    }

    void nonsenseIsRefusedAndChangesNothing()
    {
        Desk shown;
        shown.desk.paste(QStringLiteral("net.ipv4.tcp_keepalive_time = 600\n"));
        shown.desk.paste(QStringLiteral("good morning"));
        QVERIFY(shown.says(QStringLiteral("NOT_UNDERSTOOD")));
        QCOMPARE(shown.desk.pasted()->defaults.idleTime, milliseconds{10min});
    }

    void theGraphShowsThePastedRowLast()
    {
        defaults::GraphRequest request;
        request.pasted.emplace();
        request.pasted->defaults.system = "Windows 11";
        request.pasted->defaults.idleTime = 5min;
        const auto rows = defaults::graphRows(request);
        QCOMPARE(rows.back().kind, defaults::RowKind::pasted);
        QCOMPARE(rows.back().times.idleTime, milliseconds{5min});
        QVERIFY(rows.back().idleTimeDiffers);
    }

    void registryValuesGoIntoTheSimulatedHost()
    {
        Desk shown(simulatedXp());
        shown.desk.paste(kRegQuery);
        QVERIFY(!shown.desk.pasted());
        QVERIFY(shown.says(QStringLiteral("Stored in the registry")));
        const auto stored = [&]() -> std::optional<std::uint64_t> {
            shown.lab.poll();
            return shown.lab.defaults().empty() ? std::nullopt
                                                : shown.lab.defaults()[0].values[0].stored;
        };
        QTRY_COMPARE(stored(), std::optional<std::uint64_t>(300'000));
        QVERIFY(shown.lab.defaults()[0].values[0].pendingRestart);
    }

    void sysctlsInASimulationAreShownOnly()
    {
        Desk shown(simulatedXp());
        QSignalSpy imported(&shown.desk, &DefaultsDesk::importAsked);
        shown.desk.paste(QStringLiteral("net.ipv4.tcp_keepalive_time = 600\n"));
        QCOMPARE(imported.count(), 0);
        QVERIFY(shown.desk.pasted());
        QVERIFY(shown.desk.pasted()->tick > nanoseconds{0});
    }

    void anotherLabForgetsWhatWasPasted()
    {
        Desk shown;
        shown.desk.paste(kRegQuery);
        QVERIFY(shown.desk.pasted());
        shown.lab.setLab(simulatedXp());
        QVERIFY(!shown.desk.pasted());
    }

    void usersAreCountedWhenRowsChange()
    {
        Desk shown;
        lab::LabChanges changes;
        static_cast<StackChanges&>(changes) = manyRows(2);
        changes.defaults.emplace_back();
        shown.lab.absorb(changes);
        QTRY_VERIFY(shown.says(QStringLiteral("Used by 0 of 2 connections: conn-1 own values")));
    }

    void aPageThatComesIntoViewIsUpToDateAtOnce()
    {
        Desk shown;
        shown.page.hide();
        lab::LabChanges changes;
        static_cast<StackChanges&>(changes) = manyRows(1);
        changes.defaults.emplace_back();
        shown.lab.absorb(changes);
        shown.page.show();
        QVERIFY(shown.says(QStringLiteral("Used by 0 of 1 connection: conn-1 own values")));
    }

    void theCopyMenuHasLinesForEveryHost()
    {
        Desk shown;
        lab::LabChanges changes;
        changes.defaults = {SystemDefaults{}, SystemDefaults{}};
        changes.defaults[0].system = "Linux 6.1";
        changes.defaults[1].system = "Windows XP";
        shown.lab.absorb(changes);
        auto* menu = shown.button(QStringLiteral("Copy"))->menu();
        Q_EMIT menu->aboutToShow();
        QStringList titles;
        for (const QAction* action : menu->actions()) {
            titles << (action->isSeparator() ? QString() : action->text());
        }
        QVERIFY(titles.contains(QStringLiteral("Graph as CSV")));
        QVERIFY(titles.contains(QStringLiteral("sysctl.d lines")));
        QVERIFY(titles.contains(QStringLiteral("PowerShell lines")));
    }

    void whatIsAppliedIsSaidBesideTheButton()
    {
        auto made = simulatedXp();
        made->open({});
        made->runUntilOpened(Moment{1min});
        Desk shown(std::move(made));
        shown.selected = {ConnectionId{1}};
        auto* form = shown.page.findChild<WishForm*>();
        form->findChild<QLineEdit*>()->setText(QStringLiteral("30 s"));
        auto* apply = shown.button(QStringLiteral("Apply to selected"));
        QTRY_VERIFY(apply->isEnabled());
        QVERIFY(!shown.says(QStringLiteral("Applied")));
        QTest::mouseClick(apply, Qt::LeftButton);
        QTRY_VERIFY(shown.says(QStringLiteral("Applied to 1 connection.")));
        form->findChild<QLineEdit*>()->setText(QStringLiteral("40 s"));
        QVERIFY(!shown.says(QStringLiteral("Applied")));
    }

    void theButtonLeadsToTheCalculator()
    {
        Desk shown;
        shown.page.activateWindow();
        QTest::mouseClick(shown.button(QStringLiteral("Calculator")), Qt::LeftButton);
        auto* panel = shown.page.findChild<CalculatorPanel*>();
        QTRY_VERIFY(panel->isAncestorOf(QApplication::focusWidget()));
    }
};

QTEST_MAIN(TestDefaultsDesk)
#include "tst_defaults_desk.moc"
