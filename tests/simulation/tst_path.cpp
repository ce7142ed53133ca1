#include "core/simulation/path_state.h"

#include <QtTest>

using namespace kai;
using namespace kai::simulation;
using namespace std::chrono_literals;
using Fate = Passage::Fate;

namespace {

constexpr bool kProbe = true;
constexpr bool kNoProbe = false;
constexpr bool kSyn = true;

/// A path, and segments sent over it at times of one's own.
struct Link {
    explicit Link(const PathSettings& settings) { path.set(settings, Moment{}); }
    Passage send(nanoseconds now, bool probe = kNoProbe, Direction direction = Direction::forward,
                 bool syn = false)
    {
        return path.send(Moment{now}, direction, probe, syn, random);
    }
    Path path;
    Random random{7};
};

/// 'x' for each segment that is lost, '.' for each that arrives.
QString fates(Link& link, int count, bool probe)
{
    QString text;
    for (int i = 0; i < count; ++i) {
        text += link.send(std::chrono::seconds{i}, probe).fate == Fate::lost ? 'x' : '.';
    }
    return text;
}

} // namespace

/// What lies between two ends, piece by piece.
class PathTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void perfect();
    void cut_data();
    void cut();
    void everyNth();
    void onlyProbesAreLost();
    void aShareIsLost();
    void jitterNeverReorders();
    void box();
    void boxIsRefreshedByEitherDirection();
    void whatIsLostDoesNotReachTheBox();
    void aNewLimitStartsAnew();
    void icmp();
    void settingsComeBack();
    void lossCountsOnAcrossOtherChanges();
};

void PathTest::perfect()
{
    Link link(pathWithDelay(20ms));
    QCOMPARE(link.send(1s).at, Moment{1020ms});
    QCOMPARE(link.path.box(Moment{1s}), BoxState{});
    Link instant({});
    QCOMPARE(instant.send(1s).at, Moment{1s});
}

void PathTest::cut_data()
{
    QTest::addColumn<bool>("forward");
    QTest::addColumn<bool>("back");
    QTest::newRow("forward only") << true << false;
    QTest::newRow("back only") << false << true;
    QTest::newRow("both") << true << true;
}

void PathTest::cut()
{
    QFETCH(bool, forward);
    QFETCH(bool, back);
    PathSettings settings;
    settings.cutForward = forward;
    settings.cutBack = back;
    Link link(settings);
    QCOMPARE(link.send(1s).fate == Fate::lost, forward);
    QCOMPARE(link.send(1s, kNoProbe, Direction::back).fate == Fate::lost, back);
}

void PathTest::everyNth()
{
    PathSettings settings;
    settings.lossForward.everyNth = 3;
    Link link(settings);
    QCOMPARE(fates(link, 9, kProbe), QString("..x..x..x"));
    QCOMPARE(link.send(10s, kProbe, Direction::back).fate, Fate::arrives);
}

void PathTest::onlyProbesAreLost()
{
    PathSettings settings;
    settings.lossForward.everyNth = 1;
    Link probesOnly(settings);
    QCOMPARE(fates(probesOnly, 3, kNoProbe), QString("..."));
    QCOMPARE(fates(probesOnly, 3, kProbe), QString("xxx"));
    settings.lossForward.probesOnly = false;
    Link everything(settings);
    QCOMPARE(fates(everything, 3, kNoProbe), QString("xxx"));
}

