#include "ui/defaults/defaults_model.h"

#include "ui/lab/texts.h"

#include <algorithm>
#include <limits>

namespace kai::ui {

namespace {

QString number(std::uint64_t value)
{
    return QString::number(static_cast<qulonglong>(value));
}

/// The value as a duration; saturated.
nanoseconds durationOf(std::uint64_t value, DefaultUnit unit)
{
    constexpr std::uint64_t most = std::numeric_limits<std::int64_t>::max();
    const auto count = static_cast<std::int64_t>(std::min(value, most));
    const std::int64_t nsEach = unit == DefaultUnit::second ? 1'000'000'000 : 1'000'000;
    return saturatingMultiply(nanoseconds(nsEach), count);
}

QString toolTip(const SystemDefault& value)
{
    QStringList parts{text(value.meaning)};
    if (!value.ignoredBecause.empty()) {
        parts << DefaultsModel::tr("The stored value has no effect: %1")
                     .arg(text(value.ignoredBecause));
    }
    if (!value.warning.empty()) {
        parts << text(value.warning);
    }
    if (value.pendingRestart) {
        parts << DefaultsModel::tr("The stored value comes into force after a restart.");
    }
    return parts.join(QLatin1Char('\n'));
}

QString storedText(const SystemDefault& value)
{
    if (!value.stored) {
        return value.storedOtherwise.empty()
                   ? DefaultsModel::tr("nothing stored")
                   : DefaultsModel::tr("%1, ignored").arg(text(value.storedOtherwise));
    }
    const QString stored = defaultText(*value.stored, value.unit);
    if (!value.ignoredBecause.empty()) {
        return value.rejected ? DefaultsModel::tr("%1, ignored").arg(stored)
                              : DefaultsModel::tr("%1, no effect").arg(stored);
    }
    return value.pendingRestart ? DefaultsModel::tr("%1, after a restart").arg(stored) : stored;
}

} // namespace

QString defaultText(std::uint64_t value, DefaultUnit unit)
{
    if (unit == DefaultUnit::count) {
        return number(value);
    }
    const QString unitName =
        unit == DefaultUnit::second ? QStringLiteral("s") : QStringLiteral("ms");
    const QString exact = QStringLiteral("%1 %2").arg(number(value), unitName);
    const QString words = durationText(durationOf(value, unit));
    return words == exact ? exact : QStringLiteral("%1 (%2)").arg(exact, words);
}

QString hexText(std::uint64_t value)
{
    return QStringLiteral("0x%1").arg(static_cast<qulonglong>(value), 0, 16);
}

void DefaultsModel::setDefaults(const std::vector<SystemDefaults>& defaults)
{
    beginResetModel();
    m_lines.clear();
    m_severalHosts = defaults.size() > 1;
    for (const SystemDefaults& host : defaults) {
        for (const SystemDefault& value : host.values) {
            m_lines.push_back({value, text(host.system)});
        }
    }
    endResetModel();
}

int DefaultsModel::lineCount() const
{
    return static_cast<int>(m_lines.size());
}

const SystemDefault& DefaultsModel::valueAt(int row) const
{
    return m_lines[static_cast<std::size_t>(row)].value;
}

QString DefaultsModel::cell(const Line& line, int column) const
{
    const SystemDefault& value = line.value;
    switch (column) {
    case Name:
        return m_severalHosts ? QStringLiteral("%1: %2").arg(line.system, text(value.name))
                              : text(value.name);
    case InForce:
        return value.isRead ? defaultText(value.inForce, value.unit) : QStringLiteral("\u2013");
    case Stored:
        return storedText(value);
    case BuiltIn:
        return defaultText(value.builtIn, value.unit);
    case Hex:
        return value.isRead ? hexText(value.inForce) : QString();
    case Range:
        return tr("%1 to %2").arg(number(value.minimum), number(value.maximum));
    case Place:
        return text(value.path);
    case UsedBy:
        return text(value.usedBy);
    default:
        return {};
    }
}

QVariant DefaultsModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const Line& line = m_lines[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return cell(line, index.column());
    case Qt::ToolTipRole:
        return toolTip(line.value);
    case Qt::FontRole:
        return emphasis(index.column() == InForce && line.value.isRead &&
                        line.value.inForce != line.value.builtIn);
    default:
        return {};
    }
}

QStringList DefaultsModel::titles() const
{
    return {tr("Value"),       tr("In force"), tr("Stored"),      tr("Default"),
            tr("Hexadecimal"), tr("Range"),    tr("Where it is"), tr("Used by")};
}

} // namespace kai::ui
