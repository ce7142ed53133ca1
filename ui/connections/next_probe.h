#pragma once

#include "core/keepalive/connection.h"

#include <QString>

namespace kai::ui {

/// What the "Next probe" cell shows of a row at one moment.
struct NextProbe {
    enum class Kind {
        idle,    ///< one bar that fills up to the deadline
        probing, ///< `count` segments, `unanswered` of them full, the next one filling
        waiting, ///< hatched: another timer rules
        off,     ///< dotted: no probe ever
        words,   ///< words alone: connecting, ended
    } kind = Kind::words;
    /// Of the bar, or of the segment that is filling; 0 to 1.
    double filled = 0;
    int unanswered = 0;
    int count = 0;
    QString text = {};
    QString brief = {}; ///< instead, where there is no room; empty when nothing shorter says it
};

[[nodiscard]] NextProbe nextProbeOf(const ConnectionRow& row, Moment now);

} // namespace kai::ui
