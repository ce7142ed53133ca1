#pragma once

#include "core/defaults/windows_release.h"
#include "core/keepalive/event.h"
#include "core/keepalive/result.h"
#include "core/winsock/assumptions.h"
#include "core/winsock/behaviour.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kai::winsock {

struct HostOptions {
    std::string name; ///< empty: the release's name, with what tells it from others
    defaults::WindowsRelease release = defaults::WindowsRelease::windows11;
    Behaviour behaviour = Behaviour::documented;
    /// Text of a .reg file that the host starts with; empty: no value in the registry.
    std::string registryText;
    HostAssumptions assumed = {};
    bool networkUp = true;
};

struct SimulationOptions {
    std::vector<HostOptions> hosts{HostOptions{}};
    std::uint64_t seed = 1;
};

/// What a person may do to the simulated hosts themselves. An unknown host id is refused (UNKNOWN_HOST).
class SimulatedHosts {
public:
    virtual ~SimulatedHosts() = default;

    [[nodiscard]] virtual std::vector<HostOptions> list() const = 0;

    /// Stores a value or, with an empty optional, deletes it; in force after a restart (D5).
    virtual Status setRegistryValue(HostId host, const std::string& name,
                                    std::optional<std::uint32_t> value) = 0;
    /// All or nothing; the error names line and reason.
    virtual Status importRegistry(HostId host, const std::string& regText) = 0;
    /// The stored values as .reg text (version 5.00).
    [[nodiscard]] virtual Result<std::string> exportRegistry(HostId host) const = 0;
    /// .reg text that gives the four values back as the host started with them or as imports brought them since, whatever was
    /// stored by hand; nothing else is touched.
    [[nodiscard]] virtual Result<std::string> exportUndo(HostId host) const = 0;

    /// Sockets vanish without FIN; rows end with "host restarted". `reopen` opens the same connections again.
    virtual Status restart(HostId host, bool reopen) = 0;
    /// Another release means a restart.
    virtual Status setRelease(HostId host, defaults::WindowsRelease release) = 0;
    virtual Status setBehaviour(HostId host, Behaviour behaviour) = 0;
    /// Another answer to what the public record leaves open, in force at once; errors as winsock::assume().
    virtual Status assume(HostId host, std::string_view name, std::string_view value) = 0;
    virtual Status setNetworkUp(HostId host, bool up) = 0;
};

} // namespace kai::winsock
