#include "app/make_lab.h"

#include "core/defaults/reg_reader.h"
#include "core/keepalive/event.h"
#include "core/live/live_stack.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fstream>

namespace kai::app {

namespace {

Error inFile(Error error, const std::string& path)
{
    error.operation = path + ", " + error.operation;
    return error;
}

Result<std::unique_ptr<lab::Lab>> makeSimulated(const Options& options)
{
    winsock::SimulationOptions simulation;
    simulation.seed = options.seed;
    simulation.hosts.clear();
    std::string registry;
    if (!options.registryFile.empty()) {
        auto text = readFile(options.registryFile);
        if (!text) {
            return text.error();
        }
        if (const auto readable = defaults::readReg(*text); !readable) {
            return inFile(readable.error(), options.registryFile);
        }
        registry = *text;
    }
    for (std::size_t i = 0; i < options.releases.size(); ++i) {
        const bool named = i < options.hostNames.size();
        simulation.hosts.push_back({named ? options.hostNames[i] : std::string(),
                                    options.releases[i], options.behaviour, registry,
                                    options.assumed});
    }
    return lab::Lab::simulated(simulation);
}

} // namespace

Result<std::string> readFile(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    std::string text;
    std::array<char, 65536> part{};
    while (file && file.read(part.data(), part.size()).gcount() > 0) {
        text.append(part.data(), static_cast<std::size_t>(file.gcount()));
    }
    if (!file.is_open() || file.bad()) {
        const int number = errno;
        return Error{number, std::string(errorSymbol(number)), path,
                     "it cannot be read: " + std::string(std::strerror(number)) + ".",
                     "Name a file that exists."};
    }
    return text;
}

live::LiveOptions liveOptions(const Options& options)
{
    live::LiveOptions live;
    live.ticksPerSecond = options.ticksPerSecond;
    live.useSockDiag = options.useSockDiag;
    live.seed = options.seed;
    return live;
}

Result<std::unique_ptr<lab::Lab>> makeLab(const Options& options)
{
    return options.simulated() ? makeSimulated(options) : lab::Lab::live(liveOptions(options));
}

} // namespace kai::app
