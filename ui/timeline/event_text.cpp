#include "ui/timeline/event_text.h"

#include "core/history/event_log.h"
#include "core/keepalive/duration_text.h"
#include "ui/timeline/timeline_scene.h"

#include <QDateTime>

namespace kai::ui {
namespace {

QString words(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString endingText(const Event& event)
{
    switch (event.endedBy) {
    case EndedBy::keepAlive:
        return QObject::tr("ended K: keep-alive gave up");
    case EndedBy::reset:
        return QObject::tr("ended R: reset by the peer or a box");
    case EndedBy::retransmission:
        return QObject::tr("ended T: retransmission gave up");
    case EndedBy::peerClosed:
        return QObject::tr("ended F: closed by the peer's program");
    case EndedBy::locally:
        return QObject::tr("ended L: closed here");
    case EndedBy::notEnded:
        break;
    }
    return QObject::tr("ended");
}

} // namespace

QString eventKindText(const Event& event)
{
    const auto number = QObject::tr("probe %1 of %2").arg(event.probeNumber).arg(event.probeCount);
    switch (event.kind) {
    case EventKind::opened:
        return QObject::tr("opened");
    case EventKind::probe_sent:
        return QObject::tr("%1 sent").arg(number);
    case EventKind::probe_answered:
        return QObject::tr("%1 answered").arg(number);
    case EventKind::probe_unanswered:
        return QObject::tr("%1 unanswered").arg(number);
    case EventKind::data_sent:
        return QObject::tr("data sent");
    case EventKind::data_received:
        return QObject::tr("data or an acknowledgement received");
    case EventKind::settings_changed:
        return QObject::tr("settings changed");
    case EventKind::fault_set:
        return QObject::tr("fault on");
    case EventKind::fault_cleared:
        return QObject::tr("fault off");
    case EventKind::ended:
        return endingText(event);
    case EventKind::observation_gap:
        return QObject::tr("not observed for a while");
    case EventKind::note:
        return QObject::tr("note");
    case EventKind::retransmitted:
        return QObject::tr("sent again");
    case EventKind::timer_idle:
        return QObject::tr("the timer ran out with nothing due");
    }
    return {};
}

QString momentText(const TimelineScene& scene, Moment at)
{
    if (scene.ruler == RulerTime::wall && !scene.simulated && scene.startedUtcNs != 0) {
        const qint64 utcMs = (scene.startedUtcNs + at.time_since_epoch().count()) / 1'000'000;
        return QDateTime::fromMSecsSinceEpoch(utcMs).toString(QStringLiteral("HH:mm:ss.zzz"));
    }
    const auto since = std::chrono::floor<milliseconds>(at.time_since_epoch());
    return since.count() < 0 ? QObject::tr("%1 before the start").arg(words(formatDuration(-since)))
                             : words(formatDuration(since));
}

QString eventSentence(const TimelineScene& scene, std::uint64_t index)
{
    if (scene.log == nullptr || index < scene.log->firstIndex() || index >= scene.log->endIndex()) {
        return {};
    }
    const auto event = scene.log->at(index);
    const auto* entry = scene.store == nullptr ? nullptr : scene.store->find(event.connection);
    QStringList parts;
    auto what = eventKindText(event);
    if (entry != nullptr) {
        what = words(entry->info.name) + QStringLiteral(": ") + what;
    }
    parts << what;
    if (const auto detail = scene.log->text(event.detail); !detail.empty()) {
        parts << words(detail);
    }
    if (event.errorCode != 0) {
        parts << QStringLiteral("%1 (%2)")
                     .arg(words(errorSymbol(event.errorCode)))
                     .arg(event.errorCode);
    }
    auto when = momentText(scene, event.time);
    if (event.uncertaintyNs != 0) {
        when += QStringLiteral(" ± ") + words(formatDuration(nanoseconds{event.uncertaintyNs}));
    }
    parts << when;
    return parts.join(QStringLiteral(", "));
}

} // namespace kai::ui
