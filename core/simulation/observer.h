#pragma once

#include "core/simulation/tcp_state.h"

#include <cstdint>

namespace kai::simulation {

/// One end of a connection: what a socket holds. Valid from create() or accept() until release() or close().
enum class EndId : std::uint32_t { none = 0xFFFF'FFFF };

enum class NoticeKind : std::uint8_t {
    connected,     ///< the attempt of this end succeeded
    connectFailed, ///< with its cause; the end is closed, World::renew() gives another
    incoming,      ///< a listener has one more connection to accept
    dataArrived,   ///< recv() has something
    acknowledged,  ///< sent data was acknowledged: send() has room, unacknowledged() is less
    peerClosed,    ///< FIN: after the data at hand, recv() is at its end
    ended,         ///< with its cause; the end is closed, data at hand can still be read
    due,           ///< what schedule() was asked for, with its token
};

struct Notice {
    NoticeKind kind = NoticeKind::due;
    Cause cause = Cause::none;
    EndId end = EndId::none;
    std::uint64_t token = 0;
};

/// Who is told what happens to an end. Notices come one at a time, after the event that caused them has been dealt with, in order and
/// at its virtual time; so a notice may call everything of World, and a run inside a notice is only wise for the outermost caller.
/// What a caller does to its own end (close, reset) is not told to it.
class Observer {
public:
    virtual void notice(const Notice& notice) = 0;

    /// The number to be logged for an end that is ending now (P5: it depends on what its program is doing); 0 for none.
    /// Asked in the middle of an event: answer, do nothing.
    [[nodiscard]] virtual std::uint16_t errorNumber(EndId, Cause) const { return 0; }

protected:
    ~Observer() = default;
};

} // namespace kai::simulation
