#include "ui/window/connections_page.h"

#include "ui/connections/connection_table.h"
#include "ui/events/event_words.h"
#include "ui/first_run/first_run_page.h"
#include "ui/inspector/inspector.h"
#include "ui/lab/row_condition.h"
#include "ui/theme/theme.h"
#include "ui/timeline/timeline_view.h"
#include "ui/widgets/labels.h"
#include "ui/window/actions.h"
#include "ui/window/row_hint.h"

#include <QDataStream>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QStyleHints>

#include <algorithm>
#include <chrono>

namespace kai::ui {

namespace {

using namespace std::chrono_literals;

constexpr int kToolBarHeight = 44;
constexpr int kButtonHeight = 28;
constexpr int kFilterWidth = 228;
constexpr int kFirstTableHeight = 246;
constexpr int kFirstTimelineHeight = 424;
/// A selected range brings buttons; they must not widen the window.
constexpr int kLeastTimelineWidth = 480;
constexpr int kWideWindow = 1280;
/// Ages are shown in tenths of a second.
constexpr nanoseconds kTextPeriod = 100ms;

QPushButton* makeButton(QAction& action, const QString& words)
{
    auto* button = new QPushButton(words);
    button->setFixedHeight(kButtonHeight);
    button->setToolTip(action.toolTip());
    button->setCheckable(action.isCheckable());
    const auto follow = [&action, button] { button->setEnabled(action.isEnabled()); };
    QObject::connect(&action, &QAction::enabledChanged, button, follow);
    follow();
    if (action.isCheckable()) {
        QObject::connect(button, &QPushButton::clicked, &action, &QAction::setChecked);
        QObject::connect(&action, &QAction::toggled, button, &QPushButton::setChecked);
    } else {
        QObject::connect(button, &QPushButton::clicked, &action, &QAction::trigger);
    }
    return button;
}

} // namespace

ConnectionsPage::ConnectionsPage(const ConnectionStore& store, Actions& actions, QWidget* parent)
    : QWidget(parent)
    , m_store(store)
    , m_actions(actions)
    , m_model(store)
    , m_table(new ConnectionTable(m_model))
    , m_hint(new RowHint(*m_table, m_model))
    , m_timeline(new TimelineView)
    , m_inspector(new Inspector)
    , m_firstRun(new FirstRunPage)
    , m_filter(new QLineEdit)
    , m_range(new QPushButton)
    , m_stack(new QStackedWidget)
    , m_rows(new QSplitter(Qt::Vertical))
    , m_columns(new QSplitter(Qt::Horizontal))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(buildToolBar());
    column->addWidget(makeLine());
    column->addWidget(buildCentre(), 1);
    connectParts();
    showRows();
}

