#pragma once

#include "core/keepalive/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace kai::history {

/// One field as RFC 4180 wants it: quoted when it holds a comma, a quote or a line break.
void appendCsvField(std::string& line, std::string_view field);

/// Reads RFC 4180 records, with LF or CRLF. The text must outlive the reader.
class CsvReader {
public:
    explicit CsvReader(std::string_view text)
        : m_text(text)
    {
    }

    [[nodiscard]] bool atEnd() const { return m_position >= m_text.size(); }
    /// The line on which the last record began, from 1.
    [[nodiscard]] std::size_t line() const { return m_recordLine; }
    /// Reads one record into `fields`. Error: a quote that is never closed, or something between a closing quote and the comma.
    Status next(std::vector<std::string>& fields);

private:
    Status readField(std::string& field);
    Status readQuoted(std::string& field);
    [[nodiscard]] bool atLineEnd() const;

    std::string_view m_text;
    std::size_t m_position = 0;
    std::size_t m_line = 1;
    std::size_t m_recordLine = 0;
};

/// A file that cannot be read: "line 17: ...".
[[nodiscard]] Error damagedAt(std::size_t line, const std::string& reason);

} // namespace kai::history
