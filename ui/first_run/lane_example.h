#pragma once

#include <QWidget>

namespace kai::ui {

/// "How to read a lane": an invented lane at 120 px with words at its parts, and the marks explained below it.
class LaneExample : public QWidget {
    Q_OBJECT

public:
    explicit LaneExample(QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override { return {900, 196}; }
    [[nodiscard]] QSize minimumSizeHint() const override { return {600, 196}; }

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace kai::ui
