#include "core/history/csv.h"
#include "core/history/event_file.h"
#include "core/history/event_import.h"
#include "core/history/export_walk.h"

#include <charconv>
#include <ostream>

namespace kai::history {
namespace {

void appendField(std::string& line, const FieldValue& value)
{
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
        line += std::to_string(*number);
    } else if (const auto* text = std::get_if<std::string>(&value)) {
        appendCsvField(line, *text);
    }
}

std::string headerLine()
{
    std::string line;
    for (const std::string_view name : columnNames()) {
        line += line.empty() ? "" : ",";
        line += name;
    }
    return line;
}

/// Empty when the text is no whole number.
std::optional<FieldValue> valueOf(EventColumn column, const std::string& text)
{
    if (text.empty()) {
        return FieldValue{};
    }
    if (!holdsNumber(column)) {
        return FieldValue{text};
    }
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) {
        return {};
    }
    return FieldValue{number};
}

std::optional<std::string> addRecord(EventImport& import, const std::vector<std::string>& record)
{
    if (record.size() != kEventColumnCount) {
        return std::to_string(record.size()) + " fields where " +
               std::to_string(kEventColumnCount) + " were expected";
    }
    EventFields fields;
    for (std::size_t i = 0; i < kEventColumnCount; ++i) {
        const auto column = static_cast<EventColumn>(i);
        const auto value = valueOf(column, record[i]);
        if (!value) {
            return std::string(columnName(column)) + " \"" + record[i] +
                   "\" is no whole number of 64 bits";
        }
        fields[i] = *value;
    }
    return import.add(fields);
}

std::string_view withoutByteOrderMark(std::string_view text)
{
    return text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text;
}

} // namespace

void writeCsv(const ExportRequest& request, std::ostream& out)
{
    out << headerLine() << '\n';
    std::string line;
    walk(request, [&](std::uint64_t, const Event& event) {
        line.clear();
        const EventFields fields = request.names.fieldsOf(event, request.log.text(event.detail));
        for (std::size_t i = 0; i < fields.size(); ++i) {
            line += i == 0 ? "" : ",";
            appendField(line, fields[i]);
        }
        out << line << '\n';
    });
}

Result<ImportedEvents> readCsv(std::string_view text)
{
    CsvReader reader(withoutByteOrderMark(text));
    std::vector<std::string> record;
    if (Status header = reader.next(record); !header) {
        return header.error();
    }
    const auto names = columnNames();
    if (!std::equal(record.begin(), record.end(), names.begin(), names.end())) {
        return damagedAt(1, "the header must be " + headerLine());
    }
    EventImport import;
    while (!reader.atEnd()) {
        if (Status read = reader.next(record); !read) {
            return read.error();
        }
        if (const auto reason = addRecord(import, record)) {
            return damagedAt(reader.line(), *reason);
        }
    }
    return import.take();
}

} // namespace kai::history
