#include "ui/window/planned_run.h"

#include "ui/lab/lab_controller.h"

#include <chrono>
#include <utility>

namespace kai::ui {

namespace {

using namespace std::chrono_literals;

OpenRequest demonstration(const char* name, bool on)
{
    OpenRequest request;
    request.name = name;
    request.settings.enabled = on;
    if (on) {
        request.settings.idleTime = 5s;
        request.settings.probeInterval = 1s;
        request.settings.probeCount = 3;
    }
    return request;
}

} // namespace

PlannedRun::PlannedRun(LabController& lab, Plan plan, QObject* parent)
    : QObject(parent)
    , m_lab(lab)
    , m_plan(std::move(plan))
{
}

void PlannedRun::start()
{
    connect(&m_lab, &LabController::refreshed, this, &PlannedRun::follow);
    m_waitingFor = m_lab.openPlanned(m_plan.opens, m_plan.faults);
}

void PlannedRun::follow(const Refresh& refresh)
{
    for (const OpenProgress& progress : refresh.changes.opens) {
        if (progress.finished) {
            std::erase(m_waitingFor, progress.command);
        }
    }
    if (!m_waitingFor.empty()) {
        return;
    }
    if (m_allOpenAt == kNever) {
        begin(refresh.now);
    }
    if (!m_ended && refresh.now - m_allOpenAt >= m_plan.runFor) {
        m_ended = true;
        Q_EMIT ended();
    }
}

void PlannedRun::begin(Moment now)
{
    m_allOpenAt = now;
    Q_EMIT opened();
}

PlannedRun::Plan seeItHappenPlan()
{
    PlannedFault silence;
    silence.afterOpen = 2s;
    silence.fault.kind = FaultKind::silentForward;
    silence.connection = "goes silent";
    return {{demonstration("healthy", true), demonstration("goes silent", true),
             demonstration("off", false)},
            {silence},
            15s};
}

} // namespace kai::ui
