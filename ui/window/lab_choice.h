#pragma once

#include "core/defaults/windows_release.h"
#include "core/lab/lab.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>
#include <utility>

class QMenu;
class QWidget;

namespace kai::ui {

class LabController;

/// Which lab the window shows: this computer, or simulated Windows hosts. Asks first when the change would close a connection, or
/// lose events that are in no file. GUI thread.
class LabChoice : public QObject {
    Q_OBJECT

public:
    using Maker = std::function<Result<std::unique_ptr<lab::Lab>>()>;
    /// Whether the user goes on although this is lost.
    using Asker = std::function<bool(const QString& question)>;

    /// `start` makes the lab that the command line asks for; this computer, unless it says otherwise.
    LabChoice(LabController& lab, Maker start, QWidget& window);

    /// The lab that the program starts with. False when it could not be made; failed() has told why.
    bool start();
    /// Asks otherwise than with a message box.
    void setAsker(Asker asker) { m_ask = std::move(asker); }
    void simulate(defaults::WindowsRelease release);
    /// Asks for releases (a host each on one clock), behaviour, registry and seed.
    void simulateSeveral();
    void simulateXpBeside11();
    /// False when the user would rather keep the events that are in no file.
    [[nodiscard]] bool mayQuit() const;
    /// "This computer", and each Windows release.
    void fillMenu(QMenu& menu);

Q_SIGNALS:
    void failed(const kai::Error& error);

private:
    bool change(const Maker& maker);
    [[nodiscard]] bool mayLeave() const;
    [[nodiscard]] bool agreed(const QString& question) const;
    /// Events that are in no file.
    [[nodiscard]] std::uint64_t unexported() const;

    LabController& m_lab;
    Maker m_start;
    QWidget& m_window;
    Asker m_ask;
};

/// What another lab, or the end of the program, would cost; empty when nothing.
[[nodiscard]] QString leavingQuestion(std::size_t open, std::uint64_t unexported);
[[nodiscard]] QString quittingQuestion(std::uint64_t unexported);

} // namespace kai::ui
