#pragma once

#include "core/keepalive/result.h"

#include <QString>

#include <string>

namespace kai::ui {

enum class RegistryFormat { utf16, utf8, regedit4, undo, regExe, powerShell };

/// For a save dialog, in RegistryFormat's order.
[[nodiscard]] QString registryFileFilters();
[[nodiscard]] RegistryFormat formatOfFilter(const QString& filter);

/// A .reg file in any format, or the output of reg query or Get-ItemProperty, as the text of a .reg file.
/// Errors: those of the readers, with the line; WRONG_SYSTEM for sysctls; the system's own.
[[nodiscard]] Result<std::string> readRegistryFile(const QString& path);

/// Of one host, as .reg text.
struct RegistryTexts {
    std::string stored; ///< SimulatedHosts::exportRegistry()
    std::string undo;   ///< SimulatedHosts::exportUndo()
};

/// Errors: those of the reader and writer of .reg text; the system's own.
Status writeRegistryFile(const QString& path, RegistryFormat format, const RegistryTexts& texts);

} // namespace kai::ui
