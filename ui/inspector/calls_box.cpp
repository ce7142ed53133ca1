#include "ui/inspector/calls_box.h"

#include "ui/lab/texts.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/plate.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QToolButton>

#include <algorithm>

namespace kai::ui {

namespace {

QFont codeFont()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPixelSize(static_cast<int>(TypeSize::lane));
    return font;
}

QString whenComment(Moment at, Moment opened)
{
    constexpr milliseconds kNoticed{100};
    return at <= opened || at - opened < kNoticed
               ? CallsBox::tr("// when it was opened")
               : CallsBox::tr("// %1 after it was opened").arg(countdownText(at - opened));
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
    show({}, kNever);
}

void CallsBox::show(const std::vector<CallRecord>& calls, Moment opened)
{
    m_asC.clear();
    m_groups.clear();
    for (const CallRecord& call : calls) {
        if (!m_asC.isEmpty()) {
            m_asC += QLatin1Char('\n');
        }
        if (m_groups.empty() || m_groups.back().at != call.at) {
            m_asC += whenComment(call.at, opened) + QLatin1Char('\n');
            m_groups.push_back({call.at, static_cast<int>(m_asC.size()), 0});
        }
        m_asC += text(callAsC(call));
        m_groups.back().length = static_cast<int>(m_asC.size()) - m_groups.back().start;
    }
    setWords(*m_code, calls.empty() ? tr("none: the system's defaults are in force") : m_asC);
}

void CallsBox::select(Moment at)
{
    const auto after =
        std::upper_bound(m_groups.begin(), m_groups.end(), at,
                         [](Moment moment, const Group& group) { return moment < group.at; });
    if (after != m_groups.begin()) {
        m_code->setSelection(std::prev(after)->start, std::prev(after)->length);
    }
}

QString CallsBox::selectedText() const
{
    return m_code->selectedText();
}

void CallsBox::copy() const
{
    QGuiApplication::clipboard()->setText(m_asC);
}

} // namespace kai::ui
