#include "core/lab/census.h"

#include <QtTest>

using namespace kai;
using namespace kai::lab;

namespace {

std::vector<Event> happened(EventKind kind, std::initializer_list<unsigned> ids,
                            std::uint8_t flags = 0)
{
    std::vector<Event> events;
    for (const unsigned id : ids) {
        Event event;
        event.connection = ConnectionId{id};
        event.kind = kind;
        event.flags = flags;
        events.push_back(event);
    }
    return events;
}

std::vector<OpenProgress> opened(unsigned count, bool finished, CommandId command = CommandId{1})
{
    OpenProgress progress;
    progress.command = command;
    progress.opened = count;
    progress.finished = finished;
    return {progress};
}

} // namespace

class TestCensus : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aRunEndsWhenEverybodyHasEnded()
    {
        Census census;
        census.openingBegins(CommandId{1});
        QVERIFY(!census.allOpened());
        QVERIFY(!census.allEnded());
        census.note(happened(EventKind::opened, {1, 2}));
        census.note(opened(2, true));
        QVERIFY(census.allOpened());
        census.note(happened(EventKind::ended, {1}));
        QVERIFY(census.ended(ConnectionId{1}));
        QVERIFY(!census.allEnded());
        census.note(happened(EventKind::ended, {2}));
        QVERIFY(census.allEnded());
    }

    void eventsThatComeATickAfterTheReportAreWaitedFor()
    {
        Census census;
        census.openingBegins(CommandId{1});
        census.note(opened(1, true));
        QVERIFY(!census.allEnded());
        census.note(happened(EventKind::opened, {1}));
        census.note(happened(EventKind::ended, {1}));
        QVERIFY(census.allEnded());
    }

    void anOpeningThatFailsLeavesNothingToWaitFor()
    {
        Census census;
        census.openingBegins(CommandId{1});
        census.note(opened(0, false));
        QVERIFY(!census.allEnded());
        census.note(opened(0, true));
        QVERIFY(census.allEnded());
    }

    /// As when a host restarts while somebody opens connections on another one.
    void anOpeningOfTheStackItselfFinishesNoOther()
    {
        constexpr CommandId kReopening{999};
        Census census;
        census.openingBegins(CommandId{1});
        census.note(opened(0, false, kReopening));
        census.note(opened(2, true, kReopening));
        QVERIFY(!census.allOpened());
        census.note(happened(EventKind::opened, {1, 2}));
        census.note(happened(EventKind::ended, {1, 2}));
        QVERIFY(!census.allEnded());
        census.note(opened(0, true));
        QVERIFY(census.allEnded());
    }

    void anOpeningOfTheStackItselfIsWaitedFor()
    {
        Census census;
        census.note(opened(0, false, CommandId{999}));
        QVERIFY(!census.allOpened());
        census.note(opened(1, true, CommandId{999}));
        QVERIFY(census.allOpened());
    }

    void thePeersEndDoesNotCount()
    {
        Census census;
        census.openingBegins(CommandId{1});
        census.note(happened(EventKind::opened, {1}));
        census.note(opened(1, true));
        census.note(happened(EventKind::ended, {1}, event_flag::kPeerEnd));
        QVERIFY(!census.ended(ConnectionId{1}));
        QVERIFY(!census.allEnded());
    }
};

QTEST_APPLESS_MAIN(TestCensus)
#include "tst_census.moc"
