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
        case QAccessible::Description:
            return m_canvas.spokenView();
        case QAccessible::Value:
            return m_canvas.spokenEvent();
        default:
            return QAccessibleWidget::text(which);
        }
    }

private:
    TimelineCanvas& m_canvas;
};

QAccessibleInterface* interfaceOf(const QString&, QObject* object)
{
    auto* canvas = qobject_cast<TimelineCanvas*>(object);
    return canvas == nullptr ? nullptr : new TimelineAccessible(*canvas);
}

} // namespace

void makeTimelinesAccessible()
{
    QAccessible::installFactory(interfaceOf); // the same one again is ignored
}

} // namespace kai::ui
