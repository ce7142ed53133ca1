#include "core/keepalive/fault.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace kai {

namespace {

constexpr std::array<std::pair<std::string_view, FaultKind>, 14> kWords{{
    {"silent", FaultKind::silentForward},
    {"silent-forward", FaultKind::silentForward},
    {"silent-return", FaultKind::silentReturn},
    {"silent-both", FaultKind::silentBoth},
    {"icmp-soft", FaultKind::icmpSoft},
    {"icmp-hard", FaultKind::icmpHard},
    {"back", FaultKind::restored},
    {"reboot", FaultKind::rebooted},
    {"close", FaultKind::peerCloses},
    {"reset", FaultKind::peerResets},
    {"peer-sends", FaultKind::peerSends},
    {"send", FaultKind::weSend},
    {"hang", FaultKind::peerHangs},
    {"none", FaultKind::none},
}};

Error unknownFault(std::string_view word)
{
    std::string remedy =
        "Known are silent, silent-forward, silent-return, silent-both, lossy-3 (every 3rd probe), "
        "lossy-30% (a share), icmp-soft and icmp-hard (simulated only), back, reboot, close, "
        "reset, peer-sends, send, hang.";
    return {0, "UNKNOWN_FAULT", "--fault", "\"" + std::string(word) + "\" is no fault.",
            std::move(remedy)};
}

template <typename Number>
bool readWhole(std::string_view text, Number& number)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size();
}

Result<Fault> parseLoss(std::string_view word)
{
    const std::string_view amount = word.substr(std::string_view("lossy-").size());
    Fault fault;
    if (amount.ends_with('%')) {
        fault.kind = FaultKind::lossyShare;
        double percent = 0;
        if (!readWhole(amount.substr(0, amount.size() - 1), percent) ||
            !(percent > 0 && percent <= 100)) {
            return unknownFault(word);
        }
        fault.share = percent / 100;
        return fault;
    }
    fault.kind = FaultKind::lossyEveryNth;
    if (!readWhole(amount, fault.everyNth) || fault.everyNth < 2) {
        return unknownFault(word);
    }
    return fault;
}

std::string percentText(double share)
{
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), share * 100).ptr;
    return std::string(digits.data(), end) + "%";
}

/// "2nd", "3rd", "11th", "22nd".
std::string ordinal(std::uint32_t number)
{
    constexpr std::array<std::string_view, 4> kEnds{"th", "st", "nd", "rd"};
    const bool teen = number / 10 % 10 == 1;
    const std::uint32_t last = number % 10;
    return std::to_string(number) + std::string(kEnds[teen || last > 3 ? 0 : last]);
}

} // namespace

Result<Fault> parseFault(std::string_view word)
{
    if (word.starts_with("lossy-")) {
        return parseLoss(word);
    }
    const auto found = std::find_if(kWords.begin(), kWords.end(),
                                    [word](const auto& entry) { return entry.first == word; });
    if (found == kWords.end() || found->second == FaultKind::none) {
        return unknownFault(word);
    }
    Fault fault;
    fault.kind = found->second;
    return fault;
}

std::string faultWord(const Fault& fault)
{
    if (fault.kind == FaultKind::lossyEveryNth) {
        return "lossy-" + std::to_string(fault.everyNth);
    }
    if (fault.kind == FaultKind::lossyShare) {
        return "lossy-" + percentText(fault.share);
    }
    const auto found = std::find_if(kWords.begin(), kWords.end(),
                                    [&](const auto& entry) { return entry.second == fault.kind; });
    return std::string(found->first);
}

std::string faultSentence(const Fault& fault)
{
    switch (fault.kind) {
    case FaultKind::lossyEveryNth:
        return "every " + ordinal(fault.everyNth) + " probe is lost";
    case FaultKind::lossyShare:
        return percentText(fault.share) + " of the probes are lost";
    default:
        return std::string(faultDescription(fault.kind));
    }
}

std::string_view faultDescription(FaultKind kind)
{
    switch (kind) {
    case FaultKind::none:
        return "no fault";
    case FaultKind::silentForward:
        return "cable pulled beyond the switch: what we send is lost";
    case FaultKind::silentReturn:
        return "return path cut: what the peer sends is lost";
    case FaultKind::silentBoth:
        return "cable pulled beyond the switch: both directions are lost";
    case FaultKind::lossyEveryNth:
        return "every Nth probe is lost";
    case FaultKind::lossyShare:
        return "a share of the probes is lost";
    case FaultKind::icmpSoft:
        return "ICMP host unreachable (soft): a router answers what we send";
    case FaultKind::icmpHard:
        return "ICMP port unreachable (hard): a router answers what we send";
    case FaultKind::restored:
        return "path restored";
    case FaultKind::rebooted:
        return "peer rebooted: the next probe is answered by a reset";
    case FaultKind::peerCloses:
        return "peer's program closes";
    case FaultKind::peerResets:
        return "peer resets";
    case FaultKind::peerSends:
        return "peer sends data";
    case FaultKind::weSend:
        return "we send data";
    case FaultKind::peerHangs:
        return "peer's program hangs; its system still answers";
    }
    return {};
}

bool lasts(FaultKind kind)
{
    switch (kind) {
    case FaultKind::silentForward:
    case FaultKind::silentReturn:
    case FaultKind::silentBoth:
    case FaultKind::lossyEveryNth:
    case FaultKind::lossyShare:
    case FaultKind::icmpSoft:
    case FaultKind::icmpHard:
    case FaultKind::rebooted:
    case FaultKind::peerHangs:
        return true;
    default:
        return false;
    }
}

} // namespace kai
