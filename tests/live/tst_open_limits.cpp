#include "core/live/descriptor.h"
#include "core/live/descriptor_limit.h"
#include "core/live/socket_address.h"
#include "core/live/stream.h"
#include "tests/live/live_lab.h"

#include <QTest>

#include <cerrno>

#include <sys/resource.h>
#include <sys/socket.h>

using namespace kai;
using namespace kai::live;
using namespace std::chrono_literals;

/// Thousands of connections at once: both ends are in this process.
class OpenLimitsTest : public QObject {
    Q_OBJECT

    static OpenRequest many(std::uint32_t count)
    {
        OpenRequest request;
        request.name = "many";
        request.count = count;
        request.settings = {true, 60s, 10s, std::uint16_t{6}};
        return request;
    }

private slots:
    void asManyAsTheIssueAsksFor()
    {
        if (raiseDescriptorLimit() < 19'100) {
            QSKIP("9,500 connections need 19,100 descriptors: raise the hard limit (ulimit -Hn)");
        }
        LiveLab lab;
        const std::vector<ConnectionId> ids = lab.opened(many(9'500), 60s);
        QCOMPARE(ids.size(), std::size_t{9'500});
        lab.runFor(400ms);
        QCOMPARE(lab.opens.begin()->second.opened, 9'500u);
        QVERIFY(!lab.opens.begin()->second.error);
        QCOMPARE(lab.infos.at(1).name, std::string("many-1"));
        QCOMPARE(lab.infos.at(9'500).name, std::string("many-9500"));
        QCOMPARE(lab.eventsOf(ids.back(), EventKind::opened).size(), std::size_t{1});
        QVERIFY(lab.row(ids.back()).local.deadline != kNever);
        QCOMPARE(lab.outOfOrder, 0);
        lab.stack().close(ids, CloseKind::reset);
        lab.runFor(400ms);
        QCOMPARE(lab.row(ids.front()).endedBy, EndedBy::locally);
    }

    void aSliceDelaysNoTick()
    {
        LiveLab lab;
        const std::vector<ConnectionId> first = lab.opened(many(1));
        const CommandId command = lab.open(many(3'000));
        std::uint32_t turns = 0;
        while (!lab.opens[command].finished && turns < 100'000) {
            lab.runFor(0ns);
            ++turns;
        }
        QVERIFY2(turns > 3, "progress is told between slices");
        QCOMPARE(lab.opens[command].opened, 3'000u);
        for (const Event& event : lab.events) {
            QVERIFY2(event.kind != EventKind::observation_gap, "a tick came late");
        }
        lab.stack().close(first, CloseKind::reset);
    }

    void cancelKeepsWhatIsOpen()
    {
        LiveLab lab;
        const CommandId command = lab.open(many(5'000));
        lab.runFor(0ns);
        lab.runFor(0ns);
        const std::uint32_t open = lab.opens[command].opened;
        QVERIFY(open > 0 && open < 5'000);
        lab.stack().cancelOpen(command);
        lab.runFor(300ms);
        const OpenProgress& progress = lab.opens[command];
        QVERIFY(progress.finished && progress.cancelled);
        QCOMPARE(progress.opened, open);
        QCOMPARE(lab.rows.size(), std::size_t{open});
        QCOMPARE(lab.row(static_cast<ConnectionId>(1)).local.state, ConnectionState::open);
    }

    /// Two of them fill the queue of a listener that accepts nobody; the others would try for 20 s.
    void cancelWhileConnectingIsNoFailure()
    {
        const Descriptor listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        const SocketAddress any = loopbackAddress(false, 0);
        QCOMPARE(
            ::bind(listener.get(), reinterpret_cast<const sockaddr*>(any.bytes.data()), any.length),
            0);
        QCOMPARE(::listen(listener.get(), 0), 0);
        OpenRequest request = many(6);
        request.peerHost = "127.0.0.1";
        request.peerPort = localAddress(listener.get()).port();
        LiveLab lab;
        const CommandId command = lab.open(request);
        QVERIFY(lab.runUntil([&] { return lab.rows.size() == 6; }, 5s));
        lab.runFor(100ms);
        lab.stack().cancelOpen(command);
        lab.runFor(400ms);
        const OpenProgress& progress = lab.opens[command];
        QVERIFY(progress.finished && progress.cancelled);
        QVERIFY(progress.opened < 6);
        QVERIFY2(!progress.error, progress.error ? describe(*progress.error).c_str() : "");
        const auto last = static_cast<ConnectionId>(6);
        QVERIFY(lab.row(last).endedBy == EndedBy::locally);
        QCOMPARE(lab.row(last).errorCode, std::uint16_t{0});
        QCOMPARE(lab.eventsOf(last, EventKind::ended).size(), std::size_t{1});
    }

    void whatDoesNotFitIsRefused()
    {
        rlimit before{};
        ::getrlimit(RLIMIT_NOFILE, &before);
        rlimit few = before;
        few.rlim_cur = few.rlim_max = 400; // lowered last: only root could raise it again
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &few), 0);
        LiveLab lab;
        const CommandId command = lab.open(many(500));
        QVERIFY(lab.runUntil([&] { return lab.opens[command].finished; }, 10s));
        const OpenProgress& progress = lab.opens[command];
        QVERIFY(progress.opened > 100 && progress.opened < 200);
        QCOMPARE(progress.opened + progress.failed, 500u);
        QCOMPARE(progress.error->number, EMFILE);
        QVERIFY(progress.error->cause.find(std::to_string(progress.opened) + " of 500 opened") !=
                std::string::npos);
        QVERIFY(!progress.error->remedy.empty());
        const CommandId none = lab.open(many(100));
        lab.runFor(10ms);
        QVERIFY(lab.opens[none].finished);
        QCOMPARE(lab.opens[none].error->symbol, std::string("EMFILE"));
        lab.runFor(500ms); // the ones that are open live on
        QCOMPARE(lab.row(static_cast<ConnectionId>(1)).local.state, ConnectionState::open);
    }
};

QTEST_GUILESS_MAIN(OpenLimitsTest)
#include "tst_open_limits.moc"
