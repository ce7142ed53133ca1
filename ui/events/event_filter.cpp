#include "ui/events/event_filter.h"

#include <algorithm>

namespace kai::ui {

namespace {

EventLevel levelOf(EventKind kind)
{
    switch (kind) {
    case EventKind::probe_unanswered:
    case EventKind::retransmitted:
    case EventKind::fault_set:
    case EventKind::observation_gap:
    case EventKind::ended:
        return EventLevel::trouble;
    case EventKind::opened:
    case EventKind::settings_changed:
    case EventKind::fault_cleared:
    case EventKind::note:
        return EventLevel::noticeable;
    default:
        return EventLevel::everything;
    }
}

char lower(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

bool contains(std::string_view text, std::string_view word)
{
    return std::search(text.begin(), text.end(), word.begin(), word.end(),
                       [](char a, char b) { return lower(a) == lower(b); }) != text.end();
}

} // namespace

bool EventFilter::acceptsKind(const Event& event) const
{
    return levelOf(event.kind) >= level &&
           (connection == ConnectionId::none || event.connection == connection) &&
           event.time >= from && event.time < until;
}

bool containsWords(std::string_view text, std::string_view words)
{
    std::size_t from = words.find_first_not_of(' ');
    while (from != std::string_view::npos) {
        const std::size_t until = std::min(words.find(' ', from), words.size());
        if (!contains(text, words.substr(from, until - from))) {
            return false;
        }
        from = words.find_first_not_of(' ', until);
    }
    return true;
}

} // namespace kai::ui
