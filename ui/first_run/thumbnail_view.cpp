#include "ui/first_run/thumbnail_view.h"

#include <QPainter>

namespace kai::ui {

ThumbnailView::ThumbnailView(Thumbnail which, QWidget* parent)
    : QWidget(parent)
    , m_which(which)
{
}

void ThumbnailView::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintThumbnail(painter, rect(), m_which, colorsFor(palette()));
}

} // namespace kai::ui
