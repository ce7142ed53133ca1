#include "tests/winsock/machine.h"

namespace kai::winsock {

namespace {

simulation::HostSetup hostSetup(const Machine::Setup& setup)
{
    simulation::HostSetup host;
    host.name = "client";
    host.release = setup.release;
    host.registry = setup.registry;
    simulation::TransportProvider without;
    without.name = "without SIO_KEEPALIVE_VALS";
    without.keepAliveVals = false;
    host.providers.push_back(without);
    return host;
}

simulation::HostSetup peerSetup()
{
    simulation::HostSetup host;
    host.name = "server";
    return host;
}

ProcessOptions processOptions(Behaviour behaviour)
{
    ProcessOptions options;
    options.behaviour = behaviour;
    return options;
}

} // namespace

Machine::Machine(const Setup& setup)
    : host(world.addHost(hostSetup(setup)))
    , peerHost(world.addHost(peerSetup()))
    , peer(world, peerHost, kPeerPort)
    , ws(pump, host, processOptions(setup.behaviour))
{
    WSADATA data;
    ws.WSAStartup(makeWord(2, 2), &data);
    Completions::seen() = {};
}

sockaddr Machine::address(std::uint32_t ip, std::uint16_t port)
{
    sockaddr name;
    name.sin_addr = networkOrder32(ip);
    name.sin_port = networkOrder16(port);
    return name;
}

SOCKET Machine::connected(bool overlapped)
{
    const SOCKET s = overlapped ? tcp() : plainTcp();
    const auto name = peerAddress();
    ws.connect(s, &name, sizeof name);
    runFor(nanoseconds{0}); // the peer's program accepts
    return s;
}

SOCKET Machine::connecting()
{
    const SOCKET s = tcp();
    nonBlocking(s);
    const auto name = nowhere();
    ws.connect(s, &name, sizeof name);
    return s;
}

SOCKET Machine::listener()
{
    const SOCKET s = tcp();
    bindAny(s, kListenPort);
    ws.listen(s, 5);
    return s;
}

SOCKET Machine::acceptedFrom(SOCKET listening)
{
    const SOCKET client = tcp();
    nonBlocking(client);
    const auto name = address(world.host(host).ipv4(), kListenPort);
    ws.connect(client, &name, sizeof name);
    return ws.accept(listening, nullptr, nullptr);
}

SOCKET Machine::closed()
{
    const SOCKET s = tcp();
    ws.closesocket(s);
    return s;
}

void Machine::nonBlocking(SOCKET s)
{
    u_long yes = 1;
    ws.ioctlsocket(s, FIONBIO, &yes);
}

void Machine::bindAny(SOCKET s, std::uint16_t port)
{
    const auto name = address(0, port);
    ws.bind(s, &name, sizeof name);
}

int Machine::setOption(SOCKET s, int level, int option, DWORD value)
{
    return ws.setsockopt(s, level, option, reinterpret_cast<const char*>(&value), sizeof value);
}

int Machine::vals(SOCKET s, u_long onoff, u_long time, u_long interval)
{
    const tcp_keepalive values{onoff, time, interval};
    DWORD bytes = 0;
    return ws.WSAIoctl(s, SIO_KEEPALIVE_VALS, &values, sizeof values, nullptr, 0, &bytes, nullptr,
                       nullptr);
}

std::string Machine::option(SOCKET s, int level, int option)
{
    DWORD value = 0;
    int length = sizeof value;
    const int result = ws.getsockopt(s, level, option, reinterpret_cast<char*>(&value), &length);
    return result == 0 ? std::to_string(value) : lastError();
}

std::string Machine::keepAlive(SOCKET s)
{
    const std::string value = option(s, SOL_SOCKET, SO_KEEPALIVE);
    return value == "0" ? "off" : value == "1" ? "on" : value;
}

std::string Machine::inForce(SOCKET s) const
{
    const auto values = world.keepAlive(ws.endOf(s));
    return std::to_string(values.idleTime.value.count()) + "/" +
           std::to_string(values.probeInterval.value.count()) + "/" +
           std::to_string(values.probeCount.value);
}

std::string Machine::said(int result)
{
    return result == 0 ? "ok" : lastError();
}

void Machine::cut(SOCKET s)
{
    auto path = world.path(ws.endOf(s));
    path.cutForward = path.cutBack = true;
    world.setPath(ws.endOf(s), path);
}

void Machine::later(nanoseconds after, std::function<void()> what)
{
    m_actor.deeds.push_back(std::move(what));
    world.schedule(saturatingAdd(world.now(), after), m_actor, m_actor.deeds.size() - 1);
}

Completions& Completions::seen()
{
    static Completions all;
    return all;
}

void Completions::routine(DWORD error, DWORD bytes, WSAOVERLAPPED* overlapped, DWORD flags)
{
    auto& all = seen();
    ++all.calls;
    all.error = error;
    all.bytes = bytes;
    all.overlapped = overlapped;
    all.flags = flags;
    if (all.inside) {
        all.inside();
    }
}

} // namespace kai::winsock
