#pragma once

#include <QString>
#include <Qt>

#include <span>

namespace kai::ui {

/// The columns of the connections table, in their order. The number is stored in layouts: append only.
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
inline constexpr int kColumnCount = 24;

/// When a column is there before the user has chosen.
enum class Shown { always, whenWide, onDemand };

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
