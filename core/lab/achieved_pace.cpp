#include "core/lab/achieved_pace.h"

namespace kai::lab {
namespace {

constexpr nanoseconds kWindow{500'000'000};
constexpr nanoseconds kSpacing{10'000'000};

} // namespace

void AchievedPace::add(nanoseconds real, Moment moment)
{
    const bool crowded =
        m_samples.size() > 1 && real - m_samples[m_samples.size() - 2].real < kSpacing;
    if (crowded) {
        m_samples.back() = {real, moment};
    } else {
        m_samples.push_back({real, moment});
    }
    while (m_samples.size() > 2 && real - m_samples[1].real >= kWindow) {
        m_samples.pop_front();
    }
}

double AchievedPace::value() const
{
    if (m_samples.size() < 2) {
        return 0;
    }
    const auto real = static_cast<double>((m_samples.back().real - m_samples.front().real).count());
    const auto passed =
        static_cast<double>((m_samples.back().moment - m_samples.front().moment).count());
    return real > 0 ? passed / real : 0;
}

} // namespace kai::lab
