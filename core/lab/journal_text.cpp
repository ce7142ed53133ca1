#include "core/lab/journal_text.h"

#include "core/keepalive/duration_text.h"

namespace kai::lab {
namespace {

std::string settingsWords(const KeepAliveSettings& settings)
{
    std::string text;
    const auto add = [&text](const std::string& words) {
        text += (text.empty() ? "" : ", ") + words;
    };
    if (settings.enabled) {
        add(*settings.enabled ? "on" : "off");
    }
    if (settings.idleTime) {
        add("time " + formatSetting(*settings.idleTime));
    }
    if (settings.probeInterval) {
        add("interval " + formatSetting(*settings.probeInterval));
    }
    if (settings.probeCount) {
        add("count " + std::to_string(*settings.probeCount));
    }
    return text.empty() ? "nothing" : text;
}

} // namespace

std::string planText(std::size_t faults)
{
    return "plan " + std::to_string(faults) + (faults == 1 ? " fault" : " faults");
}

std::string connectionsText(std::size_t connections)
{
    return std::to_string(connections) + (connections == 1 ? " connection" : " connections");
}

std::string openText(const OpenRequest& request)
{
    const std::string peer =
        request.peerHost.empty() ? std::string("the built-in peer") : request.peerHost;
    const std::string port =
        request.peerPort == 0 ? "" : ", port " + std::to_string(request.peerPort);
    return "open " + connectionsText(request.count) + " \"" + request.name + "\" to " + peer +
           port + ": " + settingsWords(request.settings);
}

std::string applyText(const KeepAliveSettings& settings, std::size_t connections)
{
    return "apply " + settingsWords(settings) + " to " + connectionsText(connections);
}

std::string faultText(const Fault& fault, std::size_t connections)
{
    return "fault " + faultWord(fault) + " on " + connectionsText(connections);
}

std::string programText(const Program& program, std::size_t connections)
{
    const std::string on = " on " + connectionsText(connections);
    switch (program.kind) {
    case ProgramKind::waitsInRecv:
        return "program waits in recv" + on;
    case ProgramKind::doesNothing:
        return "program does nothing" + on;
    case ProgramKind::sendsEvery:
        break;
    }
    return "program sends every " + formatSetting(program.period) + on;
}

std::string boxText(std::optional<milliseconds> limit, std::size_t connections)
{
    return (limit ? "box limit " + formatSetting(*limit) : std::string("no box limit")) + " on " +
           connectionsText(connections);
}

} // namespace kai::lab
