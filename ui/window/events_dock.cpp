#include "ui/window/events_dock.h"

#include "ui/events/event_export.h"
#include "ui/events/events_panel.h"
#include "ui/lab/lab_controller.h"
#include "ui/widgets/labels.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QTimer>
#include <QToolButton>

#include <vector>

namespace kai::ui {

namespace {

/// Shorter exports are over before anybody could read of them.
constexpr std::chrono::milliseconds kLookPeriod{300};
constexpr std::chrono::seconds kLastWords{6};
constexpr int kFullBar = 1000;

std::vector<ConnectionInfo> infosOf(const ConnectionStore& store)
{
    std::vector<ConnectionInfo> infos;
    infos.reserve(store.size());
    for (const ConnectionId id : store.ids()) {
        infos.push_back(store.find(id)->info);
    }
    return infos;
}

Error exportRuns(const QString& file)
{
    return {0, "EXPORT_RUNS", file.toStdString(),
            EventsDock::tr("Another export is not done yet.").toStdString(),
            EventsDock::tr("Wait for its end, or cancel it in the events list.").toStdString()};
}

} // namespace

EventsDock::EventsDock(LabController& lab, QWidget* parent)
    : QDockWidget(tr("Events"), parent)
    , m_lab(lab)
    , m_panel(new EventsPanel(lab.store()))
    , m_export(new EventExport(this))
    , m_watch(new QTimer(this))
{
    buildProgress();
    setObjectName(QStringLiteral("events"));
    setAllowedAreas(Qt::BottomDockWidgetArea | Qt::RightDockWidgetArea);
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins({});
    column->setSpacing(0);
    column->addWidget(m_progress);
    column->addWidget(m_panel, 1);
    setWidget(content);
    m_watch->setInterval(kLookPeriod);
    connect(&m_lab, &LabController::labChanged, this, &EventsDock::setLab);
    connect(m_watch, &QTimer::timeout, this, &EventsDock::watch);
    connect(m_cancel, &QToolButton::clicked, m_export, &EventExport::cancel);
    connect(this, &QDockWidget::visibilityChanged, m_panel, &EventsPanel::refresh);
    connect(m_panel, &EventsPanel::exportAsked, this, &EventsDock::exportEvents);
    connect(m_export, &EventExport::written, this, &EventsDock::onWritten);
    connect(m_export, &EventExport::cancelled, this, &EventsDock::onCancelled);
    connect(m_export, &EventExport::failed, this, [this](const Error& error) {
        onEnd({});
        Q_EMIT failed(error);
    });
    setLab();
}

void EventsDock::buildProgress()
{
    m_words = makeQuietLabel();
    m_bar = new QProgressBar;
    m_bar->setRange(0, kFullBar);
    m_bar->setTextVisible(false);
    m_bar->setAccessibleName(tr("Progress of the export"));
    m_cancel = new QToolButton;
    m_cancel->setText(tr("Cancel"));
    m_cancel->setToolTip(tr("Ends the export; no file is left"));
    m_progress = new QWidget;
    auto* line = new QHBoxLayout(m_progress);
    line->setContentsMargins(12, 6, 12, 0);
    line->setSpacing(8);
    line->addWidget(m_words);
    line->addWidget(m_bar, 1);
    line->addWidget(m_cancel);
    m_progress->hide();
}

void EventsDock::setLab()
{
    m_export->cancel();
    m_export
        ->wait(); // at most for some thousand events: the former lab's log goes when this returns
    m_exportedEnd = 0; // an end that is still to be told is none of the new lab's
    m_panel->setLog(&m_lab.log(), m_lab.startedUtcNs());
}

void EventsDock::exportEvents()
{
    const QString file = QFileDialog::getSaveFileName(
        this, tr("Export events"), QStringLiteral("events.csv"), tr("Events (*.csv *.json)"));
    if (!file.isEmpty()) {
        exportTo(file);
    }
}

void EventsDock::exportTo(const QString& file)
{
    const EventFilter& filter = m_panel->filter();
    const std::uint64_t end = m_lab.log().endIndex();
    const bool started =
        m_export->start(m_lab.log(),
                        history::EventNames(m_lab.capabilities().system, m_lab.startedUtcNs(),
                                            infosOf(m_lab.store())),
                        filter.from, filter.until, file);
    if (!started) {
        Q_EMIT failed(exportRuns(file));
        return;
    }
    m_exportedEnd = filter.hasRange() ? 0 : end;
    m_watch->start();
}

void EventsDock::watch()
{
    if (!m_export->isRunning()) {
        return;
    }
    setVisible(true);
    setWords(*m_words, tr("Exporting events"));
    m_bar->setValue(static_cast<int>(m_export->progress() * kFullBar));
    m_bar->show();
    m_cancel->show();
    m_progress->show();
}

void EventsDock::onWritten(const QString& file)
{
    m_lab.noteExported(m_exportedEnd);
    onEnd({});
    Q_EMIT exported(file);
}

void EventsDock::onCancelled(const QString& file)
{
    onEnd(tr("The export was cancelled; %1 was not written.").arg(file));
}

void EventsDock::onEnd(const QString& words)
{
    m_watch->stop();
    m_bar->hide();
    m_cancel->hide();
    setWords(*m_words, words);
    m_progress->setVisible(!words.isEmpty());
    if (!words.isEmpty()) {
        QTimer::singleShot(kLastWords, m_progress, [this] {
            if (!m_export->isRunning()) {
                m_progress->hide();
            }
        });
    }
}

} // namespace kai::ui
