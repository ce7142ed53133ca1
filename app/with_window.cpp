#include "app/window.h"

#include "app/headless_run.h"
#include "app/make_lab.h"
#include "ui/window/run_window.h"

#include <QApplication>

namespace kai::app {

namespace {

/// A picture needs no screen; a window that nobody could see would only wait.
void choosePlatform(const Options& options)
{
    const bool noScreen =
        qEnvironmentVariableIsEmpty("DISPLAY") && qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY");
    if (!options.screenshot.empty() && noScreen && qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
}

std::vector<OpenRequest> opensOf(const Options& options)
{
    std::vector<OpenRequest> opens;
    if (options.opens) {
        const std::size_t hosts = options.simulated() ? options.releases.size() : 1;
        for (std::size_t host = 0; host < hosts; ++host) {
            opens.push_back(options.open);
            opens.back().host = static_cast<HostId>(host);
        }
    }
    return opens;
}

/// What the window would do at its pace, done as fast as possible: a picture of two virtual hours waits for nothing.
void play(lab::Lab& lab, const Options& options)
{
    std::vector<ConnectionId> ids; // dense from 1 on
    for (const OpenRequest& request : opensOf(options)) {
        lab.open(request);
        for (std::uint32_t i = 0; i < request.count; ++i) {
            ids.push_back(static_cast<ConnectionId>(ids.size() + 1));
        }
    }
    lab.runUntilOpened(kNever);
    const Moment allOpen = lab.now();
    for (const TimedFault& fault : inOrder(options.faults)) {
        if (fault.afterOpen <= options.runFor.value_or(nanoseconds{0})) {
            lab.runToEnd(saturatingAdd(allOpen, fault.afterOpen), false);
            lab.inject(ids, fault.fault);
        }
    }
    lab.runToEnd(saturatingAdd(allOpen, options.runFor.value_or(nanoseconds{0})), false);
    lab.settle();
}

Result<std::unique_ptr<lab::Lab>> makePlayed(const Options& options)
{
    auto made = makeLab(options);
    if (made) {
        play(*made.value(), options);
    }
    return made;
}

ui::WindowOptions windowOptions(const Options& options)
{
    ui::WindowOptions window;
    window.clean = options.clean;
    window.screenshot = QString::fromStdString(options.screenshot);
    if (options.simulated() && !options.screenshot.empty()) {
        window.makeLab = [options] { return makePlayed(options); };
        return window;
    }
    window.makeLab = [options] { return makeLab(options); };
    window.runFor = options.runFor.value_or(nanoseconds{0});
    window.opens = opensOf(options);
    for (const TimedFault& fault : options.faults) {
        window.faults.push_back({fault.afterOpen, fault.fault});
    }
    return window;
}

} // namespace

int showWindow(const Options& options, int argc, char** argv)
{
    choosePlatform(options);
    QApplication application(argc, argv);
    return ui::runWindow(application, windowOptions(options));
}

} // namespace kai::app
