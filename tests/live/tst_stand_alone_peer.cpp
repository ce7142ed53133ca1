#include "core/live/stand_alone_peer.h"
#include "core/live/stream.h"
#include "tests/live/live_lab.h"

#include <QTest>

#include <mutex>
#include <thread>

using namespace kai;
using namespace kai::live;
using namespace std::chrono_literals;

namespace {

/// A peer on a thread of its own, as its own process would be.
class RunningPeer {
public:
    explicit RunningPeer(const PeerOptions& options)
        : m_thread([this, options] {
            const Result<PeerSummary> result =
                runPeer(options, m_stop, [this](const std::string& line) { tell(line); });
            const std::lock_guard lock(m_mutex);
            m_summary = result ? *result : PeerSummary{};
            m_error = result ? std::string() : result.error().symbol;
            m_over = true;
        })
    {
        for (int i = 0; i < 500 && lines().empty() && !over(); ++i) {
            std::this_thread::sleep_for(10ms);
        }
    }
    ~RunningPeer() { stop(); }
    void stop()
    {
        m_stop = true;
        if (m_thread.joinable()) {
            m_thread.join();
        }
    }
    std::vector<std::string> lines()
    {
        const std::lock_guard lock(m_mutex);
        return m_lines;
    }
    bool over()
    {
        const std::lock_guard lock(m_mutex);
        return m_over;
    }
    std::uint16_t port()
    {
        const std::string line = lines().front();
        return static_cast<std::uint16_t>(std::stoi(line.substr(line.rfind(':') + 1)));
    }
    [[nodiscard]] const PeerSummary& summary() const { return m_summary; }
    [[nodiscard]] const std::string& error() const { return m_error; }

private:
    void tell(const std::string& line)
    {
        const std::lock_guard lock(m_mutex);
        m_lines.push_back(line);
    }
    std::mutex m_mutex;
    std::vector<std::string> m_lines;
    PeerSummary m_summary;
    std::string m_error;
    bool m_over = false;
    std::atomic<bool> m_stop{false};
    std::thread m_thread;
};

PeerOptions onLoopback()
{
    PeerOptions options;
    options.address = "127.0.0.1";
    return options;
}

OpenRequest to(std::uint16_t port, std::uint32_t count = 1)
{
    OpenRequest request;
    request.peerHost = "127.0.0.1";
    request.peerPort = port;
    request.count = count;
    return request;
}

} // namespace

class StandAlonePeerTest : public QObject {
    Q_OBJECT
private slots:
    void address_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("port alone") << "7777"
                                    << " 7777";
        QTest::newRow("all addresses") << ":7777"
                                       << " 7777";
        QTest::newRow("IPv4") << "10.0.0.5:7777"
                              << "10.0.0.5 7777";
        QTest::newRow("IPv6") << "[::1]:7777"
                              << "::1 7777";
        QTest::newRow("name") << "localhost:7777"
                              << "localhost 7777";
        QTest::newRow("IPv6 without brackets") << "fe80::1:7777"
                                               << "BAD_ADDRESS";
        QTest::newRow("no port") << "10.0.0.5"
                                 << "BAD_PORT";
        QTest::newRow("empty") << ""
                               << "BAD_PORT";
        QTest::newRow("port 0") << ":0"
                                << "BAD_PORT";
        QTest::newRow("port 65536") << ":65536"
                                    << "BAD_PORT";
        QTest::newRow("rest behind the port") << ":77x"
                                              << "BAD_PORT";
        QTest::newRow("half a bracket") << "[::1:7777"
                                        << "BAD_ADDRESS";
    }
    void address()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        const Result<PeerOptions> options = parsePeerAddress(text.toStdString());
        const std::string got = options ? options->address + " " + std::to_string(options->port)
                                        : options.error().symbol;
        QCOMPARE(QString::fromStdString(got), expected);
    }

    void takesDataAndAnswersEcho()
    {
        RunningPeer peer(onLoopback());
        Descriptor client = startConnect(loopbackAddress(false, peer.port())).value();
        QTRY_COMPARE(remoteAddress(client.get()).port(), peer.port()); // connected
        QVERIFY(sendSome(client.get(), "data\necho hello\n").ok());
        std::string got;
        const auto heard = [&] {
            const Received received =
                receiveAll(client.get(), [&](std::string_view data) { got += data; });
            return received.error == 0 && got == "hello\n";
        };
        QTRY_VERIFY_WITH_TIMEOUT(heard(), 3000);
        peer.stop();
        QCOMPARE(peer.summary().served, std::uint64_t{1});
        QCOMPARE(peer.summary().bytesTaken, std::uint64_t{16});
    }

    void listensOnlyWhereTold()
    {
        RunningPeer peer(onLoopback());
        QCOMPARE(peer.lines().size(), std::size_t{1});
        QVERIFY(peer.lines().front().find("127.0.0.1:") != std::string::npos);
        const Descriptor elsewhere = startConnect(loopbackAddress(false, peer.port(), 2)).value();
        int failure = 0; // SO_ERROR is told once
        const auto refused = [&] {
            return failure != 0 || (failure = connectFailure(elsewhere.get())) != 0;
        };
        QTRY_VERIFY(refused()); // 127.0.0.2
    }

    void boundedInConnections()
    {
        PeerOptions options = onLoopback();
        options.mostConnections = 2;
        RunningPeer peer(options);
        LiveLab lab;
        const std::vector<ConnectionId> ids = lab.opened(to(peer.port(), 3));
        lab.runFor(600ms);
        int open = 0;
        int reset = 0;
        for (const ConnectionId id : ids) {
            open += lab.row(id).local.state == ConnectionState::open ? 1 : 0;
            reset += lab.row(id).endedBy == EndedBy::reset ? 1 : 0;
        }
        QCOMPARE(open, 2);
        QCOMPARE(reset, 1);
        peer.stop();
        QCOMPARE(peer.summary().refused, std::uint64_t{1});
    }

    void neverClosesFirstAndStopsCleanly()
    {
        auto peer = std::make_unique<RunningPeer>(onLoopback());
        LiveLab lab;
        OpenRequest request = to(peer->port());
        request.settings = {true, 1s, 1s, std::uint16_t{2}};
        const std::vector<ConnectionId> ids = lab.opened(request);
        // A named peer's answers are seen like any other's.
        QVERIFY(lab.runUntil([&] { return lab.row(ids[0]).probesAnswered >= 2; }, 10s));
        QCOMPARE(lab.row(ids[0]).local.state, ConnectionState::open);
        const auto start = std::chrono::steady_clock::now();
        peer->stop();
        QVERIFY(std::chrono::steady_clock::now() - start < 1s);
        lab.runFor(600ms);
        QCOMPARE(endedLetter(lab.row(ids[0]).endedBy), 'F');
    }

    void portInUse()
    {
        RunningPeer peer(onLoopback());
        PeerOptions options = onLoopback();
        options.port = peer.port();
        const std::atomic<bool> stop{true};
        const Result<PeerSummary> second = runPeer(options, stop, [](const std::string&) {});
        QVERIFY(!second);
        QCOMPARE(second.error().symbol, std::string("EADDRINUSE"));
    }
};

QTEST_GUILESS_MAIN(StandAlonePeerTest)
#include "tst_stand_alone_peer.moc"
