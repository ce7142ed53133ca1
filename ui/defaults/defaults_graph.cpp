#include "ui/defaults/defaults_graph.h"

#include "core/keepalive/duration_text.h"
#include "ui/defaults/defaults_graph_painting.h"
#include "ui/theme/theme.h"
#include "ui/timeline/hover_box.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPushButton>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace kai::ui {
namespace {

constexpr int kTitleHeight = 44;
constexpr int kLeastWidth = 900;

QString words(const std::string& text)
{
    return QString::fromStdString(text);
}

QString ordinal(int number)
{
    const int last = number % 10;
    const bool teen = number % 100 / 10 == 1;
    const auto ending = teen || last > 3 || last == 0 ? QObject::tr("%1th")
                        : last == 1                   ? QObject::tr("%1st")
                        : last == 2                   ? QObject::tr("%1nd")
                                                      : QObject::tr("%1rd");
    return ending.arg(number);
}

QPushButton* modeButton(const QString& text, QWidget* parent)
{
    auto* button = new QPushButton(text, parent);
    button->setCheckable(true);
    button->setAutoExclusive(true);
    button->setFixedSize(64, 26);
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
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(
        tr("What the system defaults mean for an idle connection whose peer stops answering"));
    m_log->setChecked(true);
    m_log->setToolTip(tr("Decades: one second and ten minutes both readable"));
    m_linear->setToolTip(tr("To scale, up to the longest row"));
    connect(m_linear, &QPushButton::toggled, this, &DefaultsGraph::setLinear);
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

QString DefaultsGraph::chosenBox() const
{
    return m_chosen ? words(m_boxes[*m_chosen].id) : QString();
}

QByteArray DefaultsGraph::csv() const
{
    const auto text = defaults::graphCsv(m_rows, m_request.box);
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
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
    return {m_rows, m_geometry, m_boxes, m_chosen, m_current, m_probe, m_options.linear};
}

void DefaultsGraph::resizeEvent(QResizeEvent*)
{
    m_linear->move(width() - 12 - m_linear->width(), 9);
    m_log->move(m_linear->x() - m_log->width(), 9);
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
        QRect(12, 0, m_log->x() - 20, kTitleHeight), Qt::AlignLeft | Qt::AlignVCenter,
        tr("What these defaults mean for an idle connection whose peer stops answering"));
    paintCrosshair(painter);
    if (hasFocus()) {
        painter.setPen(colors.link);
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

const GraphLine* DefaultsGraph::lineAt(double y) const
{
    for (const auto& line : m_geometry.lines) {
        if (y >= line.top && y < line.bottom()) {
            return &line;
        }
    }
    return nullptr;
}

std::optional<std::size_t> DefaultsGraph::boxAt(const QPointF& position) const
{
    constexpr double kReach = 4;
    const auto flags = boxFlags(scene());
    for (std::size_t i = 0; i < flags.size(); ++i) {
        const bool onLine = std::abs(position.x() - flags[i].x) <= kReach &&
                            position.y() >= flags[i].flag.top() &&
                            position.y() < m_geometry.rowsBottom;
        if (onLine || flags[i].flag.contains(position)) {
            return i;
        }
    }
    return std::nullopt;
}

void DefaultsGraph::setCurrent(const defaults::GraphRow* row)
{
    if (row != m_current) {
        m_current = row;
        m_currentLabel = row == nullptr ? QString() : words(row->label);
        m_probe = 0;
        announce();
        update();
    }
}

void DefaultsGraph::mousePressEvent(QMouseEvent* event)
{
    if (const auto box = boxAt(event->position())) {
        chooseBox(m_chosen == box ? QString() : words(m_boxes[*box].id));
        Q_EMIT boxChosen(chosenBox());
        return;
    }
    const auto* line = lineAt(event->position().y());
    if (line == nullptr || line->row == nullptr) {
        return;
    }
    setCurrent(line->row);
    if (event->position().x() < 28 && !line->row->members.empty()) {
        const auto label = line->row->label;
        const auto open = std::find(m_options.open.begin(), m_options.open.end(), label);
        if (open == m_options.open.end()) {
            m_options.open.push_back(label);
        } else {
            m_options.open.erase(open);
        }
        layOut();
    }
}

void DefaultsGraph::mouseMoveEvent(QMouseEvent* event)
{
    m_hover = {event->position(), true};
    setCursor(boxAt(event->position()) ? Qt::PointingHandCursor : Qt::ArrowCursor);
    update();
}

void DefaultsGraph::leaveEvent(QEvent*)
{
    m_hover.inside = false;
    update();
}

void DefaultsGraph::moveRow(int direction)
{
    std::vector<const defaults::GraphRow*> rows;
    for (const auto& line : m_geometry.lines) {
        if (line.row != nullptr) {
            rows.push_back(line.row);
        }
    }
    if (rows.empty()) {
        return;
    }
    const auto found = std::find(rows.begin(), rows.end(), m_current);
    const auto last = static_cast<std::ptrdiff_t>(rows.size()) - 1;
    const auto index = found == rows.end()
                           ? (direction > 0 ? 0 : last)
                           : std::clamp(found - rows.begin() + direction, std::ptrdiff_t{0}, last);
    setCurrent(rows[static_cast<std::size_t>(index)]);
}

void DefaultsGraph::moveProbe(int direction)
{
    if (m_current == nullptr || m_current->detection.never) {
        return;
    }
    m_probe = std::clamp(m_probe + direction, 1, m_current->times.probeCount + 1);
    announce();
    update();
}

void DefaultsGraph::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Up:
        moveRow(-1);
        return;
    case Qt::Key_Down:
        moveRow(1);
        return;
    case Qt::Key_Left:
        moveProbe(-1);
        return;
    case Qt::Key_Right:
        moveProbe(1);
        return;
    case Qt::Key_B: {
        const std::size_t next = m_chosen ? *m_chosen + 1 : 0;
        chooseBox(next < m_boxes.size() ? words(m_boxes[next].id) : QString());
        Q_EMIT boxChosen(chosenBox());
        return;
    }
    default:
        QWidget::keyPressEvent(event);
    }
}

QString DefaultsGraph::probeSentence(const defaults::GraphRow& row, int probe) const
{
    const auto after =
        saturatingNanoseconds(row.times.idleTime) +
        saturatingMultiply(saturatingNanoseconds(row.times.probeInterval), probe - 1);
    const auto when = words(formatDuration(after));
    if (probe > row.times.probeCount) {
        return lastIntervalAssumed(row)
                   ? tr("Ended by keep-alive %1 after the last segment; that the last interval is "
                        "waited for is our assumption")
                         .arg(when)
                   : tr("Ended by keep-alive %1 after the last segment").arg(when);
    }
    return tr("%1 of %2 probes, %3 after the last segment")
        .arg(ordinal(probe))
        .arg(row.times.probeCount)
        .arg(when);
}

QString DefaultsGraph::rowSentence(const defaults::GraphRow& row) const
{
    auto text = tr("%1, %2: silent peer found after %3, %4")
                    .arg(words(row.label), words(row.secondLine), words(row.foundAfter),
                         words(row.verdict));
    return row.arithmetic.empty() ? text : text + QStringLiteral(". ") + words(row.arithmetic);
}

void DefaultsGraph::announce()
{
    if (m_current != nullptr) {
        setAccessibleDescription(m_probe > 0 ? probeSentence(*m_current, m_probe)
                                             : rowSentence(*m_current));
        QAccessibleEvent event(this, QAccessible::DescriptionChanged);
        QAccessible::updateAccessibility(&event);
    }
}

bool DefaultsGraph::event(QEvent* event)
{
    if (event->type() != QEvent::ToolTip) {
        return QWidget::event(event);
    }
    const auto* help = static_cast<QHelpEvent*>(event);
    const auto* line = lineAt(help->pos().y());
    if (const auto box = boxAt(help->pos())) {
        const auto& chosen = m_boxes[*box];
        QToolTip::showText(
            help->globalPos(),
            QStringList{words(chosen.label()), words(chosen.note), words(chosen.source)}.join(
                QLatin1Char('\n')),
            this);
    } else if (line == nullptr || line->row == nullptr) {
        QToolTip::hideText();
    } else {
        const auto& row = *line->row;
        auto text = rowSentence(row);
        for (int probe = 1; !row.detection.never && probe <= row.times.probeCount + 1; ++probe) {
            if (std::abs(m_geometry.panel2.x(probeSeconds(row.times, probe)) - help->pos().x()) <
                5) {
                text = probeSentence(row, probe);
            }
        }
        QToolTip::showText(help->globalPos(), text, this);
    }
    return true;
}

} // namespace kai::ui
