#pragma once

#include "core/keepalive/reports.h"
#include "ui/lab/connection_store.h"
#include "ui/lab/row_condition.h"

#include <QWidget>

#include <map>
#include <span>
#include <vector>

class QLabel;
class QProgressBar;
class QToolButton;

namespace kai::ui {

/// The bottom line: how many connections are in which condition, how openings go (with Cancel), what the timers are worth.
class StatusLine : public QWidget {
    Q_OBJECT

public:
    explicit StatusLine(QWidget* parent = nullptr);

    /// Counts only what changed.
    void refresh(const ConnectionStore& store, std::span<const ConnectionId> changed);
    /// Another lab.
    void reset();
    /// How many rows the filter leaves.
    void setShownRows(std::size_t shown);
    /// "Kernel timer tick 4 ms (HZ 250), measured here"; 0, not known, hides it.
    void setTimerTick(nanoseconds tick);
    void setProgress(const OpenProgress& progress);
    /// Those under way: the bar shows them together, and Cancel means all of them.
    [[nodiscard]] std::vector<CommandId> openings() const;
    /// For some seconds, instead of the counts.
    void say(const QString& words);

Q_SIGNALS:
    /// The openings under way are not wanted any more.
    void cancelAsked();

private:
    void showCounts();
    void showProgress();

    ConditionCounts m_counts{};
    std::vector<RowCondition> m_known; ///< by id
    std::vector<bool> m_isKnown;
    std::size_t m_total = 0;
    std::size_t m_shown = 0;
    std::map<CommandId, OpenProgress> m_openings;
    bool m_saying = false;
    QLabel* m_words;
    QProgressBar* m_progress;
    QToolButton* m_cancel;
    QLabel* m_timers;
};

/// "8 connections · 1 probing · 1 waits for data · 1 off · 2 ended"; with a filter "3 of 8 connections".
[[nodiscard]] QString countsText(const ConditionCounts& counts, std::size_t total,
                                 std::size_t shown);

} // namespace kai::ui
