#include "ui/inspector/field_row.h"

#include "ui/lab/texts.h"
#include "ui/widgets/labels.h"

#include <QGridLayout>
#include <QLabel>

namespace kai::ui {

namespace {

constexpr int kLabelWidth = 56;
constexpr int kFieldWidth = 84;

} // namespace

FieldRow::FieldRow(const QString& label, Kind kind, QWidget* parent)
    : QWidget(parent)
    , m_field(new QLineEdit)
    , m_sign(new Sign)
    , m_verdict(new QLabel)
    , m_reason(makeQuietLabel({}, TypeSize::lane))
{
    QLabel* name = makeQuietLabel(label);
    name->setFixedWidth(kLabelWidth);
    name->setBuddy(m_field);
    m_field->setFixedSize(kFieldWidth, 28);
    m_field->setTextMargins(4, 0, 4, 0);
    m_field->setAccessibleName(label);
    m_field->setAccessibleDescription(
        kind == Kind::time ? tr("A number with its unit, such as 90 s, 1500 ms or 2 h")
                           : tr("A whole number"));
    m_verdict->setFont(typeFont(TypeSize::header));
    m_reason->setWordWrap(true);
    m_reason->hide();
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins({});
    grid->setHorizontalSpacing(8);
    grid->setVerticalSpacing(2);
    grid->addWidget(name, 0, 0);
    grid->addWidget(m_field, 0, 1);
    grid->addWidget(m_sign, 0, 2);
    grid->addWidget(m_verdict, 0, 3);
    grid->addWidget(m_reason, 1, 1, 1, 3);
    grid->setColumnStretch(3, 1);
    setFocusProxy(m_field);
    connect(m_field, &QLineEdit::textEdited, this, &FieldRow::edited);
    connect(m_field, &QLineEdit::returnPressed, this, &FieldRow::applyAsked);
}

void FieldRow::setShown(const QString& text)
{
    if (text == m_shown && !m_field->text().isEmpty()) {
        return;
    }
    const bool follows = !isEdited();
    m_shown = text;
    if (follows) {
        m_field->setText(text);
        m_field->setCursorPosition(0); // the beginning is seen where not all is
    }
}

void FieldRow::setValue(milliseconds value)
{
    m_value = value;
    setShown(settingText(value));
}

void FieldRow::setValue(std::uint16_t value)
{
    setShown(QString::number(value));
}

void FieldRow::revert()
{
    m_field->setText(m_shown);
    sayNothing();
}

void FieldRow::settle()
{
    m_field->setModified(false);
}

bool FieldRow::isEdited() const
{
    return m_field->isModified() && m_field->text().trimmed() != m_shown;
}

Result<milliseconds> FieldRow::time() const
{
    return isEdited() ? readTime(m_field->text(), m_value) : Result<milliseconds>(m_value);
}

Result<std::uint16_t> FieldRow::count() const
{
    return readCount(isEdited() ? m_field->text() : m_shown);
}

void FieldRow::say(Sign::Kind sign, const QString& words, const QString& reason)
{
    m_sign->setKind(sign);
    m_verdict->setForegroundRole(sign == Sign::Kind::accepted ? QPalette::PlaceholderText
                                                              : QPalette::WindowText);
    setWords(*m_verdict, words);
    setWords(*m_reason, reason);
    m_reason->setVisible(!reason.isEmpty());
}

void FieldRow::sayNothing()
{
    say(Sign::Kind::none, {});
}

void FieldRow::sayAccepted()
{
    say(Sign::Kind::accepted, tr("accepted"));
}

void FieldRow::sayRounded(const QString& to)
{
    say(Sign::Kind::rounded, tr("rounded to %1").arg(to));
}

void FieldRow::sayRefused(const Error& error)
{
    say(Sign::Kind::refused, tr("refused"), text(describe(error)));
}

} // namespace kai::ui
