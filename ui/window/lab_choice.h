#pragma once

#include "core/defaults/windows_release.h"
#include "core/lab/lab.h"

#include <QObject>

#include <functional>
#include <memory>

class QMenu;
class QWidget;

namespace kai::ui {

class LabController;

/// Which lab the window shows: this computer, or simulated Windows hosts. Asks first when more than one open connection would
/// be closed by the change. GUI thread.
class LabChoice : public QObject {
    Q_OBJECT

public:
    using Maker = std::function<Result<std::unique_ptr<lab::Lab>>()>;

    /// `start` makes the lab that the command line asks for; this computer, unless it says otherwise.
    LabChoice(LabController& lab, Maker start, QWidget& window);

    /// The lab that the program starts with. False when it could not be made; failed() has told why.
    bool start();
    void simulate(defaults::WindowsRelease release);
    /// Asks for releases (a host each on one clock), behaviour, registry and seed.
    void simulateSeveral();
    void simulateXpBeside11();
    /// "This computer", and each Windows release.
    void fillMenu(QMenu& menu);

Q_SIGNALS:
    void failed(const kai::Error& error);

private:
    bool change(const Maker& maker);
    [[nodiscard]] bool mayLeave() const;

    LabController& m_lab;
    Maker m_start;
    QWidget& m_window;
};

} // namespace kai::ui
