#pragma once

#include "core/defaults/graph_rows.h"
#include "core/defaults/pasted_text.h"
#include "core/defaults/registry_values.h"
#include "core/defaults/sysctl.h"
#include "ui/lab/connection_store.h"

#include <QString>

#include <string>
#include <vector>

namespace kai::ui {

// The system defaults as words and as lines to take elsewhere. Pure; GUI-free.

/// "Used by 1 of 3 connections: app-1 keep-alive off, app-2 own values."; a line for each of several hosts, and each of the
/// three values for itself where they differ. Cost: the store's rows.
[[nodiscard]] QString usedByText(const ConnectionStore& store,
                                 const std::vector<SystemDefaults>& hosts);

/// What is stored in a host's registry, as its defaults report it; a value that is no DWORD is left out.
[[nodiscard]] defaults::RegistryValues storedIn(const SystemDefaults& host);
/// What a Linux host has in force.
[[nodiscard]] defaults::KeepAliveSysctls sysctlsOf(const SystemDefaults& host);

/// Lines that a person runs or stores elsewhere to have the same values.
struct DefaultsLines {
    QString title; ///< "sysctl.d lines"
    QString lines; ///< empty: nothing is stored that differs from the defaults
};
/// For Linux sysctl.d; for Windows reg.exe and PowerShell.
[[nodiscard]] std::vector<DefaultsLines> linesOf(const SystemDefaults& host);

/// What pasted values would mean: sysctls on a Linux with this tick, where absent ones keep the kernel's own; registry values
/// on the newest Windows after a restart.
[[nodiscard]] defaults::GraphSystem meaningOf(const defaults::PastedDefaults& pasted,
                                              nanoseconds linuxTick);
/// "output of reg query: 2 values. 3 lines not understood: ...". The first lines are named, the rest counted.
[[nodiscard]] QString summaryOf(const defaults::PastedDefaults& pasted);

} // namespace kai::ui
