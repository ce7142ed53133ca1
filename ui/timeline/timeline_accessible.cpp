#include "ui/timeline/timeline_accessible.h"

#include "ui/timeline/timeline_canvas.h"

#include <QAccessibleWidget>

namespace kai::ui {
namespace {

class TimelineAccessible : public QAccessibleWidget {
public:
    explicit TimelineAccessible(TimelineCanvas& canvas)
        : QAccessibleWidget(&canvas, QAccessible::Chart)
        , m_canvas(canvas)
    {
    }

    [[nodiscard]] QString text(QAccessible::Text which) const override
    {
        switch (which) {
        case QAccessible::Help:
            return tableHint();
        case QAccessible::Description:
            return m_canvas.spokenView() + QStringLiteral(". ") + tableHint();
        case QAccessible::Value:
            return m_canvas.spokenEvent();
        default:
            return QAccessibleWidget::text(which);
        }
    }

    [[nodiscard]] QStringList actionNames() const override
    {
        return QAccessibleWidget::actionNames() << tableAction();
    }

    [[nodiscard]] QString localizedActionDescription(const QString& name) const override
    {
        return name == tableAction() ? tableHint()
                                     : QAccessibleWidget::localizedActionDescription(name);
    }

    void doAction(const QString& name) override
    {
        if (name == tableAction()) {
            Q_EMIT m_canvas.tableAsked();
        } else {
            QAccessibleWidget::doAction(name);
        }
    }

    [[nodiscard]] QStringList keyBindingsForAction(const QString& name) const override
    {
        return name == tableAction() ? QStringList{tableKeys()}
                                     : QAccessibleWidget::keyBindingsForAction(name);
    }

private:
    static QString tableAction() { return QObject::tr("Events in view as a table"); }
    static QString tableKeys() { return eventTableKeys().toString(QKeySequence::NativeText); }
    static QString tableHint()
    {
        return QObject::tr("%1 lists the events in view as a table").arg(tableKeys());
    }

    TimelineCanvas& m_canvas;
};

QAccessibleInterface* interfaceOf(const QString&, QObject* object)
{
    auto* canvas = qobject_cast<TimelineCanvas*>(object);
    return canvas == nullptr ? nullptr : new TimelineAccessible(*canvas);
}

} // namespace

QKeySequence eventTableKeys()
{
    return Qt::CTRL | Qt::SHIFT | Qt::Key_T;
}

void makeTimelinesAccessible()
{
    QAccessible::installFactory(interfaceOf); // the same one again is ignored
}

} // namespace kai::ui
