#include "app/command_line.h"

#include "app/option_table.h"
#include "core/keepalive/duration_text.h"

#include <algorithm>
#include <array>
#include <optional>

namespace kai::app {

namespace {

Error badArgument(std::string_view option, std::string cause, std::string remedy)
{
    return {0, "BAD_ARGUMENT", std::string(option), std::move(cause), std::move(remedy)};
}

const OptionEntry* findOption(std::string_view name)
{
    const auto& table = optionTable();
    const auto found = std::find_if(table.begin(), table.end(), [name](const OptionEntry& entry) {
        return entry.name == name;
    });
    return found == table.end() ? nullptr : &*found;
}

/// The arguments, one option with its value at a time.
class Reader {
public:
    explicit Reader(std::span<const std::string_view> arguments)
        : m_rest(arguments)
    {
    }

    [[nodiscard]] bool atEnd() const { return m_rest.empty(); }

    Status readOne(Options& options)
    {
        std::string_view name = m_rest.front();
        m_rest = m_rest.subspan(1);
        std::optional<std::string_view> value;
        if (const auto equals = name.find('='); name.starts_with("--") && equals != name.npos) {
            value = name.substr(equals + 1);
            name = name.substr(0, equals);
        }
        const OptionEntry* option = findOption(name);
        if (option == nullptr) {
            return badArgument(name, "there is no such option.", "See --help.");
        }
        return take(*option, value, options);
    }

private:
    Status take(const OptionEntry& option, std::optional<std::string_view> value, Options& options)
    {
        if (option.value.empty()) {
            return value ? Status(badArgument(option.name, "it takes no value.",
                                              "Leave the value out."))
                         : option.read({}, options);
        }
        if (!value) {
            if (m_rest.empty() || (m_rest.front().starts_with("--"))) {
                return badArgument(option.name, "its value is missing.",
                                   "Write " + std::string(option.name) + " " +
                                       std::string(option.value) + ".");
            }
            value = m_rest.front();
            m_rest = m_rest.subspan(1);
        }
        const Status read = option.read(*value, options);
        return read ? read
                    : Status(Error{0, read.error().symbol,
                                   std::string(option.name) + " " + std::string(*value),
                                   read.error().cause, read.error().remedy});
    }

