#pragma once

#include "ui/lab/connection_store.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kai::ui {

/// The filter line of the connections table: words that must all match, in any order.
/// A bare word is looked for in name, peer, local address and host; `name:`, `peer:`, `local:`, `host:` narrow it to one;
/// `state:` takes a condition ("state:ended", "state:probing"), `ended:` a letter (K R T F L). A "-" before a word negates it.
/// Case (ASCII) does not matter; an unknown key is looked for as it stands.
class RowFilter {
public:
    RowFilter() = default;
    explicit RowFilter(std::string_view text);

    /// Besides, only these connections, by id; ids beyond the end are out.
    void restrictTo(std::vector<bool> ids) { m_only = std::move(ids); }

    /// The empty filter accepts every row.
    [[nodiscard]] bool empty() const { return m_terms.empty() && !m_only; }
    [[nodiscard]] bool accepts(const ConnectionStore::Entry& entry) const;

private:
    enum class Field { any, name, peer, local, host, state, ended };
    struct Term {
        Field field = Field::any;
        std::string text; ///< in lower case
        bool negated = false;
    };
    static Term termOf(std::string_view word);
    static bool matches(const Term& term, const ConnectionStore::Entry& entry);

    std::vector<Term> m_terms;
    std::optional<std::vector<bool>> m_only;
};

} // namespace kai::ui
