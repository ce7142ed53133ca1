#include "ui/inspector/why_box.h"

#include "ui/lab/texts.h"
#include "ui/widgets/breaking_label.h"
#include "ui/widgets/labels.h"

#include <QGridLayout>

namespace kai::ui {

namespace {

constexpr int kRowsEach = 3;

QString answerWords(Answer answer)
{
    switch (answer) {
    case Answer::yes:
        return WhyBox::tr("yes");
    case Answer::no:
        return WhyBox::tr("no");
    case Answer::notKnowable:
        break;
    }
    return WhyBox::tr("not knowable here");
}

QFont answerFont(Answer answer, bool needsFix)
{
    QFont font = typeFont(TypeSize::header, needsFix ? QFont::DemiBold : QFont::Normal);
    font.setItalic(answer == Answer::notKnowable);
    return font;
}

} // namespace

WhyBox::WhyBox(QWidget* parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins({});
    m_grid->setHorizontalSpacing(8);
    m_grid->setVerticalSpacing(2);
    m_grid->setColumnStretch(1, 1);
}

WhyBox::Line WhyBox::makeLine(int number)
{
    Line line{makeQuietLabel(QString::number(number)), new QLabel, new QLabel, new BreakingLabel,
              new BreakingLabel};
    const int row = (number - 1) * kRowsEach;
    line.question->setFont(typeFont(TypeSize::header));
    line.question->setWordWrap(true);
    line.evidence->setFont(typeFont(TypeSize::lane));
    line.evidence->setForegroundRole(QPalette::PlaceholderText);
    line.fix->setFont(typeFont(TypeSize::lane, QFont::DemiBold));
    m_grid->addWidget(line.ordinal, row, 0, Qt::AlignTop);
    m_grid->addWidget(line.question, row, 1);
    m_grid->addWidget(line.answer, row, 2, Qt::AlignRight | Qt::AlignTop);
    m_grid->addWidget(line.evidence, row + 1, 1, 1, 2);
    m_grid->addWidget(line.fix, row + 2, 1, 1, 2);
    return line;
}

void WhyBox::show(const std::vector<WhyCheck>& checks)
{
    while (m_lines.size() < checks.size()) {
        m_lines.push_back(makeLine(static_cast<int>(m_lines.size()) + 1));
    }
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const Line& each = m_lines[i];
        for (QLabel* label : std::initializer_list<QLabel*>{each.ordinal, each.question,
                                                            each.answer, each.evidence, each.fix}) {
            label->setVisible(i < checks.size());
        }
    }
    for (std::size_t i = 0; i < checks.size(); ++i) {
        const WhyCheck& check = checks[i];
        const Line& line = m_lines[i];
        setWords(*line.question, text(check.question));
        setWords(*line.answer, answerWords(check.answer));
        line.answer->setFont(answerFont(check.answer, !check.fix.empty()));
        line.evidence->setWords(text(check.evidence));
        line.fix->setWords(text(check.fix));
        line.evidence->setVisible(!check.evidence.empty());
        line.fix->setVisible(!check.fix.empty());
    }
}

} // namespace kai::ui
