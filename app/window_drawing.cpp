#include "app/painted_run.h"
#include "app/window.h"
#include "ui/connections/connection_table.h"
#include "ui/lab/lab_controller.h"
#include "ui/timeline/timeline_view.h"
#include "ui/window/connections_page.h"
#include "ui/window/main_window.h"
#include "ui/window/window_picture.h"

#include <QDeadlineTimer>

#include <utility>

/// The resources of a static library are not found by themselves. Outside of every namespace, as Q_INIT_RESOURCE wants it.
static void initResources()
{
    Q_INIT_RESOURCE(resources);
}

namespace kai::app {

namespace {

constexpr QSize kSize(1280, 800);
constexpr std::chrono::milliseconds kDetailsWithin{300};

void show(ui::MainWindow& window, ui::LabController& controller, const RunResult& run)
{
    window.resize(kSize);
    window.show();
    lab::LabChanges changes{changesOf(run), {}, {}, run.defaults, {}};
    changes.clock.now = run.end;
    controller.absorb(changes);
    if (!run.connections.empty()) {
        window.connections().setCurrent(run.connections.begin()->first);
    }
    window.connections().timeline().fit();
    // the details that the inspector has just asked for come with one of the next polls
    for (QDeadlineTimer wait(kDetailsWithin); !wait.hasExpired();) {
        QApplication::processEvents(QEventLoop::AllEvents, 20);
    }
}

} // namespace

Status drawWindow(std::unique_ptr<lab::Lab> lab, const RunResult& run, const Options& options)
{
    initResources();
    ui::WindowSettings settings(true);
    const PaintingApplication application(settings.theme());
    ui::LabController controller;
    ui::MainWindow window(controller, settings, [] {
        return Result<std::unique_ptr<lab::Lab>>(
            Error{0, "NOT_SUPPORTED", "picture", "It shows one run.", "Start the window."});
    });
    controller.setLab(std::move(lab));
    show(window, controller, run);
    return ui::saveWindowPicture(window, QString::fromStdString(options.screenshot));
}

} // namespace kai::app
