#include "core/keepalive/event_sink.h"

namespace kai {

TextId EventSink::text(std::string_view text)
{
    if (text.empty()) {
        return TextId::empty;
    }
    if (const auto known = m_ids.find(text); known != m_ids.end()) {
        return known->second;
    }
    const auto id = static_cast<TextId>(m_ids.size() + 1);
    m_ids.emplace(text, id);
    m_newTexts.emplace_back(text);
    return id;
}

void EventSink::take(std::vector<Event>& events, std::vector<std::string>& newTexts)
{
    events.clear();
    newTexts.clear();
    events.swap(m_events);
    newTexts.swap(m_newTexts);
}

} // namespace kai
