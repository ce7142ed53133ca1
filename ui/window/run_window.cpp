#include "ui/window/run_window.h"

#include "ui/connections/connection_table.h"
#include "ui/lab/lab_controller.h"
#include "ui/timeline/timeline_view.h"
#include "ui/window/banner.h"
#include "ui/window/connections_page.h"
#include "ui/window/lab_choice.h"
#include "ui/window/main_window.h"
#include "ui/window/window_picture.h"

#include <QApplication>
#include <QIcon>
#include <QTimer>

#include <cstdio>

/// The resources of a static library are not found by themselves. Outside of every namespace, as Q_INIT_RESOURCE wants it.
static void initResources()
{
    Q_INIT_RESOURCE(resources);
}

namespace kai::ui {

namespace {

/// Takes the picture that the command line asked for, and leaves.
void takePicture(MainWindow& window, LabController& lab, const QString& file)
{
    const std::vector<ConnectionId>& rows = window.connections().model().rows();
    if (!rows.empty()) {
        window.connections().setCurrent(rows.front());
    }
    window.connections().timeline().fit();
    lab.poll();
    // The details that the inspector has just asked for come with one of the next polls.
    QTimer::singleShot(300, &window, [&window, file] {
        const Status saved = saveWindowPicture(window, file);
        if (!saved) {
            std::fprintf(stderr, "keepalive-inspector: %s\n", describe(saved.error()).c_str());
        }
        QApplication::exit(saved ? 0 : 1);
    });
}

void startLab(const WindowOptions& options, MainWindow& window, LabController& lab)
{
    if (!window.labChoice().start()) {
        if (!options.screenshot.isEmpty()) {
            QApplication::exit(1);
        }
        return;
    }
    if (lab.capabilities().simulated && !options.opens.empty()) {
        lab.lab()->run();
    }
    auto* run = new PlannedRun(lab, {options.opens, options.faults, options.runFor}, &window);
    if (!options.screenshot.isEmpty()) {
        QObject::connect(
            run, &PlannedRun::ended, &window,
            [&window, &lab, file = options.screenshot] { takePicture(window, lab, file); });
    }
    run->start();
}

} // namespace

int runWindow(QApplication& application, const WindowOptions& options)
{
    initResources();
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/keepalive-inspector.svg")));
    WindowSettings settings(options.clean);
    applyTheme(application, settings.theme());
    LabController lab;
    MainWindow window(lab, settings, options.makeLab);
    if (options.size) {
        window.resize(*options.size);
    }
    window.show();
    QApplication::processEvents(); // seen before the lab's sockets are opened
    QTimer::singleShot(0, &window, [&] { startLab(options, window, lab); });
    return QApplication::exec();
}

} // namespace kai::ui
