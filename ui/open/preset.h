#pragma once

#include "core/keepalive/result.h"
#include "core/keepalive/settings.h"

#include <QString>

#include <span>
#include <string>
#include <vector>

namespace kai::ui {

/// A choice of settings in the Open dialog.
struct Preset {
    enum class Id { quickDemo, systemDefaults, behind350, behind240, off, asLastTime, custom } id;
    const char* title; ///< to be translated, see presetTitle()
    KeepAliveSettings settings;
};

/// In the order of the dialog. `asLastTime` and `custom` have no settings of their own; `systemDefaults` asks for a toggle alone,
/// so that the defaults stay visible as what they are.
[[nodiscard]] std::span<const Preset> allPresets();
[[nodiscard]] const Preset& presetOf(Preset::Id id);
[[nodiscard]] QString presetTitle(const Preset& preset);

/// One member of a comparison set: its name is its settings ("off", "60/10/6").
struct NamedSettings {
    std::string name;
    KeepAliveSettings settings;
};

/// Reads "off, 60/10/6, 300 s/1500 ms/6": names of settings, separated by commas; bare times are seconds.
/// Errors: BAD_SET with the part that cannot be read, EMPTY_SET.
[[nodiscard]] Result<std::vector<NamedSettings>> readComparisonSet(const QString& text);
/// "off, 60/10/6, 300/10/6, 400/10/6": a control group in two clicks.
[[nodiscard]] QString usualComparisonSet();

} // namespace kai::ui
