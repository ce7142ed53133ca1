#include "ui/events/word_match.h"

#include "ui/events/event_filter.h"
#include "ui/events/event_words.h"

#include <algorithm>
#include <utility>

namespace kai::ui {

namespace {

constexpr std::size_t kMostWords = 64;
/// A live log may have one of its own for every event.
constexpr std::size_t kMostUncertainties = 10'000;

std::vector<std::string> wordsOf(std::string_view words)
{
    std::vector<std::string> found;
    std::size_t from = words.find_first_not_of(' ');
    while (from != std::string_view::npos && found.size() < kMostWords) {
        const std::size_t until = std::min(words.find(' ', from), words.size());
        found.emplace_back(words.substr(from, until - from));
        from = words.find_first_not_of(' ', until);
    }
    return found;
}

std::optional<std::uint64_t>& slot(std::vector<std::optional<std::uint64_t>>& found,
                                   std::uint32_t id)
{
    if (id >= found.size()) {
        found.resize(std::size_t{id} + 1);
    }
    return found[id];
}

} // namespace

WordMatch::WordMatch(NameOf nameOf, TextOf textOf)
    : m_nameOf(std::move(nameOf))
    , m_textOf(std::move(textOf))
{
}

void WordMatch::setWords(std::string_view words)
{
    m_words = wordsOf(words);
    m_all = 0;
    for (std::size_t i = 0; i < m_words.size(); ++i) {
        m_all |= Found{1} << i;
    }
    m_names.clear();
    m_texts.clear();
    m_errors.clear();
    m_uncertainties.clear();
    searchFixedWords();
}

void WordMatch::searchFixedWords()
{
    m_kinds.clear();
    for (int kind = 0; kind < kEventKindCount; ++kind) {
        m_kinds.push_back(foundIn(eventLabel(static_cast<EventKind>(kind)).toStdString()));
    }
    m_endings.clear();
    for (int by = 0; by <= static_cast<int>(EndedBy::locally); ++by) {
        m_endings.push_back(foundIn(endingText(static_cast<EndedBy>(by)).toStdString()));
    }
}

bool WordMatch::accepts(const Event& event)
{
    Found found = m_kinds[static_cast<std::size_t>(event.kind)] |
                  m_endings[static_cast<std::size_t>(event.endedBy)];
    found |= found == m_all ? 0 : inName(event.connection);
    found |= found == m_all ? 0 : inText(event.detail);
    found |= found == m_all ? 0 : inError(event.errorCode);
    found |= found == m_all ? 0 : inUncertainty(event.uncertaintyNs);
    return found == m_all;
}

WordMatch::Found WordMatch::foundIn(std::string_view text) const
{
    Found found = 0;
    for (std::size_t i = 0; i < m_words.size(); ++i) {
        found |= Found{containsWords(text, m_words[i])} << i;
    }
    return found;
}

WordMatch::Found WordMatch::inName(ConnectionId id)
{
    std::optional<Found>& found = slot(m_names, indexOf(id));
    if (!found) {
        const std::optional<std::string> name = m_nameOf(id);
        if (!name) {
            return 0;
        }
        found = foundIn(*name);
    }
    return *found;
}

WordMatch::Found WordMatch::inText(TextId id)
{
    if (id == TextId::empty) {
        return 0;
    }
    std::optional<Found>& found = slot(m_texts, static_cast<std::uint32_t>(id));
    if (!found) {
        found = foundIn(m_textOf(id));
    }
    return *found;
}

WordMatch::Found WordMatch::inError(int number)
{
    if (number == 0) {
        return 0;
    }
    const auto [known, isNew] = m_errors.try_emplace(number, 0);
    if (isNew) {
        known->second = foundIn(errorLabel(number).toStdString());
    }
    return known->second;
}

WordMatch::Found WordMatch::inUncertainty(std::uint32_t ns)
{
    if (ns == 0) {
        return 0;
    }
    if (m_uncertainties.size() > kMostUncertainties) {
        m_uncertainties.clear();
    }
    const auto [known, isNew] = m_uncertainties.try_emplace(ns, 0);
    if (isNew) {
        known->second = foundIn(uncertaintyText(ns).toStdString());
    }
    return known->second;
}

} // namespace kai::ui
