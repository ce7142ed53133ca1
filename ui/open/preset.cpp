#include "ui/open/preset.h"

#include "core/keepalive/duration_text.h"
#include "ui/lab/texts.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>
#include <array>
#include <chrono>

namespace kai::ui {

namespace {

using namespace std::chrono_literals;

KeepAliveSettings with(milliseconds time, milliseconds interval, std::uint16_t count)
{
    return {.enabled = true, .idleTime = time, .probeInterval = interval, .probeCount = count};
}

KeepAliveSettings toggle(bool on)
{
    return {.enabled = on, .idleTime = {}, .probeInterval = {}, .probeCount = {}};
}

Error badSet(const QString& part, const char* symbol)
{
    return {
        .number = 0,
        .symbol = symbol,
        .operation = "comparison set",
        .cause =
            QCoreApplication::translate("Preset", "\"%1\" cannot be read").arg(part).toStdString(),
        .remedy = QCoreApplication::translate("Preset",
                                              "Write off, or time/interval/probes such as 60/10/6.")
                      .toStdString()};
}

Result<NamedSettings> readMember(const QString& part)
{
    if (part.compare(QLatin1String("off"), Qt::CaseInsensitive) == 0) {
        return NamedSettings{"off", toggle(false)};
    }
    const QStringList fields = part.split(QLatin1Char('/'));
    if (fields.size() != 3) {
        return badSet(part, "BAD_SET");
    }
    const auto time = parseSettingsDuration(fields[0].toStdString(), DurationUnit::second);
    const auto interval = parseSettingsDuration(fields[1].toStdString(), DurationUnit::second);
    const auto count = readCount(fields[2]);
    if (!time || !interval || !count) {
        return badSet(part, "BAD_SET");
    }
    return NamedSettings{part.toStdString(), with(*time, *interval, *count)};
}

} // namespace

std::span<const Preset> allPresets()
{
    using Id = Preset::Id;
    static const std::array<Preset, 7> presets{{
        {Id::quickDemo, QT_TRANSLATE_NOOP("Preset", "Quick demo"), with(5s, 1s, 3)},
        {Id::systemDefaults, QT_TRANSLATE_NOOP("Preset", "System defaults"), toggle(true)},
        {Id::behind350, QT_TRANSLATE_NOOP("Preset", "Behind a 350 s balancer"), with(120s, 15s, 5)},
        {Id::behind240, QT_TRANSLATE_NOOP("Preset", "Behind a 240 s balancer"), with(90s, 10s, 5)},
        {Id::off, QT_TRANSLATE_NOOP("Preset", "Off"), toggle(false)},
        {Id::asLastTime, QT_TRANSLATE_NOOP("Preset", "As last time"), {}},
        {Id::custom, QT_TRANSLATE_NOOP("Preset", "Custom"), {}},
    }};
    return presets;
}

const Preset& presetOf(Preset::Id id)
{
    return allPresets()[static_cast<std::size_t>(id)];
}

QString presetTitle(const Preset& preset)
{
    return QCoreApplication::translate("Preset", preset.title);
}

Result<std::vector<NamedSettings>> readComparisonSet(const QString& text)
{
    std::vector<NamedSettings> members;
    for (const QString& part : text.split(QLatin1Char(','), Qt::SkipEmptyParts)) {
        const Result<NamedSettings> member = readMember(part.trimmed());
        if (!member) {
            return member.error();
        }
        members.push_back(*member);
    }
    return members.empty() ? Result<std::vector<NamedSettings>>(badSet(text, "EMPTY_SET"))
                           : members;
}

QString usualComparisonSet()
{
    return QStringLiteral("off, 60/10/6, 300/10/6, 400/10/6");
}

} // namespace kai::ui