void PathTest::aShareIsLost()
{
    PathSettings settings;
    settings.lossForward.share = 0.3;
    settings.lossForward.seed = 5;
    Link one(settings);
    Link same(settings);
    settings.lossForward.seed = 6;
    Link other(settings);
    const QString lost = fates(one, 10'000, kProbe);
    QVERIFY2(qAbs(lost.count('x') - 3000) < 150, qPrintable(QString::number(lost.count('x'))));
    QCOMPARE(fates(same, 10'000, kProbe), lost);
    QVERIFY(fates(other, 10'000, kProbe) != lost);
}

void PathTest::jitterNeverReorders()
{
    PathSettings settings = pathWithDelay(10ms);
    settings.jitter = 50ms;
    Link link(settings);
    Moment last{};
    bool varied = false;
    for (int i = 0; i < 1000; ++i) {
        const auto sent = i * 1ms;
        const Moment at = link.send(sent).at;
        QVERIFY(at >= last && at >= Moment{sent + 10ms} && at <= Moment{sent + 60ms});
        varied = varied || at != Moment{sent + 10ms};
        last = at;
    }
    QVERIFY(varied);
}

void PathTest::box()
{
    PathSettings settings;
    settings.box = Box{350s};
    Link link(settings);
    QCOMPARE(link.send(0s).fate, Fate::arrives);
    QCOMPARE(link.path.box(Moment{10s}), (BoxState{Moment{350s}, false}));
    QCOMPARE(link.send(349s).fate, Fate::arrives);
    QCOMPARE(link.path.box(Moment{698s}).forgot, false);
    QCOMPARE(link.path.box(Moment{699s}), (BoxState{Moment{699s}, true}));
    QCOMPARE(link.send(699s).fate, Fate::boxAnswers);
    QCOMPARE(link.send(700s, kNoProbe, Direction::back).fate, Fate::boxAnswers);
    QCOMPARE(link.send(701s, kNoProbe, Direction::forward, kSyn).fate, Fate::arrives);
    QCOMPARE(link.send(702s).fate, Fate::arrives);
}

void PathTest::boxIsRefreshedByEitherDirection()
{
    PathSettings settings;
    settings.box = Box{10s};
    Link link(settings);
    link.send(0s);
    link.send(9s, kNoProbe, Direction::back);
    QCOMPARE(link.send(18s).fate, Fate::arrives);
}

void PathTest::whatIsLostDoesNotReachTheBox()
{
    PathSettings settings;
    settings.box = Box{10s};
    settings.cutForward = true;
    Link link(settings);
    link.send(9s);
    QCOMPARE(link.path.box(Moment{9s}).forgetsAt, Moment{10s});
}

void PathTest::aNewLimitStartsAnew()
{
    PathSettings settings;
    settings.box = Box{10s};
    Link link(settings);
    QVERIFY(link.path.box(Moment{20s}).forgot);
    settings.box->resetsAcceptingEnd = true;
    link.path.set(settings, Moment{20s});
    QVERIFY(link.path.box(Moment{20s}).forgot);
    settings.box->limit = 30s;
    link.path.set(settings, Moment{20s});
    QCOMPARE(link.path.box(Moment{20s}), (BoxState{Moment{50s}, false}));
}

void PathTest::icmp()
{
    PathSettings settings = pathWithDelay(5ms);
    settings.icmp = Icmp{Direction::back, false};
    Link link(settings);
    QCOMPARE(link.send(1s).fate, Fate::arrives);
    const Passage answered = link.send(1s, kNoProbe, Direction::back);
    QCOMPARE(answered.fate, Fate::icmp);
    QCOMPARE(answered.at, Moment{1005ms});
}

void PathTest::settingsComeBack()
{
    PathSettings settings = pathWithDelay(5ms);
    Link link(settings);
    QCOMPARE(link.path.settings(), settings);
    settings.jitter = 1ms;
    settings.box = Box{350s, true, false};
    link.path.set(settings, Moment{});
    QCOMPARE(link.path.settings(), settings);
    link.path.set({}, Moment{});
    QCOMPARE(link.path.settings(), PathSettings{});
}

void PathTest::lossCountsOnAcrossOtherChanges()
{
    PathSettings settings;
    settings.lossForward.everyNth = 3;
    Link link(settings);
    QCOMPARE(fates(link, 2, kProbe), QString(".."));
    settings.delay = 7ms;
    link.path.set(settings, Moment{});
    QCOMPARE(fates(link, 1, kProbe), QString("x"));
}

QTEST_GUILESS_MAIN(PathTest)
#include "tst_path.moc"
