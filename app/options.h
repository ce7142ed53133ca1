#pragma once

#include "core/defaults/windows_release.h"
#include "core/keepalive/fault.h"
#include "core/keepalive/requests.h"
#include "core/winsock/simulated_hosts.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace kai::app {

enum class Verb : std::uint8_t {
    window,
    headless,
    peer,
    capabilities,
    showDefaults,
    help,
    version
};

/// "silent@3s": on every connection, counted from the moment at which all are open.
struct TimedFault {
    nanoseconds afterOpen{0};
    Fault fault;
};

/// What the command line asked for.
struct Options {
    Verb verb = Verb::window;

    /// Empty: this computer. Else one simulated host for each release, in order.
    std::vector<defaults::WindowsRelease> releases;
    /// For each release, the server that was asked for by its name, else empty; missing ones are empty.
    std::vector<std::string> hostNames;
    std::string registryFile;
    winsock::Behaviour behaviour = winsock::Behaviour::documented;
    /// True when --behaviour was given.
    bool behaves = false;
    winsock::HostAssumptions assumed;
    /// True when any --assume was given.
    bool assumes = false;
    std::uint64_t seed = 1;
    double ticksPerSecond = 4;
    bool useSockDiag = true;

    /// True when any option said something about connections; `open` then says which.
    bool opens = false;
    OpenRequest open;
    std::vector<TimedFault> faults;
    /// From "all open" on; empty: until everything has ended.
    std::optional<nanoseconds> runFor;
    bool untilEnded = false;

    /// "-" is CSV on standard output.
    std::vector<std::string> exports;
    std::string screenshot;
    bool explain = false;
    /// Neither reads nor writes stored settings.
    bool clean = false;

    /// For --peer: where to listen; empty means every address.
    std::string listenAddress;
    std::uint16_t listenPort = 0;

    [[nodiscard]] bool simulated() const { return !releases.empty(); }
};

} // namespace kai::app
