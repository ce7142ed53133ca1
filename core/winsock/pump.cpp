#include "core/winsock/pump.h"

namespace kai::winsock {

namespace {

class Running {
public:
    explicit Running(bool& running)
        : m_running(running)
    {
        m_running = true;
    }
    ~Running() { m_running = false; }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

private:
    bool& m_running;
};

} // namespace

Pump::Outcome Pump::runUntil(const std::function<bool()>& done, Moment limit)
{
    if (done()) {
        return Outcome::done;
    }
    if (m_running) {
        return Outcome::nested;
    }
    const Running running(m_running);
    do {
        if (m_world.nextEvent() > limit) {
            m_world.runUntil(limit);
            return done() ? Outcome::done : Outcome::timedOut;
        }
        if (!m_world.step()) {
            return Outcome::nothingLeft;
        }
    } while (!done());
    return Outcome::done;
}

} // namespace kai::winsock
