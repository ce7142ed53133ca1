#pragma once

#include "core/lab/lab.h"

#include <cstdint>
#include <mutex>
#include <vector>

namespace kai::lab {

/// Collects what changed between two drains, each row and text once in its newest form. The worker adds, the GUI drains;
/// the lock is held only for as long as that takes, never while the stack works.
class ChangeBuffer {
public:
    /// Worker. `changes` is emptied (it may receive the buffers of an earlier drain).
    void add(StackChanges& changes);
    void add(AppliedSettings applied);
    void add(ConnectionDetails details);
    void setDefaults(std::vector<SystemDefaults> defaults);
    void setClock(const ClockState& clock);

    /// Moves out what was collected; `changes` is overwritten and its capacity used again. False when there is only the clock.
    bool drain(LabChanges& changes);

    [[nodiscard]] ClockState clock() const;

private:
    /// Where the row (or info) of an id stands in m_pending, plus one; 0 = not there.
    using Places = std::vector<std::uint32_t>;
    void merge(StackChanges& changes);

    mutable std::mutex m_mutex;
    LabChanges m_pending;
    Places m_rowPlaces;
    Places m_infoPlaces;
    ClockState m_clock;
};

} // namespace kai::lab
