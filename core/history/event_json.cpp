#include "core/history/csv.h"
#include "core/history/event_file.h"
#include "core/history/event_import.h"
#include "core/history/export_walk.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

namespace kai::history {
namespace {

using Json = nlohmann::ordered_json;

Json jsonOf(const FieldValue& value)
{
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        return *number;
    }
    if (const auto* text = std::get_if<std::string>(&value)) {
        return *text;
    }
    return nullptr;
}

/// Bytes that are no UTF-8 (a name typed in another encoding) are replaced, never thrown.
std::string dumped(const Json& json)
{
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// The characters of a text, counting the lines that have been read, so that a damaged event's line is known.
class LineCounter {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    LineCounter(const char* position, std::size_t* line)
        : m_position(position)
        , m_line(line)
    {
    }
    reference operator*() const { return *m_position; }
    LineCounter& operator++()
    {
        *m_line += *m_position == '\n' ? 1 : 0;
        ++m_position;
        return *this;
    }
    LineCounter operator++(int)
    {
        LineCounter before = *this;
        ++*this;
        return before;
    }
    bool operator==(const LineCounter& other) const { return m_position == other.m_position; }

private:
    const char* m_position;
    std::size_t* m_line;
};

/// Empty when the value has the wrong type for its column.
std::optional<FieldValue> valueOf(EventColumn column, const Json& json)
{
    if (json.is_null()) {
        return FieldValue{};
    }
    if (holdsNumber(column)) {
        const bool fits =
            json.is_number_integer() &&
            !(json.is_number_unsigned() && json.get<std::uint64_t>() > std::uint64_t{INT64_MAX});
        return fits ? std::optional{FieldValue{json.get<std::int64_t>()}} : std::nullopt;
    }
    return json.is_string() ? std::optional{FieldValue{json.get<std::string>()}} : std::nullopt;
}

std::optional<std::string> addEvent(EventImport& import, const Json& json)
{
    EventFields fields;
    for (std::size_t i = 0; i < kEventColumnCount; ++i) {
        const auto column = static_cast<EventColumn>(i);
        const std::string name(columnName(column));
        const auto found = json.find(name);
        if (found == json.end()) {
            return name + " is missing";
        }
        const auto value = valueOf(column, *found);
        if (!value) {
            return name +
                   (holdsNumber(column) ? " must be a whole number of 64 bits"
                                        : " must be a text") +
                   " or null";
        }
        fields[i] = *value;
    }
    return import.add(fields);
}

/// Reads the file once, event by event: each is taken over and forgotten as soon as its brace closes.
class JsonImport {
public:
    explicit JsonImport(std::string_view text)
        : m_text(text)
    {
    }

    Result<ImportedEvents> run()
    {
        const auto each = [this](int depth, Json::parse_event_t what, Json& parsed) {
            return take(depth, what, parsed);
        };
        const char* begin = m_text.data();
        Json rest;
        try {
            rest = Json::parse(LineCounter(begin, &m_line),
                               LineCounter(begin + m_text.size(), &m_line), each);
        } catch (const Json::parse_error&) {
            return m_error.value_or(damagedAt(m_line, "this is no JSON, or its end is missing"));
        }
        if (m_error) {
            return *m_error;
        }
        return checked(rest);
    }

private:
    bool take(int depth, Json::parse_event_t what, const Json& parsed)
    {
        // Depth 0 is the file's object, 1 its values, 2 the elements of "events".
        if (depth != 2 || what != Json::parse_event_t::object_end) {
            return true;
        }
        if (!m_error) {
            if (const auto reason = addEvent(m_import, parsed)) {
                m_error = damagedAt(m_line, *reason);
            }
        }
        return false;
    }

    Result<ImportedEvents> checked(const Json& rest)
    {
        const Json schema = rest.is_object() ? rest.value("schema", Json{}) : Json{};
        if (schema != Json(kEventSchema)) {
            return damagedAt(1, "schema must be \"" + std::string(kEventSchema) + "\"");
        }
        if (!rest.contains("events") || !rest["events"].is_array()) {
            return damagedAt(1, "events must be an array");
        }
        if (!rest["events"].empty()) {
            return damagedAt(1, "events must hold objects only");
        }
        return m_import.take();
    }

    std::string_view m_text;
    std::size_t m_line = 1;
    EventImport m_import;
    std::optional<Error> m_error;
};

} // namespace

void writeJson(const ExportRequest& request, std::ostream& out)
{
    out << "{\"schema\": " << dumped(kEventSchema) << ",\n \"lab\": " << dumped(request.names.lab())
        << ",\n \"events\": [";
    const char* separator = "\n";
    walk(request, [&](std::uint64_t, const Event& event) {
        const EventFields fields = request.names.fieldsOf(event, request.log.text(event.detail));
        Json json;
        for (std::size_t i = 0; i < fields.size(); ++i) {
            json[std::string(columnNames()[i])] = jsonOf(fields[i]);
        }
        out << separator << dumped(json);
        separator = ",\n";
    });
    out << "\n]}\n";
}

Result<ImportedEvents> readJson(std::string_view text)
{
    return JsonImport(text).run();
}

} // namespace kai::history
