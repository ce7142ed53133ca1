// From the start of the process to the first painted window, beside a bare QMainWindow.
#include "tests/bench/bench.h"

#include <cstdlib>
#include <string>

namespace kai::bench {

namespace {

constexpr int kRounds = 21;

double startOf(const std::string& command)
{
    bool ran = false;
    const double took = wallMs([&] { ran = std::system((command + " 2>/dev/null").c_str()) == 0; });
    return ran ? took : 0;
}

void start(const Report& report)
{
    std::vector<double> ours;
    std::vector<double> bare;
    for (int round = 0; round < kRounds; ++round) {
        ours.push_back(startOf(KAI_START_OURS " --clean"));
        bare.push_back(startOf(KAI_START_BARE));
    }
    const double own = median(ours);
    const double empty = median(bare);
    report({"app.start_vs_bare", own, "ms to the first paint", empty, "bare QMainWindow",
            empty > 0 ? own / empty : 0, Aim::atMost, 3,
            "real time, both offscreen, first-run page"});
}

const Registration registration{{"app.start", start}};

} // namespace

} // namespace kai::bench
