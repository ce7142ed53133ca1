#pragma once

#include <chrono>
#include <ctime>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kai::bench {

enum class Aim { none, atMost, atLeast };

/// One measured figure. The baseline is measured in the same run, by something a reader can run in the same minute.
struct Figure {
    std::string name;         ///< "monitor.cpu_vs_ss"
    double value = 0;         ///< what ours takes
    std::string unit;         ///< of value and baseline: "ms a tick"
    double baseline = 0;      ///< what the baseline takes; 0 without one
    std::string baselineName; ///< "ss -tinoH"
    double ratio = 0; ///< value / baseline, or baseline / value where faster is shown as a factor
    Aim aim = Aim::none;
    double limit = 0; ///< of the ratio where there is a baseline, of the value otherwise
    std::string remark;

    [[nodiscard]] bool met() const
    {
        const double measured = baseline > 0 ? ratio : value;
        return aim == Aim::none || (aim == Aim::atMost ? measured <= limit : measured >= limit);
    }
};

using Report = std::function<void(const Figure&)>;

/// One group of figures, run when its name (or a figure's, "monitor") begins with what the user asked for.
struct Benchmark {
    std::string_view name; ///< "monitor", "timeline"
    void (*run)(const Report& report);
};

/// Every bench_*.cpp registers its groups with one static of this type.
struct Registration {
    explicit Registration(const Benchmark& benchmark) { all().push_back(benchmark); }
    static std::vector<Benchmark>& all()
    {
        static std::vector<Benchmark> list;
        return list;
    }
};

/// Median; the values are reordered. 0 for none.
[[nodiscard]] double median(std::vector<double>& values);
[[nodiscard]] double percentile(std::vector<double>& values, double share);

/// CPU time of this thread / process and of ended children, in ms.
[[nodiscard]] double threadCpuMs();
[[nodiscard]] double childrenCpuMs();

/// Real time of one call, in ms.
template <typename Work>
[[nodiscard]] double wallMs(Work&& work)
{
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
        .count();
}

} // namespace kai::bench
