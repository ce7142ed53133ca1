#include "ui/timeline/timeline_view.h"

#include "core/history/event_log.h"
#include "core/keepalive/duration_text.h"
#include "ui/theme/colors.h"
#include "ui/timeline/event_table.h"
#include "ui/timeline/range_figures.h"
#include "ui/timeline/timeline_accessible.h"
#include "ui/timeline/timeline_actions.h"
#include "ui/timeline/timeline_canvas.h"
#include "ui/timeline/timeline_export.h"
#include "ui/timeline/timeline_head.h"

#include <QAction>
#include <QFileDialog>
#include <QVBoxLayout>

#include <algorithm>

namespace kai::ui {

/// The actions, the head and the canvas, and what keeps them in step.
class TimelineView::Private {
public:
    explicit Private(TimelineView* view)
        : q(view)
        , head(new TimelineHead(view))
        , canvas(new TimelineCanvas(view))
    {
        makeTimeActions(); // in menu order
        makeViewActions();
        makeEventAndLaneActions();
        makeRangeActions();
        fillHead();
        connectCanvas();
    }

    QAction* add(const QString& text, const QString& keyHint, std::function<void()> work)
    {
        auto* action = new QAction(text, q);
        action->setProperty(kKeyHintProperty, keyHint);
        QObject::connect(action, &QAction::triggered, q, [run = std::move(work)] { run(); });
        actions << action;
        return action;
    }

    QAction* addToggle(const QString& text, const QString& keyHint, bool checked,
                       std::function<void(bool)> work)
    {
        auto* action = new QAction(text, q);
        action->setProperty(kKeyHintProperty, keyHint);
        action->setCheckable(true);
        action->setChecked(checked);
        QObject::connect(action, &QAction::toggled, q, std::move(work));
        actions << action;
        return action;
    }

    /// Works while the focus is anywhere in the window's timeline.
    void bind(QAction* action, const QKeySequence& keys)
    {
        action->setShortcut(keys);
        action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
        q->addAction(action);
    }

    void makeTimeActions();
    void makeViewActions();
    void makeEventAndLaneActions();
    void makeRangeActions();
    void fillHead();
    void connectCanvas();
    void updateTexts();
    static void mirror(QAction& toggle, bool on);
    [[nodiscard]] TimelinePicture picture() const;

