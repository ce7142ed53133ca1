#include "ui/window/row_hint.h"

#include "ui/connections/connection_model.h"
#include "ui/connections/connection_table.h"
#include "ui/theme/colors.h"

#include <QEvent>
#include <QPainter>

namespace kai::ui {

RowHint::RowHint(ConnectionTable& table, const ConnectionModel& model)
    : QWidget(&table)
    , m_table(table)
    , m_viewport(table.viewport())
    , m_model(model)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
    m_viewport->installEventFilter(this);
    connect(&table, &QTableView::entered, this,
            [this](const QModelIndex& index) { Q_EMIT pointedAt(m_model.idAt(index.row())); });
    connect(&table, &QTableView::viewportEntered, this,
            [this] { Q_EMIT pointedAt(ConnectionId::none); });
}

void RowHint::setRow(ConnectionId id)
{
    if (m_id != id) {
        m_id = id;
        setGeometry(m_viewport->geometry());
        setVisible(id != ConnectionId::none);
        update();
    }
}

bool RowHint::eventFilter(QObject* object, QEvent* event)
{
    if (object == m_viewport && event->type() == QEvent::Resize) {
        setGeometry(m_viewport->geometry());
    } else if (object == m_viewport && event->type() == QEvent::Leave) {
        Q_EMIT pointedAt(ConnectionId::none);
    }
    return QWidget::eventFilter(object, event);
}

void RowHint::paintEvent(QPaintEvent*)
{
    const QModelIndex index = m_model.indexOf(m_id);
    if (!index.isValid()) {
        return;
    }
    const QRect cell = m_table.visualRect(index);
    const Colors& colors = colorsFor(palette());
    QPainter painter(this);
    painter.fillRect(QRect(0, cell.top(), width(), cell.height()), withAlpha(colors.link, 0.08));
    painter.fillRect(QRect(0, cell.top(), 3, cell.height()), colors.link);
}

} // namespace kai::ui
