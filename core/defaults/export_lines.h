#pragma once

#include "core/defaults/registry_values.h"
#include "core/defaults/sysctl.h"

#include <string>

namespace kai::defaults {

/// Commands that a person runs as administrator to make `to` of `from`: one line a value that differs, LF ended; empty when
/// none does. Values of another type than REG_DWORD cannot be written by a line: they are left alone.

/// reg add "HKLM\..." /v KeepAliveTime /t REG_DWORD /d 300000 /f
[[nodiscard]] std::string regExeLines(const RegistryValues& from, const RegistryValues& to);

/// Set-ItemProperty -Path 'HKLM:\...' -Name KeepAliveTime -Type DWord -Value 300000
[[nodiscard]] std::string powerShellLines(const RegistryValues& from, const RegistryValues& to);

/// A file for /etc/sysctl.d: a comment, then net.ipv4.tcp_keepalive_time = 7200 and its neighbours.
[[nodiscard]] std::string sysctlLines(const KeepAliveSysctls& values);

} // namespace kai::defaults
