#pragma once

#include "core/simulation/world.h"

#include <functional>

namespace kai::winsock {

/// Runs a world while calls block, so that a blocking call advances virtual time. One for each world, shared by all processes
/// in it: only the outermost blocking call runs the world; what is called by the world itself never blocks.
class Pump {
public:
    enum class Outcome {
        done,
        timedOut,    ///< the limit was reached; the clock stands there
        nothingLeft, ///< nothing will ever happen any more in this world
        nested,      ///< somebody further out is running the world already
    };

    explicit Pump(simulation::World& world)
        : m_world(world)
    {
    }
    Pump(const Pump&) = delete;
    Pump& operator=(const Pump&) = delete;

    [[nodiscard]] simulation::World& world() { return m_world; }

    /// Asks `done` before each event and does events until it is true.
    Outcome runUntil(const std::function<bool()>& done, Moment limit);

private:
    simulation::World& m_world;
    bool m_running = false;
};

} // namespace kai::winsock
