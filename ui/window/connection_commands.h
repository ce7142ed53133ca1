#pragma once

#include "core/keepalive/fault.h"
#include "core/keepalive/requests.h"

#include <QObject>

#include <functional>
#include <optional>
#include <vector>

class QWidget;

namespace kai::ui {

class Actions;
class LabController;

/// What the user does to the selected connections. Asks first where more than one connection would be lost; everything else
/// is done at once, without a box.
class ConnectionCommands : public QObject {
    Q_OBJECT

public:
    using Selection = std::function<std::vector<ConnectionId>()>;

    /// `selection` is asked at each command; `window` carries the questions.
    ConnectionCommands(LabController& lab, Selection selection, QWidget& window);

    /// From now on these actions do what their names say to the selection.
    void obey(const Actions& actions);

    void toggle();
    void setDefaults();
    void askNow();
    void askWithText();
    void setProgram(const Program& program);
    void askForPeriod();
    void askForBoxLimit();
    void close(CloseKind kind);
    /// On the selection, or on every connection without one.
    void inject(const Fault& fault);
    /// Silence in both directions where the lab can do that, else forward; or back again where a fault is on.
    void pullCable();
    /// Whether pullCable() would plug it in again.
    [[nodiscard]] bool isPulled() const;
    /// The selected rows as tab-separated text, with a line of titles.
    void copyRows() const;

private:
    [[nodiscard]] std::vector<ConnectionId> selectedOpen() const;
    [[nodiscard]] std::vector<ConnectionId> selectedOrAll() const;
    [[nodiscard]] bool isConfirmed(std::size_t count, CloseKind kind) const;
    [[nodiscard]] std::optional<milliseconds> askForTime(const QString& title, const QString& label,
                                                         const QString& start) const;

    LabController& m_lab;
    Selection m_selection;
    QWidget& m_window;
};

} // namespace kai::ui
