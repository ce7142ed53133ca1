#include "ui/lab/texts.h"

#include "core/keepalive/duration_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <array>
#include <limits>
#include <utility>

namespace kai::ui {

namespace {

/// The unit that a cell with this value shows last, which a bare number takes.
DurationUnit unitShown(milliseconds value)
{
    static constexpr std::array<std::pair<std::string_view, DurationUnit>, 5> units{
        {{" ms", DurationUnit::millisecond},
         {" s", DurationUnit::second},
         {" min", DurationUnit::minute},
         {" h", DurationUnit::hour},
         {" d", DurationUnit::day}}};
    const std::string shown = formatSetting(value);
    for (const auto& [suffix, unit] : units) {
        if (std::string_view(shown).ends_with(suffix)) {
            return unit;
        }
    }
    return DurationUnit::second;
}

Error countError(const char* symbol, const char* cause)
{
    return {
        .number = 0,
        .symbol = symbol,
        .operation = "probe count",
        .cause = QCoreApplication::translate("Count", cause).toStdString(),
        .remedy =
            QCoreApplication::translate("Count", "Write a whole number such as 5.").toStdString()};
}

} // namespace

QString dash()
{
    return QStringLiteral("\u2013");
}

QString settingText(milliseconds value)
{
    return text(formatSetting(value));
}

QString durationText(nanoseconds value)
{
    return text(formatDuration(value));
}

QString countdownText(nanoseconds value)
{
    return text(formatCountdown(value));
}

QString aboutText(nanoseconds value)
{
    return QCoreApplication::translate("Texts", "\u2248 %1").arg(countdownText(value));
}

Result<milliseconds> readTime(const QString& typed, milliseconds shown)
{
    const bool comma = QLocale().decimalPoint() == QLatin1String(",");
    return parseSettingsDuration(typed.toStdString(), unitShown(shown), comma);
}

Result<std::uint16_t> readCount(const QString& typed)
{
    bool isNumber = false;
    const qlonglong number = typed.trimmed().toLongLong(&isNumber);
    if (!isNumber) {
        return countError("NO_NUMBER", QT_TRANSLATE_NOOP("Count", "this is not a whole number"));
    }
    if (number < 0 || number > std::numeric_limits<std::uint16_t>::max()) {
        return countError("OUT_OF_RANGE", QT_TRANSLATE_NOOP("Count", "a count is 0 to 65535"));
    }
    return static_cast<std::uint16_t>(number);
}

} // namespace kai::ui
