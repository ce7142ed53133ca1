#include "ui/defaults/defaults_page.h"

#include "ui/lab/texts.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/padded_delegate.h"

#include <QHeaderView>
#include <QScrollArea>
#include <QScrollBar>
#include <QTableView>
#include <QVBoxLayout>

namespace kai::ui {

namespace {

constexpr int kRowHeight = 28;

void setUpTable(QTableView& table)
{
    table.setAccessibleName(DefaultsPage::tr("System defaults"));
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setSelectionMode(QAbstractItemView::SingleSelection);
    table.setEditTriggers(QAbstractItemView::NoEditTriggers);
    table.setTabKeyNavigation(false);
    table.setShowGrid(false);
    table.setWordWrap(false);
    table.setFrameShape(QFrame::NoFrame);
    table.verticalHeader()->hide();
    table.verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    table.verticalHeader()->setMinimumSectionSize(kRowHeight);
    table.verticalHeader()->setDefaultSectionSize(kRowHeight);
    table.setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    table.setItemDelegate(new PaddedDelegate(&table));
    table.horizontalHeader()->setFont(typeFont(TypeSize::header));
    table.horizontalHeader()->setHighlightSections(false);
    table.horizontalHeader()->setStretchLastSection(true);
    table.horizontalHeader()->setFixedHeight(kRowHeight);
}

QString systemText(const std::vector<SystemDefaults>& defaults)
{
    QStringList lines;
    for (const SystemDefaults& host : defaults) {
        lines << (host.countExplained.empty()
                      ? text(host.system)
                      : QStringLiteral("%1: %2").arg(text(host.system), text(host.countExplained)));
    }
    return lines.join(QStringLiteral(" \u00b7 "));
}

} // namespace

DefaultsPage::DefaultsPage(QWidget* parent)
    : QWidget(parent)
    , m_table(new QTableView)
    , m_system(makeQuietLabel({}, TypeSize::body))
    , m_meaning(makeQuietLabel({}, TypeSize::body))
    , m_column(new QVBoxLayout)
{
    setUpTable(*m_table);
    m_table->setModel(&m_model);
    m_meaning->setWordWrap(true);
    m_meaning->setTextInteractionFlags(Qt::TextSelectableByMouse);

    auto* head = new QVBoxLayout;
    head->setContentsMargins(12, 12, 12, 8);
    head->setSpacing(4);
    head->addWidget(
        makeHeading(tr("Values for sockets that set none of their own"), TypeSize::title));
    head->addWidget(m_system);
    auto* foot = new QVBoxLayout;
    foot->setContentsMargins(12, 8, 12, 12);
    foot->addWidget(m_meaning);
    m_column->setContentsMargins({});
    m_column->setSpacing(0);
    m_column->addLayout(head);
    m_column->addWidget(makeLine());
    m_column->addWidget(m_table);
    m_column->addLayout(foot);
    m_column->addStretch(1);
    auto* page = new QWidget;
    page->setLayout(m_column);
    auto* area = new QScrollArea;
    area->setWidget(page);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setAccessibleName(tr("System defaults and what they mean"));
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins({});
    whole->addWidget(area);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) { showMeaning(current.row()); });
    showMeaning(-1);
}

void DefaultsPage::setDefaults(const std::vector<SystemDefaults>& defaults)
{
    const int current = m_table->currentIndex().row();
    m_model.setDefaults(defaults);
    m_system->setText(defaults.empty() ? tr("Not read yet.") : systemText(defaults));
    m_table->resizeColumnsToContents();
    fitHeight();
    if (current >= 0 && current < m_model.rowCount()) {
        m_table->selectRow(current);
    }
    showMeaning(m_table->currentIndex().row());
}

void DefaultsPage::fitHeight()
{
    const int rows = m_model.rowCount();
    const int bar = m_table->horizontalScrollBar()->sizeHint().height();
    m_table->setFixedHeight(m_table->horizontalHeader()->height() + rows * kRowHeight + bar);
}

void DefaultsPage::showMeaning(int row)
{
    m_meaning->setText(row >= 0 && row < m_model.rowCount()
                           ? text(m_model.valueAt(row).meaning)
                           : tr("Choose a value to read what it means. Nothing is changed here."));
}

void DefaultsPage::setEditor(QWidget* editor)
{
    if (editor != nullptr && m_editor == nullptr) {
        m_column->insertWidget(m_column->indexOf(m_table), editor);
    }
    m_editor = editor != nullptr ? editor : m_editor;
    if (m_editor != nullptr) {
        m_editor->setVisible(editor != nullptr);
    }
    m_table->setVisible(editor == nullptr);
    m_meaning->setVisible(editor == nullptr);
}

void DefaultsPage::setGraph(QWidget* graph)
{
    delete m_column->takeAt(m_column->count() - 1);
    m_column->addWidget(makeLine());
    m_column->addWidget(graph, 1);
}

} // namespace kai::ui
