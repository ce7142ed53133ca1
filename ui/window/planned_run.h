#pragma once

#include "core/keepalive/requests.h"
#include "core/lab/fault_plan.h"

#include <QObject>

#include <string>
#include <vector>

namespace kai::ui {

class LabController;
struct Refresh;

using lab::PlannedFault;

/// Opens connections and does things to them at given times of the lab's clock: the first card's demonstration, and what the
/// command line asks for. GUI thread.
class PlannedRun : public QObject {
    Q_OBJECT

public:
    struct Plan {
        std::vector<OpenRequest> opens;
        std::vector<PlannedFault> faults;
        /// How long it runs, counted from "all open".
        nanoseconds runFor{0};
    };

    PlannedRun(LabController& lab, Plan plan, QObject* parent = nullptr);
    /// Without an opening the run counts from now.
    void start();

Q_SIGNALS:
    /// All openings have finished, whether or not all of them succeeded.
    void opened();
    /// The plan's time is over. What is planned for later is done none the less.
    void ended();

private:
    void follow(const Refresh& refresh);
    void begin(Moment now);

    LabController& m_lab;
    Plan m_plan;
    std::vector<CommandId> m_waitingFor;
    Moment m_allOpenAt = kNever;
    bool m_ended = false;
};

/// Three connections at 5 s / 1 s / 3: healthy, silent after 2 s, keep-alive off.
[[nodiscard]] PlannedRun::Plan seeItHappenPlan();

} // namespace kai::ui
