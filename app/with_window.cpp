#include "app/window.h"

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

ui::WindowOptions windowOptions(const Options& options)
{
    ui::WindowOptions window;
    window.makeLab = [options] { return makeLab(options); };
    window.clean = options.clean;
    window.screenshot = QString::fromStdString(options.screenshot);
    window.runFor = options.runFor.value_or(nanoseconds{0});
    if (options.opens) {
        const std::size_t hosts = options.simulated() ? options.releases.size() : 1;
        for (std::size_t host = 0; host < hosts; ++host) {
            window.opens.push_back(options.open);
            window.opens.back().host = static_cast<HostId>(host);
        }
    }
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