    TimelineView* q;
    TimelineHead* head;
    TimelineCanvas* canvas;
    QList<QAction*> actions;
    QAction* zoomOut = nullptr;
    QAction* zoomIn = nullptr;
    QAction* fit = nullptr;
    QAction* follow = nullptr;
    QAction* fold = nullptr;
    QAction* map = nullptr;
    QAction* sinceStart = nullptr;
    QAction* back = nullptr;
    QAction* forward = nullptr;
    QAction* zoomToRange = nullptr;
    QAction* filterToRange = nullptr;
    QAction* exportRange = nullptr;
};

void TimelineView::Private::makeTimeActions()
{
    zoomIn = add(tr("Zoom &in"), QStringLiteral("W"), [this] { canvas->zoom(1); });
    zoomOut = add(tr("Zoom &out"), QStringLiteral("S"), [this] { canvas->zoom(-1); });
    add(tr("Move to earlier times"), QStringLiteral("A"), [this] { canvas->pan(-0.1); });
    add(tr("Move to later times"), QStringLiteral("D"), [this] { canvas->pan(0.1); });
    add(tr("A view earlier"), tr("PgUp"), [this] { canvas->pan(-0.8); });
    add(tr("A view later"), tr("PgDown"), [this] { canvas->pan(0.8); });
    add(tr("The beginning"), tr("Home"), [this] { canvas->goToStart(); });
    add(tr("Now, and follow it"), tr("End"), [this] { canvas->setFollow(true); });
}

void TimelineView::Private::makeViewActions()
{
    fit = add(tr("&Fit all"), QStringLiteral("F"), [this] { canvas->fit(); });
    follow = addToggle(tr("Follow &now"), QStringLiteral("N"), true,
                       [this](bool on) { canvas->setFollow(on); });
    fold = addToggle(tr("Fold &quiet time"), QStringLiteral("Q"), false,
                     [this](bool on) { canvas->setFold(on); });
    sinceStart =
        addToggle(tr("Count time since the &start"), QStringLiteral("T"), false, [this](bool on) {
            canvas->setRuler(on ? RulerTime::sinceStart : RulerTime::wall);
        });
    map = addToggle(tr("All lanes as a &map"), QStringLiteral("M"), false,
                    [this](bool on) { canvas->setMap(on); });
}

void TimelineView::Private::makeEventAndLaneActions()
{
    add(tr("Next event"), tr("Right"), [this] { canvas->walk(1); });
    add(tr("Previous event"), tr("Left"), [this] { canvas->walk(-1); });
    add(tr("Select to the next event"), tr("Shift+Right"), [this] { canvas->walkSelecting(1); });
    add(tr("Select to the previous event"), tr("Shift+Left"),
        [this] { canvas->walkSelecting(-1); });
    add(tr("Lane below"), tr("Down"), [this] { canvas->moveCurrent(1); });
    add(tr("Lane above"), tr("Up"), [this] { canvas->moveCurrent(-1); });
    add(tr("Lane taller or smaller; open the map here"), tr("Enter"), [this] {
        canvas->showsMap() ? canvas->openMapAtCurrent() : canvas->toggleHeight(canvas->current());
    });
    add(tr("Lane taller"), QStringLiteral("H"), [this] { canvas->stepHeight(1); });
    add(tr("Lane lower"), QStringLiteral("L"), [this] { canvas->stepHeight(-1); });
    add(tr("Show the peer's end"), QStringLiteral("P"), [this] { canvas->togglePeer(); });
    add(tr("Put a cursor here"), QStringLiteral("C"), [this] { canvas->putCursor(); });
    add(tr("Take cursors, selection and opened lanes away"), tr("Esc"),
        [this] { canvas->clearAll(); });
}

void TimelineView::Private::makeRangeActions()
{
    back = add(tr("&Back to the last view"), {}, [this] { canvas->goBack(); });
    bind(back, Qt::ALT | Qt::Key_Left);
    forward = add(tr("F&orward to the next view"), {}, [this] { canvas->goForward(); });
    bind(forward, Qt::ALT | Qt::Key_Right);
    zoomToRange = add(tr("&Zoom in"), QStringLiteral("Z"), [this] { canvas->zoomToSelection(); });
    filterToRange =
        add(tr("Filter &to"), QStringLiteral("R"), [this] { canvas->filterToSelection(); });
    exportRange = add(tr("&Export range…"), QStringLiteral("E"), [this] { q->exportPicture(); });
    add(tr("E&xport picture…"), {}, [this] {
        canvas->clearSelection();
        q->exportPicture();
    });
    auto* table = add(tr("Events in view as a &table"), {}, [this] { q->showAsTable(); });
    bind(table, eventTableKeys());
}

void TimelineView::Private::fillHead()
{
    head->addAction(zoomOut, QStringLiteral("–"), 0); // Noto Sans has no minus sign
    head->addAction(zoomIn, QStringLiteral("+"), 4);
    head->addAction(fit, tr("Fit"), 4);
    head->addAction(follow, tr("Follow now"), 12);
    head->addAction(fold, tr("Fold quiet time"), 8);
    for (auto* action : {zoomToRange, filterToRange, exportRange}) {
        head->addRangeAction(action);
    }
}

void TimelineView::Private::connectCanvas()
{
    QObject::connect(canvas, &TimelineCanvas::currentChanged, q, &TimelineView::currentChanged);
    QObject::connect(canvas, &TimelineCanvas::hovered, q, &TimelineView::hovered);
    QObject::connect(canvas, &TimelineCanvas::eventChosen, q, &TimelineView::eventChosen);
    QObject::connect(canvas, &TimelineCanvas::filterRequested, q, &TimelineView::filterRequested);
    QObject::connect(canvas, &TimelineCanvas::tableAsked, q, &TimelineView::showAsTable);
    QObject::connect(canvas, &TimelineCanvas::filterCleared, q, &TimelineView::filterCleared);
    QObject::connect(canvas, &TimelineCanvas::viewChanged, q, [this] { updateTexts(); });
    QObject::connect(canvas, &TimelineCanvas::selectionChanged, q, [this] { updateTexts(); });
    QObject::connect(canvas, &TimelineCanvas::letterPressed, q, [this](QChar letter) {
        for (auto* action : actions) {
            if (action->property(kKeyHintProperty).toString() == letter) {
                action->trigger();
            }
        }
    });
    updateTexts();
}

/// Shows in a toggle what the canvas does already; its buttons and menus hear of it only when it is news.
void TimelineView::Private::mirror(QAction& toggle, bool on)
{
    if (toggle.isChecked() != on) {
        QSignalBlocker quiet(toggle);
        toggle.setChecked(on);
        quiet.unblock();
        Q_EMIT toggle.changed();
    }
}

void TimelineView::Private::updateTexts()
{
    const auto& viewport = canvas->viewport();
    mirror(*follow, viewport.follows());
    mirror(*map, canvas->showsMap());
    mirror(*sinceStart, canvas->scene().ruler == RulerTime::sinceStart);
    back->setEnabled(canvas->zoomStack().canGoBack());
    forward->setEnabled(canvas->zoomStack().canGoForward());
    for (auto* action : {zoomToRange, filterToRange, exportRange}) {
        action->setEnabled(canvas->scene().selection.has_value());
    }
    const auto length = std::chrono::round<milliseconds>(viewport.until() - viewport.from());
    head->setViewText(canvas->lanes().empty()
                          ? QString()
                          : tr("%1 in view").arg(QString::fromStdString(formatCountdown(length))));
    const auto& scene = canvas->scene();
    head->setRangeText(scene.selection && scene.log != nullptr
                           ? rangeText(*scene.log, *scene.selection, canvas->lanes())
                           : QString());
}

/// What the screen shows, for a file: the selected range, or the part of time in view.
TimelinePicture TimelineView::Private::picture() const
{
    const auto& scene = canvas->scene();
    auto picture = pictureOf(scene);
    picture.lanes = canvas->lanes();
    picture.from = scene.selection ? scene.selection->from : canvas->viewport().from();
    picture.until = scene.selection ? scene.selection->until : canvas->viewport().until();
    picture.foldQuietTime = canvas->viewport().folds();
    picture.title = scene.simulated ? tr("SIMULATED") : tr("LIVE: this computer");
    picture.colors = colorsFor(q->palette());
    return picture;
}

TimelineView::TimelineView(QWidget* parent)
    : QWidget(parent)
    , d(std::make_unique<Private>(this))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(d->head);
    column->addWidget(d->canvas, 1);
    setFocusProxy(d->canvas);
    setMinimumHeight(140);
}

