#include "ui/call/outcome_view.h"

#include "ui/lab/texts.h"
#include "ui/theme/theme.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QStyle>
#include <QVBoxLayout>

namespace kai::ui {

namespace {

using winsock::CallOutcome;
using winsock::kUntouched;

QString valueOrUntouched(quint32 value)
{
    return value == kUntouched
               ? OutcomeView::tr("untouched")
               : QStringLiteral("%1 (0x%2)").arg(value).arg(QString::number(value, 16).toUpper());
}

QLabel* wrapped(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

QString sayingOf(const winsock::ErrorText& error)
{
    switch (error.source) {
    case winsock::ErrorSource::page:
        return OutcomeView::tr("The page says: %1").arg(text(error.says));
    case winsock::ErrorSource::otherPages:
        return OutcomeView::tr("Other public pages say: %1").arg(text(error.says));
    case winsock::ErrorSource::observed:
        return OutcomeView::tr("The page names no code for this; as observed: %1")
            .arg(text(error.says));
    case winsock::ErrorSource::observedInstead:
        return OutcomeView::tr("The page names another code for this; as observed: %1")
            .arg(text(error.says));
    case winsock::ErrorSource::assumption:
        return OutcomeView::tr("The page names no code for this; our assumption: %1")
            .arg(text(error.says));
    case winsock::ErrorSource::nobody:
        break;
    }
    return error.meaning.empty() ? QString()
                                 : OutcomeView::tr("In general: %1").arg(text(error.meaning));
}

QString explanationOf(const winsock::ErrorText& error)
{
    QStringList parts;
    if (const QString saying = sayingOf(error); !saying.isEmpty()) {
        parts << saying;
    }
    if (!error.remedy.empty()) {
        parts << OutcomeView::tr("What to do: %1").arg(text(error.remedy));
    }
    return parts.join(QLatin1Char('\n'));
}

QString bytesText(qint64 count)
{
    return count == 1 ? OutcomeView::tr("1 byte") : OutcomeView::tr("%1 bytes").arg(count);
}

QString probesText(int count)
{
    return count == 1 ? OutcomeView::tr("1 probe") : OutcomeView::tr("%1 probes").arg(count);
}

QString completionMoment(const winsock::Completion& completion)
{
    if (!completion.pended) {
        return OutcomeView::tr("at once");
    }
    return completion.after > nanoseconds{0}
               ? OutcomeView::tr("after %1").arg(durationText(completion.after))
               : OutcomeView::tr("at the next event");
}

} // namespace

OutcomeView::OutcomeView(QWidget* parent)
    : QFrame(parent)
    , m_title(wrapped(this))
    , m_verdict(wrapped(this))
    , m_explanation(wrapped(this))
    , m_facts(new QGridLayout)
    , m_code(new QPlainTextEdit(this))
{
    m_title->setFont(typeFont(TypeSize::header, QFont::DemiBold));
    m_verdict->setFont(typeFont(TypeSize::title, QFont::Bold));
    m_code->setReadOnly(true);
    m_code->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_code->setAccessibleName(tr("The call as C"));
    m_code->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_code->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_facts->setColumnStretch(1, 1);
    auto* copy = new QPushButton(tr("Copy C"), this);
    connect(copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_code->toPlainText()); });
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_title);
    layout->addWidget(m_verdict);
    layout->addWidget(m_explanation);
    layout->addLayout(m_facts);
    layout->addWidget(m_code);
    layout->addWidget(copy, 0, Qt::AlignLeft);
    layout->addStretch(1);
}

void OutcomeView::setOutcome(const QString& title, const CallOutcome& outcome)
{
    m_title->setText(title);
    const QString symbol = text(outcome.error.symbol);
    m_verdict->setText(
        outcome.returned == 0
            ? tr("returns 0: success")
            : tr("returns SOCKET_ERROR (-1), %1 (%2)").arg(symbol).arg(outcome.error.number));
    m_explanation->setText(outcome.returned == 0 ? QString() : explanationOf(outcome.error));
    m_explanation->setVisible(!m_explanation->text().isEmpty());
    clearFacts();
    addOutputs(outcome);
    if (outcome.after) {
        addAfter(*outcome.after);
    }
    m_code->setPlainText(text(outcome.code));
    fitCode();
}

/// All of its lines, and room for a scroll bar below the longest.
void OutcomeView::fitCode()
{
    const int lines = m_code->document()->blockCount() * m_code->fontMetrics().lineSpacing();
    const int around = qRound(2 * m_code->document()->documentMargin()) + 2 * m_code->frameWidth();
    const int bar = style()->pixelMetric(QStyle::PM_ScrollBarExtent);
    m_code->setFixedHeight(lines + around + bar);
}

void OutcomeView::addOutputs(const CallOutcome& outcome)
{
    if (outcome.outputValue) {
        addFact(tr("Value read"), valueOrUntouched(*outcome.outputValue));
    }
    if (outcome.lengthAfter) {
        addFact(tr("optlen after"), bytesText(*outcome.lengthAfter));
    }
    if (outcome.bytesReturned) {
        addFact(tr("Bytes returned"), valueOrUntouched(*outcome.bytesReturned));
    }
    if (outcome.providerError) {
        addFact(tr("*lpErrno"), valueOrUntouched(quint32(*outcome.providerError)));
    }
    if (outcome.completion) {
        const auto& completion = *outcome.completion;
        addFact(tr("Completed"),
                tr("%1 with error %2, %3; event %4, routine %5")
                    .arg(completionMoment(completion))
                    .arg(completion.error)
                    .arg(bytesText(completion.bytes))
                    .arg(completion.eventSignalled ? tr("signalled") : tr("not signalled"))
                    .arg(completion.routineCalled ? tr("called once") : tr("not called")));
    }
}

void OutcomeView::addAfter(const winsock::SocketAfter& after)
{
    addFact(tr("Socket now"), after.enabled ? tr("keep-alive on: %1 / %2 / %3")
                                                  .arg(settingText(after.idleTime.value),
                                                       settingText(after.probeInterval.value),
                                                       probesText(after.probeCount.value))
                                            : tr("keep-alive off"));
    addFact(tr("Time supplied by"), text(originName(after.idleTime.origin)));
}

void OutcomeView::addFact(const QString& name, const QString& value)
{
    auto* label = new QLabel(name, this);
    label->setForegroundRole(QPalette::PlaceholderText);
    auto* shown = wrapped(this);
    shown->setText(value);
    shown->setAccessibleName(name);
    m_facts->addWidget(label, m_row, 0, Qt::AlignTop);
    m_facts->addWidget(shown, m_row, 1);
    ++m_row;
}

void OutcomeView::clearFacts()
{
    while (QLayoutItem* item = m_facts->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_row = 0;
}

} // namespace kai::ui
