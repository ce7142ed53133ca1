#pragma once

#include "core/history/event_columns.h"
#include "core/history/event_log.h"
#include "core/keepalive/result.h"

#include <atomic>
#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kai::history {

/// How far an export has come, and whether it is still wanted. The writer's thread and any other.
struct ExportWatch {
    std::atomic<bool> cancelled{false};
    std::atomic<std::uint64_t> written{0};
    std::atomic<std::uint64_t> total{0};
};

/// What to export: events with from <= time < until.
struct ExportRequest {
    const EventLog& log;
    const EventNames& names;
    Moment from = Moment::min();
    Moment until = kNever;
    /// Null: nobody watches.
    ExportWatch* watch = nullptr;
};

/// What an exported file held: ready for EventLog::append(). Connections have ids from 1 in the order of their first event;
/// whether a time was derived is not in the file.
struct ImportedEvents {
    std::string lab;
    std::int64_t startedUtcNs = 0; ///< 0: simulated
    std::vector<ConnectionInfo> connections;
    std::vector<Event> events;
    std::vector<std::string> texts;
};

enum class EventFormat : std::uint8_t { csv, json };
/// By suffix, in either case; empty when it is neither.
[[nodiscard]] std::optional<EventFormat> eventFormatOf(std::string_view fileName);

/// RFC 4180, UTF-8, LF, a header line, then a line an event.
void writeCsv(const ExportRequest& request, std::ostream& out);
/// {"schema": ..., "lab": ..., "events": [...]}, an event a line, null for an empty field.
void writeJson(const ExportRequest& request, std::ostream& out);

/// All or nothing. Error DAMAGED_FILE: line and reason.
[[nodiscard]] Result<ImportedEvents> readCsv(std::string_view text);
[[nodiscard]] Result<ImportedEvents> readJson(std::string_view text);

/// The same for a file, by its suffix. Errors: UNKNOWN_FORMAT, CANCELLED (then no file is left), and the system's own.
Status writeEventFile(const ExportRequest& request, const std::filesystem::path& path);
[[nodiscard]] Result<ImportedEvents> readEventFile(const std::filesystem::path& path);

inline constexpr std::string_view kEventSchema = "keepalive-inspector/events/1";

} // namespace kai::history
