#pragma once

#include "core/keepalive/event.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace kai::ui {

/// Whether an event has all words of a filter, at the cost of a few look-ups: each name, kind, ending, error and text is put
/// into words and searched only once. Case (ASCII) does not matter; of more than 64 words the rest is not looked for.
class WordMatch {
public:
    /// Empty optional: not known yet, ask again with the next event.
    using NameOf = std::function<std::optional<std::string>(ConnectionId)>;
    using TextOf = std::function<std::string(TextId)>;

    WordMatch(NameOf nameOf, TextOf textOf);

    /// Forgets what was found: another filter, or other names.
    void setWords(std::string_view words);
    /// Whether every word occurs in the connection's name, the event's words or its detail.
    [[nodiscard]] bool accepts(const Event& event);

private:
    using Found = std::uint64_t; ///< a bit a word
    /// What was found in the text of a dense id.
    using FoundById = std::vector<std::optional<Found>>;

    [[nodiscard]] Found foundIn(std::string_view text) const;
    [[nodiscard]] Found inName(ConnectionId id);
    [[nodiscard]] Found inText(TextId id);
    [[nodiscard]] Found inError(int number);
    [[nodiscard]] Found inUncertainty(std::uint32_t ns);
    void searchFixedWords();

    NameOf m_nameOf;
    TextOf m_textOf;
    std::vector<std::string> m_words;
    Found m_all = 0;
    FoundById m_names;
    FoundById m_texts;
    std::vector<Found> m_kinds;
    std::vector<Found> m_endings;
    std::unordered_map<int, Found> m_errors;
    std::unordered_map<std::uint32_t, Found> m_uncertainties;
};

} // namespace kai::ui
