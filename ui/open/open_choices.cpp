#include "ui/open/open_choices.h"

#include "ui/lab/texts.h"
#include "ui/open/peer_address.h"

#include <QCoreApplication>

#include <algorithm>

namespace kai::ui {

namespace {

QString tr(const char* words)
{
    return QCoreApplication::translate("OpenChoices", words);
}

OpenRequest baseRequest(const OpenChoices& choices)
{
    OpenRequest request;
    request.count = choices.count;
    request.family = choices.family;
    request.program = choices.program;
    request.boxLimit = choices.boxLimit;
    request.boxResets = choices.boxResets;
    request.delay = choices.delay;
    request.jitter = choices.jitter;
    return request;
}

std::string nameOr(const QString& name, const char* otherwise)
{
    return name.trimmed().isEmpty() ? std::string(otherwise) : name.trimmed().toStdString();
}

std::vector<OpenRequest> comparison(const OpenRequest& base, const OpenChoices& choices,
                                    const std::vector<NamedSettings>& members)
{
    std::vector<OpenRequest> requests;
    const QString prefix = choices.name.trimmed();
    for (const NamedSettings& member : members) {
        OpenRequest request = base;
        request.settings = member.settings;
        request.name = prefix.isEmpty() ? member.name : prefix.toStdString() + " " + member.name;
        requests.push_back(std::move(request));
    }
    return requests;
}

/// The same requests from each host; the host's name tells them apart.
std::vector<OpenRequest> fromEach(const std::vector<HostChoice>& hosts,
                                  const std::vector<OpenRequest>& requests, bool named)
{
    if (hosts.empty()) {
        return requests;
    }
    std::vector<OpenRequest> all;
    for (const HostChoice& host : hosts) {
        for (OpenRequest request : requests) {
            request.host = host.id;
            if (hosts.size() > 1) {
                request.name =
                    named ? request.name + " " + host.name.toStdString() : host.name.toStdString();
            }
            all.push_back(std::move(request));
        }
    }
    return all;
}

} // namespace

KeepAliveSettings OpenChoices::settings() const
{
    switch (preset) {
    case Preset::Id::custom:
        return custom;
    case Preset::Id::asLastTime:
        return lastTime;
    default:
        return presetOf(preset).settings;
    }
}

Result<std::vector<OpenRequest>> requestsOf(const OpenChoices& choices)
{
    OpenRequest base = baseRequest(choices);
    if (!choices.builtInPeer) {
        const Result<PeerAddress> peer = readPeerAddress(choices.peer);
        if (!peer) {
            return peer.error();
        }
        base.peerHost = peer->host;
        base.peerPort = peer->port;
    }
    if (choices.comparison) {
        const auto members = readComparisonSet(choices.comparisonSet);
        if (!members) {
            return members.error();
        }
        return fromEach(choices.hosts, comparison(base, choices, *members), true);
    }
    base.name = nameOr(choices.name, "conn");
    base.settings = choices.settings();
    return fromEach(choices.hosts, {base}, !choices.name.trimmed().isEmpty());
}

DefaultTimes defaultTimesOf(const OpenPlace& place, const std::vector<HostChoice>& hosts)
{
    const HostId first = hosts.empty() ? HostId::first : hosts.front().id;
    const auto host =
        std::find_if(place.hosts.begin(), place.hosts.end(),
                     [first](const SystemDefaults& each) { return each.host == first; });
    if (host == place.hosts.end()) {
        return {};
    }
    return {{true, host->idleTime, host->probeInterval, host->probeCount, host->lastIntervalWaited},
            host->countPerSocket};
}

QString settingsSentence(const KeepAliveSettings& settings, const DefaultTimes& defaults,
                         nanoseconds tick)
{
    if (!settings.enabled.value_or(false)) {
        return tr("No probe is ever sent: a dead peer is never found while nothing is sent.");
    }
    KeepAliveTimes times = defaults.times;
    times.idleTime = settings.idleTime.value_or(times.idleTime);
    times.probeInterval = settings.probeInterval.value_or(times.probeInterval);
    const bool refused = settings.probeCount && !defaults.countPerSocket;
    if (!refused) {
        times.probeCount = settings.probeCount.value_or(times.probeCount);
    }
    QStringList sentences{
        tr("First probe after %1, dead peer found after %2.")
            .arg(durationText(times.idleTime), text(detectionText(detection(times, tick)))),
        refused ? tr("This system refuses a probe count of a connection's own: %1 it is.")
                      .arg(times.probeCount)
                : QString(),
        text(oneProbeWarning(times.probeCount))};
    sentences.removeAll(QString());
    return sentences.join(QLatin1Char(' '));
}

} // namespace kai::ui
