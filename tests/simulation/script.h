#pragma once

#include "core/keepalive/duration_text.h"
#include "core/simulation/peer.h"
#include "core/simulation/world.h"

#include <QString>
#include <QStringList>

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <vector>

namespace kai::simulation {

using namespace std::chrono_literals;

/// What the program at the connecting end is told, and what it is doing.
class RecordingProgram final : public Observer {
public:
    void notice(const Notice& notice) override { told.push_back(notice); }
    [[nodiscard]] bool wasTold(NoticeKind kind, Cause cause = Cause::none) const
    {
        return std::any_of(told.begin(), told.end(), [&](const Notice& each) {
            return each.kind == kind && each.cause == cause;
        });
    }
    std::vector<Notice> told;
};

/// One connection from a host to a peer's program on another one, to be written and read like a packet trace: play() lets time pass and gives
/// the lines that were logged, such as "2 h: probe_sent 1 of 10".
class Script {
public:
    explicit Script(HostSetup client = {}, const PathSettings& path = {}, HostSetup server = {})
        : world(WorldOptions{}, sink)
        , host(world.addHost(std::move(client)))
        , peerHost(world.addHost(std::move(server)))
        , peer(world, peerHost, 7777)
        , end(world.create(host, &program))
    {
        world.trace(end, ConnectionId{1});
        world.connect(end, peer.address(), path);
    }
    ~Script() { world.setObserver(end, nullptr); }

    [[nodiscard]] EndId peerEnd() const { return world.peerOf(end); }

    void keepAlive(milliseconds idleTime, milliseconds interval, std::uint16_t count)
    {
        world.changeKeepAlive(end, {true, idleTime, interval, count, Origin::keepAliveVals});
    }
    void turn(bool on) { world.changeKeepAlive(end, {on, {}, {}, {}, Origin::socketOption}); }
    void cut()
    {
        PathSettings path = world.path(end);
        path.cutForward = path.cutBack = true;
        world.setPath(end, path);
    }
    void restore()
    {
        PathSettings path = world.path(end);
        path.cutForward = path.cutBack = false;
        world.setPath(end, path);
    }
    void send(std::string_view text) { world.send(end, std::as_bytes(std::span{text})); }

    /// What is logged up to and including this time since the beginning.
    QStringList play(nanoseconds until)
    {
        world.runUntil(Moment{until});
        return lines();
    }
    /// Plays to the end, if there is one within a thousand years of nothing else.
    QStringList playAll()
    {
        world.runUntil(kNever);
        return lines();
    }

    EventSink sink;
    World world;
    RecordingProgram program;
    HostId host;
    HostId peerHost;
    Peer peer;
    EndId end;

private:
    QStringList lines()
    {
        std::vector<Event> events;
        std::vector<std::string> fresh;
        sink.take(events, fresh);
        m_texts.insert(m_texts.end(), fresh.begin(), fresh.end());
        QStringList result;
        for (const Event& event : events) {
            result.push_back(line(event));
        }
        return result;
    }

    QString line(const Event& event) const
    {
        const auto word = [](std::string_view view) {
            return QString::fromUtf8(view.data(), static_cast<qsizetype>(view.size()));
        };
        QString text = word(formatDuration(event.time.time_since_epoch())) + ": " +
                       (event.atPeerEnd() ? "peer " : "") + word(eventName(event.kind));
        if (event.probeNumber != 0) {
            text += QString(" %1 of %2").arg(event.probeNumber).arg(event.probeCount);
        }
        if (event.detail != TextId::empty) {
            text += " (" + word(m_texts[static_cast<std::size_t>(event.detail) - 1]) + ")";
        }
        return text;
    }

    std::vector<std::string> m_texts;
};

} // namespace kai::simulation
