#include "ui/calculator/calculator_panel.h"

#include "ui/calculator/wish_form.h"
#include "ui/lab/texts.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/padded_delegate.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLocale>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

namespace kai::ui {

namespace {

constexpr int kRowHeight = 26;
constexpr int kHeaderHeight = 30;
constexpr int kExplanationLines = 3;
/// By AnswersModel::Column; the last one takes what is left.
constexpr std::array kWidths{212, 76, 68, 58, 176, 84, 110};

} // namespace

QString obstacle(const Answer* answer, const CalculatorTarget& target)
{
    if (answer == nullptr || !answer->plan) {
        return CalculatorPanel::tr("Choose a row with an answer.");
    }
    if (!answer->asked.isInLab()) {
        return CalculatorPanel::tr("This system is not in the lab: its answer is to compare with.");
    }
    if (target.connections == 0) {
        return CalculatorPanel::tr("No open connection is selected on the page Connections.");
    }
    const auto& own = answer->asked.hosts;
    const bool allOwn = std::all_of(target.hosts.begin(), target.hosts.end(), [&](HostId host) {
        return std::find(own.begin(), own.end(), host) != own.end();
    });
    return allOwn ? QString()
                  : CalculatorPanel::tr("Some of the selected connections are on another system.");
}

CalculatorPanel::CalculatorPanel(QWidget* parent)
    : QWidget(parent)
    , m_form(new WishForm)
    , m_table(new QTableView)
    , m_explanation(new QLabel)
    , m_apply(new QPushButton(tr("Appl&y to selected")))
    , m_obstacle(makeQuietLabel({}, TypeSize::body))
{
    setUpTable();
    m_explanation->setWordWrap(true);
    m_explanation->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_explanation->setTextInteractionFlags(Qt::TextSelectableByMouse |
                                           Qt::TextSelectableByKeyboard);
    m_explanation->setFixedHeight(kExplanationLines * m_explanation->fontMetrics().lineSpacing() +
                                  4);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(12);
    foot->addWidget(m_apply);
    foot->addWidget(m_obstacle, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 10, 12, 12);
    column->setSpacing(8);
    column->addWidget(makeHeading(tr("Calculator: which values do it"), TypeSize::title));
    column->addWidget(m_form);
    column->addWidget(m_table);
    column->addWidget(m_explanation);
    column->addLayout(foot);
    setFocusProxy(m_form);
    connect(m_form, &WishForm::changed, this, [this] {
        m_model.setWish(m_form->wish());
        showAnswer();
        Q_EMIT boxChanged(m_form->box());
    });
    connect(m_apply, &QPushButton::clicked, this, [this] {
        if (obstacle(current(), m_target).isEmpty()) {
            Q_EMIT applyAsked(settingsOf(*current()));
        }
    });
    m_model.setWish(m_form->wish());
    showAnswer();
}

void CalculatorPanel::setUpTable()
{
    m_table->setModel(&m_model);
    m_table->setAccessibleName(tr("Answers, a system a row"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->setItemDelegate(new PaddedDelegate(m_table));
    m_table->verticalHeader()->setMinimumSectionSize(kRowHeight);
    m_table->verticalHeader()->setDefaultSectionSize(kRowHeight);
    QHeaderView& header = *m_table->horizontalHeader();
    header.setFont(typeFont(TypeSize::header));
    header.setHighlightSections(false);
    header.setStretchLastSection(true);
    header.setFixedHeight(kHeaderHeight);
    for (std::size_t column = 0; column < kWidths.size(); ++column) {
        m_table->setColumnWidth(static_cast<int>(column), kWidths[column]);
    }
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this] { showAnswer(); });
}

void CalculatorPanel::fitHeight()
{
    m_table->setFixedHeight(m_table->horizontalHeader()->height() +
                            m_model.rowCount() * kRowHeight + 2);
}

void CalculatorPanel::setBoxes(std::vector<Box> boxes)
{
    m_form->setBoxes(std::move(boxes));
}

void CalculatorPanel::chooseBox(const QString& id)
{
    m_form->chooseBox(id);
}

void CalculatorPanel::setSystems(std::vector<AskedSystem> systems)
{
    const int row = std::max(m_table->currentIndex().row(), 0);
    m_model.setSystems(std::move(systems));
    fitHeight();
    m_table->selectRow(std::min(row, m_model.rowCount() - 1));
    showAnswer();
}

void CalculatorPanel::setTarget(const CalculatorTarget& target)
{
    if (target != m_target) {
        m_target = target;
        showAnswer();
    }
}

void CalculatorPanel::sayApplied(std::size_t connections)
{
    setWords(
        *m_obstacle,
        connections == 1
            ? tr("Applied to 1 connection.")
            : tr("Applied to %1 connections.").arg(QLocale().toString(qulonglong(connections))));
}

const Answer* CalculatorPanel::current() const
{
    return m_model.answerAt(m_table->currentIndex().row());
}

void CalculatorPanel::showAnswer()
{
    const Answer* answer = current();
    setWords(*m_explanation, answer != nullptr ? explanationOf(*answer) : QString());
    m_explanation->setToolTip(m_explanation->text());
    const QString why = obstacle(answer, m_target);
    m_apply->setEnabled(why.isEmpty());
    m_apply->setAccessibleDescription(why);
    setWords(*m_obstacle, !why.isEmpty() ? why
                          : m_target.connections == 1
                              ? tr("To the selected connection.")
                              : tr("To the %1 selected connections, as one change.")
                                    .arg(QLocale().toString(qulonglong(m_target.connections))));
}

} // namespace kai::ui
