#include "ui/events/event_model.h"

#include "core/keepalive/fault.h"
#include "ui/events/event_words.h"
#include "ui/lab/texts.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <array>

namespace kai::ui {

namespace {

constexpr std::int64_t kNsPerMs = 1'000'000;

QString probeText(const Event& event)
{
    return event.probeNumber == 0
               ? QString()
               : QStringLiteral("%1 / %2").arg(event.probeNumber).arg(event.probeCount);
}

QString idleText(const Event& event)
{
    return event.idleMs == 0 ? QString() : countdownText(milliseconds(event.idleMs));
}

std::string faultWords(std::string_view detail)
{
    const auto fault = parseFault(detail);
    return fault ? faultSentence(*fault) : std::string();
}

/// "every 3rd probe is lost" for "lossy-3"; what is no fault's word stays as it is.
QString detailWords(EventKind kind, std::string_view detail)
{
    const bool isFault = kind == EventKind::fault_set || kind == EventKind::fault_cleared;
    const std::string words = isFault ? faultWords(detail) : std::string();
    return text(words.empty() ? detail : std::string_view(words));
}

/// A fault is found by its words and by the command line's word for it.
std::string wordsToFind(std::string_view detail)
{
    return std::string(detail) + " " + faultWords(detail);
}

bool isRightAligned(int column)
{
    return column == EventModel::Time || column == EventModel::Probe || column == EventModel::Idle;
}

} // namespace

EventModel::EventModel(const ConnectionStore& store, QObject* parent)
    : QAbstractTableModel(parent)
    , m_store(store)
    , m_match([this](ConnectionId id) { return knownName(id); },
              [this](TextId id) { return wordsToFind(m_log->text(id)); })
{
}

void EventModel::setLog(const history::EventLog* log, std::int64_t startedUtcNs)
{
    m_log = log;
    m_startedUtcNs = startedUtcNs;
    restart();
}

void EventModel::setFilter(const EventFilter& filter)
{
    if (filter == m_filter) {
        return;
    }
    m_filter = filter;
    restart();
}

void EventModel::restart()
{
    beginResetModel();
    m_rows.clear();
    const std::uint64_t end = m_log ? endOfRange() : 0;
    m_next = std::max(m_log ? firstOfRange() : 0, end > lookBack() ? end - lookBack() : 0);
    m_from = m_next;
    m_rowsDropped = false;
    m_match.setWords(m_filter.words);
    endResetModel();
}

std::uint64_t EventModel::lookBack() const
{
    return m_filter.empty() ? kMostRows : kLookBack;
}

std::uint64_t EventModel::firstOfRange() const
{
    return std::max(m_log->lowerBound(m_filter.from), m_log->firstIndex());
}

QString EventModel::countText() const
{
    const QLocale locale;
    QString events = tr("%1 events").arg(locale.toString(rowCount()));
    const std::uint64_t listed = m_rows.empty() ? m_from : m_rows.front();
    const std::uint64_t from = m_rowsDropped ? listed : m_from;
    if (!m_log || from <= firstOfRange()) {
        return events;
    }
    if (m_filter.empty()) {
        return tr("the last %1 of %2 events")
            .arg(locale.toString(rowCount()), locale.toString(qulonglong(m_next - firstOfRange())));
    }
    return tr("%1 in the last %2").arg(events, locale.toString(qulonglong(m_next - from)));
}

std::uint64_t EventModel::endOfRange() const
{
    return m_filter.until == kNever ? m_log->endIndex() : m_log->lowerBound(m_filter.until);
}

bool EventModel::refresh(std::uint64_t most)
{
    if (!m_log) {
        return true;
    }
    if (endOfRange() > m_next + lookBack()) {
        restart(); // what is so old would not stay in the list
    }
    m_next = std::max(m_next, m_log->firstIndex());
    const std::uint64_t end = std::max(endOfRange(), m_next);
    const std::uint64_t until = std::min(end, m_next + most);
    std::vector<std::uint64_t> found;
    m_log->visitIndices(m_next, until, [&](std::uint64_t index, const Event& event) {
        if (accepts(event)) {
            found.push_back(index);
        }
    });
    m_next = until;
    append(found);
    return m_next == end;
}

void EventModel::append(const std::vector<std::uint64_t>& found)
{
    if (found.empty()) {
        return;
    }
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(found.size()) - 1);
    m_rows.insert(m_rows.end(), found.begin(), found.end());
    endInsertRows();
    if (m_rows.size() > kMostRows + kMostRows / 10) {
        const std::size_t excess = m_rows.size() - kMostRows;
        beginRemoveRows({}, 0, static_cast<int>(excess) - 1);
        m_rows.erase(m_rows.begin(), m_rows.begin() + static_cast<std::ptrdiff_t>(excess));
        endRemoveRows();
        m_rowsDropped = true;
    }
}