TimelineView::~TimelineView() = default;

void TimelineView::setSource(const ConnectionStore* store, const history::EventLog* log,
                             qint64 startedUtcNs, bool simulated)
{
    d->canvas->setSource(store, log, startedUtcNs, simulated);
    d->fold->setChecked(simulated);
    d->canvas->setFollow(true);
}

void TimelineView::setLanes(std::vector<ConnectionId> lanes)
{
    d->canvas->setLanes(std::move(lanes));
}

void TimelineView::refresh(Moment now, std::span<const ConnectionId> changed)
{
    d->canvas->refresh(now, changed);
}

void TimelineView::setCurrent(ConnectionId id)
{
    d->canvas->setCurrent(id);
}

ConnectionId TimelineView::current() const
{
    return d->canvas->current();
}

void TimelineView::setHinted(ConnectionId id)
{
    d->canvas->setHinted(id);
}

QList<QAction*> TimelineView::timelineActions() const
{
    return d->actions;
}

Moment TimelineView::viewFrom() const
{
    return d->canvas->viewport().from();
}

Moment TimelineView::viewUntil() const
{
    return d->canvas->viewport().until();
}

void TimelineView::zoomIn()
{
    d->zoomIn->trigger();
}

void TimelineView::zoomOut()
{
    d->zoomOut->trigger();
}

void TimelineView::fit()
{
    d->fit->trigger();
}

void TimelineView::setFollowNow(bool follow)
{
    d->canvas->setFollow(follow);
}

void TimelineView::setFoldQuietTime(bool fold)
{
    d->fold->setChecked(fold);
}

void TimelineView::nextEvent()
{
    d->canvas->walk(1);
}

void TimelineView::previousEvent()
{
    d->canvas->walk(-1);
}

void TimelineView::goBack()
{
    d->canvas->goBack();
}

void TimelineView::goForward()
{
    d->canvas->goForward();
}

void TimelineView::clearFilter()
{
    d->canvas->clearFilter();
}

void TimelineView::showRange(Moment from, Moment until)
{
    d->canvas->showRange(from, until);
}

void TimelineView::goToEvent(quint64 index)
{
    d->canvas->goToEvent(index);
}

void TimelineView::exportPicture()
{
    if (d->canvas->scene().log == nullptr) {
        return;
    }
    QFileDialog dialog(this, tr("Export the timeline"), QString(),
                       tr("Pictures (*.png *.svg *.pdf)"));
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(QStringLiteral("png"));
    dialog.selectFile(QStringLiteral("timeline.svg"));
    if (dialog.exec() == QDialog::Accepted) {
        exportPictureTo(dialog.selectedFiles().constFirst());
    }
}

void TimelineView::exportPictureTo(const QString& file)
{
    if (const auto status = exportTimeline(d->picture(), file)) {
        Q_EMIT exported(file);
    } else {
        Q_EMIT failed(status.error());
    }
}

void TimelineView::showAsTable()
{
    showEventTable(this, d->canvas->scene(), d->canvas->lanes(), viewFrom(), viewUntil());
}

} // namespace kai::ui
