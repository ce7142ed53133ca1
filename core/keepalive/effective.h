#pragma once

#include <cassert>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace kai {

/// Who supplied a value in force, from the weakest to the strongest.
enum class Origin : std::uint8_t {
    unknown,
    builtIn,       ///< the kernel's or the release's own default
    registry,      ///< KeepAliveTime and its neighbours (D1)
    sysctl,        ///< net.ipv4.tcp_keepalive_*
    listener,      ///< inherited by an accepted socket (S13)
    socketOption,  ///< SO_KEEPALIVE or TCP_KEEP* on this socket
    keepAliveVals, ///< SIO_KEEPALIVE_VALS on this socket
};

/// A value with who supplied it; plain, for rows.
template <typename T>
struct Sourced {
    T value{};
    Origin origin = Origin::unknown;
    bool operator==(const Sourced&) const = default;
};

template <typename T>
struct Layer {
    Origin origin = Origin::unknown;
    std::optional<T> value;
};

/// The winner, and the layers that had a value and lost, strongest first (shown struck through).
template <typename T>
struct Effective {
    T value{};
    Origin origin = Origin::unknown;
    std::vector<Sourced<T>> losers;
};

/// Among the layers, given weakest first, the last one with a value wins. At least one layer must have one.
/// The last writer of a socket's own value is its strongest layer, whichever call it used (D4).
template <typename T>
[[nodiscard]] Effective<T> resolve(std::span<const Layer<T>> layers)
{
    Effective<T> result;
    bool found = false;
    for (auto layer = layers.rbegin(); layer != layers.rend(); ++layer) {
        if (!layer->value) {
            continue;
        }
        if (found) {
            result.losers.push_back({*layer->value, layer->origin});
        } else {
            result.value = *layer->value;
            result.origin = layer->origin;
            found = true;
        }
    }
    assert(found);
    return result;
}

/// "this socket (TCP_KEEPIDLE)", "sysctl", "registry" and so on, for people.
[[nodiscard]] std::string_view originName(Origin origin);

} // namespace kai
