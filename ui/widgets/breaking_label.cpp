#include "ui/widgets/breaking_label.h"

#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>

namespace kai::ui {

namespace {

constexpr QChar kMayBreak(0x200b);

} // namespace

BreakingLabel::BreakingLabel(QWidget* parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse);
}

void BreakingLabel::setWords(const QString& words)
{
    if (words != m_words) {
        m_words = words;
        QString breaking = words;
        setText(breaking.replace(QLatin1Char('\\'), QLatin1Char('\\') + QString(kMayBreak)));
        setAccessibleName(words);
    }
}

QString BreakingLabel::selectedWords() const
{
    return selectedText().remove(kMayBreak);
}

void BreakingLabel::copy() const
{
    QGuiApplication::clipboard()->setText(selectedWords());
}

void BreakingLabel::keyPressEvent(QKeyEvent* event)
{
    if (event == QKeySequence::Copy) {
        return copy();
    }
    QLabel::keyPressEvent(event);
}

void BreakingLabel::contextMenuEvent(QContextMenuEvent* event)
{
    QMenu menu;
    QAction* action = menu.addAction(tr("&Copy"));
    action->setEnabled(hasSelectedText());
    if (menu.exec(event->globalPos()) == action) {
        copy();
    }
}

} // namespace kai::ui
