#include "core/history/csv.h"

#include <algorithm>

namespace kai::history {

Error damagedAt(std::size_t line, const std::string& reason)
{
    return {0, "DAMAGED_FILE", "import", "line " + std::to_string(line) + ": " + reason + ".",
            "Correct that line, or export the events again."};
}

void appendCsvField(std::string& line, std::string_view field)
{
    if (field.find_first_of(",\"\r\n") == std::string_view::npos) {
        line += field;
        return;
    }
    line += '"';
    for (const char c : field) {
        line += c;
        if (c == '"') {
            line += '"';
        }
    }
    line += '"';
}

bool CsvReader::atLineEnd() const
{
    return atEnd() || m_text[m_position] == '\n' || m_text.substr(m_position, 2) == "\r\n";
}

Status CsvReader::next(std::vector<std::string>& fields)
{
    fields.clear();
    m_recordLine = m_line;
    while (true) {
        if (Status read = readField(fields.emplace_back()); !read) {
            return read;
        }
        if (atLineEnd()) {
            break;
        }
        ++m_position; // the comma
    }
    m_position += atEnd() ? 0 : m_text[m_position] == '\r' ? 2 : 1;
    ++m_line;
    return success();
}

Status CsvReader::readField(std::string& field)
{
    if (!atEnd() && m_text[m_position] == '"') {
        return readQuoted(field);
    }
    while (!atLineEnd() && m_text[m_position] != ',') {
        if (m_text[m_position] == '"') {
            return damagedAt(m_line, "a quote inside a field that does not begin with one");
        }
        field += m_text[m_position++];
    }
    return success();
}

Status CsvReader::readQuoted(std::string& field)
{
    const std::size_t began = m_line;
    ++m_position;
    while (true) {
        const std::size_t quote = m_text.find('"', m_position);
        if (quote == std::string_view::npos) {
            return damagedAt(began, "the quote that begins here is never closed");
        }
        const std::string_view part = m_text.substr(m_position, quote - m_position);
        m_line += static_cast<std::size_t>(std::count(part.begin(), part.end(), '\n'));
        field += part;
        m_position = quote + 1;
        if (atEnd() || m_text[m_position] != '"') {
            break;
        }
        field += '"';
        ++m_position;
    }
    if (!atLineEnd() && m_text[m_position] != ',') {
        return damagedAt(m_line, "a comma or the end of the line must follow a closing quote");
    }
    return success();
}

} // namespace kai::history
