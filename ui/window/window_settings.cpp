#include "ui/window/window_settings.h"

#include <algorithm>

namespace kai::ui {

namespace {

constexpr int kMostPeers = 10;

QString key(const char* name)
{
    return QLatin1String(name);
}

/// -1 stands for "not asked for".
qlonglong stored(const std::optional<milliseconds>& time)
{
    return time ? time->count() : -1;
}

std::optional<milliseconds> timeFrom(const QVariant& value)
{
    const qlonglong count = value.isValid() ? value.toLongLong() : -1;
    return count < 0 ? std::nullopt : std::optional(milliseconds(count));
}

QVariantList listOf(const KeepAliveSettings& settings)
{
    return {settings.enabled ? int(*settings.enabled) : -1, stored(settings.idleTime),
            stored(settings.probeInterval), settings.probeCount ? int(*settings.probeCount) : -1};
}

KeepAliveSettings settingsFrom(const QVariantList& list)
{
    KeepAliveSettings settings;
    if (list.size() != 4) {
        return settings;
    }
    if (list[0].toInt() >= 0) {
        settings.enabled = list[0].toInt() != 0;
    }
    settings.idleTime = timeFrom(list[1]);
    settings.probeInterval = timeFrom(list[2]);
    if (list[3].toInt() >= 0) {
        settings.probeCount = static_cast<std::uint16_t>(list[3].toInt());
    }
    return settings;
}

} // namespace

WindowSettings::WindowSettings(bool clean)
    : m_settings(clean ? nullptr
                       : std::make_unique<QSettings>(QStringLiteral("keepalive-inspector"),
                                                     QStringLiteral("keepalive-inspector")))
{
}

QVariant WindowSettings::value(const QString& key) const
{
    return m_settings ? m_settings->value(key) : QVariant();
}

void WindowSettings::setValue(const QString& key, const QVariant& value)
{
    if (m_settings) {
        m_settings->setValue(key, value);
    }
}

QByteArray WindowSettings::layout(const QString& part) const
{
    return value(QStringLiteral("layout/") + part).toByteArray();
}

void WindowSettings::setLayout(const QString& part, const QByteArray& bytes)
{
    setValue(QStringLiteral("layout/") + part, bytes);
}

Theme WindowSettings::theme() const
{
    const int stored = value(key("theme")).toInt();
    return static_cast<Theme>(std::clamp(stored, 0, static_cast<int>(Theme::highContrast)));
}

void WindowSettings::setTheme(Theme theme)
{
    setValue(key("theme"), static_cast<int>(theme));
}

QStringList WindowSettings::recentPeers() const
{
    return value(key("open/recentPeers")).toStringList();
}

void WindowSettings::addRecentPeer(const QString& peer)
{
    QStringList peers = recentPeers();
    peers.removeAll(peer);
    peers.prepend(peer);
    setValue(key("open/recentPeers"), peers.mid(0, kMostPeers));
}

OpenChoices WindowSettings::openChoices() const
{
    OpenChoices choices;
    if (!value(key("open/preset")).isValid()) {
        return choices;
    }
    const int last = static_cast<int>(Preset::Id::custom);
    choices.builtInPeer = value(key("open/builtInPeer")).toBool();
    choices.peer = value(key("open/peer")).toString();
    choices.preset =
        static_cast<Preset::Id>(std::clamp(value(key("open/preset")).toInt(), 0, last));
    choices.custom = settingsFrom(value(key("open/custom")).toList());
    choices.lastTime = settingsFrom(value(key("open/lastTime")).toList());
    choices.comparisonSet = value(key("open/comparisonSet")).toString();
    choices.count = std::max(1U, value(key("open/count")).toUInt());
    choices.name = value(key("open/name")).toString();
    return choices;
}

void WindowSettings::setOpenChoices(const OpenChoices& choices)
{
    setValue(key("open/builtInPeer"), choices.builtInPeer);
    setValue(key("open/peer"), choices.peer);
    setValue(key("open/preset"), static_cast<int>(choices.preset));
    setValue(key("open/custom"), listOf(choices.custom));
    setValue(key("open/lastTime"), listOf(choices.settings()));
    setValue(key("open/comparisonSet"), choices.comparisonSet);
    setValue(key("open/count"), choices.count);
    setValue(key("open/name"), choices.name);
}

bool WindowSettings::hasRunBefore() const
{
    return value(key("hasRun")).toBool();
}

void WindowSettings::setHasRun()
{
    setValue(key("hasRun"), true);
}

} // namespace kai::ui
