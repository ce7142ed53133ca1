#include "ui/simulation/registry_number.h"

#include "core/keepalive/duration_text.h"

#include <limits>

namespace kai::ui {

namespace {

constexpr quint64 kMost = std::numeric_limits<quint32>::max();

Error refusal(const char* symbol, const QString& typed, const char* cause)
{
    return {0, symbol, QStringLiteral("\"%1\"").arg(typed).toStdString(), cause,
            "Write a number from 0 to 4,294,967,295, or 0x and hexadecimal digits."};
}

Result<std::optional<quint32>> asDword(const QString& typed, quint64 value)
{
    if (value > kMost) {
        return refusal("OUT_OF_RANGE", typed, "a DWORD does not hold it.");
    }
    return std::optional(static_cast<quint32>(value));
}

} // namespace

Result<std::optional<quint32>> readRegistryNumber(const QString& typed, DefaultUnit unit)
{
    const QString trimmed = typed.trimmed();
    if (trimmed.isEmpty()) {
        return std::optional<quint32>();
    }
    bool read = false;
    const bool hex = trimmed.startsWith(QLatin1String("0x"), Qt::CaseInsensitive);
    const quint64 value =
        hex ? trimmed.mid(2).toULongLong(&read, 16) : trimmed.toULongLong(&read, 10);
    if (read) {
        return asDword(typed, value);
    }
    if (unit == DefaultUnit::count || hex) {
        return refusal("NO_NUMBER", typed, "it is no number.");
    }
    const auto time = parseSettingsDuration(trimmed.toStdString(), DurationUnit::millisecond);
    if (!time) {
        return time.error();
    }
    return asDword(typed, static_cast<quint64>(time->count()));
}

} // namespace kai::ui
