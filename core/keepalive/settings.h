#pragma once

#include "core/keepalive/moment.h"
#include "core/keepalive/result.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace kai {

/// What a user asks for on one connection. An empty field is "not asked for": the system's value stays visible as what it is,
/// so that a toggle alone is SO_KEEPALIVE alone.
struct KeepAliveSettings {
    /// On or off; empty leaves it as it is.
    std::optional<bool> enabled;
    /// Idle time until the first probe, in ms.
    std::optional<milliseconds> idleTime;
    /// Time between unanswered probes, in ms.
    std::optional<milliseconds> probeInterval;
    /// Unanswered probes until the connection is broken.
    std::optional<std::uint16_t> probeCount;

    bool operator==(const KeepAliveSettings&) const = default;
};

enum class SettingsField : std::uint8_t { enabled, idleTime, probeInterval, probeCount };

/// What a system takes: ranges inclusive; a time is rounded up to a multiple of `granularity` and never to zero.
struct SettingsLimits {
    milliseconds minTime{1};
    milliseconds maxTime{0xFFFFFFFFLL};
    milliseconds granularity{1};
    std::uint16_t minCount = 1;
    std::uint16_t maxCount = 255;
    /// False: this system refuses a count of its own for a socket (D2).
    bool countPerSocket = true;
};

struct FieldError {
    SettingsField field;
    Error error;
};

/// Checked before the first system call: every field out of range, in field order; empty when all can be tried.
[[nodiscard]] std::vector<FieldError> validate(const KeepAliveSettings& settings,
                                               const SettingsLimits& limits);

/// `value` rounded up to the granularity, never to zero. Linux: 1 ms is 1 s, 1500 ms is 2 s.
[[nodiscard]] milliseconds roundedUp(milliseconds value, const SettingsLimits& limits);

} // namespace kai
