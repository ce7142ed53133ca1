#pragma once

#include <QtGlobal>

#include <optional>

namespace kai::ui {

/// What wheel events mean together: bursts of steps, and fine ones that add up to pixels.
class WheelSteps {
public:
    /// Whether a step at `atMs` begins a burst: the first one, or one after a pause of more than 600 ms.
    [[nodiscard]] bool beginsBurst(quint64 atMs)
    {
        constexpr quint64 kPauseMs = 600;
        const bool begins = !m_lastMs || atMs > *m_lastMs + kPauseMs;
        m_lastMs = atMs;
        return begins;
    }
    /// Something else happened: the next step begins a burst.
    void endBurst() { m_lastMs.reset(); }

    /// The pixels to scroll up for `delta` eighths of a degree: 72 a notch. Fine wheels and touchpads send many small deltas;
    /// what is no whole pixel yet is kept for the next one.
    [[nodiscard]] int pixels(int delta)
    {
        constexpr int kNotch = 120;
        constexpr int kPixelsPerNotch = 3 * 24;
        m_rest += delta * kPixelsPerNotch;
        const int whole = m_rest / kNotch;
        m_rest %= kNotch;
        return whole;
    }

private:
    std::optional<quint64> m_lastMs; ///< of the burst; empty: the next step begins one
    int m_rest = 0;                  ///< of a pixel, in kNotch parts
};

} // namespace kai::ui
