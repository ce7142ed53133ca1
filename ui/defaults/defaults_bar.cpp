#include "ui/defaults/defaults_bar.h"

#include "ui/widgets/labels.h"
#include "ui/widgets/plate.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

namespace kai::ui {

DefaultsBar::DefaultsBar(QWidget* parent)
    : QWidget(parent)
    , m_usedBy(new QLabel)
    , m_calculator(new QPushButton(tr("Calc&ulator")))
    , m_copy(new QPushButton(tr("C&opy")))
    , m_copyMenu(new QMenu(m_copy))
    , m_paste(new QPushButton(tr("Pa&ste values")))
    , m_message(new Plate)
    , m_words(new QLabel)
    , m_undo(new QPushButton(tr("Undo")))
{
    build();
    connect(m_calculator, &QPushButton::clicked, this, &DefaultsBar::calculatorAsked);
    connect(m_paste, &QPushButton::clicked, this, &DefaultsBar::pasteAsked);
    connect(m_undo, &QPushButton::clicked, this, [this] {
        sayNothing();
        Q_EMIT undoAsked();
    });
}

void DefaultsBar::build()
{
    m_calculator->setToolTip(tr("Which time, interval and count find a dead peer soon enough"));
    m_copy->setMenu(m_copyMenu);
    m_copy->setToolTip(tr("The graph as CSV, the values as lines for another computer"));
    m_paste->setToolTip(tr("From the clipboard: a .reg file's text, the output of reg query, "
                           "Get-ItemProperty or sysctl -a"));
    m_usedBy->setWordWrap(true);
    m_words->setWordWrap(true);
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* message = new QHBoxLayout(m_message);
    message->setContentsMargins(10, 6, 10, 6);
    message->addWidget(m_words, 1);
    message->addWidget(m_undo);
    m_message->hide();
    auto* line = new QHBoxLayout;
    line->setSpacing(8);
    line->addWidget(m_usedBy, 1);
    line->addWidget(m_calculator);
    line->addWidget(m_copy);
    line->addWidget(m_paste);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 8, 12, 8);
    column->setSpacing(8);
    column->addLayout(line);
    column->addWidget(m_message);
}

void DefaultsBar::setUsedBy(const QString& words)
{
    setWords(*m_usedBy, words);
}

void DefaultsBar::say(const QString& words, const QString& undo)
{
    m_message->setTone(Plate::Tone::neutral);
    m_words->setText(words);
    m_undo->setVisible(!undo.isEmpty());
    if (!undo.isEmpty()) {
        m_undo->setText(undo);
    }
    m_message->show();
}

void DefaultsBar::sayFailed(const QString& words)
{
    say(words);
    m_message->setTone(Plate::Tone::failure);
}

void DefaultsBar::sayNothing()
{
    m_message->hide();
}

void DefaultsBar::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    Q_EMIT shown();
}

} // namespace kai::ui
