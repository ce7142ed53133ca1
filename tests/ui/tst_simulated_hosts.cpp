#include "core/winsock/simulated_stack.h"
#include "tests/ui/warnings.h"
#include "ui/lab/lab_controller.h"
#include "ui/simulation/assumptions_panel.h"
#include "ui/simulation/host_commands.h"
#include "ui/simulation/registry_files.h"
#include "ui/simulation/registry_panel.h"
#include "ui/simulation/simulation_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace kai;
using namespace kai::ui;

namespace {

template <typename Widget>
Widget* named(const QWidget& parent, const char* name)
{
    for (auto* candidate : parent.findChildren<Widget*>()) {
        if (candidate->accessibleName() == QString::fromUtf8(name)) {
            return candidate;
        }
    }
    return nullptr;
}

bool says(const QWidget& parent, const char* words)
{
    const auto labels = parent.findChildren<QLabel*>();
    return std::any_of(labels.begin(), labels.end(), [&](const QLabel* label) {
        return label->isVisible() && label->text().contains(QString::fromUtf8(words));
    });
}

void choose(QComboBox& box, int item)
{
    box.setCurrentIndex(item);
    Q_EMIT box.activated(item);
}

void type(QLineEdit& field, const char* words)
{
    field.setText(QString::fromUtf8(words));
    field.setModified(true);
    QTest::keyClick(&field, Qt::Key_Return);
}

/// The registry page of a lab with two hosts, as the window has it.
struct Page {
    Page()
    {
        winsock::SimulationOptions options;
        options.hosts.front().release = defaults::WindowsRelease::windowsXp;
        options.hosts.emplace_back();
        QObject::connect(&lab, &LabController::refreshed, &panel,
                         [this] { panel.setDefaults(lab.defaults()); });
        lab.setLab(std::move(lab::Lab::simulated(options).value()));
        panel.resize(1000, 700);
        panel.show();
        commands.readHosts();
    }
    ~Page() { lab.setLab(nullptr); }

    /// Until the page shows what the worker was asked to do.
    template <typename Shown>
    bool eventually(Shown shown)
    {
        return QTest::qWaitFor([&] {
            lab.poll();
            return shown();
        });
    }

    LabController lab;
    RegistryPanel panel;
    HostCommands commands{lab, panel, nullptr};
};

} // namespace

