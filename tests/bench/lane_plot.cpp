#include "tests/bench/lane_plot.h"

#include "ui/theme/colors.h"

// Written with Qt's keywords, which this program does without.
#define signals Q_SIGNALS
#define slots Q_SLOTS
#define emit Q_EMIT
#define foreach Q_FOREACH
#include <qcustomplot.h>
#undef signals
#undef slots
#undef emit
#undef foreach

namespace kai::bench {
namespace {

constexpr double kFull = 0.4;  ///< height of a full tooth within its lane
constexpr double kMarks = 0.8; ///< height of the marks band

double seconds(nanoseconds time)
{
    return static_cast<double>(time.count()) / 1e9;
}

/// What QCustomPlot is given of one lane.
struct LanePoints {
    QVector<QCPGraphData> teeth, answered, unanswered;
};

LanePoints pointsOf(const Fleet& fleet, std::uint32_t lane)
{
    LanePoints points;
    points.teeth.reserve(2 * kRounds);
    const double base = lane;
    double sent = 0;
    fleet.log->lanes().visit(
        {fleet.lanes[lane], false}, Moment{}, kNever, [&](std::uint64_t, const Event& event) {
            const double at = seconds(event.time.time_since_epoch());
            if (event.kind == EventKind::probe_sent) {
                points.teeth.append({sent = at, base + kFull});
                return;
            }
            points.teeth.append({at, base});
            auto& fates =
                event.kind == EventKind::probe_answered ? points.answered : points.unanswered;
            fates.append({sent, base + kMarks});
        });
    return points;
}

void addMarks(QCustomPlot& plot, const QVector<QCPGraphData>& points,
              QCPScatterStyle::ScatterShape shape, const QColor& fill)
{
    constexpr double kGlyph = 9;
    if (points.isEmpty()) {
        return;
    }
    auto* marks = plot.addGraph();
    marks->data()->set(points, true);
    marks->setLineStyle(QCPGraph::lsNone);
    marks->setScatterStyle({shape, QPen(ui::lightColors().text, 1), fill, kGlyph});
}

} // namespace

LanePlot::LanePlot(const Fleet& fleet, std::uint32_t lanes, PlotContent content, PlotFill fill,
                   QSize size)
    : m_plot(std::make_unique<QCustomPlot>())
{
    m_plot->setAttribute(Qt::WA_DontShowOnScreen);
    m_plot->resize(size);
    m_plot->setAutoAddPlottableToLegend(false);
    m_plot->yAxis->setRange(0, lanes);
    if (content == PlotContent::asOurs) {
        m_plot->yAxis->setTicker(QSharedPointer<QCPAxisTickerText>::create());
    }
    for (std::uint32_t lane = 0; lane < lanes; ++lane) {
        addLane(fleet, lane, content, fill);
    }
    m_plot->show();
}

LanePlot::~LanePlot() = default;

void LanePlot::addLane(const Fleet& fleet, std::uint32_t lane, PlotContent content, PlotFill fill)
{
    const auto points = pointsOf(fleet, lane);
    const auto& colors = ui::lightColors();
    auto* teeth = m_plot->addGraph();
    teeth->data()->set(points.teeth, true);
    if (content == PlotContent::bareLines) {
        return;
    }
    auto* baseline = m_plot->addGraph();
    const double end = seconds(fleet.now().time_since_epoch());
    const double y = lane;
    baseline->data()->set({{0, y}, {end, y}}, true);
    baseline->setPen(QPen(colors.toothEdge, 1));
    teeth->setPen(QPen(colors.toothEdge, 1));
    teeth->setBrush(colors.toothFill);
    teeth->setChannelFillGraph(baseline);
    teeth->setAntialiasedFill(fill == PlotFill::antialiased);
    addMarks(*m_plot, points.answered, QCPScatterStyle::ssCircle, colors.green);
    addMarks(*m_plot, points.unanswered, QCPScatterStyle::ssTriangleInverted, colors.orange);
    qSharedPointerCast<QCPAxisTickerText>(m_plot->yAxis->ticker())
        ->addTick(y + kFull, QStringLiteral("conn-%1").arg(lane + 1));
}

void LanePlot::show(Moment from, nanoseconds length)
{
    const double start = seconds(from.time_since_epoch());
    m_plot->xAxis->setRange(start, start + seconds(length));
    m_plot->replot(QCustomPlot::rpImmediateRefresh);
}

int LanePlot::marksShown() const
{
    const auto range = m_plot->xAxis->range();
    int count = 0;
    for (int i = 0; i < m_plot->graphCount(); ++i) {
        const auto* graph = m_plot->graph(i);
        if (graph->lineStyle() == QCPGraph::lsNone) {
            const auto data = graph->data();
            count += static_cast<int>(data->findEnd(range.upper, false) -
                                      data->findBegin(range.lower, false));
        }
    }
    return count;
}

} // namespace kai::bench
