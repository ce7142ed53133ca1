#pragma once

#include <string>
#include <string_view>

namespace kai::live {

/// What the program at the peer's end does, built-in or run alone: it takes all data and answers a line "echo TEXT" with "TEXT".
/// It never sends anything unasked and never closes first. Pure.
class PeerProgram {
public:
    /// A line longer than this is taken and forgotten.
    static constexpr std::size_t kLongestLine = 4096;

    /// The answer to what has just arrived; mostly empty.
    [[nodiscard]] std::string take(std::string_view data);

private:
    std::string m_line;
    bool m_tooLong = false;
};

} // namespace kai::live