/// The registry page and the dialog of a new simulated lab: what a person does there reaches the hosts.
class TestSimulatedHosts : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }

    void anAssumptionReachesItsHostAlone()
    {
        Page page;
        auto* host = named<QComboBox>(page.panel, "Host");
        auto* last = named<QComboBox>(page.panel, "The wait after the last probe");
        QVERIFY(page.eventually([&] { return host->count() == 2; }));
        page.panel.findChild<AssumptionsPanel*>()->setOpen(true);
        QVERIFY(says(page.panel, "all as in the contract"));
        choose(*last, 1);
        page.commands.readHosts();
        QVERIFY(page.eventually([&] { return says(page.panel, "1 of them other than"); }));
        QVERIFY(says(page.panel, "as the last probe leaves"));
        QVERIFY(says(page.panel, "(P3, our assumption)"));
        host->setCurrentIndex(1);
        QCOMPARE(last->currentIndex(), 0);
        host->setCurrentIndex(0);
        QCOMPARE(last->currentIndex(), 1);
    }

    /// 2 s are in force; what is stored now is a string, so that 1 s counts from the next restart on.
    void aValueOfAnotherTypeIsShownWithBothRemarks()
    {
        Page page;
        QVERIFY(page.eventually([&] { return named<QLineEdit>(page.panel, "KeepAliveInterval"); }));
        auto* interval = named<QLineEdit>(page.panel, "KeepAliveInterval");
        type(*interval, "2000");
        page.lab.lab()->changeHosts(
            [](winsock::SimulatedHosts& hosts) { (void)hosts.restart(HostId::first, false); });
        QVERIFY(page.eventually([&] {
            return !page.lab.defaults().empty() && page.lab.defaults()[0].values[1].inForce == 2000;
        }));
        page.commands.importText(
            "Windows Registry Editor Version 5.00\r\n\r\n"
            "[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters]\r\n"
            "\"KeepAliveInterval\"=\"1000\"\r\n");
        QVERIFY(page.eventually([&] { return says(page.panel, "ignored: it is REG_SZ"); }));
        QCOMPARE(interval->text(), QStringLiteral("\"1000\" (REG_SZ)"));
        QVERIFY(says(page.panel, "so the default applies; pending restart"));
    }

    void whatAnImportBringsBesideTheFourIsListed()
    {
        Page page;
        QVERIFY(
            page.eventually([&] { return named<QComboBox>(page.panel, "Host")->count() == 2; }));
        QVERIFY(!says(page.panel, "not read by TCP/IP"));
        page.commands.importText(
            "Windows Registry Editor Version 5.00\r\n\r\n"
            "[HKEY_LOCAL_MACHINE\\SYSTEM\\ControlSet001\\Services\\Tcpip\\Parameters]\r\n"
            "\"KeepAliveTime\"=dword:1000\r\n");
        QVERIFY(
            page.eventually([&] { return says(page.panel, "Kept, not read by TCP/IP: HKEY"); }));
        QVERIFY(says(page.panel, "(another control set: CurrentControlSet is read)"));
    }

    /// P6; and with one of them the other is larger (D3).
    void oneProbeOnXpIsRemarked()
    {
        Page page;
        QVERIFY(page.eventually(
            [&] { return named<QLineEdit>(page.panel, "TcpMaxDataRetransmissions"); }));
        type(*named<QLineEdit>(page.panel, "TcpMaxDataRetransmissions"), "1");
        QVERIFY(page.eventually([&] { return says(page.panel, "no effect: PPTPTcp"); }));
        type(*named<QLineEdit>(page.panel, "PPTPTcpMaxDataRetransmissions"), "1");
        QVERIFY(page.eventually([&] { return says(page.panel, "One lost packet ends"); }));
    }

    void releasesAreListedWithTheirServers()
    {
        const RegistryPanel panel;
        const auto* release = named<QComboBox>(panel, "Release");
        QVERIFY(release->findText(QStringLiteral("Windows 7 = Server 2008 R2")) >= 0);
    }

    void atOnceTakesThePendingRestartAway()
    {
        Page page;
        QVERIFY(page.eventually([&] { return named<QLineEdit>(page.panel, "KeepAliveTime"); }));
        type(*named<QLineEdit>(page.panel, "KeepAliveTime"), "5 min");
        QVERIFY(page.eventually([&] { return says(page.panel, "wait for a restart"); }));
        choose(*named<QComboBox>(page.panel, "When a registry change counts"), 1);
        QVERIFY(page.eventually([&] { return !says(page.panel, "wait for a restart"); }));
    }

    void aTimeThatCannotBeAssumedIsRefusedAtItsPlace()
    {
        AssumptionsPanel panel;
        panel.setOpen(true);
        panel.show();
        const QSignalSpy asked(&panel, &AssumptionsPanel::assumeAsked);
        auto* ioctl = named<QComboBox>(panel, "When an overlapped ioctl completes");
        type(*ioctl->lineEdit(), "2 h");
        QVERIFY(says(panel, "OUT_OF_RANGE"));
        QCOMPARE(asked.count(), 0);
        QVERIFY(panel.assumed() == winsock::HostAssumptions{});
        type(*ioctl->lineEdit(), "250 ms");
        QVERIFY(!says(panel, "OUT_OF_RANGE"));
        QCOMPARE(asked.count(), 1);
        QVERIFY(panel.assumed().api.ioctlDelay == std::chrono::milliseconds{250});
    }

    void theNetworkBoxIsTheHosts()
    {
        Page page;
        auto* host = named<QComboBox>(page.panel, "Host");
        QVERIFY(page.eventually([&] { return host->count() == 2; }));
        auto* network = page.panel.findChildren<QCheckBox*>().front();
        QTest::mouseClick(network, Qt::LeftButton, {}, {8, network->height() / 2});
        QVERIFY(!network->isChecked());
        page.commands.readHosts();
        QVERIFY(page.eventually([&] { return !network->isChecked(); }));
        host->setCurrentIndex(1);
        QVERIFY(network->isChecked());
        host->setCurrentIndex(0);
        QVERIFY(!network->isChecked());
    }

    void aRadixSlipIsNoticed()
    {
        Page page;
        QVERIFY(page.eventually([&] { return named<QLineEdit>(page.panel, "KeepAliveTime"); }));
        type(*named<QLineEdit>(page.panel, "KeepAliveTime"), "0x300000");
        QVERIFY(page.eventually([&] { return says(page.panel, "did you mean 300000"); }));
    }

    void whatIsNoNumberIsRefusedUntilItIsOne()
    {
        Page page;
        QVERIFY(page.eventually([&] { return named<QLineEdit>(page.panel, "KeepAliveTime"); }));
        auto* time = named<QLineEdit>(page.panel, "KeepAliveTime");
        type(*time, "soon");
        QVERIFY(says(page.panel, "KeepAliveTime \"soon\": "));
        type(*time, "300000");
        QVERIFY(page.eventually([&] { return says(page.panel, "300,000 ms = 5 min"); }));
        QVERIFY(!says(page.panel, "KeepAliveTime \"soon\": "));
    }

    void aDamagedFileIsRefusedWithItsLine()
    {
        Page page;
        page.commands.importText("REGEDIT4\r\n\r\n\"KeepAliveTime\"=dword:zz\r\n");
        QVERIFY(page.eventually([&] { return says(page.panel, "line 3"); }));
        QVERIFY(says(page.panel, "BAD_REG_FILE"));
    }

    /// It is merged on real computers, which have much more under that key.
    void theUndoFileDeletesNoKey()
    {
        EventSink sink;
        const auto stack =
            std::move(makeSimulatedStack(winsock::SimulationOptions{}, sink).value());
        auto& hosts = stack->hosts();
        QVERIFY(hosts.setRegistryValue(HostId{0}, "KeepAliveTime", 300'000).ok());
        const RegistryTexts texts{hosts.exportRegistry(HostId{0}).value(),
                                  hosts.exportUndo(HostId{0}).value()};
        const QTemporaryDir place;
        const QString path = place.filePath(QStringLiteral("undo.reg"));
        QVERIFY(writeRegistryFile(path, RegistryFormat::undo, texts).ok());
        const std::string content = readRegistryFile(path).value();
        const QString words = QString::fromUtf16(reinterpret_cast<const char16_t*>(content.data()),
                                                 qsizetype(content.size() / 2));
        QVERIFY2(words.contains(QStringLiteral("\"KeepAliveTime\"=-\r\n")), qPrintable(words));
        QVERIFY2(!words.contains(QStringLiteral("[-")), qPrintable(words));
    }

    void theDialogHasAllItsHostsAssumeTheSame()
    {
        SimulationDialog dialog;
        dialog.findChild<AssumptionsPanel*>()->setOpen(true);
        dialog.show();
        choose(*named<QComboBox>(dialog, "What a probe carries"), 1);
        const auto options = dialog.options();
        QCOMPARE(options.hosts.size(), std::size_t{1});
        QVERIFY(options.hosts.front().assumed.tcp.garbageByte);
    }
};

QTEST_MAIN(TestSimulatedHosts)
#include "tst_simulated_hosts.moc"
