#pragma once

#include "core/defaults/sysctl.h"
#include "core/live/live_context.h"
#include "core/live/sock_diag.h"

#include <functional>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace kai::live {

/// Once a tick: one dump of our sockets, filtered in the kernel, held against the one before. Where sock_diag is not to be had,
/// TCP_INFO on each of our own sockets: the same, but for the armed timer.
class Monitor {
public:
    struct Settings {
        nanoseconds period{std::chrono::milliseconds{250}};
        bool useSockDiag = true;
    };
    /// Which sockets a dump is to report; asked for anew at each tick, for ports come and go.
    using FilterOf = std::function<DiagFilter(bool ipv6, bool peerEnds)>;

    Monitor(LiveContext& live, const Settings& settings, FilterOf filterOf);

    [[nodiscard]] bool hasSockDiag() const { return m_diag.has_value(); }
    /// Why not, when it has none.
    [[nodiscard]] const std::optional<Error>& sockDiagError() const { return m_diagError; }
    [[nodiscard]] nanoseconds period() const { return m_settings.period; }
    [[nodiscard]] const defaults::KeepAliveSysctls& sysctls() const { return m_sysctls; }

    /// How the last calibration went, once; empty when there was none since the last call.
    [[nodiscard]] std::optional<Status> takeCalibration()
    {
        return std::exchange(m_calibration, std::nullopt);
    }

    [[nodiscard]] Moment nextTick() const { return m_nextTick; }
    /// Looks at everything, publishes what happened before it began.
    void tick();
    /// Only the sysctls and the publication: nothing is open.
    void idleTick();

    /// From this many connections on the peers' ends are left out of the dump and looked at in turn, all within 4 s; their data and
    /// endings still come at once, from their own sockets.
    static constexpr std::size_t kPeerEndsInDump = 1000;

private:
    struct Found {
        LiveConnection* connection = nullptr;
        bool peerEnd = false;
        const EndSample* sample = nullptr;
    };
    void calibrate();
    void adoptGrid(const TickGrid& grid);
    void lookAtAll();
    void dump(bool ipv6, bool peerEnds);
    void takePart(std::span<const SockDiag::Sighting> part);
    void lookAtOurs();
    void lookAtPeersInTurn();
    void take(LiveConnection& connection, bool peerEnd, const EndSample& sample);
    void noteLateness(Moment start);
    void noteMissed();
    void checkSysctls();
    void refreshInherited();
    void publish(Moment until);
    void schedule(Moment start);

    LiveContext& m_live;
    Settings m_settings;
    FilterOf m_filterOf;
    std::optional<SockDiag> m_diag;
    std::optional<Error> m_diagError;
    defaults::KeepAliveSysctls m_sysctls;
    Moment m_nextTick{};
    Moment m_lastTick = kNever;
    Moment m_nextSysctlCheck{};
    Moment m_nextCalibration{};
    nanoseconds m_calibrationPause{std::chrono::seconds{5}};
    std::optional<Status> m_calibration;
    int m_doubts = 0;
    nanoseconds m_asleep{0};
    std::uint32_t m_missed = 0;
    std::size_t m_nextPeer = 0;
    std::vector<Found> m_found;
};

} // namespace kai::live
