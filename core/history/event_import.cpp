#include "core/history/event_import.h"

#include "core/history/off_flag.h"
#include "core/history/utc_text.h"

#include <algorithm>
#include <limits>

namespace kai::history {
namespace {

const FieldValue& field(const EventFields& fields, EventColumn column)
{
    return fields[static_cast<std::size_t>(column)];
}

std::string text(const EventFields& fields, EventColumn column)
{
    const auto* value = std::get_if<std::string>(&field(fields, column));
    return value == nullptr ? std::string() : *value;
}

std::string quoted(EventColumn column, const std::string& value)
{
    return std::string(columnName(column)) + " \"" + value + "\"";
}

/// Stores a number that fits, 0 for an empty field; otherwise returns the reason.
template <typename T>
std::optional<std::string> store(const EventFields& fields, EventColumn column, T& target)
{
    const auto* value = std::get_if<std::int64_t>(&field(fields, column));
    if (value == nullptr) {
        return {};
    }
    if (*value < 0 || static_cast<std::uint64_t>(*value) > std::numeric_limits<T>::max()) {
        return quoted(column, std::to_string(*value)) + " is outside 0 to " +
               std::to_string(std::numeric_limits<T>::max());
    }
    target = static_cast<T>(*value);
    return {};
}

std::optional<std::string> storeKind(const EventFields& fields, Event& event)
{
    const std::string name = text(fields, EventColumn::event);
    const auto kind = eventNamed(name);
    if (!kind) {
        return quoted(EventColumn::event, name) + " is not known";
    }
    event.kind = *kind;
    const std::string letter = text(fields, EventColumn::ended_by);
    const auto by = letter.size() == 1 ? endedByLetter(letter[0]) : std::nullopt;
    if (!letter.empty() && !by) {
        return quoted(EventColumn::ended_by, letter) + " is none of K, R, T, F, L";
    }
    event.endedBy = by.value_or(EndedBy::notEnded);
    return {};
}

std::optional<std::string> storeNumbers(const EventFields& fields, Event& event)
{
    for (auto reason : {store(fields, EventColumn::uncertainty_ns, event.uncertaintyNs),
                        store(fields, EventColumn::probe_number, event.probeNumber),
                        store(fields, EventColumn::probe_count, event.probeCount),
                        store(fields, EventColumn::idle_ms, event.idleMs),
                        store(fields, EventColumn::error_code, event.errorCode)}) {
        if (reason) {
            return reason;
        }
    }
    return {};
}

} // namespace

std::optional<std::string> EventImport::add(const EventFields& fields)
{
    Event event;
    if (auto reason = storeKind(fields, event)) {
        return reason;
    }
    if (auto reason = checkTime(fields, event)) {
        return reason;
    }
    if (auto reason = storeNumbers(fields, event)) {
        return reason;
    }
    const std::string lab = text(fields, EventColumn::lab);
    if (!m_result.events.empty() && lab != m_result.lab) {
        return quoted(EventColumn::lab, lab) + " is another lab than in the events before";
    }
    m_result.lab = lab;
    event.connection = connectionOf(fields, event);
    const std::string detail = text(fields, EventColumn::detail);
    event.detail = m_texts.text(detail);
    markOff(event, detail);
    m_result.events.push_back(event);
    return {};
}

std::optional<std::string> EventImport::checkTime(const EventFields& fields, Event& event)
{
    const auto* time = std::get_if<std::int64_t>(&field(fields, EventColumn::time_ns));
    if (time == nullptr) {
        return "time_ns is missing";
    }
    event.time = Moment{nanoseconds{*time}};
    const bool first = m_result.events.empty();
    if (!first && event.time < m_result.events.back().time) {
        return "time_ns " + std::to_string(*time) + " is earlier than the event before";
    }
    const std::string utc = text(fields, EventColumn::utc);
    const auto utcNs = parseUtc(utc);
    if (!utc.empty() && !utcNs) {
        return quoted(EventColumn::utc, utc) + " is no such time";
    }
    const std::int64_t started = utcNs ? *utcNs - *time : 0;
    if (!first && started != m_result.startedUtcNs) {
        return quoted(EventColumn::utc, utc) + " does not fit time_ns";
    }
    m_result.startedUtcNs = started;
    return {};
}

ConnectionId EventImport::connectionOf(const EventFields& fields, Event& event)
{
    std::string label = text(fields, EventColumn::connection);
    if (label.empty()) {
        return ConnectionId::none;
    }
    ConnectionInfo info;
    info.local = text(fields, EventColumn::local);
    info.peer = text(fields, EventColumn::peer);
    if (label.ends_with(kPeerSuffix)) {
        label.resize(label.size() - kPeerSuffix.size());
        event.flags |= event_flag::kPeerEnd;
        std::swap(info.local, info.peer);
    }
    const auto next = static_cast<ConnectionId>(m_connections.size() + 1);
    const auto [known, isNew] = m_connections.try_emplace(label, next);
    if (isNew) {
        info.id = next;
        info.name = std::move(label);
        info.hostName = text(fields, EventColumn::host);
        info.host = hostOf(info.hostName);
        m_result.connections.push_back(std::move(info));
    }
    return known->second;
}

HostId EventImport::hostOf(const std::string& name)
{
    const auto known = std::find(m_hosts.begin(), m_hosts.end(), name);
    if (known == m_hosts.end()) {
        m_hosts.push_back(name);
        return static_cast<HostId>(m_hosts.size() - 1);
    }
    return static_cast<HostId>(known - m_hosts.begin());
}

ImportedEvents EventImport::take()
{
    std::vector<Event> none;
    m_texts.take(none, m_result.texts);
    return std::move(m_result);
}

} // namespace kai::history
