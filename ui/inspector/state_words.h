#pragma once

#include "core/keepalive/reports.h"
#include "ui/widgets/plate.h"
#include "ui/widgets/sign.h"

#include <QString>

namespace kai::ui {

/// What the inspector says above the form about a connection at one moment.
struct StateWords {
    Plate::Tone tone = Plate::Tone::neutral;
    Sign::Kind sign = Sign::Kind::none;
    QString words;
};
[[nodiscard]] StateWords stateWordsOf(const ConnectionRow& row, Moment now);

/// "acknowledged after 0.4 ms", "reset after 12 ms", "unanswered for 3.2 s, resent 4 times".
[[nodiscard]] QString askWords(const AskReport& report);

} // namespace kai::ui
