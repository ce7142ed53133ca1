#include "ui/window/open_connections.h"

#include "ui/lab/lab_controller.h"
#include "ui/open/open_dialog.h"
#include "ui/window/window_settings.h"

namespace kai::ui {

namespace {

DefaultTimes defaultTimesOf(const LabController& lab)
{
    if (lab.defaults().empty()) {
        return {};
    }
    const SystemDefaults& host = lab.defaults().front();
    return {host.idleTime, host.probeInterval, host.probeCount};
}

} // namespace

void openConnections(LabController& lab, WindowSettings& settings, QWidget& window, OpenAt at)
{
    OpenDialog dialog(settings.openChoices(), settings.recentPeers(), defaultTimesOf(lab),
                      lab.capabilities().timerTick, &window);
    if (at == OpenAt::ownPeer) {
        dialog.startWithOwnPeer();
    }
    if (dialog.exec() != QDialog::Accepted) {
        return;
    }
    settings.setOpenChoices(dialog.choices());
    if (!dialog.choices().builtInPeer) {
        settings.addRecentPeer(dialog.choices().peer);
    }
    for (const OpenRequest& request : dialog.requests()) {
        lab.open(request);
    }
}

} // namespace kai::ui
