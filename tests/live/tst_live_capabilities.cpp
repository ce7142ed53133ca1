#include "core/live/descriptor_limit.h"
#include "tests/live/live_lab.h"

#include <QTest>

using namespace kai;
using namespace kai::live;
using namespace std::chrono_literals;

/// "What this computer can do", told before and after the kernel's tick has been measured.
class LiveCapabilitiesTest : public QObject {
    Q_OBJECT

    static std::string finding(const Capabilities& capabilities, std::string_view name)
    {
        for (const Capability& line : capabilities.lines) {
            if (line.name == name) {
                return line.finding;
            }
        }
        return {};
    }
    /// A busy machine may keep the measurements from agreeing; that is told as well, with what would help.
    static bool tellsAResult(const Capabilities& capabilities)
    {
        const std::string told = finding(capabilities, "tick calibration");
        return told.find("two measurements agree") != std::string::npos ||
               told.find("NOT_CALIBRATED") != std::string::npos;
    }

private slots:
    void theProbeCalibratesWithoutAConnection()
    {
        const Capabilities found = probeCapabilities({});
        QVERIFY2(tellsAResult(found), finding(found, "tick calibration").c_str());
    }

    void theProbeLeavesSockDiagAloneWhenTold()
    {
        LiveOptions options;
        options.useSockDiag = false;
        QCOMPARE(finding(probeCapabilities(options), "sock_diag"), std::string("switched off"));
    }

    void theLabTellsOnceTheFirstConnectionIsOpen()
    {
        LiveLab lab;
        QCOMPARE(finding(lab.stack().capabilities(), "tick calibration"),
                 std::string("done when the first connection is open"));
        lab.runFor(400ms);
        QVERIFY(!lab.capabilities);
        QCOMPARE(lab.opened({}).size(), std::size_t{1});
        QVERIFY(lab.runUntil([&] { return lab.capabilities.has_value(); }, 5s));
        QVERIFY2(tellsAResult(*lab.capabilities),
                 finding(*lab.capabilities, "tick calibration").c_str());
        QVERIFY(tellsAResult(lab.stack().capabilities()));
    }

    void whatIsKeptIsNotPromised()
    {
        const std::uint64_t limit = raiseDescriptorLimit();
        const std::string told = finding(probeCapabilities({}), "descriptors");
        const std::string possible = std::to_string((limit - kReservedDescriptors) / 2);
        QVERIFY2(told.find(": " + possible + " connections") != std::string::npos, told.c_str());
        QCOMPARE(connectionsIn(kReservedDescriptors, 2), std::uint64_t{0});
        QCOMPARE(connectionsIn(kReservedDescriptors + 2, 2), std::uint64_t{1});
    }
};

QTEST_GUILESS_MAIN(LiveCapabilitiesTest)
#include "tst_live_capabilities.moc"
