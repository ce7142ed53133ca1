#include "core/history/event_log.h"
#include "tests/history/random_events.h"

#include <QtTest>

using namespace kai;
using namespace kai::history;

namespace {

Event happened(double seconds, unsigned id, EventKind kind, std::uint8_t flags = 0)
{
    Event made;
    made.time = at(seconds);
    made.connection = ConnectionId{id};
    made.kind = kind;
    made.flags = flags;
    return made;
}

QByteArray text(const FleetCounts& counts)
{
    return QByteArray::number(counts.idle) + " idle " + QByteArray::number(counts.waiting) +
           " waiting " + QByteArray::number(counts.ended) + " ended " +
           QByteArray::number(counts.off) + " off";
}

} // namespace

class TestFleetIndex : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void connectionsAreCountedByState_data()
    {
        QTest::addColumn<double>("seconds");
        QTest::addColumn<QByteArray>("counts");
        QTest::newRow("before anything") << -1.0 << QByteArray("0 idle 0 waiting 0 ended 0 off");
        QTest::newRow("two open, one of them off")
            << 0.5 << QByteArray("1 idle 0 waiting 0 ended 1 off");
        QTest::newRow("switched on") << 1.5 << QByteArray("2 idle 0 waiting 0 ended 0 off");
        QTest::newRow("a probe alone is not waiting")
            << 2.5 << QByteArray("2 idle 0 waiting 0 ended 0 off");
        QTest::newRow("two unanswered of one connection")
            << 4.5 << QByteArray("1 idle 1 waiting 0 ended 0 off");
        QTest::newRow("answered") << 5.5 << QByteArray("2 idle 0 waiting 0 ended 0 off");
        QTest::newRow("ended") << 99.0 << QByteArray("1 idle 0 waiting 1 ended 0 off");
    }

    void connectionsAreCountedByState()
    {
        QFETCH(double, seconds);
        QFETCH(QByteArray, counts);
        EventLog log;
        const std::vector<Event> events{
            happened(0, 1, EventKind::opened),
            happened(0, 2, EventKind::opened, event_flag::kKeepAliveOff),
            happened(0.1, 1, EventKind::ended, event_flag::kPeerEnd),
            happened(1, 2, EventKind::settings_changed),
            happened(2, 1, EventKind::probe_sent),
            happened(3, 1, EventKind::probe_unanswered),
            happened(4, 1, EventKind::probe_unanswered),
            happened(5, 1, EventKind::probe_answered),
            happened(6, 2, EventKind::ended),
        };
        log.append(events);
        QCOMPARE(text(log.fleet().at(at(seconds)).counts), counts);
    }

    void probesPerSecondInColumns()
    {
        EventLog log;
        std::vector<Event> events;
        for (int i = 0; i < 100; ++i) {
            events.push_back(happened(i < 80 ? 1 + i * 0.01 : 3, 1, EventKind::probe_sent));
        }
        log.append(events);
        std::vector<FleetColumn> columns(4);
        log.fleet().columns(at(0), at(8), columns);
        QCOMPARE(columns[0].probesPerSecond, 40.0);
        QCOMPARE(columns[1].probesPerSecond, 10.0);
        QCOMPARE(columns[2].probesPerSecond, 0.0);
    }

    void ashortOutageShowsInItsColumn()
    {
        EventLog log;
        const std::vector<Event> events{happened(0, 1, EventKind::opened),
                                        happened(1.1, 1, EventKind::probe_unanswered),
                                        happened(1.2, 1, EventKind::probe_answered)};
        log.append(events);
        std::vector<FleetColumn> columns(3);
        log.fleet().columns(at(0), at(3), columns);
        QCOMPARE(columns[1].counts.waiting, 0u);
        QCOMPARE(columns[1].mostWaiting, 1u);
        QCOMPARE(columns[2].mostWaiting, 0u);
    }

    void manySamplesAreThinnedAndTheTotalsStay()
    {
        ReaderGate gate;
        FleetIndex fleet(gate, 64);
        for (unsigned i = 1; i <= 10'000; ++i) {
            fleet.append(happened(i, i, EventKind::opened));
            fleet.append(happened(i, i, EventKind::probe_sent));
            fleet.publish();
        }
        QCOMPARE(fleet.at(kNever).counts.idle, 10'000u);
        QCOMPARE(fleet.at(kNever).probes, 10'000u);
        QVERIFY(fleet.bytes() < 64 * sizeof(FleetSample) + 20'000);
        const auto half = static_cast<double>(fleet.at(at(5000)).counts.idle);
        const double slack = static_cast<double>(fleet.spacing().count()) / 1e9;
        QVERIFY2(half <= 5000 && half >= 5000 - slack, qPrintable(QString::number(half)));
        gate.collect();
    }
};

QTEST_APPLESS_MAIN(TestFleetIndex)
#include "tst_fleet_index.moc"
