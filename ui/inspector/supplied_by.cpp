#include "ui/inspector/supplied_by.h"

#include "ui/connections/cell_text.h"
#include "ui/lab/texts.h"
#include "ui/widgets/labels.h"

#include <QGridLayout>

namespace kai::ui {

namespace {

QString valueText(bool on)
{
    return on ? SuppliedBy::tr("on") : SuppliedBy::tr("off");
}

QString valueText(milliseconds time)
{
    return settingText(time);
}

QString valueText(std::uint16_t count)
{
    return QString::number(count);
}

/// "sysctl 2 h": the strongest loser.
template <typename T>
QString loserText(const Effective<T>& effective)
{
    if (effective.losers.empty()) {
        return {};
    }
    const Sourced<T>& loser = effective.losers.front();
    return QStringLiteral("%1 %2").arg(originText(loser.origin), valueText(loser.value));
}

/// "sysctl 2 h, built-in 2 h": all of them, the strongest first.
template <typename T>
QString losersText(const Effective<T>& effective)
{
    QStringList texts;
    for (const Sourced<T>& loser : effective.losers) {
        texts << QStringLiteral("%1 %2").arg(originText(loser.origin), valueText(loser.value));
    }
    return texts.join(QStringLiteral(", "));
}

template <typename T>
void setValue(QLabel& label, const T& value)
{
    setWords(label, valueText(value));
    label.setToolTip({});
}

/// What has no room is told roughly, and exactly by the tooltip.
void setValue(QLabel& label, milliseconds time)
{
    constexpr int kWidth = 72;
    const QString exact = valueText(time);
    const bool fits = label.fontMetrics().horizontalAdvance(exact) <= kWidth;
    setWords(label, fits ? exact : aboutText(time));
    label.setToolTip(fits ? QString() : exact);
}

QLabel* makeLoser()
{
    QLabel* label = makeQuietLabel({}, TypeSize::header);
    QFont font = label->font();
    font.setStrikeOut(true);
    label->setFont(font);
    label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    return label;
}

} // namespace

SuppliedBy::SuppliedBy(QWidget* parent)
    : QWidget(parent)
{
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins({});
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(3);
    const std::array names{tr("On"), tr("Time"), tr("Interval"), tr("Probes")};
    int row = 0;
    for (Line& line : m_lines) {
        line = {makeHeading({}), new QLabel, makeLoser()};
        line.origin->setFont(typeFont(TypeSize::header));
        grid->addWidget(makeQuietLabel(names[static_cast<std::size_t>(row)]), row, 0);
        grid->addWidget(line.value, row, 1);
        grid->addWidget(line.origin, row, 2);
        grid->addWidget(line.losers, row, 3);
        ++row;
    }
    grid->setColumnStretch(3, 1);
}

void SuppliedBy::show(const ConnectionDetails& details)
{
    const auto fill = [](const Line& line, const auto& effective) {
        setValue(*line.value, effective.value);
        setWords(*line.origin, originText(effective.origin));
        setWords(*line.losers, loserText(effective));
        line.losers->setAccessibleName(
            effective.losers.empty() ? QString() : tr("overridden: %1").arg(losersText(effective)));
        line.losers->setToolTip(line.losers->accessibleName());
    };
    fill(m_lines[0], details.enabled);
    fill(m_lines[1], details.idleTime);
    fill(m_lines[2], details.probeInterval);
    fill(m_lines[3], details.probeCount);
}

void SuppliedBy::clear()
{
    for (const Line& line : m_lines) {
        setWords(*line.value, dash());
        setWords(*line.origin, {});
        setWords(*line.losers, {});
    }
}

} // namespace kai::ui
