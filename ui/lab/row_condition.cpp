#include "ui/lab/row_condition.h"

namespace kai::ui {

namespace {

RowCondition conditionOfOpen(const EndTimers& end)
{
    if (end.waiting == Waiting::dataInFlight || end.waiting == Waiting::zeroWindow) {
        return RowCondition::waiting;
    }
    if (!end.keepAliveOn || end.waiting == Waiting::noProbes) {
        return RowCondition::off;
    }
    return end.unanswered > 0 ? RowCondition::probing : RowCondition::open;
}

} // namespace

RowCondition conditionOf(const ConnectionRow& row)
{
    switch (row.local.state) {
    case ConnectionState::resolving:
        return RowCondition::resolving;
    case ConnectionState::connecting:
        return RowCondition::connecting;
    case ConnectionState::closeWait:
        return RowCondition::peerClosed;
    case ConnectionState::finWait:
        return RowCondition::closing;
    case ConnectionState::ended:
        return RowCondition::ended;
    case ConnectionState::open:
        break;
    }
    return conditionOfOpen(row.local);
}

std::string_view conditionWord(RowCondition condition)
{
    static constexpr std::array<std::string_view, kRowConditionCount> words{
        "resolving", "connecting",  "open",    "probing", "waits",
        "off",       "peer-closed", "closing", "ended"};
    return words[static_cast<std::size_t>(condition)];
}

} // namespace kai::ui
