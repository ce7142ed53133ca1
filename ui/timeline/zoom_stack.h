#pragma once

#include "ui/timeline/lane_model.h"
#include "ui/timeline/viewport.h"

#include <optional>
#include <vector>

namespace kai::ui {

/// The views that the user went through, to go back and forward as in a browser (Alt+Left, Alt+Right). Pure.
class ZoomStack {
public:
    struct Entry {
        Viewport::State view;
        /// Only what happened in this stretch was shown.
        std::optional<Span> filter;
    };

    /// Call before a step away from `current`; what was ahead is dropped.
    void leave(const Entry& current);
    /// The view before or after `current`, empty when there is none.
    [[nodiscard]] std::optional<Entry> back(const Entry& current);
    [[nodiscard]] std::optional<Entry> forward(const Entry& current);
    [[nodiscard]] bool canGoBack() const { return !m_back.empty(); }
    [[nodiscard]] bool canGoForward() const { return !m_forward.empty(); }

private:
    static constexpr std::size_t kMost = 100;
    std::vector<Entry> m_back;
    std::vector<Entry> m_forward;
};

} // namespace kai::ui
