#pragma once

#include "core/keepalive/connection.h"
#include "core/keepalive/event.h"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>

namespace kai::history {

/// The columns of an exported event, in their order; the same names are the keys in JSON.
enum class EventColumn : std::uint8_t {
    time_ns,        ///< since the lab's start
    utc,            ///< ISO 8601 with nanoseconds; empty when simulated
    uncertainty_ns, ///< half width of what is known of time_ns; 0 = exact
    lab,
    host,
    connection, ///< the connection's name, made unique; " (peer)" follows when it happened at the peer's end
    local, ///< address of the end where it happened
    peer,  ///< address of the other end
    event,
    probe_number, ///< empty when not a probe
    probe_count,
    idle_ms,
    ended_by, ///< K R T F L
    error_code,
    error_name,
    detail,
};
inline constexpr std::size_t kEventColumnCount = 16;
[[nodiscard]] std::string_view columnName(EventColumn column);
[[nodiscard]] std::span<const std::string_view> columnNames();
/// The others hold texts.
[[nodiscard]] bool holdsNumber(EventColumn column);

/// Empty, a whole number, or a text.
using FieldValue = std::variant<std::monostate, std::int64_t, std::string>;
using EventFields = std::array<FieldValue, kEventColumnCount>;
[[nodiscard]] inline FieldValue& fieldOf(EventFields& fields, EventColumn column)
{
    return fields[static_cast<std::size_t>(column)];
}

/// What an event needs to become a row: texts of the lab and its connections.
class EventNames {
public:
    /// `startedUtcNs`: UTC nanoseconds since 1970 of Moment zero, 0 in a simulation.
    EventNames(std::string lab, std::int64_t startedUtcNs,
               std::span<const ConnectionInfo> connections);

    [[nodiscard]] const std::string& lab() const { return m_lab; }
    /// `detail` is the text of event.detail.
    [[nodiscard]] EventFields fieldsOf(const Event& event, std::string_view detail) const;

private:
    struct Names {
        std::string label;
        std::string host;
        std::string local;
        std::string peer;
    };

    std::string m_lab;
    std::int64_t m_startedUtcNs;
    std::unordered_map<ConnectionId, Names> m_names;
};

inline constexpr std::string_view kPeerSuffix = " (peer)";

} // namespace kai::history
