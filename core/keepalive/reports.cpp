#include "core/keepalive/reports.h"

namespace kai {

namespace {

std::string resultComment(const CallRecord& call)
{
    if (call.error == 0) {
        return "  // = 0";
    }
    const std::string_view symbol = errorSymbol(call.error);
    return "  // = -1, " + (symbol.empty() ? "error" : std::string(symbol)) + " (" +
           std::to_string(call.error) + ")";
}

std::string setOption(std::string_view type, std::string_view level, std::string_view option,
                      const CallRecord& call)
{
    const std::string cast = call.windows ? "(const char*)" : "";
    return "{ " + std::string(type) + " value = " + std::to_string(call.values[0]) +
           ";\n  setsockopt(s, " + std::string(level) + ", " + std::string(option) + ", " + cast +
           "&value, sizeof value); }" + resultComment(call);
}

std::string keepAliveVals(const CallRecord& call)
{
    return "{ struct tcp_keepalive vals = {" + std::to_string(call.values[0]) + ", " +
           std::to_string(call.values[1]) + ", " + std::to_string(call.values[2]) +
           "};\n  DWORD bytes = 0;\n  WSAIoctl(s, SIO_KEEPALIVE_VALS, &vals, sizeof vals, NULL, 0, "
           "&bytes, NULL, NULL); }" +
           resultComment(call);
}

} // namespace

std::string callAsC(const CallRecord& call)
{
    const std::string_view type = call.windows ? "DWORD" : "int";
    switch (call.kind) {
    case CallKind::none:
        return {};
    case CallKind::soKeepAlive:
        return setOption(type, "SOL_SOCKET", "SO_KEEPALIVE", call);
    case CallKind::tcpKeepIdle:
        return setOption(type, "IPPROTO_TCP", "TCP_KEEPIDLE", call);
    case CallKind::tcpKeepInterval:
        return setOption(type, "IPPROTO_TCP", "TCP_KEEPINTVL", call);
    case CallKind::tcpKeepCount:
        return setOption(type, "IPPROTO_TCP", "TCP_KEEPCNT", call);
    case CallKind::keepAliveVals:
        return keepAliveVals(call);
    }
    return {};
}

void keepCalls(std::vector<CallRecord>& kept, const ApplyReport& report, Moment at)
{
    constexpr std::size_t kMost = 20;
    for (const CallRecord& call : report.calls) {
        if (call.kind == CallKind::none) {
            continue;
        }
        if (kept.size() == kMost) {
            kept.erase(kept.begin());
        }
        kept.push_back(call);
        kept.back().at = at;
    }
}

} // namespace kai
