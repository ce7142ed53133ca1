#include "core/live/tcp_info.h"

#include <array>
#include <cstring>

#include <linux/tcp.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace kai::live {

void readTcpInfo(std::span<const std::byte> bytes, EndSample& sample)
{
    tcp_info info;
    if (bytes.size() >= sizeof info) {
        std::memcpy(&info, bytes.data(),
                    sizeof info); // a constant size: no call, no clearing first
    } else {
        std::memset(&info, 0, sizeof info);
        std::memcpy(&info, bytes.data(), bytes.size());
    }
    sample.state = static_cast<TcpState>(info.tcpi_state);
    sample.probesOut = info.tcpi_probes;
    sample.retransmits = info.tcpi_retransmits;
    sample.unackedSegments = info.tcpi_unacked;
    sample.notSentBytes = info.tcpi_notsent_bytes;
    sample.lastDataSentMs = info.tcpi_last_data_sent;
    sample.lastDataReceivedMs = info.tcpi_last_data_recv;
    sample.lastAckReceivedMs = info.tcpi_last_ack_recv;
    sample.segmentsOut = info.tcpi_segs_out;
    sample.segmentsIn = info.tcpi_segs_in;
    sample.dataSegmentsOut = info.tcpi_data_segs_out;
    sample.dataSegmentsIn = info.tcpi_data_segs_in;
    sample.totalRetransmits = info.tcpi_total_retrans;
    sample.bytesAcked = info.tcpi_bytes_acked;
    sample.bytesReceived = info.tcpi_bytes_received;
}

EndSample lookAt(int socket, const Now& now)
{
    std::array<std::byte, sizeof(tcp_info)> info;
    socklen_t length = info.size();
    EndSample sample;
    sample.earliest = now();
    const bool taken = ::getsockopt(socket, IPPROTO_TCP, TCP_INFO, info.data(), &length) == 0;
    sample.latest = now();
    if (taken) {
        readTcpInfo(std::span(info).first(length), sample);
    }
    return sample;
}

} // namespace kai::live
