// DefaultsGraph: mouse, keys and the sentences that they bring up.
#include "core/keepalive/duration_text.h"
#include "ui/defaults/defaults_graph.h"
#include "ui/defaults/defaults_graph_painting.h"

#include <QAccessible>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace kai::ui {
namespace {

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

} // namespace

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
    if (event->position().x() < 28) {
        toggleMembers();
    }
}

void DefaultsGraph::toggleMembers()
{
    if (m_current == nullptr || m_current->members.empty()) {
        return;
    }
    const auto open = std::find(m_options.open.begin(), m_options.open.end(), m_current->label);
    if (open == m_options.open.end()) {
        m_options.open.push_back(m_current->label);
    } else {
        m_options.open.erase(open);
    }
    layOut();
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
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        toggleMembers();
        return;
    case Qt::Key_T:
        showAsTable();
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
    for (const auto& more : {row.arithmetic, row.ignored}) {
        text += more.empty() ? QString() : QStringLiteral(". ") + words(more);
    }
    return text;
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
