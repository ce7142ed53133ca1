#include "core/live/connection_table.h"
#include "core/live/ending.h"
#include "core/live/sock_diag.h"
#include "tests/live/loopback_pair.h"

#include <QTest>

#include <cerrno>
#include <map>

using namespace kai;
using namespace kai::live;

class ConnectionTableTest : public QObject {
    Q_OBJECT
private slots:
    void everyCookieIsFound()
    {
        CookieIndex index;
        QVERIFY(index.find(1) == nullptr);
        for (std::uint32_t i = 1; i <= 20'000; ++i) {
            index.insert(i * 4097ull, {i, i % 2 == 0});
        }
        for (std::uint32_t i = 1; i <= 20'000; ++i) {
            const CookieIndex::End* const end = index.find(i * 4097ull);
            QVERIFY(end != nullptr);
            QCOMPARE(end->connection, i);
            QCOMPARE(end->peer, i % 2 == 0);
        }
        QVERIFY(index.find(4098) == nullptr);
        index.insert(0, {7, false}); // no identity is nobody's
        QVERIFY(index.find(0) == nullptr);
    }

    void idsCountUpFromOne()
    {
        ConnectionTable table;
        LiveConnection& first = table.add();
        LiveConnection& second = table.add();
        QCOMPARE(indexOf(first.id), 1u);
        QCOMPARE(indexOf(second.id), 2u);
        QVERIFY(table.find(ConnectionId::none) == nullptr);
        QVERIFY(table.find(static_cast<ConnectionId>(3)) == nullptr);
        QVERIFY(table.find(second.id) == &second);
    }

    void changedOnceIsToldOnce()
    {
        ConnectionTable table;
        LiveConnection& connection = table.add();
        table.markDirty(connection);
        table.markDirty(connection);
        QCOMPARE(table.takeDirty().size(), std::size_t{1});
        QVERIFY(table.takeDirty().empty());
    }

    /// The kernel's own dump names the very sockets, with the filter by one port, by several, and for both ends.
    void dumpFindsOurSockets_data()
    {
        QTest::addColumn<bool>("ipv6");
        QTest::addColumn<int>("remotePorts");
        QTest::addColumn<bool>("peerEnds");
        QTest::addColumn<int>("expected");
        QTest::newRow("our end, one port") << false << 1 << false << 1;
        QTest::newRow("our end, three ports") << false << 3 << false << 1;
        QTest::newRow("both ends") << false << 1 << true << 2;
        QTest::newRow("both ends, three ports") << false << 3 << true << 2;
        QTest::newRow("IPv6, both ends") << true << 1 << true << 2;
        QTest::newRow("the peer's end alone") << false << 0 << true << 1;
    }
    void dumpFindsOurSockets()
    {
        QFETCH(bool, ipv6);
        QFETCH(int, remotePorts);
        QFETCH(bool, peerEnds);
        QFETCH(int, expected);
        Result<SockDiag> diag = SockDiag::open();
        if (!diag) {
            QSKIP("sock_diag is not to be had here");
        }
        const LoopbackPair pair(ipv6);
        const std::uint16_t port = localAddress(pair.listener.get()).port();
        DiagFilter filter;
        filter.ipv6 = ipv6;
        for (int i = 0; i < remotePorts; ++i) {
            filter.remotePorts.push_back(i == remotePorts - 1 ? port
                                                              : static_cast<std::uint16_t>(2 + i));
        }
        if (peerEnds) {
            filter.localPorts = {port};
        }
        std::map<std::uint64_t, EndSample> found;
        const Status dumped = diag.value().dump(
            filter, [] { return Moment{}; },
            [&](std::span<const SockDiag::Sighting> part) {
                for (const SockDiag::Sighting& sighting : part) {
                    found[sighting.cookie] = sighting.sample;
                }
            });
        QVERIFY(dumped.ok());
        QCOMPARE(static_cast<int>(found.size()), expected);
        const std::uint64_t ours = cookieOf((remotePorts > 0 ? pair.client : pair.server).get());
        QVERIFY(found.count(ours) == 1);
        QVERIFY(found[ours].state == TcpState::established);
        QVERIFY(found[ours].timer != KernelTimer::unknown);
    }

    void causeOfAnEnding_data()
    {
        QTest::addColumn<int>("error");
        QTest::addColumn<bool>("inFlight");
        QTest::addColumn<char>("letter");
        QTest::newRow("timed out while idle: keep-alive") << ETIMEDOUT << false << 'K';
        QTest::newRow("timed out with data in flight: retransmission") << ETIMEDOUT << true << 'T';
        QTest::newRow("unreachable with data in flight") << EHOSTUNREACH << true << 'T';
        QTest::newRow("reset") << ECONNRESET << false << 'R';
        QTest::newRow("reset with data in flight") << ECONNRESET << true << 'R';
        QTest::newRow("written to after a reset") << EPIPE << true << 'R';
    }
    void causeOfAnEnding()
    {
        QFETCH(int, error);
        QFETCH(bool, inFlight);
        QFETCH(char, letter);
        EndSample before;
        before.unackedSegments = inFlight ? 1 : 0;
        QCOMPARE(endedLetter(endedBy(error, before, {})), letter);
    }
};

QTEST_APPLESS_MAIN(ConnectionTableTest)
#include "tst_connection_table.moc"
