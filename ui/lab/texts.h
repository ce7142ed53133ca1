#pragma once

#include "core/keepalive/moment.h"
#include "core/keepalive/result.h"

#include <QString>

#include <optional>
#include <string>

namespace kai::ui {

/// core's UTF-8 as the toolkit's text.
[[nodiscard]] inline QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

/// "–": nothing to say here.
[[nodiscard]] QString dash();
/// Core's formatSetting(), formatDuration() and formatCountdown() as the toolkit's text.
[[nodiscard]] QString settingText(milliseconds value);
[[nodiscard]] QString durationText(nanoseconds value);
[[nodiscard]] QString countdownText(nanoseconds value);
/// "≈ 52 min": where the exact words have no room.
[[nodiscard]] QString aboutText(nanoseconds value);

/// Reads a time as typed into a cell that shows `shown`: a bare number takes the unit shown there ("90" in a cell with "60 s" is
/// 90 s). A decimal comma is accepted where the locale has one. Errors: those of parseDuration().
[[nodiscard]] Result<milliseconds> readTime(const QString& typed, milliseconds shown);
/// Reads a probe count, 0 to 65535. Errors: NO_NUMBER, OUT_OF_RANGE.
[[nodiscard]] Result<std::uint16_t> readCount(const QString& typed);

} // namespace kai::ui
