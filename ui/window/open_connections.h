#pragma once

class QWidget;

namespace kai::ui {

class LabController;
class WindowSettings;

/// Where the Open dialog begins.
enum class OpenAt { lastChoices, ownPeer };

/// Shows the Open dialog over `window` with the choices of last time, and opens what it asks for.
void openConnections(LabController& lab, WindowSettings& settings, QWidget& window, OpenAt at);

} // namespace kai::ui
