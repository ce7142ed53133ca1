#pragma once

#include "core/keepalive/result.h"
#include "core/keepalive/system_default.h"

#include <QString>

#include <optional>

namespace kai::ui {

/// Reads what was typed for a registry value: "300000", "0x493e0", for a time also "5 min"; empty means "delete the value".
/// Errors: NO_NUMBER, BAD_UNIT, OUT_OF_RANGE (a DWORD holds 0 to 4,294,967,295).
[[nodiscard]] Result<std::optional<quint32>> readRegistryNumber(const QString& typed,
                                                                DefaultUnit unit);

} // namespace kai::ui
