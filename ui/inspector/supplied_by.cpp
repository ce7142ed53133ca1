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

/// "sysctl 7200 s, built-in 2 h": the strongest loser first.
template <typename T>
QString losersText(const Effective<T>& effective)
{
    QStringList texts;
    for (const Sourced<T>& loser : effective.losers) {
        texts << QStringLiteral("%1 %2").arg(originText(loser.origin), valueText(loser.value));
    }
    return texts.join(QStringLiteral(", "));
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
        setWords(*line.value, valueText(effective.value));
        setWords(*line.origin, originText(effective.origin));
        setWords(*line.losers, losersText(effective));
        line.losers->setAccessibleName(line.losers->text().isEmpty()
                                           ? QString()
                                           : tr("overridden: %1").arg(line.losers->text()));
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
