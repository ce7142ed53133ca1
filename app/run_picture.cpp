#include "app/window.h"
#include "ui/lab/connection_store.h"
#include "ui/theme/theme.h"
#include "ui/timeline/timeline_view.h"

#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QSvgGenerator>

namespace kai::app {

namespace {

constexpr QSize kSize{1280, 720};

Error cannotWrite(const std::string& path)
{
    return {0, "CANNOT_WRITE", path, "the picture could not be written.",
            "Choose a folder that may be written to."};
}

bool render(QWidget& view, const QString& path)
{
    if (path.endsWith(QLatin1String(".svg"))) {
        QSvgGenerator svg;
        svg.setFileName(path);
        svg.setSize(kSize);
        svg.setViewBox(QRect({}, kSize));
        svg.setTitle(QObject::tr("Timeline of a keep-alive lab"));
        QPainter painter(&svg);
        view.render(&painter);
        return painter.isActive();
    }
    if (path.endsWith(QLatin1String(".pdf"))) {
        QPdfWriter pdf(path);
        pdf.setPageSize(QPageSize(kSize, QPageSize::Point));
        pdf.setPageMargins({});
        pdf.setResolution(72);
        QPainter painter(&pdf);
        view.render(&painter);
        return painter.isActive();
    }
    return view.grab().save(path);
}

ui::ConnectionStore storeOf(const RunResult& run)
{
    StackChanges changes;
    for (const auto& [id, connection] : run.connections) {
        changes.infos.push_back(connection.info);
        changes.rows.push_back(connection.row);
    }
    ui::ConnectionStore store;
    std::vector<ConnectionId> changed;
    store.update(changes, changed);
    return store;
}

} // namespace

Status writePicture(const lab::Lab& lab, const RunResult& run, const std::string& path)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    int argc = 1;
    char name[] = "keepalive-inspector";
    char* argv[] = {name, nullptr};
    QApplication application(argc, argv);
    ui::applyTheme(application, ui::Theme::light);
    const ui::ConnectionStore store = storeOf(run);
    ui::TimelineView view;
    view.resize(kSize);
    view.setSource(&store, &lab.log(), lab.startedUtcNs(), lab.capabilities().simulated);
    view.setLanes(store.ids());
    view.refresh(run.end, store.ids());
    view.fit();
    return render(view, QString::fromStdString(path)) ? success() : Status(cannotWrite(path));
}

} // namespace kai::app
