#include "core/lab/change_buffer.h"

#include <algorithm>
#include <iterator>

namespace kai::lab {
namespace {

void setPlace(std::vector<std::uint32_t>& places, std::size_t id, std::size_t place)
{
    if (id >= places.size()) {
        places.resize(std::max(id + 1, places.size() * 2), 0);
    }
    places[id] = static_cast<std::uint32_t>(place + 1);
}

/// Puts each item at the place of an older one with the same id, or at the end. Into an empty list all go at once: whoever
/// drains as often as the stack ticks never has a row copied.
template <typename Item>
void mergeById(std::vector<Item>& into, std::vector<Item>& from, std::vector<std::uint32_t>& places)
{
    if (into.empty()) {
        into.swap(from);
        for (std::size_t place = 0; place < into.size(); ++place) {
            setPlace(places, indexOf(into[place].id), place);
        }
        return;
    }
    for (Item& item : from) {
        const std::size_t id = indexOf(item.id);
        if (id < places.size() && places[id] != 0) {
            into[places[id] - 1] = std::move(item);
        } else {
            setPlace(places, id, into.size());
            into.push_back(std::move(item));
        }
    }
}

/// Of each opening only the newest progress is of use.
void mergeOpens(std::vector<OpenProgress>& into, std::vector<OpenProgress>& from)
{
    for (OpenProgress& progress : from) {
        const auto same = [&progress](const OpenProgress& other) {
            return other.command == progress.command;
        };
        const auto older = std::find_if(into.begin(), into.end(), same);
        if (older != into.end()) {
            *older = std::move(progress);
        } else {
            into.push_back(std::move(progress));
        }
    }
}

template <typename Item>
void moveToEnd(std::vector<Item>& into, std::vector<Item>& from)
{
    into.insert(into.end(), std::make_move_iterator(from.begin()),
                std::make_move_iterator(from.end()));
}

template <typename Item>
void forget(const std::vector<Item>& items, std::vector<std::uint32_t>& places)
{
    for (const Item& item : items) {
        places[indexOf(item.id)] = 0;
    }
}

void clear(StackChanges& changes)
{
    changes.infos.clear();
    changes.rows.clear();
    changes.opens.clear();
    changes.asks.clear();
    changes.notices.clear();
    changes.defaultsChanged = false;
    changes.capabilities.reset();
}

void clear(LabChanges& changes)
{
    clear(static_cast<StackChanges&>(changes));
    changes.applied.clear();
    changes.details.clear();
    changes.defaults.clear();
}

} // namespace

void ChangeBuffer::add(StackChanges& changes)
{
    if (!changes.empty()) {
        const std::lock_guard lock(m_mutex);
        merge(changes);
    }
    clear(changes);
}

void ChangeBuffer::merge(StackChanges& changes)
{
    mergeById(m_pending.infos, changes.infos, m_infoPlaces);
    mergeById(m_pending.rows, changes.rows, m_rowPlaces);
    mergeOpens(m_pending.opens, changes.opens);
    moveToEnd(m_pending.asks, changes.asks);
    moveToEnd(m_pending.notices, changes.notices);
    m_pending.defaultsChanged = m_pending.defaultsChanged || changes.defaultsChanged;
    if (changes.capabilities) {
        m_pending.capabilities = std::move(changes.capabilities);
    }
}

void ChangeBuffer::add(AppliedSettings applied)
{
    const std::lock_guard lock(m_mutex);
    m_pending.applied.push_back(std::move(applied));
}

void ChangeBuffer::add(ConnectionDetails details)
{
    const std::lock_guard lock(m_mutex);
    m_pending.details.push_back(std::move(details));
}

void ChangeBuffer::setDefaults(std::vector<SystemDefaults> defaults)
{
    const std::lock_guard lock(m_mutex);
    m_pending.defaults = std::move(defaults);
}

void ChangeBuffer::setClock(const ClockState& clock)
{
    const std::lock_guard lock(m_mutex);
    m_clock = clock;
}

bool ChangeBuffer::drain(LabChanges& changes)
{
    clear(changes);
    const std::lock_guard lock(m_mutex);
    forget(m_pending.rows, m_rowPlaces);
    forget(m_pending.infos, m_infoPlaces);
    std::swap(changes, m_pending);
    changes.clock = m_clock;
    return !changes.empty() || !changes.applied.empty() || !changes.details.empty() ||
           !changes.defaults.empty();
}

ClockState ChangeBuffer::clock() const
{
    const std::lock_guard lock(m_mutex);
    return m_clock;
}

} // namespace kai::lab
