#include "ui/defaults/defaults_graph_geometry.h"

#include <algorithm>
#include <cmath>

namespace kai::ui {
namespace {

using defaults::GraphRow;

constexpr double kCaption = 20;
constexpr double kRow = 36;
constexpr double kHeader = 103;
constexpr double kAxis = 38;
constexpr double kLoupe = 56;
constexpr double kLegend = 28;

double secondsOf(milliseconds value)
{
    return static_cast<double>(value.count()) / 1000;
}

double longestProbePhase(const std::vector<GraphRow>& rows)
{
    double longest = 1;
    for (const auto& row : rows) {
        longest = std::max(longest, probeSeconds(row.times, row.times.probeCount + 1));
    }
    return longest;
}

double wholeDecades(double least, double seconds)
{
    while (least < seconds) {
        least *= 10;
    }
    return least;
}

FootedAxis firstPanel(const std::vector<GraphRow>& rows, const GraphColumns& columns)
{
    double shortest = 10;
    double longest = 0;
    for (const auto& row : rows) {
        shortest = std::min(shortest, secondsOf(row.times.idleTime));
        longest = std::max(longest, secondsOf(row.times.idleTime));
    }
    return {columns.panel1, columns.breakLeft, 20, shortest < 10 ? 1.0 : 10.0,
            wholeDecades(86'400, longest)};
}

FootedAxis secondPanel(const std::vector<GraphRow>& rows, const GraphColumns& columns, bool linear)
{
    const double longest = longestProbePhase(rows);
    const double left = columns.panel2 + 10;
    const double right = columns.verdict - 30;
    if (linear) {
        return {left, right, 0, 0, longest};
    }
    return {left, right, 24, 0.5, std::max(720.0, longest)};
}

} // namespace

FootedAxis::FootedAxis(double left, double right, double footPixels, double foot, double most)
    : m_left(left)
    , m_right(right)
    , m_footPixels(footPixels)
    , m_foot(foot)
    , m_most(most)
{
}

double FootedAxis::x(double seconds) const
{
    const double room = m_right - m_left - m_footPixels;
    if (m_foot <= 0) {
        return m_left + room * std::clamp(seconds / m_most, 0.0, 1.0);
    }
    if (seconds <= m_foot) {
        return m_left + m_footPixels * std::max(0.0, seconds) / m_foot;
    }
    return m_left + m_footPixels +
           room * std::min(1.0, std::log(seconds / m_foot) / std::log(m_most / m_foot));
}

double FootedAxis::seconds(double x) const
{
    const double room = m_right - m_left - m_footPixels;
    const double along = std::clamp(x, m_left, m_right) - m_left;
    if (m_foot <= 0) {
        return along / room * m_most;
    }
    if (along <= m_footPixels) {
        return along / m_footPixels * m_foot;
    }
    return m_foot * std::exp((along - m_footPixels) / room * std::log(m_most / m_foot));
}

GraphColumns graphColumns(double width)
{
    constexpr double kLabels = 190;
    constexpr double kBreak = 28;
    constexpr double kVerdict = 170;
    const double rest = std::max(900.0, width) - kLabels - kBreak - kVerdict;
    GraphColumns columns;
    columns.panel1 = columns.labels = kLabels;
    columns.breakLeft = kLabels + std::round(rest * 0.42);
    columns.panel2 = columns.breakLeft + kBreak;
    columns.verdict = kLabels + rest + kBreak;
    columns.right = columns.verdict + kVerdict;
    return columns;
}

GraphGeometry graphGeometry(const std::vector<GraphRow>& rows, double width,
                            const GraphOptions& options)
{
    GraphGeometry geometry;
    geometry.columns = graphColumns(width);
    geometry.panel1 = firstPanel(rows, geometry.columns);
    geometry.panel2 = secondPanel(rows, geometry.columns, options.linear);
    geometry.rowsTop = geometry.headerTop + kHeader;
    double top = geometry.rowsTop;
    std::optional<defaults::RowGroup> group;
    const auto add = [&](const GraphRow* row, defaults::RowGroup in, double height, bool member) {
        geometry.lines.push_back({row, in, top, height, member});
        top += height;
    };
    for (const auto& row : rows) {
        if (group != row.group) {
            group = row.group;
            add(nullptr, row.group, kCaption, false);
        }
        add(&row, row.group, kRow, false);
        if (std::find(options.open.begin(), options.open.end(), row.label) != options.open.end()) {
            for (const auto& member : row.members) {
                add(&member, row.group, kRow, true);
            }
        }
    }
    geometry.rowsBottom = top;
    geometry.loupeTop = top + kAxis;
    geometry.legendTop = geometry.loupeTop + kLoupe + 13;
    geometry.height = geometry.legendTop + kLegend;
    return geometry;
}

double probeSeconds(const KeepAliveTimes& times, int k)
{
    const int steps = k > times.probeCount ? intervalsWaited(times) : k - 1;
    return secondsOf(times.probeInterval) * steps;
}

LoupeScale loupeScale(const KeepAliveTimes& times, double width)
{
    constexpr double kBest = 58;
    constexpr double kRoomForLetter = 70;
    const double longest = std::max(1e-3, probeSeconds(times, times.probeCount + 1));
    LoupeScale scale{kBest, 1};
    if (longest > 10 || longest < 2) {
        scale.pixelsPerSecond = (width - kRoomForLetter) / longest;
    }
    constexpr double kSteps[] = {0.001, 0.01, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 600, 3600, 86'400};
    scale.step = *std::find_if(std::begin(kSteps), std::prev(std::end(kSteps)),
                               [&](double step) { return step * scale.pixelsPerSecond >= 40; });
    return scale;
}

std::vector<AxisLabel> axisLabels(const FootedAxis& axis,
                                  const std::vector<std::pair<double, QString>>& candidates,
                                  const std::function<double(const QString&)>& widthOf)
{
    constexpr double kApart = 4;
    std::vector<AxisLabel> labels;
    double free = -1e9;
    for (const auto& [seconds, text] : candidates) {
        const double x = axis.x(seconds);
        const double half = widthOf(text) / 2;
        if (seconds <= axis.most() && x - half >= free) {
            labels.push_back({x, text});
            free = x + half + kApart;
        }
    }
    return labels;
}

} // namespace kai::ui
