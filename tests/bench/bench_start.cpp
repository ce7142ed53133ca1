// From the start of the process to the first painted window, beside a bare QMainWindow.
#include "tests/bench/bench.h"

#include <vector>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace kai::bench {

namespace {

constexpr int kRounds = 21;

/// Not by a shell and not by fork(): copying this process' page tables would be measured too.
double startOf(std::vector<const char*> command)
{
    command.push_back(nullptr);
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    int status = -1;
    const double took = wallMs([&] {
        pid_t child = 0;
        const int failed = posix_spawn(&child, command.front(), &files, nullptr,
                                       const_cast<char* const*>(command.data()), environ);
        if (failed == 0) {
            waitpid(child, &status, 0);
        }
    });
    posix_spawn_file_actions_destroy(&files);
    return status == 0 ? took : 0;
}

void start(const Report& report)
{
    std::vector<double> ours;
    std::vector<double> bare;
    for (int round = 0; round < kRounds; ++round) {
        ours.push_back(startOf({KAI_START_OURS, "--clean"}));
        bare.push_back(startOf({KAI_START_BARE}));
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
