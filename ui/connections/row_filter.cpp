#include "ui/connections/row_filter.h"

#include "ui/lab/row_condition.h"

#include <algorithm>
#include <array>
#include <utility>

namespace kai::ui {

namespace {

char lower(char letter)
{
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

bool contains(std::string_view text, std::string_view lowerCasePart)
{
    return std::search(text.begin(), text.end(), lowerCasePart.begin(), lowerCasePart.end(),
                       [](char a, char b) { return lower(a) == b; }) != text.end();
}

bool endedWith(const ConnectionRow& row, std::string_view letter)
{
    return letter.size() == 1 && row.endedBy != EndedBy::notEnded &&
           lower(endedLetter(row.endedBy)) == letter.front();
}

} // namespace

RowFilter::RowFilter(std::string_view text)
{
    constexpr std::string_view blanks = " \t,";
    for (std::size_t from = text.find_first_not_of(blanks); from != std::string_view::npos;) {
        const std::size_t until = std::min(text.find_first_of(blanks, from), text.size());
        const Term term = termOf(text.substr(from, until - from));
        if (!term.text.empty()) {
            m_terms.push_back(term);
        }
        from = text.find_first_not_of(blanks, until);
    }
}

RowFilter::Term RowFilter::termOf(std::string_view word)
{
    static constexpr std::array<std::pair<std::string_view, Field>, 6> keys{
        {{"name:", Field::name},
         {"peer:", Field::peer},
         {"local:", Field::local},
         {"host:", Field::host},
         {"state:", Field::state},
         {"ended:", Field::ended}}};
    Term term;
    term.negated = word.front() == '-';
    term.text = word.substr(term.negated ? 1 : 0);
    std::transform(term.text.begin(), term.text.end(), term.text.begin(), lower);
    for (const auto& [key, field] : keys) {
        if (term.text.compare(0, key.size(), key) == 0) {
            term.field = field;
            term.text.erase(0, key.size());
            break;
        }
    }
    return term;
}

bool RowFilter::matches(const Term& term, const ConnectionStore::Entry& entry)
{
    const ConnectionInfo& info = entry.info;
    switch (term.field) {
    case Field::name:
        return contains(info.name, term.text);
    case Field::peer:
        return contains(info.peer, term.text);
    case Field::local:
        return contains(info.local, term.text);
    case Field::host:
        return contains(info.hostName, term.text);
    case Field::state:
        return conditionWord(conditionOf(entry.row)).substr(0, term.text.size()) == term.text;
    case Field::ended:
        return endedWith(entry.row, term.text);
    case Field::any:
        break;
    }
    return contains(info.name, term.text) || contains(info.peer, term.text) ||
           contains(info.local, term.text) || contains(info.hostName, term.text);
}

bool RowFilter::accepts(const ConnectionStore::Entry& entry) const
{
    const std::size_t id = indexOf(entry.row.id);
    if (m_only && (id >= m_only->size() || !(*m_only)[id])) {
        return false;
    }
    return std::all_of(m_terms.begin(), m_terms.end(),
                       [&](const Term& term) { return matches(term, entry) != term.negated; });
}

} // namespace kai::ui
