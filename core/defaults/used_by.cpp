#include "core/defaults/used_by.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace kai::defaults {

namespace {

constexpr std::size_t kNamed = 5;

std::string_view reasonText(NotUsing reason)
{
    constexpr std::array<std::string_view, 6> texts{"",
                                                    "keep-alive off",
                                                    "own values",
                                                    "values of its listener",
                                                    "opened before the restart",
                                                    "has ended"};
    return texts.at(static_cast<std::size_t>(reason));
}

std::string namedReasons(std::span<const ConnectionUse> connections)
{
    std::string text;
    std::size_t count = 0;
    for (const auto& connection : connections) {
        if (connection.reason == NotUsing::nothing) {
            continue;
        }
        if (count++ < kNamed) {
            text += (count == 1 ? ": " : ", ") + connection.name + " " +
                    std::string{reasonText(connection.reason)};
        }
    }
    return count > kNamed ? text + " and " + std::to_string(count - kNamed) + " more" : text;
}

} // namespace

std::string usedBy(std::span<const ConnectionUse> connections)
{
    if (connections.empty()) {
        return "no connections";
    }
    const auto users =
        std::count_if(connections.begin(), connections.end(), [](const ConnectionUse& connection) {
            return connection.reason == NotUsing::nothing;
        });
    return std::to_string(users) + " of " + std::to_string(connections.size()) +
           (connections.size() == 1 ? " connection" : " connections") + namedReasons(connections);
}

} // namespace kai::defaults
