#pragma once

#include "core/keepalive/result.h"
#include "core/simulation/assumptions.h"

#include <span>
#include <string>
#include <string_view>

namespace kai::winsock {

/// What the public record leaves open about the calls themselves; defaults are the contract's choices.
struct ApiAssumptions {
    /// I7: an overlapped SIO_KEEPALIVE_VALS is done at once and returns 0, as in observed behaviour; else it pends.
    bool ioctlAtOnce = false;
    /// I7: how long SIO_KEEPALIVE_VALS takes: an overlapped one pends for it, a synchronous one blocks. 0: until the next event.
    nanoseconds ioctlDelay{0};
    /// P5: after a connection ended by keep-alive while no call was in progress, the first later send or recv gets WSAENETRESET and only the
    /// ones after it WSAECONNRESET.
    bool laterNetReset = false;
    bool operator==(const ApiAssumptions&) const = default;
};

/// All of one host.
struct HostAssumptions {
    simulation::Assumptions tcp;
    ApiAssumptions api;
    bool operator==(const HostAssumptions&) const = default;
};

/// One answer that can be assumed.
struct AssumedValue {
    std::string_view value;
    std::string_view meaning;
};

/// A choice that the public record leaves open, by name; shown with the tag "our assumption".
struct Assumption {
    std::string_view name;
    /// "P3"; the first word of its reason in the contract, or an RFC.
    std::string_view clause;
    std::string_view question;
    /// The first one is the contract's choice.
    std::span<const AssumedValue> values;
    /// A duration may be given in place of a value; then what it means. Empty: only `values`.
    std::string_view timeMeaning;
};

[[nodiscard]] std::span<const Assumption> allAssumptions();

/// What `assumed` says of one of them: one of its values, or a duration such as "250 ms". The name must be one of allAssumptions().
[[nodiscard]] std::string assumedValue(const HostAssumptions& assumed, std::string_view name);

/// What a value of it means, in words; the value must be one that assume() takes.
[[nodiscard]] std::string_view meaningOf(const Assumption& assumption, std::string_view value);

/// Assumes another answer. Errors, nothing changed: UNKNOWN_ASSUMPTION, BAD_ASSUMPTION (with the values there are), OUT_OF_RANGE.
Status assume(HostAssumptions& assumed, std::string_view name, std::string_view value);

} // namespace kai::winsock
