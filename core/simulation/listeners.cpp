#include "core/simulation/listeners.h"

namespace kai::simulation {

Listener* Listeners::at(HostId host, std::uint16_t port)
{
    const auto found = m_listeners.find(key(host, port));
    return found == m_listeners.end() ? nullptr : &found->second;
}

Listener& Listeners::add(HostId host, std::uint16_t port, EndId end)
{
    Listener& listener = m_listeners[key(host, port)];
    listener.end = end;
    return listener;
}

void Listeners::remove(HostId host, std::uint16_t port)
{
    m_listeners.erase(key(host, port));
}

} // namespace kai::simulation
