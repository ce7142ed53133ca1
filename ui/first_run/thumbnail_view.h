#pragma once

#include "ui/timeline/lane_thumbnail.h"

#include <QWidget>

namespace kai::ui {

/// A card's picture.
class ThumbnailView : public QWidget {
    Q_OBJECT

public:
    explicit ThumbnailView(Thumbnail which, QWidget* parent = nullptr);
    [[nodiscard]] QSize sizeHint() const override { return {290, 84}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Thumbnail m_which;
};

} // namespace kai::ui
