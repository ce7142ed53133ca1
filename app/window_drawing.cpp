#include "app/window.h"
#include "ui/connections/connection_table.h"
#include "ui/lab/lab_controller.h"
#include "ui/timeline/timeline_view.h"
#include "ui/window/connections_page.h"
#include "ui/window/main_window.h"
#include "ui/window/window_picture.h"

#include <QApplication>
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

/// What the lab has told the run, told again to the window.
lab::LabChanges changesOf(const RunResult& run)
{
    lab::LabChanges changes;
    for (const auto& [id, connection] : run.connections) {
        changes.infos.push_back(connection.info);
        changes.rows.push_back(connection.row);
    }
    changes.defaults = run.defaults;
    changes.clock.now = run.end;
    return changes;
}

void show(ui::MainWindow& window, ui::LabController& controller, const RunResult& run)
{
    window.resize(kSize);
    window.show();
    controller.absorb(changesOf(run));
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
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    int argc = 1;
    char name[] = "keepalive-inspector";
    char* argv[] = {name, nullptr};
    QApplication application(argc, argv);
    initResources();
    ui::WindowSettings settings(true);
    ui::applyTheme(application, settings.theme());
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
