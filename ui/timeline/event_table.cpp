#include "ui/timeline/event_table.h"

#include "core/history/event_log.h"
#include "ui/timeline/event_text.h"

#include <QDialog>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace kai::ui {
namespace {

constexpr std::size_t kMostRows = 5'000;
constexpr std::uint64_t kMostLooked = 1'000'000;

QString words(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

EventTableModel::EventTableModel(const TimelineScene& scene, const std::vector<ConnectionId>& lanes,
                                 Moment from, Moment until, QObject* parent)
    : QAbstractTableModel(parent)
{
    if (scene.log == nullptr || scene.store == nullptr) {
        return;
    }
    auto shown = lanes;
    std::sort(shown.begin(), shown.end());
    const auto first = scene.log->lowerBound(from);
    const auto last = scene.log->lowerBound(until);
    m_cut = last - first > kMostLooked;
    scene.log->visitIndices(
        first, std::min(last, first + kMostLooked), [&](std::uint64_t, const Event& one) {
            const auto* entry = scene.store->find(one.connection);
            if (entry == nullptr || one.atPeerEnd() ||
                !std::binary_search(shown.begin(), shown.end(), one.connection)) {
                return;
            }
            if (m_rows.size() == kMostRows) {
                m_cut = true;
                return;
            }
            m_rows.push_back({{words(entry->info.name), eventKindText(one),
                               momentText(scene, one.time), words(scene.log->text(one.detail))}});
        });
}

int EventTableModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int EventTableModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : columnCount_;
}

QVariant EventTableModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || role != Qt::DisplayRole) {
        return {};
    }
    return m_rows[static_cast<std::size_t>(index.row())].texts[index.column()];
}

QVariant EventTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case lane:
        return tr("Lane");
    case event:
        return tr("Event");
    case time:
        return tr("Time");
    case detail:
        return tr("Detail");
    default:
        return {};
    }
}

void showEventTable(QWidget* parent, const TimelineScene& scene,
                    const std::vector<ConnectionId>& lanes, Moment from, Moment until)
{
    auto* window = new QDialog(parent);
    window->setAttribute(Qt::WA_DeleteOnClose);
    window->setWindowTitle(QObject::tr("Events in view, %1 to %2")
                               .arg(momentText(scene, from), momentText(scene, until)));
    window->resize(760, 480);
    auto* model = new EventTableModel(scene, lanes, from, until, window);
    auto* table = new QTableView(window);
    table->setModel(model);
    table->setAccessibleName(window->windowTitle());
    table->verticalHeader()->hide();
    table->setSelectionBehavior(QAbstractItemView::SelectRows);
    table->horizontalHeader()->setStretchLastSection(true);
    table->setColumnWidth(EventTableModel::event, 260);
    table->setColumnWidth(EventTableModel::time, 140);
    auto* column = new QVBoxLayout(window);
    column->addWidget(table);
    const auto count = QLocale().toString(model->rowCount());
    const auto counted =
        model->isCut() ? QObject::tr("The first %1 events; zoom in for the others.").arg(count)
                       : QObject::tr("%1 events").arg(count);
    column->addWidget(new QLabel(counted, window));
    table->setAccessibleDescription(counted);
    table->setTabKeyNavigation(false);
    table->selectRow(0);
    table->setFocus(); // so that it is what is read when the window opens
    window->show();
}

} // namespace kai::ui
