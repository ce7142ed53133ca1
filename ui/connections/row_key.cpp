#include "ui/connections/row_key.h"

#include "ui/lab/row_condition.h"

#include <algorithm>

namespace kai::ui {

namespace {

bool isDigit(char letter)
{
    return letter >= '0' && letter <= '9';
}

/// The run of digits at the start of `text` without leading zeros; `text` goes on behind it.
std::string_view takeNumber(std::string_view& text)
{
    const auto end = std::find_if_not(text.begin(), text.end(), isDigit);
    std::string_view number = text.substr(0, static_cast<std::size_t>(end - text.begin()));
    text.remove_prefix(number.size());
    const std::size_t significant = number.find_first_not_of('0');
    number.remove_prefix(std::min(significant, number.size()));
    return number;
}

template <typename T>
int threeWay(const T& one, const T& other)
{
    return one < other ? -1 : other < one ? 1 : 0;
}

/// The text that a column sorts by; empty for columns of numbers.
std::string_view textKey(Column column, const ConnectionStore::Entry& entry)
{
    switch (column) {
    case Column::name:
        return entry.info.name;
    case Column::peer:
        return entry.info.peer;
    case Column::local:
        return entry.info.local;
    case Column::host:
        return entry.info.hostName;
    case Column::release:
        return entry.info.release;
    default:
        return {};
    }
}

/// A moment in the past as an age: what came last is the smallest.
std::int64_t ageKey(Moment moment)
{
    return moment == kNever ? kNever.time_since_epoch().count()
                            : -moment.time_since_epoch().count();
}

std::int64_t shareUnanswered(const ConnectionRow& row)
{
    const std::int64_t count = std::max<std::int64_t>(row.probeCount.value, 1);
    return std::int64_t{row.local.unanswered} * 1'000'000 / count;
}

std::int64_t medianKey(const ConnectionRow& row)
{
    return row.medianAnswer.count() > 0 ? row.medianAnswer.count() : INT64_MAX;
}

std::int64_t deadKey(const Detection& found)
{
    return found.never ? INT64_MAX : found.latest.count();
}

std::int64_t numberKey(Column column, const ConnectionStore::Entry& entry)
{
    const ConnectionRow& row = entry.row;
    switch (column) {
    case Column::state:
        return static_cast<std::int64_t>(conditionOf(row));
    case Column::on:
        return row.enabled.value ? 0 : 1;
    case Column::time:
        return row.idleTime.value.count();
    case Column::interval:
        return row.probeInterval.value.count();
    case Column::probes:
        return row.probeCount.value;
    case Column::idleNow:
        return row.endedAt == kNever ? ageKey(row.local.lastReceived) : INT64_MAX;
    case Column::nextProbe:
        return row.local.deadline.time_since_epoch().count();
    case Column::unanswered:
        return shareUnanswered(row);
    case Column::foundDeadAfter:
        return deadKey(foundDeadAfter(row));
    case Column::lastEvent:
        return ageKey(row.lastEventAt);
    case Column::history:
        return std::int64_t{row.probesAnswered} - row.probesSent;
    case Column::setBy:
        return static_cast<std::int64_t>(row.idleTime.origin);
    case Column::endedBy:
        return static_cast<std::int64_t>(row.endedBy);
    case Column::probesSent:
        return row.probesSent;
    case Column::answered:
        return row.probesAnswered;
    case Column::medianAnswer:
        return medianKey(row);
    case Column::opened:
        return ageKey(row.opened);
    case Column::program:
        return static_cast<std::int64_t>(row.program.kind) * INT32_MAX + row.program.period.count();
    case Column::armedTimer:
        return row.local.armedExpiry.time_since_epoch().count();
    case Column::boxLimit:
        return entry.info.boxLimit ? entry.info.boxLimit->count() : INT64_MAX;
    default:
        return 0;
    }
}

} // namespace

Detection foundDeadAfter(const ConnectionRow& row)
{
    return detection(timesOf(row), row.timerTick);
}

TroubleKey troubleKey(const ConnectionRow& row)
{
    return {row.endedAt == kNever ? 1 : 0, -shareUnanswered(row),
            row.local.deadline.time_since_epoch().count()};
}

int compared(const TroubleKey& one, const TroubleKey& other)
{
    return threeWay(one, other);
}

int comparedNaturally(std::string_view one, std::string_view other)
{
    while (!one.empty() && !other.empty()) {
        int order = 0;
        if (isDigit(one.front()) && isDigit(other.front())) {
            const std::string_view number = takeNumber(one);
            const std::string_view otherNumber = takeNumber(other);
            order = threeWay(number.size(), otherNumber.size());
            order = order != 0 ? order : number.compare(otherNumber);
        } else {
            order = threeWay(one.front(), other.front());
            one.remove_prefix(1);
            other.remove_prefix(1);
        }
        if (order != 0) {
            return order;
        }
    }
    return threeWay(one.size(), other.size());
}

int comparedBy(Column column, const ConnectionStore::Entry& one,
               const ConnectionStore::Entry& other)
{
    const std::string_view text = textKey(column, one);
    const std::string_view otherText = textKey(column, other);
    if (!text.empty() || !otherText.empty()) {
        return comparedNaturally(text, otherText);
    }
    return threeWay(numberKey(column, one), numberKey(column, other));
}

} // namespace kai::ui
