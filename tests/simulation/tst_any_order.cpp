#include "core/simulation/peer.h"
#include "core/simulation/random.h"
#include "core/simulation/world.h"

#include <QtTest>

#include <array>
#include <vector>

using namespace kai;
using namespace kai::simulation;
using namespace std::chrono_literals;
using std::chrono::seconds;

namespace {

/// A program that does anything at any time, with sockets of its own on two hosts. What it does follows from the seed.
class Chaos final : public Observer {
public:
    explicit Chaos(std::uint64_t seed)
        : m_random(seed)
        , m_world({.seed = seed, .eventsAtOneInstant = 100'000}, m_sink)
    {
        m_world.addHost({});
        m_world.addHost({});
        for (std::uint16_t port = 80; port < 83; ++port) {
            listen(HostId{static_cast<std::uint16_t>(port % 2)}, port);
        }
    }
    ~Chaos()
    {
        for (const EndId end : m_ends) {
            m_world.setObserver(end, nullptr);
        }
    }

    void play(int steps)
    {
        for (int i = 0; i < steps; ++i) {
            act();
            m_world.runUntil(m_world.now() + nanoseconds{m_random.upTo(3'000'000'000)});
        }
    }

    /// Everybody lets go, all cables are whole: nothing may go on for ever.
    void calmDown()
    {
        m_world.setNetworkUp(HostId{0}, true);
        m_world.setNetworkUp(HostId{1}, true);
        for (const EndId end : m_ends) {
            m_world.setPath(end, {});
        }
        for (const EndId end : std::exchange(m_ends, {})) {
            m_world.abort(end);
        }
        m_world.runUntil(m_world.now() + 24h);
    }

    void notice(const Notice& notice) override
    {
        ++notices;
        if (notice.kind == NoticeKind::incoming) {
            keep(m_world.accept(notice.end));
        }
        if (notice.end != EndId::none &&
            std::find(m_ends.begin(), m_ends.end(), notice.end) == m_ends.end()) {
            strangers = true;
        }
    }

    [[nodiscard]] World& world() { return m_world; }
    [[nodiscard]] const std::vector<Event>& events() const { return m_sink.events(); }
    std::uint64_t notices = 0;
    /// Told of an end that it has let go.
    bool strangers = false;

private:
    void keep(EndId end)
    {
        if (end != EndId::none) {
            m_ends.push_back(end);
        }
    }

    [[nodiscard]] HostId anyHost() { return HostId{static_cast<std::uint16_t>(m_random.upTo(1))}; }

    void listen(HostId host, std::uint16_t port)
    {
        const EndId end = m_world.create(host, this);
        if (m_world.bind(end, port)) {
            m_world.listen(end, static_cast<std::uint32_t>(m_random.upTo(3)));
        }
        keep(end);
    }

    void connect()
    {
        const EndId end = m_world.create(anyHost(), this);
        m_world.trace(end, ConnectionId{++m_lastConnection});
        m_world.connect(end, {anyHost(), static_cast<std::uint16_t>(80 + m_random.upTo(3))},
                        anyPath());
        keep(end);
    }

    PathSettings anyPath()
    {
        PathSettings path = pathWithDelay(nanoseconds{m_random.upTo(200'000'000)});
        path.jitter = nanoseconds{m_random.upTo(100'000'000)};
        path.cutForward = m_random.upTo(9) == 0;
        path.cutBack = m_random.upTo(9) == 0;
        path.lossForward.everyNth = static_cast<std::uint32_t>(m_random.upTo(4));
        path.lossForward.probesOnly = m_random.upTo(1) == 0;
        path.lossBack.share = m_random.upTo(2) == 0 ? 0.2 : 0;
        path.lossBack.probesOnly = m_random.upTo(1) == 0;
        if (m_random.upTo(4) == 0) {
            path.box = Box{milliseconds{1 + m_random.upTo(20'000)}, m_random.upTo(1) == 0,
                           m_random.upTo(1) == 0};
        }
        if (m_random.upTo(9) == 0) {
            path.icmp = Icmp{Direction::forward, m_random.upTo(1) == 0};
        }
        return path;
    }

    KeepAliveChange anyChange()
    {
        return {m_random.upTo(3) != 0, milliseconds{100 + m_random.upTo(5'000)},
                milliseconds{50 + m_random.upTo(2'000)},
                static_cast<std::uint16_t>(m_random.upTo(5)), Origin::socketOption};
    }

    void act()
    {
        const auto what = m_random.upTo(40);
        if (what < 6 || m_ends.empty()) {
            connect();
        } else if (what < 7) {
            listen(anyHost(), static_cast<std::uint16_t>(80 + m_random.upTo(3)));
        } else if (what < 8) {
            m_world.restart(anyHost());
        } else if (what < 10) {
            m_world.setNetworkUp(anyHost(), m_random.upTo(2) != 0);
        } else {
            actOn(static_cast<std::size_t>(
                      m_random.upTo(static_cast<std::int64_t>(m_ends.size()) - 1)),
                  what);
        }
    }

    void actOn(std::size_t index, std::int64_t what)
    {
        const EndId end = m_ends[index];
        std::array<std::byte, 3000> data{};
        if (what < 18) {
            m_world.send(end, std::span{data}.first(static_cast<std::size_t>(m_random.upTo(3000))));
        } else if (what < 24) {
            m_world.receive(end,
                            std::span{data}.first(static_cast<std::size_t>(m_random.upTo(3000))));
        } else if (what < 27) {
            m_world.changeKeepAlive(end, anyChange());
        } else if (what < 30) {
            m_world.setPath(end, anyPath());
        } else if (what < 32) {
            m_world.shutdownSend(end);
        } else if (what < 33) {
            m_world.forget(end);
        } else if (what < 35) {
            renew(index);
        } else {
            m_ends.erase(m_ends.begin() + static_cast<std::ptrdiff_t>(index));
            what < 38 ? m_world.close(end) : m_world.abort(end);
        }
    }

    void renew(std::size_t index)
    {
        if (m_world.state(m_ends[index]) == TcpState::closed) {
            m_ends[index] = m_world.renew(m_ends[index]);
        }
    }

    Random m_random;
    EventSink m_sink;
    World m_world;
    std::vector<EndId> m_ends;
    std::uint32_t m_lastConnection = 0;
};

} // namespace

/// Whatever programs do in whatever order: nothing breaks, nobody is told of what he let go, and calm returns.
class AnyOrderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void calmReturns_data();
    void calmReturns();
};

void AnyOrderTest::calmReturns_data()
{
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 20; ++seed) {
        QTest::addRow("seed %d", seed) << seed;
    }
}

void AnyOrderTest::calmReturns()
{
    QFETCH(int, seed);
    Chaos chaos(static_cast<std::uint64_t>(seed));
    chaos.play(3000);
    QVERIFY(!chaos.world().stopped());
    QVERIFY(chaos.notices > 100);
    QVERIFY(!chaos.strangers);
    const auto& events = chaos.events();
    QVERIFY(std::is_sorted(events.begin(), events.end(),
                           [](const Event& a, const Event& b) { return a.time < b.time; }));
    std::vector<bool> ended;
    for (const Event& event : events) {
        const std::size_t id = indexOf(event.connection);
        ended.resize(std::max(ended.size(), id + 1));
        QVERIFY2(!ended[id], "an event after the end of its connection");
        ended[id] = event.kind == EventKind::ended;
    }
    chaos.calmDown();
    QCOMPARE(chaos.world().nextEvent(), kNever);
}

QTEST_GUILESS_MAIN(AnyOrderTest)
#include "tst_any_order.moc"
