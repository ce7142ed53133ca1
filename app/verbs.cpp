#include "app/verbs.h"

#include "app/headless_run.h"
#include "app/make_lab.h"
#include "app/report_text.h"
#include "app/stop_signal.h"
#include "app/window.h"
#include "core/history/event_file.h"

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <map>
#include <set>
#include <span>

namespace kai::app {

namespace {

using LabResult = Result<std::unique_ptr<lab::Lab>>;

void complain(const std::string& line)
{
    std::fprintf(stderr, "keepalive-inspector: %s\n", line.c_str());
}

int fail(const Error& error)
{
    complain(describe(error));
    return 1;
}

/// 0, or 1 when no connection opened or the run gave up; one line for each on standard error.
int judge(const RunResult& run)
{
    if (run.opened < run.asked) {
        complain(std::to_string(run.asked - run.opened) + " of " + std::to_string(run.asked) +
                 " connections did not open" +
                 (run.openError ? ": " + describe(*run.openError) : std::string(".")));
    }
    if (run.failure) {
        return fail(*run.failure);
    }
    return run.opened == 0 ? 1 : 0;
}

/// What --registry brought that does not do what it seems to; the hosts hold the same values.
void complainOfRegistry(const Options& options, std::span<const SystemDefaults> hosts)
{
    if (options.registryFile.empty()) {
        return;
    }
    std::set<std::string> said;
    for (const SystemDefaults& host : hosts) {
        for (const std::string& remark : registryRemarks(host)) {
            if (said.insert(remark).second) {
                complain(options.registryFile + ": " + remark);
            }
        }
    }
}

std::vector<ConnectionInfo> infosOf(const RunResult& run)
{
    std::vector<ConnectionInfo> infos;
    for (const auto& [id, connection] : run.connections) {
        infos.push_back(connection.info);
    }
    return infos;
}

Error outputFailed()
{
    return {0, "CANNOT_WRITE", "standard output", "not all events could be written.",
            "Make room where it leads, or name a file."};
}

Status exportTo(const std::string& path, const lab::Lab& lab, const RunResult& run)
{
    if (path != "-" && !history::eventFormatOf(path)) {
        return writePicture(lab, run, path);
    }
    const auto infos = infosOf(run);
    const history::EventNames names(lab.capabilities().system, lab.startedUtcNs(), infos);
    const history::ExportRequest request{lab.log(), names};
    if (path == "-") {
        history::writeCsv(request, std::cout);
        return std::cout.flush() ? success() : Status(outputFailed());
    }
    return history::writeEventFile(request, path);
}

const SystemDefaults& defaultsOf(const RunResult& run, HostId host)
{
    static const SystemDefaults unknown;
    const auto found =
        std::find_if(run.defaults.begin(), run.defaults.end(),
                     [host](const SystemDefaults& defaults) { return defaults.host == host; });
    return found == run.defaults.end() ? unknown : *found;
}

/// Names that connections on several hosts have.
std::set<std::string> sharedNames(const RunResult& run)
{
    std::map<std::string, HostId> hosts;
    std::set<std::string> shared;
    for (const auto& [id, connection] : run.connections) {
        const ConnectionInfo& info = connection.info;
        if (hosts.try_emplace(info.name, info.host).first->second != info.host) {
            shared.insert(info.name);
        }
    }
    return shared;
}

void printWhy(lab::Lab& lab, const RunResult& run, std::FILE* out)
{
    const std::set<std::string> shared = sharedNames(run);
    for (const ConnectionDetails& details : fetchDetails(lab, run)) {
        const auto& connection = run.connections.at(details.id);
        const auto checks =
            explain({connection.info, connection.row, details,
                     defaultsOf(run, connection.info.host), lab.capabilities(), lab.now()});
        const ConnectionInfo& info = connection.info;
        const std::string name =
            shared.contains(info.name) ? info.name + " on " + info.hostName : info.name;
        std::fputs(whyText(name, checks).c_str(), out);
    }
}

} // namespace

int runHeadlessVerb(const Options& options)
{
    LabResult lab = makeLab(options);
    if (!lab) {
        return fail(lab.error());
    }
    lab::Lab& running = *lab.value();
    const RunResult run = runHeadless(running, options, stopRequested());
    const bool toStdout =
        std::find(options.exports.begin(), options.exports.end(), "-") != options.exports.end();
    std::FILE* const words = toStdout ? stderr : stdout;
    std::fputs(summaryText(run, running.capabilities().system, options.simulated(),
                           running.log().endIndex())
                   .c_str(),
               words);
    complainOfRegistry(options, run.defaults);
    std::fputs(lostText(running.log().lost()).c_str(), words);
    if (options.explain) {
        printWhy(running, run, words);
    }
    int code = judge(run);
    for (const std::string& path : options.exports) {
        if (const Status written = exportTo(path, running, run); !written) {
            code = fail(written.error());
        }
    }
    if (!options.screenshot.empty()) {
        if (const Status drawn = drawWindow(std::move(lab).value(), run, options); !drawn) {
            code = fail(drawn.error());
        }
    }
    return code;
}

int printCapabilities(const Options& options)
{
    if (!options.simulated()) {
        complain("measuring the kernel's tick, less than a second...");
        std::fputs(capabilitiesText(live::probeCapabilities(liveOptions(options))).c_str(), stdout);
        return 0;
    }
    const LabResult lab = makeLab(options);
    if (!lab) {
        return fail(lab.error());
    }
    std::fputs(capabilitiesText(lab.value()->capabilities()).c_str(), stdout);
    return 0;
}

int printDefaults(const Options& options)
{
    const LabResult lab = makeLab(options);
    if (!lab) {
        return fail(lab.error());
    }
    lab::LabChanges changes;
    lab.value()->drain(changes); // a lab has them from its start
    complainOfRegistry(options, changes.defaults);
    std::fputs(defaultsJson(changes.defaults).c_str(), stdout);
    return changes.defaults.empty() ? 1 : 0;
}

} // namespace kai::app
