#include "ui/inspector/calls_box.h"

#include "ui/lab/texts.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/plate.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QToolButton>

namespace kai::ui {

namespace {

QFont codeFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPixelSize(static_cast<int>(TypeSize::lane));
    return font;
}

QToolButton* makeCopyButton()
{
    auto* button = new QToolButton;
    button->setText(CallsBox::tr("Copy"));
    button->setAutoRaise(true);
    button->setFont(typeFont(TypeSize::header));
    button->setAccessibleName(CallsBox::tr("Copy the calls as C"));
    return button;
}

} // namespace

CallsBox::CallsBox(QWidget* parent)
    : QWidget(parent)
    , m_code(new QLabel)
{
    m_code->setFont(codeFont());
    m_code->setTextFormat(Qt::PlainText);
    m_code->setWordWrap(true);
    m_code->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    m_code->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_code->setAccessibleName(tr("Calls made on this socket"));
    QToolButton* button = makeCopyButton();
    connect(button, &QToolButton::clicked, this, &CallsBox::copy);

    auto* head = new QHBoxLayout;
    head->addWidget(makeHeading(tr("Calls (C)")), 1);
    head->addWidget(button);
    auto* plate = new Plate;
    auto* inside = new QVBoxLayout(plate);
    inside->setContentsMargins(8, 6, 8, 6);
    inside->addWidget(m_code);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(4);
    column->addLayout(head);
    column->addWidget(plate);
    show({});
}

void CallsBox::show(const std::vector<CallRecord>& calls)
{
    QStringList lines;
    for (const CallRecord& call : calls) {
        lines << text(callAsC(call));
    }
    m_asC = lines.join(QLatin1Char('\n'));
    setWords(*m_code, lines.isEmpty() ? tr("none: the system's defaults are in force") : m_asC);
}

void CallsBox::copy() const
{
    QGuiApplication::clipboard()->setText(m_asC);
}

} // namespace kai::ui
