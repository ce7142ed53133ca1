#include "ui/simulation/run_until_panel.h"

#include "core/keepalive/duration_text.h"

#include <QAbstractButton>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>

namespace kai::ui {

RunUntilPanel::RunUntilPanel(QWidget* parent)
    : QWidget(parent)
    , m_layout(new QGridLayout(this))
    , m_error(new QLabel(this))
    , m_untilEnded(new QPushButton(this))
{
    setFocusProxy(addField(0, tr("Run for"), tr("10 min"), Means::length));
    addField(1, tr("Run until"), tr("2 h 0 min 5 s"), Means::moment);
    m_layout->addWidget(m_untilEnded, 2, 0, 1, 3);
    m_layout->addWidget(m_error, 3, 0, 1, 3);
    m_error->setWordWrap(true);
    m_error->hide();
    connect(m_untilEnded, &QPushButton::clicked, this,
            [this] { Q_EMIT runUntilEndedRequested(m_selected); });
    setSelected(ConnectionId::none, {});
}

QLineEdit* RunUntilPanel::addField(int row, const QString& label, const QString& example,
                                   Means means)
{
    auto* name = new QLabel(label, this);
    auto* field = new QLineEdit(this);
    auto* go = new QPushButton(tr("Run"), this);
    name->setBuddy(field);
    field->setPlaceholderText(example);
    field->setAccessibleName(label);
    go->setAccessibleName(label);
    m_layout->addWidget(name, row, 0);
    m_layout->addWidget(field, row, 1);
    m_layout->addWidget(go, row, 2);
    const auto run = [this, field, means] { runFrom(field, means); };
    connect(go, &QPushButton::clicked, this, run);
    connect(field, &QLineEdit::returnPressed, this, run);
    return field;
}

void RunUntilPanel::runFrom(QLineEdit* field, Means means)
{
    const bool decimalComma = locale().decimalPoint() == QLatin1String(",");
    const auto typed = parseDuration(field->text().toStdString(), {}, decimalComma);
    if (!typed) {
        m_error->setText(QString::fromStdString(typed.error().cause + " " + typed.error().remedy));
        m_error->show();
        return;
    }
    const bool until = means == Means::moment;
    if (*typed <= (until ? m_now.time_since_epoch() : nanoseconds{0})) {
        m_error->setText(
            tr("That time has passed: the clock shows %1.")
                .arg(QString::fromStdString(formatDuration(m_now.time_since_epoch()))));
        m_error->show();
        return;
    }
    m_error->hide();
    until ? Q_EMIT runUntilRequested(Moment{*typed}) : Q_EMIT runForRequested(*typed);
}

void RunUntilPanel::begin()
{
    m_error->hide();
    setFocus(Qt::PopupFocusReason);
}

bool RunUntilPanel::focusNextPrevChild(bool next)
{
    QWidget* const from = focusWidget() ? focusWidget() : focusProxy();
    QWidget* to = from;
    do {
        to = next ? to->nextInFocusChain() : to->previousInFocusChain();
    } while (to != from && !(isAncestorOf(to) && to->isVisible() && to->isEnabled() &&
                             (to->focusPolicy() & Qt::TabFocus)));
    to->setFocus(next ? Qt::TabFocusReason : Qt::BacktabFocusReason);
    return true;
}

void RunUntilPanel::keyPressEvent(QKeyEvent* event)
{
    if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter) {
        QWidget::keyPressEvent(event);
    } else if (auto* button = qobject_cast<QAbstractButton*>(focusWidget())) {
        button->click();
    }
}

void RunUntilPanel::setSelected(ConnectionId id, const QString& name)
{
    m_selected = id;
    m_untilEnded->setEnabled(id != ConnectionId::none);
    m_untilEnded->setText(id == ConnectionId::none ? tr("Until the selected connection ends")
                                                   : tr("Until %1 ends").arg(name));
}

} // namespace kai::ui
