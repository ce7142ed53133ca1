#pragma once

#include <QWidget>

namespace kai::ui {

/// Three small lanes: healthy, goes silent, keep-alive off.
class LanesThumbnail : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent* event) override;
};

/// XP and Windows 11: two hours of quiet, folded, then five and ten probes.
class ReleasesThumbnail : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent* event) override;
};

/// This computer, perhaps a box in between, your server.
class PathThumbnail : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace kai::ui
