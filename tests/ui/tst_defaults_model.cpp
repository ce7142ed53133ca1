#include "tests/ui/warnings.h"
#include "ui/defaults/defaults_model.h"

#include <QAbstractItemModelTester>
#include <QFont>
#include <QTest>

using namespace kai;
using namespace kai::ui;

namespace {

SystemDefault timeOf(std::uint64_t inForce, std::optional<std::uint64_t> stored)
{
    SystemDefault value;
    value.role = DefaultRole::idleTime;
    value.name = "KeepAliveTime";
    value.path = "HKLM\\...\\Parameters";
    value.meaning = "Idle time until the first probe.";
    value.unit = DefaultUnit::millisecond;
    value.minimum = 1;
    value.maximum = 0xFFFFFFFF;
    value.builtIn = 7'200'000;
    value.stored = stored;
    value.inForce = inForce;
    return value;
}

SystemDefaults hostOf(const std::string& system, const SystemDefault& value)
{
    SystemDefaults host;
    host.system = system;
    host.values = {value};
    return host;
}

QString cell(const DefaultsModel& model, int row, DefaultsModel::Column column)
{
    return model.index(row, column).data().toString();
}

} // namespace

class DefaultsModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }

    void keepsTheRulesOfAModel()
    {
        DefaultsModel model;
        const QAbstractItemModelTester tester(
            &model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QCOMPARE(model.rowCount(), 0);
        model.setDefaults({hostOf("Windows 11", timeOf(7'200'000, {}))});
        QCOMPARE(model.rowCount(), 1);
        model.setDefaults({hostOf("Windows XP", timeOf(7'200'000, {})),
                           hostOf("Windows 11", timeOf(7'200'000, {}))});
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.columnCount(), int(DefaultsModel::ColumnCount));
        QCOMPARE(model.rowCount(model.index(0, 0)), 0);
        model.setDefaults({});
        QCOMPARE(model.rowCount(), 0);
    }

    void everyColumnHasATitle()
    {
        const DefaultsModel model;
        for (int column = 0; column < model.columnCount(); ++column) {
            QVERIFY(
                !model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
        }
        QVERIFY(!model.headerData(model.columnCount(), Qt::Horizontal, Qt::DisplayRole).isValid());
        QVERIFY(!model.headerData(0, Qt::Vertical, Qt::DisplayRole).isValid());
    }

    void stored_data()
    {
        QTest::addColumn<qint64>("stored");
        QTest::addColumn<bool>("restart");
        QTest::addColumn<QString>("ignored");
        QTest::addColumn<QString>("says");
        QTest::newRow("nothing") << qint64{-1} << false << ""
                                 << "nothing stored";
        QTest::newRow("in force") << qint64{300'000} << false << ""
                                  << "300000 ms (300 s)";
        QTest::newRow("waits for a restart") << qint64{300'000} << true << ""
                                             << "300000 ms (300 s), after a restart";
        QTest::newRow("of another type") << qint64{5} << false << "it is REG_SZ"
                                         << "5 ms, ignored";
        QTest::newRow("read by nothing") << qint64{5} << false << "always 10 (D2)"
                                         << "5 ms, no effect";
    }
    void stored()
    {
        QFETCH(qint64, stored);
        QFETCH(bool, restart);
        QFETCH(QString, ignored);
        QFETCH(QString, says);
        auto value =
            timeOf(7'200'000, stored < 0 ? std::nullopt : std::optional<std::uint64_t>(stored));
        value.pendingRestart = restart;
        value.ignoredBecause = ignored.toStdString();
        value.rejected = !ignored.contains(QLatin1String("(D2)"));
        DefaultsModel model;
        model.setDefaults({hostOf("Windows 11", value)});
        const auto text = cell(model, 0, DefaultsModel::Stored);
        QVERIFY2(text.section(QLatin1Char(' '), 0, 1) == says.section(QLatin1Char(' '), 0, 1) &&
                     text.section(QLatin1Char(','), 1) == says.section(QLatin1Char(','), 1),
                 qPrintable(text));
        const auto tip = model.index(0, DefaultsModel::Stored).data(Qt::ToolTipRole).toString();
        QCOMPARE(tip.contains(QLatin1String("after a restart")), restart);
        QCOMPARE(tip.contains(QLatin1String("no effect")), !ignored.isEmpty());
    }

    void whatNothingReadsIsNotInForce()
    {
        auto value = timeOf(0, 5);
        value.isRead = false;
        DefaultsModel model;
        model.setDefaults({hostOf("Windows 11", value)});
        QCOMPARE(cell(model, 0, DefaultsModel::InForce), QStringLiteral("\u2013"));
        QCOMPARE(cell(model, 0, DefaultsModel::Hex), QString());
        QVERIFY(!model.index(0, DefaultsModel::InForce).data(Qt::FontRole).isValid());
    }

    void onlyAnotherValueThanTheBuiltInIsBold()
    {
        DefaultsModel model;
        model.setDefaults({hostOf("Windows 11", timeOf(7'200'000, {}))});
        QVERIFY(!model.index(0, DefaultsModel::InForce).data(Qt::FontRole).isValid());
        model.setDefaults({hostOf("Windows 11", timeOf(300'000, 300'000))});
        QVERIFY(model.index(0, DefaultsModel::InForce).data(Qt::FontRole).value<QFont>().bold());
        QVERIFY(!model.index(0, DefaultsModel::Name).data(Qt::FontRole).isValid());
        QCOMPARE(cell(model, 0, DefaultsModel::Hex), QStringLiteral("0x493e0"));
        QCOMPARE(cell(model, 0, DefaultsModel::Range), QStringLiteral("1 to 4294967295"));
    }

    void valuesOfSeveralHostsSayWhose()
    {
        DefaultsModel model;
        model.setDefaults({hostOf("Windows XP", timeOf(7'200'000, {})),
                           hostOf("Windows 11", timeOf(7'200'000, {}))});
        QCOMPARE(cell(model, 0, DefaultsModel::Name), QStringLiteral("Windows XP: KeepAliveTime"));
        model.setDefaults({hostOf("Windows 11", timeOf(7'200'000, {}))});
        QCOMPARE(cell(model, 0, DefaultsModel::Name), QStringLiteral("KeepAliveTime"));
    }
};

QTEST_MAIN(DefaultsModelTest)
#include "tst_defaults_model.moc"
