#include "ui/defaults/defaults_graph.h"

#include "core/keepalive/duration_text.h"
#include "ui/defaults/defaults_graph_painting.h"
#include "ui/defaults/graph_table.h"
#include "ui/theme/theme.h"
#include "ui/timeline/hover_box.h"

#include <QPainter>
#include <QPushButton>

#include <algorithm>
#include <cmath>

namespace kai::ui {
namespace {

constexpr int kTitleHeight = 44;
constexpr int kLeastWidth = 900;
constexpr QSize kButtonSize(64, 26);
constexpr int kButtonGap = 8;

QString words(const std::string& text)
{
    return QString::fromStdString(text);
}

QPushButton* modeButton(const QString& text, QWidget* parent)
{
    auto* button = new QPushButton(text, parent);
    button->setCheckable(true);
    button->setAutoExclusive(true);
    button->setFixedSize(kButtonSize);
    return button;
}

QString secondsText(double seconds)
{
    const auto step = seconds < 10    ? milliseconds{10}
                      : seconds < 100 ? milliseconds{100}
                                      : milliseconds{1000};
    const auto value = milliseconds{std::llround(seconds * 1000)};
    return words(formatDuration(value - value % step));
}

} // namespace

DefaultsGraph::DefaultsGraph(QWidget* parent)
    : QWidget(parent)
    , m_log(modeButton(tr("Log"), this))
    , m_linear(modeButton(tr("Linear"), this))
    , m_table(new QPushButton(tr("Table"), this))
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(
        tr("What the system defaults mean for an idle connection whose peer stops answering"));
    m_log->setChecked(true);
    m_log->setToolTip(tr("Decades: one second and ten minutes both readable"));
    m_linear->setToolTip(tr("To scale, up to the longest row"));
    m_table->setFixedSize(kButtonSize);
    m_table->setToolTip(tr("The rows of the graph as a table (T)"));
    m_table->setAccessibleName(tr("System defaults as a table"));
    connect(m_linear, &QPushButton::toggled, this, &DefaultsGraph::setLinear);
    connect(m_table, &QPushButton::clicked, this, &DefaultsGraph::showAsTable);
}

DefaultsGraph::~DefaultsGraph() = default;

void DefaultsGraph::setRequest(defaults::GraphRequest request)
{
    m_request = std::move(request);
    rebuild();
}

void DefaultsGraph::setBoxes(std::vector<Box> boxes)
{
    const auto chosen = chosenBox();
    m_boxes = std::move(boxes);
    m_chosen.reset();
    chooseBox(chosen);
}

void DefaultsGraph::chooseBox(const QString& id)
{
    const auto found = std::find_if(m_boxes.begin(), m_boxes.end(),
                                    [&](const Box& box) { return words(box.id) == id; });
    m_chosen = found == m_boxes.end()
                   ? std::nullopt
                   : std::optional(static_cast<std::size_t>(found - m_boxes.begin()));
    rebuild();
}

void DefaultsGraph::showBox(const std::optional<Box>& box)
{
    const auto isOwn = [](const Box& known) { return known.id == kOwnBox; };
    m_boxes.erase(std::remove_if(m_boxes.begin(), m_boxes.end(), isOwn), m_boxes.end());
    m_chosen.reset();
    if (box && isOwn(*box)) {
        m_boxes.push_back(*box);
    }
    chooseBox(box ? words(box->id) : QString());
}

QString DefaultsGraph::chosenBox() const
{
    return m_chosen ? words(m_boxes[*m_chosen].id) : QString();
}

QByteArray DefaultsGraph::csv() const
{
    const auto text = defaults::graphCsv(m_rows, m_request.box);
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

void DefaultsGraph::showAsTable()
{
    showGraphTable(this, m_rows);
}

void DefaultsGraph::rebuild()
{
    m_request.box = m_chosen ? std::optional(m_boxes[*m_chosen]) : std::nullopt;
    m_rows = defaults::graphRows(m_request);
    layOut();
}

void DefaultsGraph::layOut()
{
    m_geometry = graphGeometry(m_rows, width(), m_options);
    m_current = nullptr;
    for (const auto& line : m_geometry.lines) {
        if (line.row != nullptr && words(line.row->label) == m_currentLabel) {
            m_current = line.row;
        }
    }
    updateGeometry();
    update();
}

void DefaultsGraph::setLinear(bool linear)
{
    m_options.linear = linear;
    layOut();
}

QSize DefaultsGraph::sizeHint() const
{
    return {1024, static_cast<int>(std::ceil(m_geometry.height))};
}

QSize DefaultsGraph::minimumSizeHint() const
{
    return {kLeastWidth, static_cast<int>(std::ceil(m_geometry.height))};
}

DefaultsScene DefaultsGraph::scene() const
{
    const auto* line = m_hover.inside ? lineAt(m_hover.position.y()) : nullptr;
    const auto* hovered = line == nullptr ? nullptr : line->row;
    return {m_rows, m_geometry, m_boxes, m_chosen, m_current, m_probe, m_options.linear, hovered};
}

void DefaultsGraph::resizeEvent(QResizeEvent*)
{
    m_linear->move(width() - 12 - m_linear->width(), 9);
    m_log->move(m_linear->x() - m_log->width(), 9);
    m_table->move(m_log->x() - m_table->width() - kButtonGap, 9);
    layOut();
}

void DefaultsGraph::changeEvent(QEvent* event)
{
    update();
    QWidget::changeEvent(event);
}

void DefaultsGraph::paintEvent(QPaintEvent*)
{
    const auto& colors = colorsFor(palette());
    QPainter painter(this);
    painter.fillRect(rect(), colors.base);
    paintDefaultsGraph(painter, scene(), colors);
    painter.fillRect(0, 0, width(), kTitleHeight, colors.window);
    painter.fillRect(0, kTitleHeight - 1, width(), 1, colors.border);
    painter.setFont(typeFont(TypeSize::title, QFont::Bold));
    painter.setPen(colors.text);
    painter.drawText(
        QRect(12, 0, m_table->x() - 20, kTitleHeight), Qt::AlignLeft | Qt::AlignVCenter,
        tr("What these defaults mean for an idle connection whose peer stops answering"));
    paintCrosshair(painter);
    if (hasFocus()) {
        painter.setPen(colors.link);
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(
            QRectF(0, m_geometry.rowsTop, width() - 1, m_geometry.rowsBottom - m_geometry.rowsTop));
    }
}

void DefaultsGraph::paintCrosshair(QPainter& painter)
{
    const double x = m_hover.position.x();
    const auto& g = m_geometry;
    const bool first = x >= g.panel1.left() && x < g.columns.breakLeft;
    const bool second = x >= g.panel2.left() && x <= g.panel2.right();
    if (!m_hover.inside || (!first && !second) || m_hover.position.y() < g.rowsTop ||
        m_hover.position.y() > g.rowsBottom) {
        return;
    }
    const auto& colors = colorsFor(palette());
    painter.fillRect(QRectF(std::floor(x), g.rowsTop, 1, g.rowsBottom - g.rowsTop),
                     withAlpha(colors.link, 0.7));
    const auto text = first ? tr("%1 idle").arg(secondsText(g.panel1.seconds(x)))
                            : tr("%1 after the first probe").arg(secondsText(g.panel2.seconds(x)));
    paintChip(painter, {std::clamp(x, 70.0, width() - 70.0), g.rowsBottom + 10}, text, colors);
}

} // namespace kai::ui
