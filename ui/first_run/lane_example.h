#pragma once

#include <QWidget>

namespace kai::ui {

/// "How to read a lane": the head of an empty timeline, below it an invented lane at 120 px with words at its parts, and the marks
/// explained.
class LaneExample : public QWidget {
    Q_OBJECT

public:
    explicit LaneExample(QWidget* parent = nullptr);

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace kai::ui
