#include "ui/events/events_panel.h"

#include "ui/events/event_delegate.h"
#include "ui/events/event_words.h"
#include "ui/widgets/labels.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTableView>

#include <array>

namespace kai::ui {

namespace {

constexpr int kRowHeight = 22;
constexpr std::array<const char*, EventModel::ColumnCount> kSamples{
    "00:00:00.000 0", "connection-1000", "data received, at the peer's end mm",
    "10 / 10",        "1 h 12 min",      ""};

void setUpTable(QTableView& table)
{
    table.setAccessibleName(EventsPanel::tr("Events"));
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setSelectionMode(QAbstractItemView::SingleSelection);
    table.setEditTriggers(QAbstractItemView::NoEditTriggers);
    table.setTabKeyNavigation(false);
    table.setShowGrid(false);
    table.setWordWrap(false);
    table.setFrameShape(QFrame::NoFrame);
    table.setFont(typeFont(TypeSize::header));
    table.verticalHeader()->hide();
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table.verticalHeader()->setMinimumSectionSize(kRowHeight);
    table.verticalHeader()->setDefaultSectionSize(kRowHeight);
    table.horizontalHeader()->setStretchLastSection(true);
    table.horizontalHeader()->setHighlightSections(false);
    table.horizontalHeader()->setFont(typeFont(TypeSize::header));
    const QFontMetrics metrics(table.font());
    for (int column = 0; column < EventModel::Detail; ++column) {
        const QString sample = QString::fromUtf8(kSamples[static_cast<std::size_t>(column)]);
        table.setColumnWidth(column, metrics.horizontalAdvance(sample) + 16);
    }
}

} // namespace

EventsPanel::EventsPanel(const ConnectionStore& store, QWidget* parent)
    : QWidget(parent)
    , m_model(store)
    , m_words(new QLineEdit)
    , m_level(new QComboBox)
    , m_onlyCurrent(new QCheckBox(tr("Selected connection only")))
    , m_range(new QPushButton)
    , m_export(new QPushButton(tr("Export...")))
    , m_count(makeQuietLabel())
    , m_table(new QTableView)
{
    build();
    m_more.setSingleShot(true);
    connect(&m_more, &QTimer::timeout, this, &EventsPanel::refresh);
    connect(m_words, &QLineEdit::textChanged, this, &EventsPanel::applyFilter);
    connect(m_level, &QComboBox::currentIndexChanged, this, &EventsPanel::applyFilter);
    connect(m_onlyCurrent, &QCheckBox::toggled, this, &EventsPanel::applyFilter);
    connect(m_range, &QPushButton::clicked, this, &EventsPanel::rangeDismissed);
    connect(m_export, &QPushButton::clicked, this, &EventsPanel::exportAsked);
    connect(m_table, &QTableView::clicked, this, &EventsPanel::choose);
    connect(m_table, &QTableView::activated, this, &EventsPanel::choose);
}

void EventsPanel::choose(const QModelIndex& index)
{
    Q_EMIT chosen(m_model.eventAt(index.row()).connection, m_model.logIndexAt(index.row()));
}

void EventsPanel::build()
{
    m_words->setPlaceholderText(tr("Filter: name, event, ETIMEDOUT"));
    m_words->setAccessibleName(tr("Filter events"));
    m_words->setClearButtonEnabled(true);
    m_words->setMaximumWidth(260);
    m_level->addItems({tr("All events"), tr("Changes and trouble"), tr("Trouble only")});
    m_level->setAccessibleName(tr("Severity"));
    m_range->setToolTip(tr("Takes the range away"));
    m_range->setAccessibleName(tr("Range of the events list"));
    m_range->hide();
    m_export->setToolTip(tr("Writes the events of the range, or all, into a .csv or .json file"));
    m_table->setModel(&m_model);
    m_table->setItemDelegate(new EventDelegate(m_table));
    setUpTable(*m_table);

    auto* head = new QHBoxLayout;
    head->setContentsMargins(12, 6, 12, 6);
    head->setSpacing(8);
    head->addWidget(m_words, 1);
    head->addWidget(m_level);
    head->addWidget(m_onlyCurrent);
    head->addWidget(m_range);
    head->addStretch();
    head->addWidget(m_count);
    head->addWidget(m_export);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_table, 1);
    setMinimumHeight(120);
}

void EventsPanel::setLog(const history::EventLog* log, std::int64_t startedUtcNs)
{
    m_model.setLog(log, startedUtcNs);
    clearRange();
}

void EventsPanel::setCurrent(ConnectionId id)
{
    m_current = id;
    if (m_onlyCurrent->isChecked()) {
        applyFilter();
    }
}

void EventsPanel::setRange(Moment from, Moment until)
{
    m_filter.from = from;
    m_filter.until = until;
    m_range->setText(rangeChipText(from, until));
    m_range->show();
    applyFilter();
}

void EventsPanel::clearRange()
{
    m_filter.from = EventFilter().from;
    m_filter.until = EventFilter().until;
    m_range->hide();
    applyFilter();
}

void EventsPanel::applyFilter()
{
    m_filter.level = static_cast<EventLevel>(m_level->currentIndex());
    m_filter.connection = m_onlyCurrent->isChecked() ? m_current : ConnectionId::none;
    m_filter.words = m_words->text().toStdString();
    m_model.setFilter(m_filter);
    refresh();
    m_table->scrollToBottom();
}

void EventsPanel::refresh()
{
    if (!isVisible()) {
        return;
    }
    const QScrollBar& bar = *m_table->verticalScrollBar();
    const bool atNewest = bar.value() == bar.maximum();
    const int before = m_model.rowCount();
    const bool complete = m_model.refresh();
    if (atNewest && m_model.rowCount() != before) {
        m_table->scrollToBottom();
    }
    showCount(complete);
    if (!complete) {
        m_more.start(0);
    }
}

void EventsPanel::showCount(bool complete)
{
    const QString count = m_model.countText();
    setWords(*m_count, complete ? count : tr("%1, still looking").arg(count));
}

void EventsPanel::select(std::uint64_t logIndex)
{
    const int row = m_model.rowOf(logIndex);
    if (row >= 0) {
        m_table->setCurrentIndex(m_model.index(row, 0));
    }
}

void EventsPanel::focusFilter()
{
    m_words->setFocus(Qt::ShortcutFocusReason);
}

} // namespace kai::ui
