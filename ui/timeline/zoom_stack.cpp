#include "ui/timeline/zoom_stack.h"

namespace kai::ui {

void ZoomStack::leave(const Entry& current)
{
    m_forward.clear();
    m_back.push_back(current);
    if (m_back.size() > kMost) {
        m_back.erase(m_back.begin());
    }
}

std::optional<ZoomStack::Entry> ZoomStack::back(const Entry& current)
{
    if (m_back.empty()) {
        return std::nullopt;
    }
    m_forward.push_back(current);
    const auto entry = m_back.back();
    m_back.pop_back();
    return entry;
}

std::optional<ZoomStack::Entry> ZoomStack::forward(const Entry& current)
{
    if (m_forward.empty()) {
        return std::nullopt;
    }
    m_back.push_back(current);
    const auto entry = m_forward.back();
    m_forward.pop_back();
    return entry;
}

} // namespace kai::ui
