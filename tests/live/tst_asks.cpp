#include "core/live/asks.h"

#include <QTest>

#include <cerrno>

using namespace kai;
using namespace kai::live;
using namespace std::chrono_literals;

class AsksTest : public QObject {
    Q_OBJECT

    static constexpr auto kCommand = static_cast<CommandId>(3);
    static constexpr auto kId = static_cast<ConnectionId>(5);

    static EndSample sample(nanoseconds at, std::uint64_t acked, std::uint32_t retransmits = 0)
    {
        EndSample sample;
        sample.earliest = Moment{at};
        sample.latest = Moment{at + 10us};
        sample.bytesAcked = acked;
        sample.totalRetransmits = retransmits;
        return sample;
    }
    static Ask asked()
    {
        AskReport sent;
        sent.command = kCommand;
        sent.id = kId;
        sent.asked = sent.sent = 1;
        return {sent, sample(0ns, 100), 101, Moment{0ns}};
    }

private slots:
    void acknowledgedBetweenTwoLooks()
    {
        Ask ask = asked();
        const TickGrid grid(4ms);
        QVERIFY(!ask.look(sample(1ms, 100), grid));
        const std::optional<AskReport> report = ask.look(sample(3ms, 101), grid);
        QVERIFY(report);
        QVERIFY(report->outcome == AskOutcome::acknowledged);
        QCOMPARE(report->command, kCommand);
        QVERIFY(report->after - report->uncertainty <= 2ms &&
                report->after + report->uncertainty >= 2ms);
        QVERIFY(report->uncertainty <= 1100us);
        QVERIFY(ask.over());
    }

    void jiffyNarrowsTheAnswer()
    {
        Ask ask = asked();
        const TickGrid grid(4ms, Moment{0ns}, 0);
        QVERIFY(!ask.look(sample(1ms, 100), grid));
        EndSample late = sample(401ms, 101);
        late.lastAckReceivedMs = 200; // jiffy 50: 200 to 204 ms
        const std::optional<AskReport> report = ask.look(late, grid);
        QVERIFY(report);
        QCOMPARE(report->after, nanoseconds{202ms});
        QCOMPARE(report->uncertainty, nanoseconds{2ms});
    }

    void unansweredAndRetransmitting()
    {
        Ask ask = asked();
        const TickGrid grid(4ms);
        QVERIFY(!ask.look(sample(100ms, 100), grid));
        const std::optional<AskReport> first = ask.look(sample(210ms, 100, 1), grid);
        QVERIFY(first);
        QVERIFY(first->outcome == AskOutcome::unanswered);
        QCOMPARE(first->retransmits, std::uint16_t{1});
        QVERIFY(!ask.over());
        QVERIFY(!ask.look(sample(300ms, 100, 1), grid)); // no news
        QVERIFY(ask.look(sample(650ms, 100, 2), grid).has_value());
        const std::optional<AskReport> late = ask.look(sample(900ms, 101, 2), grid);
        QVERIFY(late && late->outcome == AskOutcome::acknowledged);
        QCOMPARE(late->retransmits, std::uint16_t{2});
    }

    void connectionEndsFirst_data()
    {
        QTest::addColumn<int>("by");
        QTest::addColumn<int>("error");
        QTest::addColumn<int>("outcome");
        QTest::newRow("reset") << int(EndedBy::reset) << ECONNRESET << int(AskOutcome::reset);
        QTest::newRow("retransmission gave up")
            << int(EndedBy::retransmission) << ETIMEDOUT << int(AskOutcome::unanswered);
        QTest::newRow("closed here") << int(EndedBy::locally) << 0 << int(AskOutcome::unanswered);
    }
    void connectionEndsFirst()
    {
        QFETCH(int, by);
        QFETCH(int, error);
        QFETCH(int, outcome);
        const AskReport report =
            asked().ended(static_cast<EndedBy>(by), static_cast<std::uint16_t>(error), Moment{7s});
        QCOMPARE(int(report.outcome), outcome);
        QCOMPARE(report.after, nanoseconds{7s});
        QCOMPARE(report.error.has_value(), error != 0);
    }

    void looksOftenAtFirst()
    {
        Ask ask = asked();
        const TickGrid grid(4ms);
        (void)ask.look(sample(1ms, 100), grid);
        QVERIFY(ask.nextLook() <= Moment{3ms});
        (void)ask.look(sample(5s, 100), grid);
        QVERIFY(ask.nextLook() >= Moment{5s + 50ms});
    }
};

QTEST_APPLESS_MAIN(AsksTest)
#include "tst_asks.moc"
