#include "ui/calculator/answers_model.h"

#include "ui/lab/texts.h"

#include <QLocale>

#include <utility>

namespace kai::ui {

namespace {

QString packetsText(double perHour)
{
    return QLocale::c().toString(perHour, 'g', 3);
}

QString planCell(const Plan& plan, int column)
{
    switch (column) {
    case AnswersModel::Time:
        return settingText(plan.times.idleTime);
    case AnswersModel::Interval:
        return settingText(plan.times.probeInterval);
    case AnswersModel::Probes:
        return QString::number(plan.times.probeCount);
    case AnswersModel::FoundAfter:
        return text(detectionText(plan.detection));
    case AnswersModel::Margin:
        return plan.box ? durationText(plan.box->margin) : dash();
    case AnswersModel::Packets:
        return packetsText(plan.packetsPerHour);
    default:
        return text(plan.whyNotLonger);
    }
}

} // namespace

QString explanationOf(const Answer& answer)
{
    const QString name = text(answer.asked.system.name);
    if (!answer.plan) {
        return AnswersModel::tr("%1 cannot: %2. %3")
            .arg(name, text(answer.plan.error().cause), text(answer.plan.error().remedy));
    }
    const Plan& plan = *answer.plan;
    const QString count =
        answer.asked.system.fixedCount
            ? AnswersModel::tr(" The count is the system's: no socket of it has one of its own.")
            : QString();
    return AnswersModel::tr("%1: %2 is the largest safe time. One step longer is not: %3.%4")
        .arg(name, settingText(plan.times.idleTime), text(plan.whyNotLonger), count);
}

KeepAliveSettings settingsOf(const Answer& answer)
{
    const KeepAliveTimes& times = answer.plan->times;
    KeepAliveSettings settings{true, times.idleTime, times.probeInterval, {}};
    if (!answer.asked.system.fixedCount) {
        settings.probeCount = times.probeCount;
    }
    return settings;
}

void AnswersModel::setSystems(std::vector<AskedSystem> systems)
{
    beginResetModel();
    m_systems = std::move(systems);
    calculateAll();
    endResetModel();
}

void AnswersModel::setWish(const std::optional<Wish>& wish)
{
    m_wish = wish;
    calculateAll();
    if (!m_systems.empty()) {
        Q_EMIT dataChanged(index(0, Time), index(rowCount() - 1, ColumnCount - 1));
    }
}

void AnswersModel::calculateAll()
{
    m_answers.clear();
    if (!m_wish) {
        return;
    }
    for (const AskedSystem& asked : m_systems) {
        m_answers.push_back({asked, calculate(*m_wish, asked.system)});
    }
}

int AnswersModel::lineCount() const
{
    return static_cast<int>(m_systems.size());
}

const Answer* AnswersModel::answerAt(int row) const
{
    const auto index = static_cast<std::size_t>(row);
    return row >= 0 && index < m_answers.size() ? &m_answers[index] : nullptr;
}

const AskedSystem& AnswersModel::systemAt(int row) const
{
    return m_systems[static_cast<std::size_t>(row)];
}

QString AnswersModel::cell(int row, int column) const
{
    if (column == System) {
        const AskedSystem& asked = systemAt(row);
        return asked.isInLab() ? tr("%1, %2").arg(text(asked.system.name), text(asked.note))
                               : text(asked.system.name);
    }
    const Answer* answer = answerAt(row);
    if (answer == nullptr) {
        return dash();
    }
    if (answer->plan) {
        return planCell(*answer->plan, column);
    }
    return column == Remark ? tr("cannot: %1").arg(text(answer->plan.error().cause)) : dash();
}

QVariant AnswersModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
        return cell(index.row(), index.column());
    case Qt::ToolTipRole: {
        const Answer* answer = answerAt(index.row());
        return index.column() == System || answer == nullptr ? text(systemAt(index.row()).note)
                                                             : explanationOf(*answer);
    }
    case Qt::FontRole:
        return emphasis(systemAt(index.row()).isInLab());
    default:
        return {};
    }
}

QStringList AnswersModel::titles() const
{
    return {tr("System"),      tr("Time"),       tr("Interval"),        tr("Probes"),
            tr("Found after"), tr("Box margin"), tr("Packets an hour"), tr("Why no longer time")};
}

} // namespace kai::ui
