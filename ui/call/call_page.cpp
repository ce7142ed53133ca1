#include "ui/call/call_page.h"

#include "core/winsock/call_page.h"
#include "ui/call/call_form.h"
#include "ui/call/outcome_view.h"
#include "ui/lab/texts.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStyle>
#include <QVBoxLayout>

namespace kai::ui {

namespace {

using winsock::Behaviour;
using winsock::CallChoice;

constexpr int kNothing = 0;
constexpr int kOtherBehaviour = 1;
constexpr int kFirstRelease = 2;

QString titleOf(const CallChoice& choice)
{
    const auto name = defaults::rulesOf(choice.release).name;
    return CallPage::tr("Simulated %1, %2")
        .arg(text(name), choice.behaviour == Behaviour::documented ? CallPage::tr("documented")
                                                                   : CallPage::tr("observed"));
}

QScrollArea* scrolled(QWidget* content)
{
    auto* area = new QScrollArea;
    area->setWidget(content);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setAccessibleName(CallPage::tr("Call page"));
    return area;
}

} // namespace

CallPage::CallPage(QWidget* parent)
    : QWidget(parent)
    , m_form(new CallForm)
{
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 12, 12, 12);
    layout->setSpacing(16);
    layout->addWidget(buildChoices());
    layout->addWidget(buildOutcomes(), 1);
    connect(m_form, &CallForm::changed, this, &CallPage::noteChange);
    noteChange();
}

QWidget* CallPage::buildChoices()
{
    auto* side = new QWidget(this);
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    m_formArea = scrolled(m_form);
    layout->addWidget(m_formArea, 1);
    buildCompare();
    auto* beside = new QLabel(tr("Beside it"), side);
    beside->setBuddy(m_compare);
    auto* row = new QHBoxLayout;
    row->addWidget(beside);
    row->addWidget(m_compare, 1);
    layout->addLayout(row);
    m_call = new QPushButton(tr("Call"), side);
    m_call->setShortcut(Qt::Key_F5);
    m_call->setToolTip(tr("Makes the call on a fresh simulated host (F5)"));
    setPrimary(m_call);
    connect(m_call, &QPushButton::clicked, this, &CallPage::call);
    layout->addWidget(m_call);
    return side;
}

void CallPage::buildCompare()
{
    m_compare = new QComboBox(this);
    m_compare->setAccessibleName(tr("Beside it"));
    m_compare->addItem(tr("nothing"));
    m_compare->addItem(tr("the other behaviour"));
    for (const auto& rules : defaults::allReleases()) {
        m_compare->addItem(text(rules.name));
    }
    connect(m_compare, &QComboBox::currentIndexChanged, this, &CallPage::noteChange);
}

QWidget* CallPage::buildOutcomes()
{
    auto* content = new QWidget;
    m_hint = new QLabel(tr("Choose a call, a socket and its state, and any argument, good or "
                           "bad.\nCall shows what comes back, "
                           "what the page says about it, and what to do."),
                        content);
    m_hint->setWordWrap(true);
    m_hint->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_first = new OutcomeView(content);
    m_second = new OutcomeView(content);
    auto* layout = new QHBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(16);
    layout->addWidget(m_hint, 1);
    layout->addWidget(m_first, 1);
    layout->addWidget(m_second, 1);
    return scrolled(content);
}

std::optional<CallChoice> CallPage::compared() const
{
    CallChoice other = m_form->choice();
    const int index = m_compare->currentIndex();
    if (index == kNothing) {
        return {};
    }
    if (index == kOtherBehaviour) {
        other.behaviour =
            other.behaviour == Behaviour::documented ? Behaviour::observed : Behaviour::documented;
    } else {
        other.release = static_cast<defaults::WindowsRelease>(index - kFirstRelease);
    }
    return other;
}

void CallPage::noteChange()
{
    const int bar = style()->pixelMetric(QStyle::PM_ScrollBarExtent);
    m_formArea->setFixedWidth(m_form->sizeHint().width() + bar);
    m_call->setEnabled(m_form->isComplete());
    m_first->hide();
    m_second->hide();
    m_hint->show();
}

void CallPage::call()
{
    if (!m_form->isComplete()) {
        return;
    }
    m_hint->hide();
    m_first->setOutcome(titleOf(m_form->choice()), winsock::makeCall(m_form->choice()));
    m_first->show();
    const auto other = compared();
    m_second->setVisible(other.has_value());
    if (other) {
        m_second->setOutcome(titleOf(*other), winsock::makeCall(*other));
    }
}

} // namespace kai::ui
