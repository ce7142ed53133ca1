#pragma once

#include "core/lab/lab.h"

#include <future>
#include <memory>
#include <vector>

namespace kai::ui {

/// Closes labs that nobody shows any more, each on a thread of its own: thousands of sockets take a while. GUI thread.
class FormerLabs {
public:
    FormerLabs() = default;
    FormerLabs(const FormerLabs&) = delete;
    FormerLabs& operator=(const FormerLabs&) = delete;
    /// Waits until all are closed.
    ~FormerLabs() = default;

    /// Returns at once. Nothing may refer to the lab, or to its log, any more. Null does nothing.
    void close(std::unique_ptr<lab::Lab> lab);

private:
    std::vector<std::future<void>> m_closing; ///< of std::async: their destructors wait
};

} // namespace kai::ui
