#include "ui/defaults/graph_table.h"

#include "core/keepalive/duration_text.h"

#include <QDialog>
#include <QHeaderView>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace kai::ui {
namespace {

QString words(const std::string& text)
{
    return QString::fromStdString(text);
}

/// What is said below the label, why values are ignored, and that they wait.
QString noteOf(const defaults::GraphRow& row)
{
    QStringList parts;
    for (const auto& part : {row.secondLine, row.ignored}) {
        if (!part.empty()) {
            parts << words(part);
        }
    }
    if (row.pendingRestart) {
        parts << GraphTableModel::tr("pending restart");
    }
    return parts.join(QStringLiteral("; "));
}

/// "300 s (default 2 h)" where a value is not the system's own.
QString valueOf(milliseconds value, milliseconds builtIn, bool differs)
{
    const auto text = words(formatSetting(value));
    return differs ? GraphTableModel::tr("%1 (default %2)").arg(text, words(formatSetting(builtIn)))
                   : text;
}

} // namespace

GraphTableModel::GraphTableModel(const std::vector<defaults::GraphRow>& rows, QObject* parent)
    : QAbstractTableModel(parent)
{
    m_rows.reserve(rows.size());
    std::transform(rows.begin(), rows.end(), std::back_inserter(m_rows), textsOf);
}

GraphTableModel::Row GraphTableModel::textsOf(const defaults::GraphRow& row)
{
    const auto& own = row.builtIn;
    const auto count = QString::number(row.times.probeCount);
    const auto off = tr("off");
    return {
        {words(row.label), noteOf(row),
         row.times.enabled ? valueOf(row.times.idleTime, own.idleTime, row.idleTimeDiffers) : off,
         valueOf(row.times.probeInterval, own.probeInterval, row.probeIntervalDiffers),
         row.probeCountDiffers ? tr("%1 (default %2)").arg(count).arg(own.probeCount) : count,
         words(row.foundAfter), words(row.verdict)}};
}

int GraphTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int GraphTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant GraphTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || role != Qt::DisplayRole) {
        return {};
    }
    return m_rows[static_cast<std::size_t>(index.row())].texts[index.column()];
}

QVariant GraphTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section >= ColumnCount) {
        return {};
    }
    const QString names[] = {tr("Values of"), tr("Note"),   tr("Time"),
                             tr("Interval"),  tr("Probes"), tr("Found dead after"),
                             tr("Verdict")};
    return names[section];
}

void showGraphTable(QWidget* parent, const std::vector<defaults::GraphRow>& rows)
{
    auto* window = new QDialog(parent);
    window->setAttribute(Qt::WA_DeleteOnClose);
    window->setWindowTitle(GraphTableModel::tr("System defaults as a table"));
    window->resize(980, 420);
    auto* table = new QTableView(window);
    table->setModel(new GraphTableModel(rows, window));
    table->setAccessibleName(window->windowTitle());
    table->verticalHeader()->hide();
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->setTabKeyNavigation(false);
    table->resizeColumnsToContents();
    table->horizontalHeader()->setStretchLastSection(true);
    table->selectRow(0);
    auto* column = new QVBoxLayout(window);
    column->addWidget(table);
    window->show();
    table->setFocus();
}

} // namespace kai::ui
