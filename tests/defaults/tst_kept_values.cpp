#include "core/defaults/kept_values.h"

#include <QtTest>

using namespace kai;
using namespace kai::defaults;

namespace {

const std::string kServices = "\\Services\\Tcpip\\Parameters";

RegDocument valueAt(const std::string& key, const std::string& name)
{
    return {{RegKey{key, false, {dwordValue(name, 300'000)}}}};
}

} // namespace

/// What an import brought that the stack does not read, and what it was probably meant to be.
class KeptValuesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nearMisses_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("reason");
        const QByteArray system = "HKEY_LOCAL_MACHINE\\SYSTEM\\";
        const QByteArray ours = QByteArray::fromStdString(std::string{kParametersKey});
        const QByteArray other =
            "another key: CurrentControlSet\\Services\\Tcpip\\Parameters is read";
        QTest::newRow("another control set")
            << system + "controlset001" + QByteArray::fromStdString(kServices)
            << QByteArray("KeepAliveTime")
            << QByteArray("another control set: CurrentControlSet is read");
        QTest::newRow("Tcpip6") << system + "CurrentControlSet\\Services\\Tcpip6\\Parameters"
                                << QByteArray("KeepAliveTime") << other;
        QTest::newRow("a trailing blank")
            << ours << QByteArray("KeepAliveTime ") << QByteArray("its name has a blank");
        QTest::newRow("a program of its own") << QByteArray("HKEY_LOCAL_MACHINE\\SOFTWARE\\Foo")
                                              << QByteArray("KeepAliveTime") << other;
        QTest::newRow("something else") << ours << QByteArray("SearchList") << QByteArray();
    }

    void nearMisses()
    {
        QFETCH(QByteArray, key);
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, reason);
        Registry registry;
        registry.apply(valueAt(key.toStdString(), name.toStdString()));
        const auto kept = keptValues(registry);
        QCOMPARE(kept.size(), std::size_t{1});
        QCOMPARE(QByteArray::fromStdString(kept.front().nearMiss), reason);
    }

    void whatIsReadIsNotListed()
    {
        Registry registry;
        registry.apply(valueAt(std::string{kParametersKey}, "keepalivetime"));
        QVERIFY(keptValues(registry).empty());
    }

    void nearMissesComeFirst()
    {
        Registry registry;
        registry.apply(valueAt("HKEY_LOCAL_MACHINE\\A", "Other"));
        registry.apply(valueAt(std::string{kParametersKey}, "KeepAliveTime "));
        const auto kept = keptValues(registry);
        QCOMPARE(kept.size(), std::size_t{2});
        QCOMPARE(keptText(kept[0]),
                 '"' + std::string{kParametersKey} + "\\KeepAliveTime \" (its name has a blank)");
        QCOMPARE(keptText(kept[1]), std::string{"HKEY_LOCAL_MACHINE\\A\\Other"});
    }
};

QTEST_APPLESS_MAIN(KeptValuesTest)
#include "tst_kept_values.moc"