bool EventModel::accepts(const Event& event)
{
    return m_filter.acceptsKind(event) && (m_filter.words.empty() || m_match.accepts(event));
}

int EventModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int EventModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

Event EventModel::eventAt(int row) const
{
    return m_log->at(m_rows[static_cast<std::size_t>(row)]);
}

int EventModel::rowOf(std::uint64_t logIndex) const
{
    const auto found = std::lower_bound(m_rows.begin(), m_rows.end(), logIndex);
    return found != m_rows.end() && *found == logIndex ? static_cast<int>(found - m_rows.begin())
                                                       : -1;
}

QVariant EventModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
        return cell(eventAt(index.row()), index.column());
    case Qt::ToolTipRole:
        return index.column() == Detail ? cell(eventAt(index.row()), Detail) : QVariant();
    case Qt::TextAlignmentRole:
        return int((isRightAligned(index.column()) ? Qt::AlignRight : Qt::AlignLeft) |
                   Qt::AlignVCenter);
    case KindRole:
        return static_cast<int>(eventAt(index.row()).kind);
    default:
        return {};
    }
}

QVariant EventModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return int((isRightAligned(section) ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    const std::array<QString, ColumnCount> titles{tr("Time"),  tr("Connection"), tr("Event"),
                                                  tr("Probe"), tr("Idle"),       tr("Detail")};
    return titles[static_cast<std::size_t>(section)];
}

QString EventModel::cell(const Event& event, int column) const
{
    switch (column) {
    case Time:
        return timeText(event);
    case Connection:
        return connectionName(event.connection);
    case What:
        return event.atPeerEnd() ? tr("%1, at the peer's end").arg(eventLabel(event.kind))
                                 : eventLabel(event.kind);
    case Probe:
        return probeText(event);
    case Idle:
        return idleText(event);
    case Detail:
        return detailText(event);
    default:
        return {};
    }
}

QString EventModel::timeText(const Event& event) const
{
    const std::int64_t sinceStart = event.time.time_since_epoch().count();
    if (m_startedUtcNs == 0) {
        return durationText(milliseconds(sinceStart / kNsPerMs));
    }
    const QDateTime time = QDateTime::fromMSecsSinceEpoch((m_startedUtcNs + sinceStart) / kNsPerMs);
    return time.toString(QStringLiteral("HH:mm:ss.zzz"));
}

std::optional<std::string> EventModel::knownName(ConnectionId id) const
{
    const ConnectionStore::Entry* entry = m_store.find(id);
    return entry && entry->info.id == id ? std::optional(entry->info.name) : std::nullopt;
}

QString EventModel::connectionName(ConnectionId id) const
{
    return text(knownName(id).value_or(std::string()));
}

QString EventModel::detailText(const Event& event) const
{
    QStringList parts;
    if (event.endedBy != EndedBy::notEnded) {
        parts << endingText(event.endedBy);
    }
    if (event.errorCode != 0) {
        parts << errorLabel(event.errorCode);
    }
    if (event.detail != TextId::empty) {
        parts << detailWords(event.kind, m_log->text(event.detail));
    }
    if (event.uncertaintyNs > 0) {
        parts << uncertaintyText(event.uncertaintyNs);
    }
    return parts.join(QStringLiteral(", "));
}

} // namespace kai::ui
