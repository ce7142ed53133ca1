#include "ui/simulation/assumptions_panel.h"

#include "ui/lab/texts.h"
#include "ui/simulation/refusal.h"
#include "ui/widgets/labels.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QToolButton>
#include <QVBoxLayout>

namespace kai::ui {

namespace {

const winsock::Assumption& assumptionAt(std::size_t index)
{
    return winsock::allAssumptions()[index];
}

/// "not-waited", as the command line has it, in words.
QString shownValue(std::string_view value)
{
    return text(value).replace(QLatin1Char('-'), QLatin1Char(' '));
}

QString nameOf(std::size_t index)
{
    return text(assumptionAt(index).name);
}

} // namespace

AssumptionsPanel::AssumptionsPanel(QWidget* parent)
    : QWidget(parent)
    , m_refusal(new Refusal(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(buildHead());
    layout->addWidget(buildRows());
    layout->addWidget(m_refusal);
    setOpen(false);
    setAssumed({});
}

QWidget* AssumptionsPanel::buildHead()
{
    auto* line = new QWidget(this);
    auto* layout = new QHBoxLayout(line);
    layout->setContentsMargins({});
    m_toggle = new QToolButton(line);
    m_toggle->setText(tr("Our assumptions"));
    m_toggle->setCheckable(true);
    m_toggle->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_toggle->setToolTip(tr("Choices that the public record leaves open"));
    m_count = makeQuietLabel({}, TypeSize::body);
    layout->addWidget(m_toggle);
    layout->addWidget(m_count, 1);
    connect(m_toggle, &QToolButton::toggled, this, &AssumptionsPanel::setOpen);
    return line;
}

QWidget* AssumptionsPanel::buildRows()
{
    m_body = new QWidget(this);
    auto* grid = new QGridLayout(m_body);
    grid->setContentsMargins({});
    grid->setHorizontalSpacing(16);
    grid->setColumnStretch(2, 1);
    for (std::size_t index = 0; index < winsock::allAssumptions().size(); ++index) {
        const auto& assumption = assumptionAt(index);
        Row row{new QLabel(text(assumption.question)), makeChoice(index), new QLabel};
        row.question->setBuddy(row.value);
        row.meaning->setWordWrap(true);
        const int line = static_cast<int>(index);
        grid->addWidget(row.question, line, 0);
        grid->addWidget(row.value, line, 1);
        grid->addWidget(row.meaning, line, 2);
        m_rows.push_back(row);
    }
    return m_body;
}

QComboBox* AssumptionsPanel::makeChoice(std::size_t index)
{
    const auto& assumption = assumptionAt(index);
    auto* box = new QComboBox;
    box->setAccessibleName(text(assumption.question));
    for (const auto& each : assumption.values) {
        box->addItem(shownValue(each.value), text(each.value));
        box->setItemData(box->count() - 1, text(each.meaning), Qt::ToolTipRole);
    }
    connect(box, &QComboBox::activated, this,
            [this, index, box](int item) { choose(index, box->itemData(item).toString()); });
    if (!assumption.timeMeaning.empty()) {
        box->setEditable(true);
        box->setInsertPolicy(QComboBox::NoInsert);
        box->setToolTip(tr("A value of the list, or a time such as 250 ms"));
        connect(box->lineEdit(), &QLineEdit::editingFinished, this, [this, index, box] {
            const int item = box->findText(box->currentText());
            choose(index, item < 0 ? box->currentText() : box->itemData(item).toString());
        });
    }
    return box;
}

void AssumptionsPanel::choose(std::size_t index, const QString& value)
{
    const auto before = m_assumed;
    const Status assumed =
        winsock::assume(m_assumed, assumptionAt(index).name, value.trimmed().toStdString());
    if (!assumed) {
        m_refusal->say(assumed.error());
        return;
    }
    m_refusal->clear();
    showRow(index);
    showCount();
    if (m_assumed != before) {
        Q_EMIT assumeAsked(nameOf(index), value.trimmed());
    }
}

void AssumptionsPanel::setAssumed(const winsock::HostAssumptions& assumed)
{
    m_assumed = assumed;
    m_refusal->clear();
    for (std::size_t index = 0; index < m_rows.size(); ++index) {
        showRow(index);
    }
    showCount();
}

void AssumptionsPanel::showRow(std::size_t index)
{
    const Row& row = m_rows[index];
    const auto& assumption = assumptionAt(index);
    const std::string value = winsock::assumedValue(m_assumed, assumption.name);
    const int item = row.value->findData(text(value));
    const QSignalBlocker quiet(row.value);
    if (item >= 0) {
        row.value->setCurrentIndex(item);
    }
    if (row.value->isEditable()) {
        row.value->setEditText(item >= 0 ? row.value->itemText(item) : text(value));
    }
    row.meaning->setText(
        tr("%1 (%2, our assumption)")
            .arg(text(winsock::meaningOf(assumption, value)), text(assumption.clause)));
    const bool contracts = item == 0;
    row.question->setFont(typeFont(TypeSize::body, contracts ? QFont::Normal : QFont::DemiBold));
}

void AssumptionsPanel::showCount()
{
    int others = 0;
    for (const auto& assumption : winsock::allAssumptions()) {
        others +=
            winsock::assumedValue(m_assumed, assumption.name) != assumption.values.front().value;
    }
    m_count->setText(
        others == 0 ? tr("where the public record leaves a choice open: all as in the contract")
                    : tr("%n of them other than in the contract", nullptr, others));
}

void AssumptionsPanel::setOpen(bool open)
{
    const QSignalBlocker quiet(m_toggle);
    m_toggle->setChecked(open);
    m_toggle->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
    m_body->setVisible(open);
    Q_EMIT openChanged(open);
}

} // namespace kai::ui