    std::span<const std::string_view> m_rest;
};

/// Whether the options ask for something, and what is wrong with that.
struct Clash {
    bool given;
    const char* option;
    const char* cause;
    const char* remedy;
};

std::optional<Error> firstOf(std::span<const Clash> clashes)
{
    const auto found = std::find_if(clashes.begin(), clashes.end(),
                                    [](const Clash& clash) { return clash.given; });
    return found == clashes.end()
               ? std::nullopt
               : std::optional(badArgument(found->option, found->cause, found->remedy));
}

/// What belongs to a simulation only, or to this computer only.
std::optional<Error> clashWithStack(const Options& options)
{
    constexpr auto kAddStack = "Add --stack windows-11 or another release.";
    const bool live = !options.simulated();
    const bool needsSimulated =
        std::any_of(options.faults.begin(), options.faults.end(),
                    [](const TimedFault& each) { return needsSimulation(each.fault.kind); });
    const std::array clashes{
        Clash{live && !options.registryFile.empty(), "--registry",
              "this computer has no such registry.", kAddStack},
        Clash{live && options.assumes, "--assume", "nothing is assumed of this computer.",
              kAddStack},
        Clash{live && options.open.count > mostConnections(false), "--connections",
              "this computer opens 1 to 9500: both ends need file descriptors.",
              "Ask for fewer, or add --stack windows-11 or another release."},
        Clash{live && needsSimulated, "--fault",
              "no router of this computer can be told to answer with ICMP.", kAddStack},
        Clash{live && options.open.boxResets != BoxResets::neither, "--box",
              "a box before this computer is only drawn: it resets nobody.", kAddStack},
        Clash{live && options.open.delay.count() > 0, "--delay",
              "the path of this computer is as it is.", kAddStack},
        Clash{live && options.open.jitter.count() > 0, "--jitter",
              "the path of this computer is as it is.", kAddStack},
        Clash{live && options.behaves, "--behaviour", "this computer behaves as it does.",
              kAddStack},
        Clash{!live && !options.open.peerHost.empty(), "--connect",
              "a simulated host has simulated peers only.", "Leave out --stack."},
        Clash{!live && !options.useSockDiag, "--no-sock-diag",
              "a simulated host is not watched by the kernel.", "Leave out one of the two."}};
    return firstOf(clashes);
}

/// What belongs to a run only.
std::optional<Error> clashWithVerb(const Options& options)
{
    constexpr auto kAddHeadless = "Add --headless.";
    const bool runs = options.verb == Verb::headless;
    const bool window = options.verb == Verb::window;
    const std::array clashes{
        Clash{runs && !options.runFor && !options.untilEnded, "--headless",
              "it does not say how long to run.", "Add --for 12s or --until ended."},
        Clash{!runs && !options.exports.empty(), "--export", "it belongs to a headless run.",
              kAddHeadless},
        Clash{!runs && options.explain, "--explain", "it belongs to a headless run.", kAddHeadless},
        Clash{!runs && options.untilEnded, "--until", "it belongs to a headless run.",
              kAddHeadless},
        Clash{!runs && !window && !options.screenshot.empty(), "--screenshot",
              "no window is drawn here.", "Leave out one of the two."}};
    return firstOf(clashes);
}

/// A fault that the run would be over before. A picture without --for is taken as soon as all are open.
std::optional<Error> faultTooLate(const Options& options)
{
    const bool drawn = options.verb == Verb::window && !options.screenshot.empty();
    const bool headless = options.verb == Verb::headless && options.runFor;
    if (!drawn && !headless) {
        return {};
    }
    const nanoseconds end = options.runFor.value_or(nanoseconds{0});
    const bool late = std::any_of(options.faults.begin(), options.faults.end(),
                                  [end](const auto& fault) { return fault.afterOpen > end; });
    return late ? std::optional(badArgument("--fault",
                                            "one comes after the end of the run, " +
                                                formatDuration(end) + " from all open.",
                                            "Choose an earlier moment, or a longer --for."))
                : std::nullopt;
}

/// What each option alone cannot know.
Status checkTogether(Options& options)
{
    for (const auto check : {&clashWithVerb, &clashWithStack, &faultTooLate}) {
        if (const std::optional<Error> clash = check(options)) {
            return *clash;
        }
    }
    options.opens = options.opens || options.verb == Verb::headless ||
                    options.open.settings != KeepAliveSettings{};
    return success();
}

std::string padded(std::string left)
{
    left.resize(std::max<std::size_t>(left.size() + 1, 30), ' ');
    return left;
}

/// Every choice of --assume, the contract's first.
std::string assumptionsText()
{
    std::string text = "\nOur assumptions about simulated Windows, the one in force first\n";
    for (const winsock::Assumption& assumption : winsock::allAssumptions()) {
        for (const winsock::AssumedValue& each : assumption.values) {
            text += padded("  " + std::string(assumption.name) + "=" + std::string(each.value)) +
                    std::string(each.meaning) + " (" + std::string(assumption.clause) + ")\n";
        }
        if (!assumption.timeMeaning.empty()) {
            text += padded("  " + std::string(assumption.name) + "=TIME") +
                    std::string(assumption.timeMeaning) + "\n";
        }
    }
    return text;
}

} // namespace

Result<Options> parseCommandLine(std::span<const std::string_view> arguments)
{
    Options options;
    Reader reader(arguments);
    while (!reader.atEnd()) {
        if (const Status read = reader.readOne(options); !read) {
            return read.error();
        }
    }
    if (const Status together = checkTogether(options); !together) {
        return together.error();
    }
    return options;
}

std::string helpText()
{
    std::string text = "Keepalive Inspector shows, changes and explains TCP keep-alive.\n\n"
                       "  keepalive-inspector [OPTION...]             the window\n"
                       "  keepalive-inspector --headless [OPTION...]  a run without a window\n"
                       "  keepalive-inspector --peer [ADDRESS:]PORT   only the built-in peer\n\n"
                       "Times need a unit: ns us ms s min h d, as in 90s, 1500ms, 1h30min. Linux "
                       "takes whole seconds and\n"
                       "rounds a fraction up; simulated Windows takes milliseconds.\n";
    for (const OptionEntry& option : optionTable()) {
        if (!option.heading.empty()) {
            text += "\n" + std::string(option.heading) + "\n";
        }
        text += padded("  " + std::string(option.name) + " " + std::string(option.value)) +
                std::string(option.help) + "\n";
    }
    text += assumptionsText();
    text +=
        "\nExit code: 0 done, also when connections ended (that is a result) or some did not open "
        "(a warning on standard\nerror says how many and why); 1 none opened, or the run "
        "failed; 2 bad arguments.\n";
    return text;
}

} // namespace kai::app
