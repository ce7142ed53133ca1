#include "ui/window/page_row.h"

#include "ui/lab/texts.h"
#include "ui/theme/badge.h"

#include <QHBoxLayout>
#include <QTabBar>

namespace kai::ui {

namespace {

constexpr int kHeight = 42;

} // namespace

PageRow::PageRow(QWidget* parent)
    : QWidget(parent)
    , m_tabs(new QTabBar)
    , m_badge(new LabBadge)
{
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->addTab(tr("Connections"));
    m_tabs->addTab(tr("System defaults"));
    m_tabs->addTab(tr("Call page"));
    m_tabs->setAccessibleName(tr("Pages"));
    setFixedHeight(kHeight);
    auto* parts = new QHBoxLayout(this);
    parts->setContentsMargins(12, 0, 12, 0);
    parts->addWidget(m_tabs, 0, Qt::AlignBottom);
    parts->addStretch();
    parts->addWidget(m_badge, 0, Qt::AlignVCenter);
    connect(m_tabs, &QTabBar::currentChanged, this, [this] {
        updateBadge();
        Q_EMIT pageChanged(page());
    });
}

void PageRow::setLab(const Capabilities& capabilities)
{
    m_capabilities = capabilities;
    updateBadge();
}

void PageRow::choose(Page page)
{
    m_tabs->setCurrentIndex(static_cast<int>(page));
}

Page PageRow::page() const
{
    return static_cast<Page>(m_tabs->currentIndex());
}

void PageRow::updateBadge()
{
    const QString system = text(m_capabilities.system);
    if (page() == Page::call) {
        m_badge->setLab(true, tr("This page's Windows hosts"));
    } else if (m_capabilities.simulated) {
        m_badge->setLab(true, system);
    } else {
        m_badge->setLab(false, tr("This computer \u00b7 %1").arg(system));
    }
}

} // namespace kai::ui
