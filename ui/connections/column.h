#pragma once

#include <QString>
#include <Qt>

#include <span>

namespace kai::ui {

/// The columns of the connections table, in their order. The number is stored in layouts: whoever changes the order raises
/// kColumnsVersion.
enum class Column : int {
    name,
    peer,
    state,
    on,
    time,
    interval,
    probes,
    idleNow,
    nextProbe,
    unanswered,
    foundDeadAfter,
    lastEvent,
    history,
    local,
    host,
    release,
    setBy,
    endedBy,
    probesSent,
    answered,
    medianAnswer,
    opened,
    program,
    armedTimer,
    boxLimit,
};
inline constexpr int kColumnCount = 25;
/// Of layouts; older ones are not restored.
inline constexpr unsigned kColumnsVersion = 3;

/// When a column is there before the user has chosen.
enum class Shown {
    always,
    whenWide,         ///< from 1280 px
    whenAlone,        ///< from 1280 px without inspector
    whenEnded,        ///< with the first ended row, where there is room
    whenSeveralHosts, ///< in a lab with several hosts, where there is room
    onDemand
};

struct ColumnTraits {
    Column column;
    const char* title;  ///< to be translated, see columnTitle()
    const char* sample; ///< the widest usual content: with 16 px it makes the column's width
    Qt::AlignmentFlag alignment;
    Shown shown;
    bool editable = false;
};

[[nodiscard]] const ColumnTraits& traitsOf(Column column);
[[nodiscard]] std::span<const ColumnTraits> allColumns();
[[nodiscard]] QString columnTitle(Column column);

} // namespace kai::ui
