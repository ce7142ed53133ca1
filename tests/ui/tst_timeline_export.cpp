#include "tests/ui/warnings.h"
#include "timeline_sample.h"
#include "ui/timeline/timeline_export.h"

#include <QImageReader>
#include <QProcess>
#include <QStandardPaths>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace kai;
using namespace kai::ui;

namespace {

TimelinePicture pictureOf(const sample::Recording& recording)
{
    TimelinePicture picture;
    picture.store = &recording.store;
    picture.log = recording.log.get();
    picture.lanes = recording.store.ids();
    picture.now = recording.now;
    picture.startedUtcNs = recording.startedUtcNs;
    picture.simulated = recording.simulated;
    picture.foldQuietTime = recording.simulated;
    picture.title = QStringLiteral("Keepalive Inspector");
    return picture;
}

QString textOf(const QString& svg)
{
    QFile file(svg);
    file.open(QIODevice::ReadOnly);
    QXmlStreamReader reader(&file);
    QString text;
    while (!reader.atEnd()) {
        if (reader.readNext() == QXmlStreamReader::Characters) {
            text += reader.text();
        }
    }
    return reader.hasError() ? QString() : text;
}

bool shows(const QImage& image, const QColor& color)
{
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixelColor(x, y).rgb() == color.rgb()) {
                return true;
            }
        }
    }
    return false;
}

} // namespace

class TimelineExportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }

    void svgIsReadableAgain()
    {
        const auto recording = sample::xpBesideEleven();
        const auto file = m_folder.filePath(QStringLiteral("xp.svg"));
        QVERIFY(exportTimeline(pictureOf(recording), file));
        const QSvgRenderer renderer(file);
        QVERIFY(renderer.isValid());
        QCOMPARE(renderer.viewBox().width(), 1280);
        const auto text = textOf(file);
        for (const auto* words : {"Keepalive Inspector", "Windows XP", "Windows 11",
                                  "quiet, folded", "found dead after 2 h 0 min 10 s"}) {
            QVERIFY2(text.contains(QLatin1String(words)), words);
        }
    }

    void pngHasTheSizeAsked()
    {
        const auto recording = sample::mainWindow();
        auto picture = pictureOf(recording);
        picture.size = QSize(1000, 400);
        const auto file = m_folder.filePath(QStringLiteral("main.png"));
        QVERIFY(exportTimeline(picture, file));
        const QImage image(file);
        QCOMPARE(image.size(), QSize(1000, 400));
        QVERIFY2(shows(image, lightColors().red), "an ending is in the picture");
    }

    void pdfHasAPage()
    {
        const auto recording = sample::mainWindow();
        const auto file = m_folder.filePath(QStringLiteral("main.pdf"));
        QVERIFY(exportTimeline(pictureOf(recording), file));
        QFile pdf(file);
        QVERIFY(pdf.open(QIODevice::ReadOnly));
        const auto bytes = pdf.readAll();
        QVERIFY(bytes.startsWith("%PDF-"));
        QVERIFY(bytes.trimmed().endsWith("%%EOF"));
        QCOMPARE(bytes.count("/Type /Page\n"), 1);
        QVERIFY2(bytes.contains("/MediaBox [0 0 1280"),
                 bytes.mid(bytes.indexOf("MediaBox"), 60).constData());
    }

    void thePdfPageShowsTheTimeline()
    {
        const auto tool = QStandardPaths::findExecutable(QStringLiteral("pdftoppm"));
        if (tool.isEmpty()) {
            QSKIP("pdftoppm (poppler-utils) is not installed");
        }
        const auto recording = sample::mainWindow();
        const auto file = m_folder.filePath(QStringLiteral("page.pdf"));
        QVERIFY(exportTimeline(pictureOf(recording), file));
        const auto page = m_folder.filePath(QStringLiteral("page"));
        QCOMPARE(QProcess::execute(tool, {QStringLiteral("-png"), QStringLiteral("-r"),
                                          QStringLiteral("72"), QStringLiteral("-singlefile"), file,
                                          page}),
                 0);
        const QImage image(page + QStringLiteral(".png"));
        QCOMPARE(image.width(), 1280);
        const auto& colors = lightColors();
        QVERIFY2(shows(image, colors.red), "an ending");
        QVERIFY2(shows(image, colors.green), "an answered probe");
        QVERIFY2(shows(image, colors.orange), "an unanswered probe");
    }

    void manyLanesAreExportedAsTheMapThatTheScreenShows()
    {
        sample::Script script;
        for (int i = 0; i < 1000; ++i) {
            auto& lane =
                script.lane("lane", {true, std::chrono::seconds{60}, std::chrono::seconds{1}, 3});
            script.probe(lane, sample::at(60), 1, true);
        }
        const auto recording = script.recorded(sample::at(100));
        auto picture = pictureOf(recording);
        const auto file = m_folder.filePath(QStringLiteral("many.svg"));
        QVERIFY(exportTimeline(picture, file));
        const auto text = textOf(file);
        QVERIFY(text.contains(QLatin1String("worst of 2 lanes per pixel")));
        QVERIFY(text.contains(QLatin1String("1,000 lanes")));
        QCOMPARE(QSvgRenderer(file).viewBox().height(), 900);

        picture.opened = std::pair<std::size_t, std::size_t>(10, 14);
        QVERIFY(exportTimeline(picture, file));
        QCOMPARE(textOf(file).count(QLatin1String("lane")), text.count(QLatin1String("lane")) + 3);

        picture.map = false;
        QVERIFY(exportTimeline(picture, file));
        QVERIFY(!textOf(file).contains(QLatin1String("per pixel")));
    }

    void theLegendExplainsTheFleetBand_data()
    {
        QTest::addColumn<bool>("map");
        QTest::newRow("above a map") << true;
        QTest::newRow("above lanes") << false;
    }
    void theLegendExplainsTheFleetBand()
    {
        QFETCH(bool, map);
        sample::Script script;
        for (int i = 0; i < 200; ++i) {
            script.lane("lane", {true, std::chrono::seconds{60}, std::chrono::seconds{1}, 3});
        }
        const auto recording = script.recorded(sample::at(100));
        auto picture = pictureOf(recording);
        picture.map = map;
        const auto file = m_folder.filePath(QStringLiteral("band.svg"));
        QVERIFY(exportTimeline(picture, file));
        const auto text = textOf(file);
        for (const auto* words :
             {"idle", "waits for answers", "off", "ended so far", "probes a second"}) {
            QVERIFY2(text.contains(QLatin1String(words)), words);
        }
        picture.lanes.pop_back();
        QVERIFY(exportTimeline(picture, file));
        QVERIFY2(!textOf(file).contains(QLatin1String("ended so far")), "too few for a band");
    }

    void lanesWithoutRoomAreCounted_data()
    {
        QTest::addColumn<int>("height");
        QTest::addColumn<QString>("words");
        QTest::newRow("4000 pixels at most") << 0 << QStringLiteral("and 30 more lanes");
        QTest::newRow("a height asked for") << 400 << QStringLiteral("and 180 more lanes");
        QTest::newRow("room for all") << 6000 << QString();
    }
    void lanesWithoutRoomAreCounted()
    {
        QFETCH(int, height);
        QFETCH(QString, words);
        sample::Script script;
        for (int i = 0; i < 190; ++i) {
            script.lane("lane", {true, std::chrono::seconds{60}, std::chrono::seconds{1}, 3});
        }
        const auto recording = script.recorded(sample::at(100));
        auto picture = pictureOf(recording);
        picture.map = false;
        picture.size = QSize(1280, height);
        const auto file = m_folder.filePath(QStringLiteral("cut.svg"));
        QVERIFY(exportTimeline(picture, file));
        const auto text = textOf(file);
        QVERIFY(text.contains(words));
        QCOMPARE(text.contains(QLatin1String("more lanes")), !words.isEmpty());
    }

    void wordsKeepOffTheNowLine()
    {
        sample::Script script;
        auto& lane =
            script.lane("db", {true, std::chrono::seconds{40}, std::chrono::seconds{1}, 3});
        script.probe(lane, sample::at(40), 1, true);
        script.probe(lane, sample::at(80), 1, true);
        auto recording = script.recorded(sample::at(82));
        auto picture = pictureOf(recording);
        picture.from = sample::at(0);
        picture.until = sample::at(120);
        const auto file = m_folder.filePath(QStringLiteral("now.svg"));
        QVERIFY(exportTimeline(picture, file));
        QCOMPARE(textOf(file).count(QLatin1String("answered")), 2); // a label, and the legend
        picture.now = sample::at(110);
        QVERIFY(exportTimeline(picture, file));
        QCOMPARE(textOf(file).count(QLatin1String("answered")), 3);
    }

    void aRangeIsAllThatIsShown()
    {
        const auto recording = sample::mainWindow();
        auto picture = pictureOf(recording);
        picture.from = sample::at(700);
        picture.until = sample::at(720);
        const auto file = m_folder.filePath(QStringLiteral("range.svg"));
        QVERIFY(exportTimeline(picture, file));
        QVERIFY(!textOf(file).contains(QLatin1String("data received")));
    }

    void aTitleSaysWhatIsBeforeTheStart()
    {
        const auto recording = sample::xpBesideEleven();
        const auto file = m_folder.filePath(QStringLiteral("start.svg"));
        QVERIFY(exportTimeline(pictureOf(recording), file));
        QVERIFY(textOf(file).contains(QLatin1String(" ms before the start to 2 h 0 min ")));
    }

    void anUnknownSuffixIsRefused()
    {
        const auto recording = sample::mainWindow();
        const auto status =
            exportTimeline(pictureOf(recording), m_folder.filePath(QStringLiteral("main.gif")));
        QVERIFY(!status);
        QCOMPARE(status.error().symbol, std::string("BAD_FORMAT"));
    }

    void aFolderThatIsNotThereIsSaid()
    {
        const auto recording = sample::mainWindow();
        const auto status = exportTimeline(pictureOf(recording),
                                           m_folder.filePath(QStringLiteral("no/such/main.png")));
        QVERIFY(!status);
        QCOMPARE(status.error().symbol, std::string("CANNOT_WRITE"));
    }

private:
    QTemporaryDir m_folder;
};

QTEST_MAIN(TimelineExportTest)
#include "tst_timeline_export.moc"
