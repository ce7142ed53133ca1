#include "core/keepalive/duration_text.h"

#include <QTest>

using namespace kai;
using namespace std::chrono_literals;

class TestDurationText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("ns");
        const auto row = [](const char* text, nanoseconds value) {
            QTest::newRow(text) << QString::fromUtf8(text) << qint64{value.count()};
        };
        row("90 s", 90s);
        row("90s", 90s);
        row("1500 ms", 1500ms);
        row("1h30min", 90min);
        row("  2 h 0 min 10 s ", 7210s);
        row("1.5 s", 1500ms);
        row(".5 s", 500ms);
        row("0.000000001 s", 1ns);
        row("12 us", 12us);
        row("12 \u00b5s", 12us);
        row("1\u00a0h\u202f30\u00a0min", 90min);
        row("1 d", 24h);
        row("0 s", 0s);
        row("9223372036854775807 ns", nanoseconds::max());
    }
    void reads()
    {
        QFETCH(QString, text);
        const auto result = parseDuration(text.toStdString());
        QVERIFY2(result.ok(), result.ok() ? "" : describe(result.error()).c_str());
        QTEST(qint64{result.value().count()}, "ns");
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("symbol");
        QTest::newRow("a bare number") << "90"
                                       << "BAD_UNIT";
        QTest::newRow("second part without a unit") << "1 h 30"
                                                    << "BAD_UNIT";
        QTest::newRow("an unknown unit") << "90 sec"
                                         << "BAD_UNIT";
        QTest::newRow("nothing") << ""
                                 << "NO_NUMBER";
        QTest::newRow("a unit alone") << "s"
                                      << "NO_NUMBER";
        QTest::newRow("negative") << "-1 s"
                                  << "NEGATIVE";
        QTest::newRow("300 years") << "109575 d"
                                   << "OUT_OF_RANGE";
        QTest::newRow("more digits than int64") << "99999999999999999999 ns"
                                                << "OUT_OF_RANGE";
        QTest::newRow("sum beyond int64") << "9223372036854775807 ns 1 ns"
                                          << "OUT_OF_RANGE";
        QTest::newRow("finer than a nanosecond") << "0.0000000001 s"
                                                 << "TOO_FINE";
        QTest::newRow("decimal comma without asking for it") << "1,5 s"
                                                             << "BAD_UNIT";
    }
    void refuses()
    {
        QFETCH(QString, text);
        const auto result = parseDuration(text.toStdString());
        QVERIFY(!result.ok());
        QTEST(QString::fromStdString(result.error().symbol), "symbol");
        QVERIFY(!result.error().cause.empty() && !result.error().remedy.empty());
    }

    void editorGivesBareNumbersItsUnit()
    {
        QCOMPARE(parseDuration("90", DurationUnit::second).value(), nanoseconds(90s));
        QCOMPARE(parseDuration("1,5", DurationUnit::second, true).value(), nanoseconds(1500ms));
        QVERIFY(!parseDuration("1 h 30", DurationUnit::second).ok());
    }

    void settingsAreWholeMilliseconds()
    {
        QCOMPARE(parseSettingsDuration("1500ms").value(), 1500ms);
        QCOMPARE(parseSettingsDuration("1.5 ms").error().symbol, std::string("TOO_FINE"));
    }

    void words_data()
    {
        QTest::addColumn<qint64>("ns");
        QTest::addColumn<QString>("text");
        const auto row = [](nanoseconds value, const char* text) {
            QTest::newRow(text) << qint64{value.count()} << QString::fromUtf8(text);
        };
        row(7210s, "2 h 0 min 10 s");
        row(7200s, "2 h");
        row(24h + 1s, "1 d 0 h 0 min 1 s");
        row(150s, "2 min 30 s");
        row(198300ms, "3 min 18.3 s");
        row(1500ms, "1.5 s");
        row(500ms, "500 ms");
        row(0s, "0 s");
        row(12us, "12 \u00b5s");
        row(-90s, "-1 min 30 s");
    }
    void words()
    {
        QFETCH(qint64, ns);
        QFETCH(QString, text);
        QCOMPARE(QString::fromStdString(formatDuration(nanoseconds{ns})), text);
    }

    void wordsAreReadBack()
    {
        for (const nanoseconds value :
             {nanoseconds{7210s}, nanoseconds{1ns}, nanoseconds{90061001ms}}) {
            QCOMPARE(parseDuration(formatDuration(value)).value(), value);
        }
    }

    void extremesDoNotOverflow()
    {
        QVERIFY(formatDuration(nanoseconds::max()).starts_with("106751 d"));
        QVERIFY(formatDuration(nanoseconds::min()).starts_with("-106751 d"));
        QVERIFY(formatCountdown(nanoseconds::min()).starts_with("-106751 d"));
    }

    void settings_data()
    {
        QTest::addColumn<qint64>("ms");
        QTest::addColumn<QString>("text");
        const auto row = [](qint64 ms, const char* text) {
            QTest::newRow(text) << ms << QString::fromUtf8(text);
        };
        row(1500, "1500 ms");
        row(1000, "1 s");
        row(60'000, "60 s");
        row(90'000, "90 s");
        row(120'000, "120 s");
        row(300'000, "5 min");
        row(350'000, "350 s");
        row(7'200'000, "2 h");
        row(7'210'000, "2 h 0 min 10 s");
        row(32'767'000, "9 h 6 min 7 s");
        row(61'500, "1 min 1.5 s");
        row(0, "0 s");
    }
    void settings()
    {
        QFETCH(qint64, ms);
        QFETCH(QString, text);
        QCOMPARE(QString::fromStdString(formatSetting(milliseconds{ms})), text);
    }

    void countdown_data()
    {
        QTest::addColumn<qint64>("ns");
        QTest::addColumn<QString>("text");
        const auto row = [](nanoseconds value, const char* text) {
            QTest::newRow(text) << qint64{value.count()} << QString::fromUtf8(text);
        };
        row(18849ms, "18.8 s");
        row(4s, "4.0 s");
        row(71200ms, "71.2 s");
        row(485s, "8 min 5 s");
        row(48min + 59s, "48 min");
        row(72min, "1 h 12 min");
        row(2h, "2 h");
        row(49h, "2 d 1 h");
        row(-1500ms, "-1.5 s");
    }
    void countdown()
    {
        QFETCH(qint64, ns);
        QFETCH(QString, text);
        QCOMPARE(QString::fromStdString(formatCountdown(nanoseconds{ns})), text);
    }
};

QTEST_GUILESS_MAIN(TestDurationText)
#include "tst_duration_text.moc"
