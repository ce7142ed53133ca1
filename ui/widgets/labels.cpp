#include "ui/widgets/labels.h"

#include <QFrame>

namespace kai::ui {

QLabel* makeQuietLabel(const QString& words, TypeSize size)
{
    auto* label = new QLabel(words);
    label->setFont(typeFont(size));
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

QLabel* makeHeading(const QString& words, TypeSize size)
{
    auto* label = new QLabel(words);
    label->setFont(typeFont(size, QFont::DemiBold));
    return label;
}

QFrame* makeLine()
{
    auto* line = new QFrame;
    line->setFixedHeight(1);
    line->setAutoFillBackground(true);
    line->setBackgroundRole(QPalette::Dark);
    return line;
}

void setWords(QLabel& label, const QString& words)
{
    if (label.text() != words) {
        label.setText(words);
    }
}

} // namespace kai::ui