QWidget* ConnectionsPage::buildToolBar()
{
    m_pull = makeButton(*m_actions.pullCable, tr("Pull the cable"));
    m_filter->setPlaceholderText(tr("Filter: name, peer, state:ended"));
    m_filter->setAccessibleName(tr("Filter connections"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setFixedSize(kFilterWidth, kButtonHeight);
    m_filter->setTextMargins(4, 0, 4, 0);
    m_range->setFixedHeight(kButtonHeight);
    m_range->setToolTip(tr("Only connections with events in this range; a click shows all again"));
    m_range->setAccessibleName(tr("Range of the connections table"));
    m_range->hide();
    auto* bar = new QWidget;
    bar->setFixedHeight(kToolBarHeight);
    auto* row = new QHBoxLayout(bar);
    row->setContentsMargins(12, 0, 12, 0);
    row->setSpacing(8);
    row->addWidget(makeButton(*m_actions.open, tr("+  Open...")));
    row->addWidget(m_pull);
    row->addWidget(makeButton(*m_actions.troubleFirst, tr("Trouble first")));
    row->addStretch();
    row->addWidget(m_range);
    row->addWidget(m_filter);
    return bar;
}

QWidget* ConnectionsPage::buildCentre()
{
    m_rows->addWidget(m_table);
    m_rows->addWidget(m_timeline);
    m_rows->setStretchFactor(0, 2);
    m_rows->setStretchFactor(1, 3);
    m_rows->setChildrenCollapsible(false);
    m_rows->setSizes({kFirstTableHeight, kFirstTimelineHeight});
    m_table->setMinimumHeight(112);
    m_timeline->setMinimumSize(kLeastTimelineWidth, 160);
    auto* cards = new QScrollArea;
    cards->setWidget(m_firstRun);
    cards->setWidgetResizable(true);
    cards->setFrameShape(QFrame::NoFrame);
    cards->setFocusPolicy(Qt::NoFocus);
    m_stack->addWidget(cards);
    m_stack->addWidget(m_rows);
    m_columns->addWidget(m_stack);
    m_columns->addWidget(m_inspector);
    m_columns->setStretchFactor(0, 1);
    m_columns->setStretchFactor(1, 0);
    m_columns->setCollapsible(0, false);
    m_inspector->hide();
    return m_columns;
}

void ConnectionsPage::connectParts()
{
    connect(m_filter, &QLineEdit::textChanged, this, &ConnectionsPage::applyFilter);
    connect(m_range, &QPushButton::clicked, this, &ConnectionsPage::rangeDismissed);
    connect(m_actions.troubleFirst, &QAction::toggled, this, [this](bool on) {
        if (on) {
            m_table->clearSortIndicator();
        }
        m_model.setTroubleFirst(on);
    });
    connect(m_table->horizontalHeader(), &QHeaderView::sortIndicatorChanged, this,
            [this] { m_actions.troubleFirst->setChecked(false); });
    connect(&m_model, &ConnectionModel::rowsRearranged, this, [this] { m_lanesMoved = true; });
    connect(m_table, &ConnectionTable::currentIdChanged, this, [this](ConnectionId id) {
        m_timeline->setCurrent(id);
        showCurrent();
        Q_EMIT currentIdChanged(id);
    });
    connect(m_table, &ConnectionTable::selectedIdsChanged, this, [this] {
        showCurrent();
        Q_EMIT selectedIdsChanged();
    });
    m_afterClick.setSingleShot(true);
    connect(&m_afterClick, &QTimer::timeout, this, &ConnectionsPage::showCurrent);
    connect(m_timeline, &TimelineView::currentChanged, this, &ConnectionsPage::setCurrent);
    connect(m_timeline, &TimelineView::hovered, m_hint, &RowHint::setRow);
    connect(m_hint, &RowHint::pointedAt, m_timeline, &TimelineView::setHinted);
}

void ConnectionsPage::applyFilter()
{
    RowFilter filter(m_filter->text().toStdString());
    if (m_inRange) {
        filter.restrictTo(*m_inRange);
    }
    m_model.setFilter(filter);
}

void ConnectionsPage::setRange(Moment from, Moment until)
{
    m_inRange.emplace();
    for (const ConnectionId id : m_store.ids()) {
        m_inRange->resize(indexOf(id) + 1);
        (*m_inRange)[indexOf(id)] = m_log && m_log->lanes().count({id, false}, from, until) > 0;
    }
    m_range->setText(rangeChipText(from, until));
    m_range->show();
    applyFilter();
}

void ConnectionsPage::clearRange()
{
    m_inRange.reset();
    m_range->hide();
    applyFilter();
}

void ConnectionsPage::setLab(const LabController& lab)
{
    m_log = &lab.log();
    clearRange();
    m_hint->setRow(ConnectionId::none);
    m_model.reload();
    m_inspector->setCapabilities(lab.capabilities());
    m_table->setLog(&lab.log());
    m_table->setSomeEnded(false);
    m_hosts = {};
    m_table->setSeveralHosts(false);
    m_timeline->setSource(&m_store, &lab.log(), lab.startedUtcNs(), lab.capabilities().simulated);
    showRows();
}

void ConnectionsPage::refresh(const Refresh& refresh)
{
    m_now = refresh.now;
    m_model.setNow(refresh.now);
    m_model.refresh(refresh.changed);
    noteEnded(refresh.changed);
    noteHosts(refresh.changed);
    if (m_stack->currentWidget() != m_rows && m_store.size() > 0) {
        showRows();
    }
    if (m_lanesMoved) {
        m_lanesMoved = false;
        m_timeline->setLanes(m_model.rows());
    }
    m_timeline->refresh(refresh.now, refresh.changed);
    if (m_now - m_lastTick >= kTextPeriod || m_now < m_lastTick) {
        m_lastTick = m_now;
        m_table->tick(m_now);
        updateInspector();
    }
}

void ConnectionsPage::noteEnded(std::span<const ConnectionId> changed)
{
    if (std::any_of(changed.begin(), changed.end(), [this](ConnectionId id) {
            return conditionOf(m_store.find(id)->row) == RowCondition::ended;
        })) {
        m_table->setSomeEnded(true);
    }
}

void ConnectionsPage::noteHosts(std::span<const ConnectionId> changed)
{
    if (m_hosts.areToBeTold()) {
        return;
    }
    for (const ConnectionId id : changed) {
        const ConnectionInfo& info = m_store.find(id)->info;
        m_hosts.several = m_hosts.several || info.host != HostId::first;
        m_hosts.inNames = m_hosts.inNames && info.name == info.hostName;
    }
    m_table->setSeveralHosts(m_hosts.areToBeTold());
}

const ConnectionStore::Entry* ConnectionsPage::currentEntry() const
{
    const ConnectionId id = m_table->currentId();
    return m_table->selectedCount() == 0 ? nullptr : m_store.find(id);
}

void ConnectionsPage::updateInspector()
{
    const ConnectionStore::Entry* entry = m_store.find(m_inspector->shown());
    if (entry && m_inspector->isVisible()) {
        m_inspector->refresh(*entry, m_now);
    }
}

/// The current one; of several the first that can still be edited, if the current one cannot.
const ConnectionStore::Entry* ConnectionsPage::inspectedEntry() const
{
    const ConnectionStore::Entry* current = currentEntry();
    if (!current || conditionOf(current->row) != RowCondition::ended) {
        return current;
    }
    for (const ConnectionId id : selectedIds()) {
        const ConnectionStore::Entry* entry = m_store.find(id);
        if (conditionOf(entry->row) != RowCondition::ended) {
            return entry;
        }
    }
    return current;
}

/// The inspector takes room from the table: while a click may still become a double click no cell moves away from under it.
bool ConnectionsPage::waitsForClick()
{
    const bool opens = m_inspectorWanted && m_inspector->isHidden() && currentEntry() != nullptr;
    if (!opens || QGuiApplication::mouseButtons() == Qt::NoButton) {
        return false;
    }
    m_afterClick.start(QGuiApplication::styleHints()->mouseDoubleClickInterval());
    return true;
}

void ConnectionsPage::showCurrent()
{
    if (waitsForClick()) {
        return;
    }
    const ConnectionStore::Entry* entry = inspectedEntry();
    const std::size_t count = m_table->selectedCount();
    if (entry && m_inspectorWanted) {
        m_inspector->show(*entry, count, m_now);
    }
    m_inspector->setVisible(entry && m_inspectorWanted);
    updateRoom();
    if (m_inspector->isVisible() && m_columns->sizes().back() < m_inspector->minimumWidth()) {
        m_columns->setSizes({width() - m_inspector->minimumWidth(), m_inspector->minimumWidth()});
    }
}

void ConnectionsPage::showRows()
{
    const bool some = m_store.size() > 0;
    m_stack->setCurrentIndex(some ? 1 : 0);
    some ? m_table->setFocus() : m_firstRun->setFocus();
    for (QAction* action : {m_actions.pullCable, m_actions.troubleFirst, m_actions.find}) {
        action->setEnabled(some);
    }
    m_filter->setEnabled(some);
}

std::vector<ConnectionId> ConnectionsPage::selectedIds() const
{
    return m_table->selectedIds();
}

void ConnectionsPage::setCurrent(ConnectionId id)
{
    m_table->setCurrentId(id);
}

void ConnectionsPage::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void ConnectionsPage::setPulled(bool pulled)
{
    const QString words = pulled ? tr("Plug the cable in") : tr("Pull the cable");
    if (m_pull->text() != words) {
        m_pull->setText(words);
        m_actions.pullCable->setText(words);
    }
}

void ConnectionsPage::setInspectorWanted(bool wanted)
{
    m_inspectorWanted = wanted;
    showCurrent();
}

void ConnectionsPage::setDefaults(const std::vector<SystemDefaults>& defaults)
{
    m_inspector->setDefaults(defaults);
}

void ConnectionsPage::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    updateRoom();
}

void ConnectionsPage::updateRoom()
{
    const bool wide = width() >= kWideWindow;
    m_table->setRoom(!wide                     ? TableRoom::narrow
                     : m_inspector->isHidden() ? TableRoom::alone
                                               : TableRoom::wide);
}

QByteArray ConnectionsPage::saveLayout() const
{
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream << m_rows->saveState() << m_columns->saveState() << m_table->saveColumns();
    return bytes;
}

void ConnectionsPage::restoreLayout(const QByteArray& bytes)
{
    QDataStream stream(bytes);
    QByteArray rows;
    QByteArray columns;
    QByteArray table;
    stream >> rows >> columns >> table;
    if (stream.status() == QDataStream::Ok) {
        m_rows->restoreState(rows);
        m_columns->restoreState(columns);
        m_table->restoreColumns(table);
    }
}

} // namespace kai::ui
