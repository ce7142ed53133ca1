#include "ui/window/events_dock.h"

#include "ui/events/event_export.h"
#include "ui/events/events_panel.h"
#include "ui/lab/lab_controller.h"

#include <QFileDialog>

#include <vector>

namespace kai::ui {

namespace {

std::vector<ConnectionInfo> infosOf(const ConnectionStore& store)
{
    std::vector<ConnectionInfo> infos;
    infos.reserve(store.size());
    for (const ConnectionId id : store.ids()) {
        infos.push_back(store.find(id)->info);
    }
    return infos;
}

} // namespace

EventsDock::EventsDock(LabController& lab, QWidget* parent)
    : QDockWidget(tr("Events"), parent)
    , m_lab(lab)
    , m_panel(new EventsPanel(lab.store()))
    , m_export(new EventExport(this))
{
    setObjectName(QStringLiteral("events"));
    setAllowedAreas(Qt::BottomDockWidgetArea | Qt::RightDockWidgetArea);
    setWidget(m_panel);
    connect(this, &QDockWidget::visibilityChanged, m_panel, &EventsPanel::refresh);
    connect(m_panel, &EventsPanel::exportAsked, this, &EventsDock::exportEvents);
    connect(m_export, &EventExport::written, this, &EventsDock::exported);
    connect(m_export, &EventExport::failed, this, &EventsDock::failed);
}

void EventsDock::setLab()
{
    m_export->wait(); // the former lab's log goes when this returns
    m_panel->setLog(&m_lab.log(), m_lab.startedUtcNs());
}

void EventsDock::exportEvents()
{
    const QString file = QFileDialog::getSaveFileName(
        this, tr("Export events"), QStringLiteral("events.csv"), tr("Events (*.csv *.json)"));
    if (!file.isEmpty()) {
        const EventFilter& filter = m_panel->filter();
        m_export->start(m_lab.log(),
                        history::EventNames(m_lab.capabilities().system, m_lab.startedUtcNs(),
                                            infosOf(m_lab.store())),
                        filter.from, filter.until, file);
    }
}

} // namespace kai::ui
