#include "ui/timeline/teeth.h"

#include <QImage>
#include <QPainter>
#include <QPicture>
#include <QTest>

#include <cstdlib>

using namespace kai::ui;

namespace {

constexpr double kBase = 30;
const QColor kFill(0x80, 0x80, 0x80, 69);
const QColor kEdge(0x80, 0x80, 0x80, 217);

QPolygonF line(const QByteArray& shape)
{
    if (shape == "rising") {
        return {{4, 30}, {96, 8}};
    }
    if (shape == "saw") {
        return {{2, 25}, {30.5, 10}, {30.5, 30}, {31, 30}, {60, 12}, {60, 30}, {97, 20}};
    }
    return {{5, 12}, {90, 12}};
}

QImage blank()
{
    QImage image(100, 40, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::white);
    return image;
}

/// As QPainter draws it.
QImage drawn(const QPolygonF& upper)
{
    auto image = blank();
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    auto area = upper;
    area << QPointF(upper.back().x(), kBase) << QPointF(upper.front().x(), kBase);
    painter.setPen(Qt::NoPen);
    painter.setBrush(kFill);
    painter.drawPolygon(area);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(kEdge, 1));
    painter.drawPolyline(upper);
    return image;
}

QImage computed(const QPolygonF& upper)
{
    auto image = blank();
    QPainter painter(&image);
    paintGround(painter, upper, kBase, kFill, kEdge);
    return image;
}

double meanDifference(const QImage& a, const QImage& b)
{
    qint64 sum = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            sum += std::abs(qGray(a.pixel(x, y)) - qGray(b.pixel(x, y)));
        }
    }
    return static_cast<double>(sum) / (a.width() * a.height());
}

} // namespace

class TeethTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void looksAsIfDrawn_data()
    {
        QTest::addColumn<QByteArray>("shape");
        QTest::newRow("a rising edge") << QByteArray("rising");
        QTest::newRow("a saw-tooth with two falls") << QByteArray("saw");
        QTest::newRow("a plateau") << QByteArray("flat");
    }
    void looksAsIfDrawn()
    {
        QFETCH(QByteArray, shape);
        const auto upper = line(shape);
        QVERIFY2(meanDifference(blank(), drawn(upper)) > 5, "there is something to compare");
        const double difference = meanDifference(computed(upper), drawn(upper));
        QVERIFY2(difference < 2.5, qPrintable(QString::number(difference)));
    }

    void theGroundIsFilledToTheBase()
    {
        const auto image = computed(line("flat"));
        QCOMPARE(image.pixelColor(50, 29), image.pixelColor(50, 20));
        QCOMPARE(image.pixelColor(50, 31), QColor(Qt::white));
        QCOMPARE(image.pixelColor(50, 8), QColor(Qt::white));
        QVERIFY(image.pixelColor(50, 12).lightness() < image.pixelColor(50, 20).lightness());
    }

    void vectorsStayVectors()
    {
        QPicture picture;
        QPainter painter(&picture);
        paintGround(painter, line("saw"), kBase, kFill, kEdge);
        painter.end();
        QVERIFY(picture.size() > 0);
        auto image = blank();
        QPainter replay(&image);
        replay.drawPicture(0, 0, picture);
        replay.end();
        QVERIFY(meanDifference(image, drawn(line("saw"))) < 0.5);
    }
};

QTEST_MAIN(TeethTest)
#include "tst_teeth.moc"
