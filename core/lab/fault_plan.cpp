#include "core/lab/fault_plan.h"

#include <algorithm>
#include <utility>

namespace kai::lab {

void FaultPlan::begin(std::vector<PlannedFault> faults)
{
    m_faults = std::move(faults);
    std::stable_sort(m_faults.begin(), m_faults.end(),
                     [](const PlannedFault& one, const PlannedFault& other) {
                         return one.afterOpen < other.afterOpen;
                     });
    m_connections.clear();
    m_from = kNever;
    m_waits = !m_faults.empty();
}

void FaultPlan::note(std::span<const ConnectionInfo> infos)
{
    for (const ConnectionInfo& each : infos) {
        if (indexOf(each.id) <= m_lastId) {
            continue; // told again
        }
        m_lastId = indexOf(each.id);
        if (!m_faults.empty()) {
            m_connections.push_back(each);
        }
    }
}

void FaultPlan::countFrom(Moment moment)
{
    if (m_waits) {
        m_from = moment;
        m_waits = false;
    }
}

Moment FaultPlan::next() const
{
    return m_faults.empty() ? kNever : saturatingAdd(m_from, m_faults.front().afterOpen);
}

std::optional<FaultPlan::Due> FaultPlan::take(Moment now)
{
    if (m_faults.empty() || next() > now) {
        return std::nullopt;
    }
    const PlannedFault planned = std::move(m_faults.front());
    m_faults.erase(m_faults.begin());
    Due due{{}, planned.fault};
    for (const ConnectionInfo& each : m_connections) {
        if (planned.connection.empty() || each.name == planned.connection) {
            due.ids.push_back(each.id);
        }
    }
    return due;
}

} // namespace kai::lab
