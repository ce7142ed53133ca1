#include "ui/window/window_picture.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QImageWriter>
#include <QPixmap>
#include <QWidget>

namespace kai::ui {

namespace {

QString tr(const char* words)
{
    return QCoreApplication::translate("WindowPicture", words);
}

} // namespace

Status saveWindowPicture(QWidget& window, const QString& file)
{
    QImageWriter writer(file);
    if (writer.write(window.grab().toImage())) {
        return success();
    }
    return Error{
        0, "PICTURE_NOT_WRITTEN", file.toStdString(),
        tr("%1.").arg(writer.errorString()).toStdString(),
        tr("Choose a folder that you may write to, and a name that ends in .png.").toStdString()};
}

Status askAndSavePicture(QWidget& window)
{
    const QString file = QFileDialog::getSaveFileName(&window, tr("Save a picture of this window"),
                                                      QStringLiteral("keepalive-inspector.png"),
                                                      tr("Pictures (*.png *.jpg *.bmp)"));
    return file.isEmpty() ? success() : saveWindowPicture(window, file);
}

} // namespace kai::ui
