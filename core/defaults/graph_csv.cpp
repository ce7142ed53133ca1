#include "core/defaults/graph_rows.h"

#include <cstdio>

namespace kai::defaults {

namespace {

constexpr std::string_view kHeader =
    "group,row,note,ignored,keep_alive,idle_ms,interval_ms,count,default_idle_ms,"
    "default_interval_ms,default_count,pending_restart,idle_late_ms,interval_late_ms,"
    "found_earliest_ms,found_latest_ms,packets_per_hour,box,box_limit_ms,last_packet_ms,survives,"
    "margin_ms\n";

/// Builds one line: texts are quoted when they need it (RFC 4180).
class CsvLine {
public:
    void add(std::string_view text)
    {
        const bool plain = text.find_first_of(",\"\r\n") == std::string_view::npos;
        next() += plain ? std::string{text} : quoted(text);
    }
    void add(bool value) { next() += value ? "yes" : "no"; }
    void add(std::int64_t number) { next() += std::to_string(number); }
    void add(milliseconds time) { add(std::int64_t{time.count()}); }
    void add(nanoseconds time) { add(std::chrono::duration_cast<milliseconds>(time)); }
    void addRate(double rate)
    {
        char text[32];
        std::snprintf(text, sizeof text, "%.6g", rate);
        next() += text;
    }
    void addNothing(int cells)
    {
        for (; cells > 0; --cells) {
            next();
        }
    }
    [[nodiscard]] std::string finished() const { return m_line + "\n"; }

private:
    std::string& next()
    {
        m_line += m_first ? "" : ",";
        m_first = false;
        return m_line;
    }

    static std::string quoted(std::string_view text)
    {
        std::string result = "\"";
        for (const char letter : text) {
            result += letter == '"' ? "\"\"" : std::string(1, letter);
        }
        return result + "\"";
    }

    std::string m_line;
    bool m_first = true;
};

void addTimes(CsvLine& line, const GraphRow& row)
{
    line.add(row.times.enabled);
    line.add(row.times.idleTime);
    line.add(row.times.probeInterval);
    line.add(std::int64_t{row.times.probeCount});
    line.add(row.builtIn.idleTime);
    line.add(row.builtIn.probeInterval);
    line.add(std::int64_t{row.builtIn.probeCount});
    line.add(row.pendingRestart);
    line.add(row.idleTimeLateness);
    line.add(row.probeIntervalLateness);
}

void addDetection(CsvLine& line, const GraphRow& row)
{
    if (row.detection.never) {
        line.addNothing(2);
    } else {
        line.add(row.detection.earliest);
        line.add(row.detection.latest);
    }
    line.addRate(row.packetsPerHour);
}

void addBox(CsvLine& line, const GraphRow& row, const std::optional<Box>& box)
{
    if (!box || !row.box) {
        line.addNothing(5);
        return;
    }
    line.add(box->name);
    line.add(box->limit);
    if (row.box->noPacket.empty()) {
        line.add(row.box->lastPacket);
        line.add(row.box->survives);
        line.add(row.box->margin);
    } else {
        line.addNothing(1);
        line.add(false);
        line.addNothing(1);
    }
}

} // namespace

std::string graphCsv(const std::vector<GraphRow>& rows, const std::optional<Box>& box)
{
    std::string csv{kHeader};
    for (const auto& row : rows) {
        CsvLine line;
        line.add(groupName(row.group));
        line.add(row.label);
        line.add(row.secondLine);
        line.add(row.ignored);
        addTimes(line, row);
        addDetection(line, row);
        addBox(line, row, box);
        csv += line.finished();
    }
    return csv;
}

} // namespace kai::defaults
