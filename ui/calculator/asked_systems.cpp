#include "ui/calculator/asked_systems.h"

#include "core/defaults/calculator_systems.h"
#include "core/defaults/release_groups.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace kai::ui {

namespace {

std::string tr(const char* words)
{
    return QCoreApplication::translate("AskedSystems", words).toStdString();
}

/// Worst case and best case of the kernels that people run.
constexpr std::pair<const char*, milliseconds> kLinuxTicks[] = {
    {"Linux, HZ 250", milliseconds{4}}, {"Linux, HZ 1000", milliseconds{1}}};

CalculatorSystem systemOf(const Capabilities& lab, const SystemDefaults& host)
{
    const auto release = defaults::releaseNamed(host.system);
    if (!release) {
        return {host.system, lab.limits, lab.timerTick, {}};
    }
    CalculatorSystem system = defaults::calculatorSystem(*release);
    if (system.fixedCount) {
        system.fixedCount = host.probeCount;
    }
    return system;
}

void addLab(std::vector<AskedSystem>& systems, const Capabilities& lab,
            const std::vector<SystemDefaults>& hosts)
{
    for (const SystemDefaults& host : hosts) {
        const CalculatorSystem system = systemOf(lab, host);
        const auto same =
            std::find_if(systems.begin(), systems.end(), [&](const AskedSystem& asked) {
                return asked.system.name == system.name &&
                       asked.system.fixedCount == system.fixedCount;
            });
        if (same != systems.end()) {
            same->hosts.push_back(host.host);
        } else {
            systems.push_back(
                {system, lab.simulated ? tr("in this lab") : tr("this computer"), {host.host}});
        }
    }
}

void addWindows(std::vector<AskedSystem>& systems)
{
    for (const auto& group : defaults::releaseGroups()) {
        CalculatorSystem system = defaults::calculatorSystem(group.releases.front());
        system.name = "Windows " + group.label;
        systems.push_back({std::move(system), group.secondLine, {}});
    }
}

void addLinux(std::vector<AskedSystem>& systems, const Capabilities& lab)
{
    for (const auto& [name, tick] : kLinuxTicks) {
        if (lab.simulated || lab.timerTick != tick) {
            systems.push_back({defaults::linuxCalculatorSystem(name, tick), tr("timer wheel"), {}});
        }
    }
}

} // namespace

std::vector<AskedSystem> askedSystems(const Capabilities& lab,
                                      const std::vector<SystemDefaults>& hosts)
{
    std::vector<AskedSystem> systems;
    addLab(systems, lab, hosts);
    addWindows(systems);
    addLinux(systems, lab);
    return systems;
}

} // namespace kai::ui
