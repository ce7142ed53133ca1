#include "ui/timeline/timeline_head.h"

#include "ui/theme/theme.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>

namespace kai::ui {
namespace {

constexpr int kHeight = 36;
constexpr int kButtonHeight = 26;
constexpr int kTitleWidth = 150; ///< the name column's

/// A button that mirrors an action.
QPushButton* buttonFor(QAction* action, const QString& text, QWidget* parent)
{
    auto* button = new QPushButton(text, parent);
    button->setFixedHeight(kButtonHeight);
    button->setFixedWidth(std::max(28, button->fontMetrics().horizontalAdvance(text) + 29));
    button->setFocusPolicy(Qt::TabFocus);
    button->setCheckable(action->isCheckable());
    const auto mirror = [button, action] {
        button->setChecked(action->isChecked());
        button->setEnabled(action->isEnabled());
        button->setToolTip(action->toolTip());
        button->setAccessibleName(action->text().remove(QLatin1Char('&')));
    };
    mirror();
    QObject::connect(action, &QAction::changed, button, mirror);
    QObject::connect(button, &QPushButton::clicked, action, [button, action, mirror] {
        Q_UNUSED(button);
        action->trigger();
        mirror();
    });
    return button;
}

} // namespace

TimelineHead::TimelineHead(QWidget* parent)
    : QWidget(parent)
    , m_title(new QLabel(tr("Timeline"), this))
    , m_plain(new QWidget(this))
    , m_buttons(new QHBoxLayout(m_plain))
    , m_rangeButtons(new QHBoxLayout)
    , m_range(new QWidget(this))
    , m_rangeText(new QLabel(m_range))
    , m_viewText(new QLabel(this))
{
    setFixedHeight(kHeight);
    m_title->setFont(typeFont(TypeSize::body, QFont::DemiBold));
    m_title->setFixedWidth(kTitleWidth);
    for (auto* label : {m_viewText, m_rangeText}) {
        label->setFont(typeFont(TypeSize::header));
        label->setForegroundRole(QPalette::PlaceholderText);
    }
    m_rangeText->setForegroundRole(QPalette::WindowText);
    m_rangeText->setSizePolicy(QSizePolicy::Ignored,
                               QSizePolicy::Preferred); // a selection must not widen the window
    m_rangeText->setIndent(12);
    m_viewText->setContentsMargins(8, 0, 0, 0);
    auto* rangeLine = new QHBoxLayout(m_range);
    rangeLine->setContentsMargins(0, 0, 0, 0);
    rangeLine->addWidget(m_rangeText);
    rangeLine->addLayout(m_rangeButtons);
    m_range->hide();
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(12, 0, 12, 0);
    line->setSpacing(0);
    m_buttons->setContentsMargins({});
    m_buttons->setSpacing(0);
    line->addWidget(m_title);
    line->addWidget(m_plain);
    line->addWidget(m_range, 1);
    line->addStretch();
    line->addWidget(m_viewText);
}

void TimelineHead::addAction(QAction* action, const QString& text, int gapBefore)
{
    m_buttons->addSpacing(gapBefore);
    m_last = buttonFor(action, text, m_plain);
    m_buttons->addWidget(m_last);
}

void TimelineHead::addRangeAction(QAction* action)
{
    m_rangeButtons->addWidget(buttonFor(action, action->text().remove(QLatin1Char('&')), m_range));
}

void TimelineHead::setViewText(const QString& text)
{
    if (m_viewText->text() != text) {
        m_viewText->setText(text);
    }
}

void TimelineHead::setRangeText(const QString& text)
{
    m_rangeText->setText(text);
    m_rangeText->setToolTip(text);
    if (m_range->isHidden() != text.isEmpty()) {
        m_range->setVisible(!text.isEmpty());
        m_viewText->setVisible(text.isEmpty());
        showAll();
    }
    fit();
}

void TimelineHead::showAll()
{
    m_title->setFixedWidth(kTitleWidth);
    m_plain->show();
    if (m_last) {
        m_last->show();
    }
}

/// The figures and buttons of a range need room; where it is short the other buttons are left to their keys. They come back when
/// the range goes, not when its figures get shorter.
void TimelineHead::fit()
{
    if (m_range->isHidden() || !m_last) {
        return;
    }
    const auto fits = [this] {
        m_buttons->invalidate();
        m_plain->updateGeometry();
        return layout()->minimumSize().width() + m_rangeText->sizeHint().width() <= width();
    };
    if (!fits()) {
        m_last->hide();
    }
    if (!fits()) {
        m_plain->hide();
    }
    if (!fits()) {
        m_title->setFixedWidth(m_title->fontMetrics().horizontalAdvance(m_title->text()));
    }
}

void TimelineHead::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    showAll();
    fit();
}

void TimelineHead::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const auto& colors = colorsFor(palette());
    painter.fillRect(rect(), colors.window);
    painter.fillRect(0, 0, width(), 1, colors.border);
}

} // namespace kai::ui
