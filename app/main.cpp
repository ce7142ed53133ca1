#include "app/command_line.h"
#include "app/verbs.h"
#include "app/window.h"

#include <cstdio>
#include <vector>

int main(int argc, char** argv)
{
    using namespace kai::app;
    const std::vector<std::string_view> arguments(argv + 1, argv + argc);
    const auto options = parseCommandLine(arguments);
    if (!options) {
        std::fprintf(stderr, "keepalive-inspector: %s\n", describe(options.error()).c_str());
        return 2;
    }
    switch (options->verb) {
    case Verb::help:
        std::fputs(helpText().c_str(), stdout);
        return 0;
    case Verb::version:
        std::puts("keepalive-inspector " KAI_VERSION);
        return 0;
    case Verb::headless:
        return runHeadlessVerb(*options);
    case Verb::peer:
        return runPeerVerb(*options);
    case Verb::capabilities:
        return printCapabilities(*options);
    case Verb::showDefaults:
        return printDefaults(*options);
    case Verb::window:
        return showWindow(*options, argc, argv);
    }
    return 2;
}
