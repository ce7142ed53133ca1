#include "ui/simulation/refusal.h"

#include "ui/lab/texts.h"
#include "ui/widgets/sign.h"

#include <QHBoxLayout>
#include <QLabel>

namespace kai::ui {

Refusal::Refusal(QWidget* parent)
    : Plate(parent)
    , m_words(new QLabel(this))
{
    setTone(Tone::failure);
    auto* sign = new Sign(this);
    sign->setKind(Sign::Kind::refused);
    m_words->setWordWrap(true);
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(8, 6, 8, 6);
    layout->addWidget(sign, 0, Qt::AlignTop);
    layout->addWidget(m_words, 1);
    hide();
}

void Refusal::say(const Error& error)
{
    say(text(describe(error)));
}

void Refusal::say(const QString& words)
{
    m_words->setText(words);
    show();
}

void Refusal::clear()
{
    hide();
}

} // namespace kai::ui
