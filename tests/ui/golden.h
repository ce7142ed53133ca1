#pragma once

#include <QDir>
#include <QImage>
#include <QTest>

#include <algorithm>
#include <cstdlib>

/// Pictures that were looked at once and kept in tests/ui/golden: KAI_GOLDEN=write writes them anew, a picture that differs
/// is left beside the test as NAME-now.png. The test's target defines KAI_GOLDEN_FOLDER.
namespace golden {

inline QString fileOf(const QString& name)
{
    return QStringLiteral(KAI_GOLDEN_FOLDER "/") + name + QStringLiteral(".png");
}

/// Text is drawn a little differently by other versions of the same font: a picture may differ a little everywhere, or much in few
/// places, but not both.
struct Difference {
    double mean = 0;
    double strong = 0; ///< share of pixels that differ by more than a quarter
};

inline Difference difference(const QImage& a, const QImage& b)
{
    Difference result;
    const double pixels = static_cast<double>(a.width()) * a.height();
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x) {
            const auto one = a.pixelColor(x, y);
            const auto other = b.pixelColor(x, y);
            const int worst =
                std::max({std::abs(one.red() - other.red()), std::abs(one.green() - other.green()),
                          std::abs(one.blue() - other.blue())});
            result.mean += worst / pixels;
            result.strong += (worst > 64 ? 1 : 0) / pixels;
        }
    }
    return result;
}

inline void compare(const QImage& image, const QString& name)
{
    if (qEnvironmentVariable("KAI_GOLDEN") == QLatin1String("write")) {
        QVERIFY(image.save(fileOf(name)));
        return;
    }
    const auto golden = QImage(fileOf(name)).convertToFormat(QImage::Format_ARGB32_Premultiplied);
    QCOMPARE(image.size(), golden.size());
    const auto found = difference(image, golden);
    if (found.mean > 2 || found.strong > 0.015) {
        const auto artefact = QDir::current().absoluteFilePath(name + QStringLiteral("-now.png"));
        image.save(artefact);
        QFAIL(qPrintable(QStringLiteral("mean %1, strong %2; see %3")
                             .arg(found.mean)
                             .arg(found.strong)
                             .arg(artefact)));
    }
}

} // namespace golden
