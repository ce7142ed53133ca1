#include "core/keepalive/settings_text.h"

#include <QTest>

using namespace kai;
using namespace std::chrono_literals;

class SettingsTextTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesOneLine_data()
    {
        QTest::addColumn<bool>("enabled");
        QTest::addColumn<qint64>("timeMs");
        QTest::addColumn<qint64>("intervalMs");
        QTest::addColumn<int>("count");
        QTest::addColumn<QString>("text");
        QTest::newRow("whole seconds") << true << 60'000LL << 10'000LL << 6 << "60 s / 10 s / 6";
        QTest::newRow("Windows' defaults")
            << true << 7'200'000LL << 1'000LL << 10 << "2 h / 1 s / 10";
        QTest::newRow("milliseconds") << true << 1'500LL << 250LL << 3 << "1500 ms / 250 ms / 3";
        QTest::newRow("off") << false << 0LL << 0LL << 0 << "off";
    }
    void writesOneLine()
    {
        QFETCH(bool, enabled);
        QFETCH(qint64, timeMs);
        QFETCH(qint64, intervalMs);
        QFETCH(int, count);
        QFETCH(QString, text);
        const SettingsInForce settings{enabled, milliseconds{timeMs}, milliseconds{intervalMs},
                                       static_cast<std::uint16_t>(count)};
        QCOMPARE(QString::fromStdString(settingsText(settings)), text);
        const auto read = parseSettingsText(settingsText(settings));
        QVERIFY(read);
        QCOMPARE(*read, settings);
    }

    void ignoresWhoSuppliedIt()
    {
        const auto read = parseSettingsText("60 s / 10 s / 6, TCP_KEEPIDLE on this socket");
        QVERIFY(read);
        QCOMPARE(*read, (SettingsInForce{true, 60s, 10s, 6}));
    }

    void refusesOtherTexts_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << "";
        QTest::newRow("words") << "cable pulled";
        QTest::newRow("two values") << "60 s / 10 s";
        QTest::newRow("a count with a unit") << "60 s / 10 s / 6 s";
        QTest::newRow("a bare time") << "60 / 10 / 6";
    }
    void refusesOtherTexts()
    {
        QFETCH(QString, text);
        QVERIFY(!parseSettingsText(text.toStdString()));
    }
};

QTEST_APPLESS_MAIN(SettingsTextTest)
#include "tst_settings_text.moc"
