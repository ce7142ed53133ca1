#include "core/history/event_log.h"
#include "tests/bench/bench.h"
#include "tests/ui/rows.h"
#include "ui/connections/connection_table.h"
#include "ui/theme/theme.h"
#include "ui/timeline/timeline_view.h"

#include <QApplication>
#include <QSplitter>

#include <algorithm>

namespace kai::bench {

namespace {

using namespace kai::ui;
using namespace kai::ui::tests;

constexpr std::uint32_t kConnections = 9'500;
/// What 9,500 connections at 60 s report in a tick of a quarter of a second.
constexpr std::uint32_t kChangedEach = 40;
constexpr int kRefreshes = 200;

/// Table over timeline, as in the window, fed with made-up ticks.
class Views {
public:
    Views()
    {
        m_model.setFilter(RowFilter("-state:ended conn"));
        m_splitter.addWidget(&m_table);
        m_splitter.addWidget(&m_timeline);
        m_splitter.resize(1600, 900);
        m_timeline.setSource(&m_store, &m_log, 0, false);
        take(manyAt60s());
        m_model.sort(static_cast<int>(Column::nextProbe), Qt::AscendingOrder);
        m_timeline.setLanes(m_model.rows());
        m_splitter.show();
        QCoreApplication::processEvents();
    }
    ~Views()
    {
        m_table.setParent(nullptr);
        m_timeline.setParent(nullptr);
    }

    /// One refresh as LabController and ConnectionsPage do it, and its painting.
    void refresh()
    {
        m_now += 250ms;
        take(tick());
        m_timeline.setLanes(m_model.rows());
        m_timeline.refresh(m_now, m_changed);
        m_table.tick(m_now);
        QCoreApplication::processEvents();
    }

private:
    void take(const StackChanges& changes)
    {
        m_store.update(changes, m_changed);
        m_model.setNow(m_now);
        m_model.refresh(m_changed);
    }

    static StackChanges manyAt60s()
    {
        StackChanges changes = manyRows(kConnections);
        for (ConnectionRow& row : changes.rows) {
            row = openRow(indexOf(row.id), 60s, milliseconds(indexOf(row.id) * 6));
        }
        return changes;
    }

    StackChanges tick()
    {
        StackChanges changes;
        std::vector<Event> events;
        for (std::uint32_t i = 0; i < kChangedEach; ++i) {
            m_next = m_next % kConnections + 1;
            changes.rows.push_back(openRow(m_next, 60s, m_now.time_since_epoch()));
            Event event;
            event.connection = ConnectionId{m_next};
            event.time = m_now;
            event.kind = EventKind::probe_sent;
            events.push_back(event);
            event.kind = EventKind::probe_answered;
            events.push_back(event);
        }
        m_log.append(events);
        return changes;
    }

    ConnectionStore m_store;
    history::EventLog m_log;
    std::vector<ConnectionId> m_changed;
    ConnectionModel m_model{m_store};
    QSplitter m_splitter{Qt::Vertical};
    ConnectionTable m_table{m_model};
    TimelineView m_timeline;
    Moment m_now{60s};
    std::uint32_t m_next = 0;
};

void run(const Report& report)
{
    applyTheme(*qApp, Theme::light);
    Views views;
    std::vector<double> times;
    for (int i = 0; i < kRefreshes; ++i) {
        const double before = threadCpuMs();
        views.refresh();
        times.push_back(threadCpuMs() - before);
    }
    Figure figure;
    figure.name = "ui.refresh_ms";
    figure.value = median(times);
    figure.unit = "ms of the GUI thread";
    figure.aim = Aim::atMost;
    figure.limit = 8;
    figure.remark = "9,500 rows sorted and filtered, 40 changed, table and timeline painted at "
                    "1600x900; 95th percentile " +
                    std::to_string(percentile(times, 0.95)) + " ms";
    report(figure);
}

const Registration registration{{"ui", run}};

} // namespace

} // namespace kai::bench
