#include "ui/window/open_connections.h"

#include "ui/lab/lab_controller.h"
#include "ui/open/open_dialog.h"
#include "ui/window/window_settings.h"

namespace kai::ui {

void openConnections(LabController& lab, WindowSettings& settings, QWidget& window, OpenAt at)
{
    const Capabilities& capabilities = lab.capabilities();
    OpenDialog dialog(settings.openChoices(), settings.recentPeers(),
                      {capabilities.simulated, lab.defaults(), capabilities.timerTick}, &window);
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
