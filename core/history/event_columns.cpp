#include "core/history/event_columns.h"

#include "core/history/utc_text.h"

namespace kai::history {
namespace {

constexpr std::array<std::string_view, kEventColumnCount> kNames{
    "time_ns",  "utc",        "uncertainty_ns", "lab",          "host",        "connection",
    "local",    "peer",       "event",          "probe_number", "probe_count", "idle_ms",
    "ended_by", "error_code", "error_name",     "detail",
};

FieldValue numberUnlessZero(std::int64_t value)
{
    return value == 0 ? FieldValue{} : FieldValue{value};
}

FieldValue textUnlessEmpty(std::string_view text)
{
    return text.empty() ? FieldValue{} : FieldValue{std::string(text)};
}

/// A name that another connection has too, that is empty, or that would read as a peer's end, gets its id.
bool needsId(const ConnectionInfo& info, const std::unordered_map<std::string_view, int>& uses)
{
    return info.name.empty() || uses.at(info.name) > 1 || info.name.ends_with(kPeerSuffix);
}

} // namespace

std::string_view columnName(EventColumn column)
{
    return kNames[static_cast<std::size_t>(column)];
}
std::span<const std::string_view> columnNames()
{
    return kNames;
}

bool holdsNumber(EventColumn column)
{
    switch (column) {
    case EventColumn::time_ns:
    case EventColumn::uncertainty_ns:
    case EventColumn::probe_number:
    case EventColumn::probe_count:
    case EventColumn::idle_ms:
    case EventColumn::error_code:
        return true;
    default:
        return false;
    }
}

EventNames::EventNames(std::string lab, std::int64_t startedUtcNs,
                       std::span<const ConnectionInfo> connections)
    : m_lab(std::move(lab))
    , m_startedUtcNs(startedUtcNs)
{
    std::unordered_map<std::string_view, int> uses;
    for (const ConnectionInfo& info : connections) {
        ++uses[info.name];
    }
    for (const ConnectionInfo& info : connections) {
        const std::string id = needsId(info, uses) ? "#" + std::to_string(indexOf(info.id)) : "";
        m_names[info.id] = {info.name + id, info.hostName, info.local, info.peer};
    }
}

EventFields EventNames::fieldsOf(const Event& event, std::string_view detail) const
{
    EventFields fields;
    const auto set = [&fields](EventColumn column, FieldValue value) {
        fieldOf(fields, column) = std::move(value);
    };
    const std::int64_t time = event.time.time_since_epoch().count();
    set(EventColumn::time_ns, time);
    set(EventColumn::utc,
        m_startedUtcNs == 0 ? FieldValue{} : FieldValue{utcText(m_startedUtcNs + time)});
    set(EventColumn::uncertainty_ns, std::int64_t{event.uncertaintyNs});
    set(EventColumn::lab, textUnlessEmpty(m_lab));
    if (const auto known = m_names.find(event.connection); known != m_names.end()) {
        const auto& [label, host, local, peer] = known->second;
        set(EventColumn::host, textUnlessEmpty(host));
        set(EventColumn::connection, event.atPeerEnd() ? label + std::string(kPeerSuffix) : label);
        set(EventColumn::local, textUnlessEmpty(event.atPeerEnd() ? peer : local));
        set(EventColumn::peer, textUnlessEmpty(event.atPeerEnd() ? local : peer));
    }
    set(EventColumn::event, std::string(eventName(event.kind)));
    set(EventColumn::probe_number, numberUnlessZero(event.probeNumber));
    set(EventColumn::probe_count, numberUnlessZero(event.probeCount));
    set(EventColumn::idle_ms, std::int64_t{event.idleMs});
    if (const char letter = endedLetter(event.endedBy); letter != 0) {
        set(EventColumn::ended_by, std::string(1, letter));
    }
    set(EventColumn::error_code, numberUnlessZero(event.errorCode));
    set(EventColumn::error_name,
        textUnlessEmpty(event.errorCode == 0 ? "" : errorSymbol(event.errorCode)));
    set(EventColumn::detail, textUnlessEmpty(detail));
    return fields;
}

} // namespace kai::history
