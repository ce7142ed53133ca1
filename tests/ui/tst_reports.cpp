#include "tests/ui/warnings.h"
#include "ui/window/lab_choice.h"
#include "ui/window/reports.h"

#include <QTest>

using namespace kai;
using namespace kai::ui;

/// What the window says of its own accord.
class ReportsTest : public QObject {
    Q_OBJECT

    static OpenProgress opened(std::uint32_t opened, std::uint32_t asked)
    {
        OpenProgress progress;
        progress.opened = opened;
        progress.asked = asked;
        progress.finished = true;
        return progress;
    }

private Q_SLOTS:
    void init()
    {
        failOnWarnings();
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates));
    }

    void aCancelledOpeningIsNoFailure()
    {
        OpenProgress progress = opened(512, 9500);
        progress.cancelled = true;
        const auto message = messageOf(progress);
        QVERIFY(message);
        QVERIFY(message->severity == Notice::Severity::information);
        QCOMPARE(message->words, QStringLiteral("Cancelled: 512 of 9,500 opened."));
    }

    void whatFailedBeforeTheCancelIsTold()
    {
        OpenProgress progress = opened(512, 9500);
        progress.cancelled = true;
        progress.error = Error{111, "ECONNREFUSED", "connect", "Nobody listens.", "Start it."};
        const auto message = messageOf(progress);
        QVERIFY(message->severity == Notice::Severity::failure);
        QVERIFY(message->words.startsWith(QStringLiteral("Cancelled: 512 of 9,500 opened. ")));
        QVERIFY(message->words.contains(QStringLiteral("ECONNREFUSED")));
    }

    void allOpenIsNoNews() { QVERIFY(!messageOf(opened(3, 3))); }

    void anotherLabAsksBeforeSomethingIsLost_data()
    {
        QTest::addColumn<int>("open");
        QTest::addColumn<int>("events");
        QTest::addColumn<QStringList>("says");
        QTest::newRow("nothing to lose") << 0 << 0 << QStringList{};
        QTest::newRow("one open connection, all exported")
            << 1 << 0 << QStringList{QStringLiteral("(1)"), QStringLiteral("closes")};
        QTest::newRow("an ended run that is in no file")
            << 0 << 1234 << QStringList{QStringLiteral("(1,234)"), QStringLiteral("Export")};
        QTest::newRow("both") << 9500 << 1234
                              << QStringList{QStringLiteral("(9,500)"), QStringLiteral("(1,234)")};
    }
    void anotherLabAsksBeforeSomethingIsLost()
    {
        QFETCH(int, open);
        QFETCH(int, events);
        QFETCH(QStringList, says);
        const QString question =
            leavingQuestion(static_cast<std::size_t>(open), static_cast<std::uint64_t>(events));
        QCOMPARE(question.isEmpty(), says.isEmpty());
        for (const QString& words : says) {
            QVERIFY2(question.contains(words), qPrintable(question));
        }
    }
};

QTEST_MAIN(ReportsTest)
#include "tst_reports.moc"
