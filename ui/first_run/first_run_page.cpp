#include "ui/first_run/first_run_page.h"

#include "ui/first_run/lane_example.h"
#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPushButton>

#include <algorithm>

namespace kai::ui {

namespace {

constexpr int kThumbnailHeight = 84;
constexpr int kMostCardWidth = 360;

} // namespace

Card::Card(const CardTexts& texts, QWidget* thumbnail, QWidget* parent)
    : QWidget(parent)
    , m_thumbnail(thumbnail)
    , m_line(makeLine())
    , m_button(new QPushButton(texts.button))
    , m_orEnter(makeQuietLabel(tr("or press Enter")))
{
    m_thumbnail->setFixedHeight(kThumbnailHeight);
    m_button->setFixedHeight(28);
    m_button->setAccessibleName(QStringLiteral("%1: %2").arg(texts.title, texts.button));
    m_button->setAccessibleDescription(texts.words);
    m_button->installEventFilter(this);
    QSizePolicy keepsItsPlace = m_orEnter->sizePolicy();
    keepsItsPlace.setRetainSizeWhenHidden(true);
    m_orEnter->setSizePolicy(keepsItsPlace);
    m_orEnter->hide();
    auto* words = makeQuietLabel(texts.words, TypeSize::body);
    words->setWordWrap(true);
    auto* head = new QHBoxLayout;
    head->addWidget(makeHeading(texts.title, TypeSize::title), 1);
    head->addWidget(makeQuietLabel(texts.kind));
    auto* foot = new QHBoxLayout;
    foot->addWidget(m_button);
    foot->addWidget(m_orEnter);
    foot->addStretch();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(8);
    column->addWidget(m_thumbnail);
    column->addWidget(m_line);
    column->addLayout(head);
    column->addWidget(words, 1, Qt::AlignTop);
    column->addLayout(foot);
    setMaximumWidth(kMostCardWidth);
    connect(m_button, &QPushButton::clicked, this, &Card::chosen);
}

void Card::setFirst()
{
    setPrimary(m_button);
}

void Card::setStartedByEnter(bool started)
{
    m_startedByEnter = started;
    m_orEnter->setVisible(started);
    update();
}

bool Card::isFocused() const
{
    return m_button->hasFocus();
}

void Card::setCompact(bool compact)
{
    m_thumbnail->setVisible(!compact);
    m_line->setVisible(!compact);
}

bool Card::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) {
        Q_EMIT focusMoved();
    }
    return QWidget::eventFilter(watched, event);
}

void Card::paintEvent(QPaintEvent*)
{
    constexpr double radius = 5;
    const Colors& colors = colorsFor(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double width = m_startedByEnter ? 2 : 1;
    painter.setPen(QPen(m_startedByEnter ? colors.blue : colors.border, width));
    painter.setBrush(colors.base);
    const double inset = width / 2;
    painter.drawRoundedRect(QRectF(rect()).adjusted(inset, inset, -inset, -inset), radius, radius);
}

void Card::mouseReleaseEvent(QMouseEvent* event)
{
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint())) {
        Q_EMIT chosen();
    }
}

FirstRunPage::FirstRunPage(QWidget* parent)
    : QWidget(parent)
    , m_row(new QHBoxLayout)
{
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("First steps"));
    setAccessibleDescription(tr("Enter starts the chosen one, or the first"));
    setAutoFillBackground(true);
    setBackgroundRole(QPalette::Base);
    auto* title = makeHeading(tr("See what TCP keep-alive really does"), TypeSize::figure);
    auto* words = makeQuietLabel(
        tr("Choose one. Everything runs on this computer, nothing is changed in its settings."),
        TypeSize::body);
    m_row->setSpacing(18);
    m_row->addStretch(0);

    auto* top = new QVBoxLayout;
    top->setContentsMargins(12, 16, 12, 16);
    top->setSpacing(4);
    top->addWidget(title);
    top->addWidget(words);
    top->addSpacing(10);
    top->addLayout(m_row);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addLayout(top);
    column->addWidget(new LaneExample);
    column->addStretch(1);
}

FirstRunPage::~FirstRunPage()
{
    for (Card* card : m_cards) {
        disconnect(card, nullptr, this, nullptr); // QWidget's end takes the focus from them
    }
}

Card* FirstRunPage::addCard(const CardTexts& texts, QWidget* thumbnail)
{
    auto* card = new Card(texts, thumbnail);
    m_row->insertWidget(static_cast<int>(m_cards.size()), card, 1);
    if (m_cards.empty()) {
        card->setFirst();
    }
    m_cards.push_back(card);
    connect(card, &Card::focusMoved, this, &FirstRunPage::followFocus);
    followFocus();
    return card;
}

Card* FirstRunPage::startedByEnter() const
{
    const auto focused = std::find_if(m_cards.begin(), m_cards.end(),
                                      [](const Card* card) { return card->isFocused(); });
    return focused == m_cards.end() ? m_cards.front() : *focused;
}

void FirstRunPage::followFocus()
{
    for (Card* card : m_cards) {
        card->setStartedByEnter(card == startedByEnter());
    }
}

void FirstRunPage::setCompact(bool compact)
{
    for (Card* card : m_cards) {
        card->setCompact(compact);
    }
}

void FirstRunPage::keyPressEvent(QKeyEvent* event)
{
    const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (enter && !m_cards.empty()) {
        Q_EMIT startedByEnter()->chosen();
        return;
    }
    QWidget::keyPressEvent(event);
}

} // namespace kai::ui
