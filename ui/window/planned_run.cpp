#include "ui/window/planned_run.h"

#include "ui/lab/lab_controller.h"

#include <algorithm>
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
    std::stable_sort(m_plan.faults.begin(), m_plan.faults.end(),
                     [](const PlannedFault& one, const PlannedFault& other) {
                         return one.afterOpen < other.afterOpen;
                     });
}

void PlannedRun::start()
{
    m_before = m_lab.store().size();
    connect(&m_lab, &LabController::refreshed, this, &PlannedRun::follow);
    for (const OpenRequest& request : m_plan.opens) {
        m_waitingFor.push_back(m_lab.open(request));
    }
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
    while (!m_plan.faults.empty() && refresh.now - m_allOpenAt >= m_plan.faults.front().afterOpen) {
        m_lab.inject(targetsOf(m_plan.faults.front()), m_plan.faults.front().fault);
        m_plan.faults.erase(m_plan.faults.begin());
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

std::vector<ConnectionId> PlannedRun::targetsOf(const PlannedFault& fault) const
{
    std::vector<ConnectionId> targets;
    const ConnectionStore& store = m_lab.store();
    for (std::size_t i = m_before; i < store.size(); ++i) {
        const ConnectionStore::Entry& entry = *store.find(store.ids()[i]);
        if (fault.connection.empty() || entry.info.name == fault.connection) {
            targets.push_back(entry.row.id);
        }
    }
    return targets;
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
