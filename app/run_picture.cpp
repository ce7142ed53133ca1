#include "app/painted_run.h"
#include "app/window.h"
#include "ui/lab/connection_store.h"
#include "ui/timeline/timeline_export.h"

#include <QObject>

namespace kai::app {

namespace {

ui::ConnectionStore storeOf(const RunResult& run)
{
    ui::ConnectionStore store;
    std::vector<ConnectionId> changed;
    store.update(changesOf(run), changed);
    return store;
}

} // namespace

Status writePicture(const lab::Lab& lab, const RunResult& run, const std::string& path)
{
    const PaintingApplication application(ui::Theme::light);
    const ui::ConnectionStore store = storeOf(run);
    const auto& capabilities = lab.capabilities();
    ui::TimelinePicture picture;
    picture.store = &store;
    picture.log = &lab.log();
    picture.lanes = store.ids();
    picture.now = run.end;
    picture.startedUtcNs = lab.startedUtcNs();
    picture.simulated = capabilities.simulated;
    picture.foldQuietTime = capabilities.simulated;
    picture.title = (capabilities.simulated ? QObject::tr("SIMULATED: %1")
                                            : QObject::tr("LIVE: this computer, %1"))
                        .arg(QString::fromStdString(capabilities.system));
    return ui::exportTimeline(picture, QString::fromStdString(path));
}

} // namespace kai::app
