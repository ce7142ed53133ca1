#include "ui/simulation/xp_beside_11.h"

#include "core/winsock/simulated_hosts.h"

namespace kai::ui {

namespace {

using namespace std::chrono_literals;
using defaults::WindowsRelease;

OpenRequest connectionOf(HostId host, const char* name)
{
    OpenRequest request;
    request.name = name;
    request.host = host;
    request.settings.enabled = true;
    return request;
}

} // namespace

Result<std::unique_ptr<lab::Lab>> makeXpBeside11()
{
    winsock::SimulationOptions options;
    options.hosts = {{{}, WindowsRelease::windowsXp, winsock::Behaviour::documented, {}},
                     {{}, WindowsRelease::windows11, winsock::Behaviour::documented, {}}};
    auto made = lab::Lab::simulated(options);
    if (!made) {
        return made;
    }
    lab::Lab& lab = *made.value();
    lab.open(connectionOf(static_cast<HostId>(0), "Windows XP"));
    lab.open(connectionOf(static_cast<HostId>(1), "Windows 11"));
    // Ids are dense and count from 1; two connections take microseconds to reach the third second.
    const std::vector<ConnectionId> both{static_cast<ConnectionId>(1),
                                         static_cast<ConnectionId>(2)};
    lab.runToEnd(Moment{100ms}, false);
    Fault data;
    data.kind = FaultKind::peerSends;
    lab.inject(both, data);
    lab.runToEnd(Moment{3100ms}, false);
    Fault cable;
    cable.kind = FaultKind::silentBoth;
    lab.inject(both, cable);
    lab.setPace({lab::Pace::Kind::story, 1});
    lab.run();
    return made;
}

} // namespace kai::ui
