#pragma once

#include "core/defaults/registry.h"
#include "core/keepalive/system_default.h"

#include <string>
#include <string_view>
#include <vector>

namespace kai::defaults {

/// Why "key\\name" is not read although it looks like one of the four values: a blank in its name, another control set,
/// another key. Empty when it looks like none of them.
[[nodiscard]] std::string nearMissOf(std::string_view other);

/// Registry::others(), those that look like one of the four values first.
[[nodiscard]] std::vector<KeptValue> keptValues(const Registry& registry);

/// "HKEY_LOCAL_MACHINE\\...\\KeepAliveTime (another control set)", in quotes where a blank stands at the end.
[[nodiscard]] std::string keptText(const KeptValue& kept);

} // namespace kai::defaults
