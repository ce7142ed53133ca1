#include "ui/window/banner.h"

#include "ui/lab/texts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/plate.h"
#include "ui/widgets/sign.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QToolButton>

namespace kai::ui {

namespace {

Plate::Tone toneOf(Notice::Severity severity)
{
    switch (severity) {
    case Notice::Severity::failure:
        return Plate::Tone::failure;
    case Notice::Severity::warning:
        return Plate::Tone::warning;
    case Notice::Severity::information:
        break;
    }
    return Plate::Tone::neutral;
}

} // namespace

Banner::Banner(QWidget* parent)
    : QWidget(parent)
    , m_plate(new Plate)
    , m_sign(new Sign)
    , m_words(new QLabel)
{
    m_words->setWordWrap(true);
    m_words->setTextFormat(Qt::PlainText);
    m_words->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* close = new QToolButton;
    close->setText(tr("Dismiss"));
    close->setAutoRaise(true);
    connect(close, &QToolButton::clicked, this, &Banner::dismiss);
    auto* inside = new QHBoxLayout(m_plate);
    inside->setContentsMargins(12, 6, 6, 6);
    inside->addWidget(m_sign, 0, Qt::AlignVCenter);
    inside->addWidget(m_words, 1);
    inside->addWidget(close);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 6, 12, 6);
    row->addWidget(m_plate);
    setAccessibleName(tr("Message"));
    hide();
}

void Banner::show(Notice::Severity severity, const QString& message)
{
    m_times = isVisible() && message == m_message ? m_times + 1 : 1;
    m_message = message;
    m_plate->setTone(toneOf(severity));
    m_sign->setKind(severity == Notice::Severity::failure ? Sign::Kind::refused
                                                          : Sign::Kind::information);
    m_words->setText(m_times == 1 ? message : tr("%1 (%2 times)").arg(message).arg(m_times));
    setAccessibleDescription(m_words->text());
    setVisible(true);
}

void Banner::show(const Error& error, const QString& before)
{
    const QString message = text(describe(error));
    show(Notice::Severity::failure,
         before.isEmpty() ? message : before + QLatin1Char(' ') + message);
}

void Banner::dismiss()
{
    setVisible(false);
}

void Banner::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        return dismiss();
    }
    QWidget::keyPressEvent(event);
}

} // namespace kai::ui
