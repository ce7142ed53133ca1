#pragma once

#include "core/simulation/engine.h"

namespace kai::simulation {

/// The rules of one end of a TCP connection (RFC 9293): what its program asks of it, what arrives, what its timer says. Made for one call; what
/// it remembers is an End.
class Endpoint {
public:
    Endpoint(Engine& engine, EndId id)
        : m_engine(engine)
        , m_end(engine.end(id))
        , m_id(id)
    {
    }

    // ---- Its program (see World)
    void connect();
    std::size_t send(std::span<const std::byte> data);
    std::size_t receive(std::span<std::byte> buffer);
    void shutdownSend();
    void close();
    void abort();
    /// Closed without a segment; logged and told unless it was over before.
    void closed(Cause cause);
    void changeKeepAlive(const KeepAliveChange& change);
    /// Its host assumes something else: what is due may be due at another time.
    void assumptionsChanged() { settle(); }

    // ---- What happens to it
    /// SYN for a listener: this end answers it (SYN-RECEIVED) with the listener's keep-alive values (S13).
    void openPassively(const Segment& syn, const End& listener);
    void arrive(const Segment& segment);
    void icmp(bool hard);
    void timerExpired();

    // ---- Questions
    [[nodiscard]] std::size_t readable() const;
    [[nodiscard]] std::size_t sendRoom() const;
    [[nodiscard]] std::size_t unacknowledged() const;
    [[nodiscard]] EndTimers timers() const;

private:
    // endpoint.cpp
    void setState(TcpState state);
    void opened();
    /// The connection is over for its program: logged and told, once.
    void over(Cause cause);
    void breakOff(Cause cause);
    void leaveBacklog();
    void settle();
    [[nodiscard]] Stream& stream();
    [[nodiscard]] const Assumptions& assumed() const { return m_engine.assumed(m_end); }
    [[nodiscard]] bool waitsLastInterval() const { return assumed().lastIntervalWaited; }

    // endpoint_view.cpp
    [[nodiscard]] Waiting waiting() const;
    [[nodiscard]] Event blankEvent(EventKind kind, std::string_view detail);
    /// Nothing is logged after `ended`.
    void log(EventKind kind, std::uint8_t probeNumber = 0, std::string_view detail = {});
    void logEnded(Cause cause);

    // endpoint_input.cpp
    void arriveClosed(const Segment& segment);
    void arriveSynSent(const Segment& segment);
    void arriveSynchronized(const Segment& segment);
    void arriveReset(const Segment& segment);
    void hear(const Segment& segment);
    [[nodiscard]] std::string_view wordFor(const Segment& segment) const;
    [[nodiscard]] bool acknowledge(const Segment& segment);
    void acknowledged(std::uint32_t ack);
    void finAcknowledged();
    [[nodiscard]] bool takeText(const Segment& segment);
    void takeFin();
    void acceptedByListener();
    [[nodiscard]] std::uint32_t lengthOf(const Segment& segment) const;

    // endpoint_output.cpp
    void transmit(std::uint8_t flags, std::uint32_t seq, PayloadId payload = PayloadId::none,
                  std::uint8_t probeNumber = 0);
    void sendSyn(std::uint8_t flags);
    void sendAck();
    /// The acknowledgement that a segment with text, or a keep-alive probe, is owed.
    void answer(const Segment& segment);
    void sendReset();
    void sendProbe();
    void sendText(std::size_t offset, std::size_t length);
    bool output();
    void sendFin();
    void retransmitFirst();
    void retransmissionExpired();
    void windowProbeExpired();
    void giveUp();
    void keepAliveExpired();
    [[nodiscard]] std::uint32_t window() const;
    [[nodiscard]] std::size_t bytesInFlight() const;
    [[nodiscard]] std::size_t bytesUnsent() const;
    [[nodiscard]] bool finInFlight() const;
    [[nodiscard]] std::uint16_t mostRetransmissions() const;

    Engine& m_engine;
    End& m_end;
    EndId m_id;
};

} // namespace kai::simulation
