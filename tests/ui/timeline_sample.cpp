#include "timeline_sample.h"

#include <algorithm>
#include <cmath>

namespace kai::ui::sample {
namespace {

using namespace std::chrono_literals;

/// A moment by its x in the mock picture: now is at 814, 6.9 px are a second.
Moment x(double pixel)
{
    return at(720 + (pixel - 814) / 6.9);
}

void received(Script& script, Script::Lane& lane, std::initializer_list<double> pixels)
{
    for (const double pixel : pixels) {
        script.event(lane, EventKind::data_received, x(pixel));
        lane.row.local.lastReceived = x(pixel);
    }
}

void deadlineAfter(Script::Lane& lane, Moment armed)
{
    auto& end = lane.row.local;
    end.deadline = end.lastReceived + saturatingNanoseconds(lane.row.idleTime.value);
    end.armedExpiry = armed == kNever ? end.deadline : armed;
    end.predictedProbe = end.deadline + 4ms;
    end.predictedEnd = end.deadline + saturatingNanoseconds(lane.row.probeInterval.value) *
                                          lane.row.probeCount.value;
}

void answered(Script& script, Script::Lane& lane, double pixel)
{
    script.probe(lane, x(pixel), 1, true);
    lane.row.local.lastReceived = x(pixel) + 400us;
}

void web(Script& script)
{
    auto& lane = script.lane("web-1", {true, 15s, 5s, 5}, at(600));
    answered(script, lane, 87);
    for (const double pixel : {191.0, 295.0, 399.0}) {
        answered(script, lane, pixel);
    }
    script.event(lane, EventKind::data_sent, x(492.6));
    received(script, lane, {493});
    answered(script, lane, 596);
    script.event(lane, EventKind::timer_idle, x(502));
    script.event(lane, EventKind::data_sent, x(647.6));
    received(script, lane, {648});
    script.event(lane, EventKind::timer_idle, x(699));
    answered(script, lane, 750);
    script.event(lane, EventKind::data_sent, x(786.2));
    received(script, lane, {786.5});
    deadlineAfter(lane, x(855));
}

void database(Script& script)
{
    auto& lane = script.lane("db-2", {true, 90s, 10s, 6});
    received(script, lane, {100});
    script.event(lane, EventKind::data_sent, x(319.5));
    received(script, lane, {322.7});
    script.event(lane, EventKind::timer_idle, x(744));
    deadlineAfter(lane, kNever);
}

void longWait(Script& script)
{
    auto& lane = script.lane("app-3", {true, 2h, 75s, 9});
    lane.row.local.lastReceived = at(720 - 4320);
    deadlineAfter(lane, kNever);
}

void probing(Script& script)
{
    auto& lane = script.lane("db-1", {true, 2h, 75s, 9});
    lane.row.idleTime.value = 60s;
    lane.row.probeInterval.value = 10s;
    lane.row.probeCount.value = 6;
    received(script, lane, {39});
    auto& change = script.event(lane, EventKind::settings_changed, x(205.5),
                                "60 s / 10 s / 6, TCP_KEEPIDLE on this socket");
    change.idleMs = 24'000;
    received(script, lane, {290.5});
    script.event(lane, EventKind::timer_idle, x(454));
    script.event(lane, EventKind::fault_set, x(496), "cable pulled beyond the switch");
    script.probe(lane, x(705), 1, false);
    script.probe(lane, x(774.5), 2, false);
    deadlineAfter(lane, kNever);
    auto& end = lane.row.local;
    end.unanswered = 2;
    end.deadline = end.armedExpiry = at(724.2);
    end.predictedProbe = at(724.7);
    end.predictedEnd = at(764.2);
    lane.row.activeFault = 1;
}

void upload(Script& script)
{
    auto& lane = script.lane("upload", {true, 20s, 5s, 4});
    received(script, lane, {108, 219, 330, 454});
    script.event(lane, EventKind::data_sent, x(510));
    for (const double pixel : {530.0, 572.0, 655.0}) {
        script.event(lane, EventKind::retransmitted, x(pixel));
    }
    lane.row.local.waiting = Waiting::dataInFlight;
}

void off(Script& script)
{
    auto& lane = script.lane("raw-1", {false, 2h, 75s, 9}, at(235));
    lane.row.local.lastReceived = at(235);
    lane.row.local.keepAliveOn = false;
}

void lost(Script& script)
{
    auto& lane = script.lane("lost", {true, 15s, 3s, 5}, at(500));
    for (const double pixel : {130.0, 233.0, 336.0}) {
        answered(script, lane, pixel);
    }
    script.event(lane, EventKind::fault_set, x(385), "cable pulled beyond the switch");
    for (int k = 1; k <= 5; ++k) {
        script.probe(lane, x(441 + 20.7 * (k - 1)), k, false);
    }
    lane.row.activeFault = 1;
    lane.row.local.unanswered = 5;
    script.end(lane, x(544.5), EndedBy::keepAlive, 110, "in recv");
}

void forgotten(Script& script)
{
    auto& lane = script.lane("nat-1", {true, 90s, 10s, 6}, at(300));
    received(script, lane, {171});
    script.event(lane, EventKind::data_sent, x(656));
    lane.row.boxForgot = true;
    lane.row.boxForgetsAt = x(378.5);
    lane.info.boxLimit = 30s;
    script.end(lane, x(659), EndedBy::reset, 104, "in send");
}

void windowsLane(Script& script, const std::string& name, int count, std::uint16_t number)
{
    auto& lane = script.lane(name, {true, 2h, 1s, number});
    lane.info.release = name;
    script.event(lane, EventKind::data_received, at(0));
    lane.row.local.lastReceived = at(0);
    script.event(lane, EventKind::fault_set, at(3), "cable pulled");
    lane.row.activeFault = 1;
    for (int k = 1; k <= count; ++k) {
        script.probe(lane, at(7200 + k - 1), k, false);
    }
    lane.row.local.unanswered = number;
    script.end(lane, at(7200 + count), EndedBy::keepAlive, 10052, "in recv");
}

} // namespace

Moment at(double seconds)
{
    return Moment{span(seconds)};
}

nanoseconds span(double seconds)
{
    return nanoseconds{std::llround(seconds * 1e9)};
}

Script::Lane& Script::lane(const std::string& name, const SettingsInForce& settings, Moment opened)
{
    auto& lane = *m_lanes.emplace_back(std::make_unique<Lane>());
    lane.row.id = lane.info.id = static_cast<ConnectionId>(m_lanes.size());
    lane.info.name = name;
    lane.row.enabled = {settings.enabled, Origin::socketOption};
    lane.row.idleTime = {settings.idleTime, Origin::socketOption};
    lane.row.probeInterval = {settings.probeInterval, Origin::socketOption};
    lane.row.probeCount = {settings.probeCount, Origin::socketOption};
    lane.row.opened = opened;
    lane.row.local.keepAliveOn = settings.enabled;
    lane.row.local.state = ConnectionState::open;
    event(lane, EventKind::opened, opened, settingsText(settings)).flags =
        settings.enabled ? 0 : event_flag::kKeepAliveOff;
    return lane;
}

Event& Script::event(const Lane& lane, EventKind kind, Moment when, const std::string& detail)
{
    auto& event = m_events.emplace_back();
    event.time = when;
    event.kind = kind;
    event.connection = lane.row.id;
    event.detail = m_texts.text(detail);
    return event;
}

void Script::probe(const Lane& lane, Moment when, int number, bool answered)
{
    const auto count = static_cast<std::uint8_t>(lane.row.probeCount.value);
    auto& sent = event(lane, EventKind::probe_sent, when);
    sent.probeNumber = static_cast<std::uint8_t>(number);
    sent.probeCount = count;
    auto& fate =
        event(lane, answered ? EventKind::probe_answered : EventKind::probe_unanswered,
              when + (answered ? nanoseconds{400us}
                               : nanoseconds{saturatingNanoseconds(lane.row.probeInterval.value)}));
    fate.probeNumber = static_cast<std::uint8_t>(number);
    fate.probeCount = count;
}

void Script::end(Lane& lane, Moment when, EndedBy by, std::uint16_t error,
                 const std::string& detail)
{
    auto& event = this->event(lane, EventKind::ended, when, detail);
    event.endedBy = by;
    event.errorCode = error;
    lane.row.endedAt = when;
    lane.row.endedBy = by;
    lane.row.errorCode = error;
    lane.row.local.state = ConnectionState::ended;
}

Recording Script::recorded(Moment now)
{
    Recording recording;
    recording.now = now;
    std::vector<Event> none;
    std::vector<std::string> texts;
    m_texts.take(none, texts);
    std::stable_sort(m_events.begin(), m_events.end(),
                     [](const Event& a, const Event& b) { return a.time < b.time; });
    recording.log->append(m_events, texts);
    StackChanges changes;
    for (const auto& lane : m_lanes) {
        changes.rows.push_back(lane->row);
        changes.infos.push_back(lane->info);
    }
    std::vector<ConnectionId> changed;
    recording.store.update(changes, changed);
    return recording;
}

Recording mainWindow()
{
    Script script;
    web(script);
    database(script);
    longWait(script);
    probing(script);
    upload(script);
    off(script);
    lost(script);
    forgotten(script);
    auto recording = script.recorded(at(720));
    recording.startedUtcNs = 1'795'348'338'000'000'000; // 11:52:18 UTC
    return recording;
}

Recording xpBesideEleven()
{
    Script script;
    windowsLane(script, "Windows XP", 5, 5);
    windowsLane(script, "Windows 11", 10, 10);
    auto recording = script.recorded(at(7218));
    recording.simulated = true;
    return recording;
}

} // namespace kai::ui::sample
