#include "app/option_table.h"

#include "core/keepalive/duration_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <utility>

namespace kai::app {

namespace {

Error wrongValue(std::string cause, std::string remedy)
{
    return {0, "BAD_ARGUMENT", {}, std::move(cause), std::move(remedy)};
}

template <typename Number>
Status readNumber(std::string_view text, Number least, Number most, Number& number)
{
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || value < least || value > most) {
        return wrongValue("it is not a whole number from " + std::to_string(least) + " to " +
                              std::to_string(most) + ".",
                          "Write one.");
    }
    number = value;
    return success();
}

Status readSetting(std::string_view text, std::optional<milliseconds>& setting)
{
    const auto value = parseSettingsDuration(text);
    if (!value) {
        return value.error();
    }
    setting = *value;
    return success();
}

template <Verb verb>
Status choose(std::string_view, Options& options)
{
    options.verb = verb;
    return success();
}

Status readHeadless(std::string_view, Options& options)
{
    if (options.verb == Verb::window) {
        options.verb = Verb::headless;
    }
    return success();
}

/// "7777", ":7777", "127.0.0.1:7777", "[::1]:7777"; an address without a port is refused.
Status readAddress(std::string_view text, std::string& host, std::uint16_t& port)
{
    const auto colon = text.rfind(':');
    std::string_view name = colon == text.npos ? std::string_view{} : text.substr(0, colon);
    if (name.starts_with('[') && name.ends_with(']')) {
        name = name.substr(1, name.size() - 2);
    } else if (name.find(':') != name.npos) {
        return wrongValue("an IPv6 address stands in brackets.", "Write [ADDRESS]:PORT.");
    }
    const Status read = readNumber<std::uint16_t>(
        colon == text.npos ? text : text.substr(colon + 1), 1, 65535, port);
    if (!read) {
        return wrongValue("its port is not a number from 1 to 65535.", "Write HOST:PORT.");
    }
    host = name;
    return success();
}

Status readPeer(std::string_view text, Options& options)
{
    options.verb = Verb::peer;
    return readAddress(text, options.listenAddress, options.listenPort);
}

Status readConnect(std::string_view text, Options& options)
{
    options.opens = true;
    const Status read = readAddress(text, options.open.peerHost, options.open.peerPort);
    return !read || !options.open.peerHost.empty()
               ? read
               : Status(wrongValue("it names no host.", "Write HOST:PORT."));
}

Status readStack(std::string_view text, Options& options)
{
    options.releases.clear();
    options.hostNames.clear();
    if (text == "live") {
        return success();
    }
    while (!text.empty()) {
        const auto comma = std::min(text.find(','), text.size());
        const auto release = defaults::releaseNamed(text.substr(0, comma));
        if (!release) {
            return wrongValue(
                "\"" + std::string(text.substr(0, comma)) +
                    "\" is no system that can be simulated.",
                "Write live, or Windows releases such as windows-xp,windows-11 (from 2000 to 11).");
        }
        const std::string name(defaults::serverAliasNamed(text.substr(0, comma)));
        const auto& names = options.hostNames;
        const bool taken = std::find(names.begin(), names.end(), name) != names.end();
        options.releases.push_back(*release);
        options.hostNames.push_back(taken ? std::string() : name);
        text.remove_prefix(std::min(comma + 1, text.size()));
    }
    return options.releases.empty()
               ? Status(wrongValue("it is empty.", "Write live or windows-11."))
               : success();
}

Status readBehaviour(std::string_view text, Options& options)
{
    if (text != "documented" && text != "observed") {
        return wrongValue("there is no such behaviour.", "Write documented or observed.");
    }
    options.behaves = true;
    options.behaviour =
        text == "observed" ? winsock::Behaviour::observed : winsock::Behaviour::documented;
    return success();
}

Status readAssume(std::string_view text, Options& options)
{
    const auto equals = text.find('=');
    if (equals == text.npos) {
        return wrongValue("it says nothing.", "Write NAME=VALUE, as in registry-change=at-once.");
    }
    options.assumes = true;
    return winsock::assume(options.assumed, text.substr(0, equals), text.substr(equals + 1));
}

Status readKeepAlive(std::string_view text, Options& options)
{
    if (text != "on" && text != "off") {
        return wrongValue("it is neither on nor off.", "Write on or off.");
    }
    options.opens = true;
    options.open.settings.enabled = text == "on";
    return success();
}

Status readFault(std::string_view text, Options& options)
{
    const auto at = text.find('@');
    if (at == text.npos) {
        return wrongValue("it does not say when.", "Write FAULT@TIME, as in silent@3s.");
    }
    const auto fault = parseFault(text.substr(0, at));
    const auto when = parseDuration(text.substr(at + 1));
    if (!fault) {
        return fault.error();
    }
    if (!when) {
        return when.error();
    }
    options.faults.push_back({*when, *fault});
    return success();
}

Status readFor(std::string_view text, Options& options)
{
    const auto length = parseDuration(text);
    if (!length) {
        return length.error();
    }
    options.runFor = *length;
    return success();
}

Status readUntil(std::string_view text, Options& options)
{
    if (text != "ended") {
        return wrongValue("only \"ended\" is known.", "Write --until ended, or --for TIME.");
    }
    options.untilEnded = true;
    return success();
}

/// Whom the box resets once it has forgotten.
Status readBoxResets(std::string_view text, Options& options)
{
    constexpr std::array<std::pair<std::string_view, BoxResets>, 3> kWords{{
        {"rst-here", BoxResets::thisEnd},
        {"rst-peer", BoxResets::peer},
        {"rst-both", BoxResets::both},
    }};
    const auto found = std::find_if(kWords.begin(), kWords.end(),
                                    [&](const auto& each) { return each.first == text; });
    if (found == kWords.end()) {
        return wrongValue("\"" + std::string(text) + "\" is none of rst-here, rst-peer, rst-both.",
                          "Write TIME, or as in 50s,rst-here.");
    }
    options.open.boxResets = found->second;
    return success();
}

/// "50s" or "50s,rst-here".
Status readBox(std::string_view text, Options& options)
{
    const auto comma = text.find(',');
    options.open.boxResets = BoxResets::neither;
    if (comma != text.npos) {
        if (Status read = readBoxResets(text.substr(comma + 1), options); !read) {
            return read;
        }
    }
    const Status read = readSetting(text.substr(0, comma), options.open.boxLimit);
    return read && *options.open.boxLimit < milliseconds{1}
               ? Status(wrongValue("such a box lets nothing through.",
                                   "Write how long it remembers, as in 350s."))
               : read;
}

/// --delay and --jitter.
template <nanoseconds OpenRequest::*time>
Status readPathTime(std::string_view text, Options& options)
{
    const auto value = parseDuration(text);
    if (!value) {
        return value.error();
    }
    options.open.*time = *value;
    return success();
}

bool hasSuffix(std::string_view text, std::string_view suffix)
{
    return text.ends_with(suffix);
}

Status readExport(std::string_view text, Options& options)
{
    for (const std::string_view suffix : {".csv", ".json", ".svg", ".png", ".pdf"}) {
        if (text == "-" || hasSuffix(text, suffix)) {
            options.exports.emplace_back(text);
            return success();
        }
    }
    return wrongValue(
        "its suffix names no format.",
        "Write a .csv, .json, .svg, .png or .pdf file, or - for CSV on standard output.");
}

Status readScreenshot(std::string_view text, Options& options)
{
    if (!hasSuffix(text, ".png")) {
        return wrongValue("it is no .png file.", "Write FILE.png.");
    }
    options.screenshot = text;
    return success();
}

Status readProgram(std::string_view text, Options& options)
{
    options.opens = true;
    if (text == "recv" || text == "nothing") {
        options.open.program.kind =
            text == "recv" ? ProgramKind::waitsInRecv : ProgramKind::doesNothing;
        return success();
    }
    constexpr std::string_view sends = "sends@";
    if (!text.starts_with(sends)) {
        return wrongValue("there is no such program.", "Write recv, nothing or sends@TIME.");
    }
    const auto period = parseSettingsDuration(text.substr(sends.size()));
    if (!period) {
        return period.error();
    }
    if (*period < milliseconds{1}) {
        return wrongValue("it sends without a pause.", "Write sends@1ms or a longer time.");
    }
    options.open.program = {ProgramKind::sendsEvery, *period};
    return success();
}

Status readName(std::string_view text, Options& options)
{
    if (text.find_first_not_of(" \t") == text.npos) {
        return wrongValue("it is empty.", "Write a name, or leave --name out.");
    }
    options.open.name = text;
    return success();
}

Status readFamily(std::string_view text, Options& options)
{
    if (text != "4" && text != "6") {
        return wrongValue("there is no such address family.", "Write 4 or 6.");
    }
    options.opens = true;
    options.open.family = text == "4" ? AddressFamily::ipv4 : AddressFamily::ipv6;
    return success();
}

constexpr std::array kTable{
    OptionEntry{"What to run", "--headless", "", "run without a window and print a summary",
                readHeadless},
    OptionEntry{"", "--peer", "[ADDRESS:]PORT",
                "run only the built-in peer, to be put behind a balancer", readPeer},
    OptionEntry{"", "--capabilities", "", "print what this computer can do",
                choose<Verb::capabilities>},
    OptionEntry{"", "--show-defaults", "", "print the system defaults as JSON",
                choose<Verb::showDefaults>},
    OptionEntry{"", "--help", "", "print this", choose<Verb::help>},
    OptionEntry{"", "--version", "", "print the version", choose<Verb::version>},

    OptionEntry{"On which system", "--stack", "live|RELEASE[,...]",
                "this computer (default), or simulated Windows: windows-xp, windows-11 ...",
                readStack},
    OptionEntry{"", "--registry", "FILE.reg", "the simulated hosts' registry",
                [](std::string_view text, Options& o) {
                    o.registryFile = text;
                    return success();
                }},
    OptionEntry{"", "--behaviour", "documented|observed",
                "as the pages say (default), or as real Windows was seen to do", readBehaviour},
    OptionEntry{"", "--assume", "NAME=VALUE",
                "another answer where the public record leaves one open (below); may repeat",
                readAssume},
    OptionEntry{"", "--seed", "N", "of everything random; the same seed gives the same run",
                [](std::string_view text, Options& o) {
                    return readNumber<std::uint64_t>(
                        text, 0, std::numeric_limits<std::uint64_t>::max(), o.seed);
                }},
    OptionEntry{"", "--no-sock-diag", "", "watch by TCP_INFO only, as where sock_diag is missing",
                [](std::string_view, Options& o) {
                    o.useSockDiag = false;
                    return success();
                }},

    OptionEntry{"Connections", "--connections", "N",
                "how many to open, 1 to 9500, simulated 1 to 100000 (default 1)",
                [](std::string_view text, Options& o) {
                    o.opens = true;
                    return readNumber<std::uint32_t>(text, 1, mostConnections(true), o.open.count);
                }},
    OptionEntry{"", "--connect", "HOST:PORT", "to a server of yours instead of the built-in peer",
                readConnect},
    OptionEntry{"", "--name", "NAME", "how the connections are called", readName},
    OptionEntry{"", "--ip", "4|6", "address family", readFamily},
    OptionEntry{"", "--keep-alive", "on|off", "SO_KEEPALIVE; left alone when not given",
                readKeepAlive},
    OptionEntry{"", "--time", "TIME", "idle time until the first probe",
                [](std::string_view text, Options& o) {
                    return readSetting(text, o.open.settings.idleTime);
                }},
    OptionEntry{"", "--interval", "TIME", "between unanswered probes",
                [](std::string_view text, Options& o) {
                    return readSetting(text, o.open.settings.probeInterval);
                }},
    OptionEntry{"", "--count", "N", "unanswered probes until the connection is broken",
                [](std::string_view text, Options& o) {
                    std::uint16_t count = 0;
                    Status read = readNumber<std::uint16_t>(text, 1, 255, count);
                    if (read) {
                        o.open.settings.probeCount = count;
                    }
                    return read;
                }},
    OptionEntry{"", "--program", "recv|nothing|sends@TIME",
                "what the connection's program does (default recv)", readProgram},
    OptionEntry{"", "--box", "TIME[,rst-here]",
                "idle limit of a box in between: real in a simulation, assumed when live; then "
                "silent, or rst-here rst-peer rst-both (simulated only)",
                readBox},
    OptionEntry{"", "--delay", "TIME", "of the path, one way (simulated only)",
                readPathTime<&OpenRequest::delay>},
    OptionEntry{"", "--jitter", "TIME", "up to this much more for each segment (simulated only)",
                readPathTime<&OpenRequest::jitter>},

    OptionEntry{"What happens", "--fault", "FAULT@TIME",
                "counted from all open, may repeat; silent (or silent-forward) "
                "silent-return silent-both lossy-3 lossy-30% icmp-soft icmp-hard back reboot "
                "close reset send peer-sends hang",
                readFault},
    OptionEntry{"", "--for", "TIME", "how long to run, from all open (--headless, --screenshot)",
                readFor},
    OptionEntry{
        "", "--until", "ended",
        "stop as soon as every connection has ended; a simulated run without --for gives up "
        "when none will",
        readUntil},

    OptionEntry{"What comes out", "--export", "FILE",
                "events as .csv or .json, the timeline as .svg, .png or .pdf; may repeat",
                readExport},
    OptionEntry{"", "--screenshot", "FILE.png",
                "draw the main window after the run, with or without --headless", readScreenshot},
    OptionEntry{"", "--explain", "", "why keep-alive does what it does, for each connection",
                [](std::string_view, Options& o) {
                    o.explain = true;
                    return success();
                }},
    OptionEntry{"", "--clean", "", "neither read nor write stored settings",
                [](std::string_view, Options& o) {
                    o.clean = true;
                    return success();
                }},
};

} // namespace

std::span<const OptionEntry> optionTable()
{
    return kTable;
}

} // namespace kai::app
