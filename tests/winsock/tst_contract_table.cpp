#include "core/defaults/windows_release.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QProcess>
#include <QRegularExpression>
#include <QTest>

using namespace kai;
using defaults::ReleaseRules;

namespace {

constexpr int kRunMs = 100'000;

QString nameOf(const ReleaseRules& rules)
{
    return QString::fromUtf8(rules.name.data(), qsizetype(rules.name.size()));
}

bool isBeforeVista(const ReleaseRules& rules)
{
    return rules.setWhileConnecting;
}

/// Clauses that speak of some releases only; all others speak of every one.
bool speaksOf(const QString& clause, const ReleaseRules& rules)
{
    if (clause == QLatin1String("S11") || clause == QLatin1String("D3")) {
        return isBeforeVista(rules);
    }
    const bool vistaOnly = clause == QLatin1String("D2") || clause == QLatin1String("O2");
    return !vistaOnly || !isBeforeVista(rules);
}

/// How often a clause was proved on each release.
struct Proof {
    int passed = 0;
    int failed = 0;
    int elsewhere = 0; ///< by rows that name no release, which prove it on none
    QMap<QString, int> onRelease;
};

/// One "ok 12 - clause(S10, S12: during connect, documented, Windows 11)" of a test's TAP output.
struct TapRow {
    bool ok = false;
    QStringList clauses;
    QString release;
};

std::optional<TapRow> readRow(const QString& line)
{
    static const QRegularExpression pattern(
        QStringLiteral("^(not )?ok \\d+ - \\w+\\(((?:(?:[SIPDO]\\d+|7\\.\\d)(?:, )?)+): (.*)\\)"));
    const auto match = pattern.match(line);
    if (!match.hasMatch()) {
        return std::nullopt;
    }
    TapRow row;
    row.ok = match.captured(1).isEmpty();
    row.clauses = match.captured(2).split(QStringLiteral(", "));
    for (const auto& rules : defaults::allReleases()) {
        if (match.captured(3).endsWith(QStringLiteral(", ") + nameOf(rules))) {
            row.release = nameOf(rules);
        }
    }
    return row;
}

void count(QMap<QString, Proof>& proofs, const TapRow& row)
{
    for (const QString& clause : row.clauses) {
        Proof& proof = proofs[clause];
        ++(row.ok ? proof.passed : proof.failed);
        if (row.ok) {
            ++(row.release.isEmpty() ? proof.elsewhere : proof.onRelease[row.release]);
        }
    }
}

/// Releases may share their rules today; that each obeys them is shown by rows of its own.
bool isProvedOn(const Proof& proof, const ReleaseRules& release)
{
    return proof.onRelease.contains(nameOf(release));
}

QString cell(const QString& clause, const Proof& proof, const ReleaseRules& release)
{
    if (const int rows = proof.onRelease.value(nameOf(release)); rows > 0) {
        return QString::number(rows);
    }
    if (!speaksOf(clause, release)) {
        return QStringLiteral("-");
    }
    return QStringLiteral("MISSING");
}

} // namespace

/// Runs the conformance tests and holds their rows against the clauses of the contract.
class TestContractTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QFile file(QStringLiteral(KAI_CLAUSES));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto clauses = QJsonDocument::fromJson(file.readAll())
                                 .object()
                                 .value(QLatin1String("clauses"))
                                 .toArray();
        for (const auto& clause : clauses) {
            m_clauses << clause.toObject().value(QLatin1String("id")).toString();
            m_marks[m_clauses.last()] = clause.toObject().value(QLatin1String("mark")).toString();
        }
        QCOMPARE(m_clauses.size(), 55);
        for (const QString& binary :
             QStringLiteral(KAI_CONFORMANCE_TESTS).split(QLatin1Char('|'))) {
            run(binary);
        }
    }

    void clause_data()
    {
        QTest::addColumn<QString>("id");
        for (const QString& id : m_clauses) {
            QTest::addRow("%s", qPrintable(id)) << id;
        }
    }
    void clause()
    {
        QFETCH(QString, id);
        const Proof proof = m_proofs.value(id);
        QVERIFY2(proof.passed > 0, "no row names this clause");
        QCOMPARE(proof.failed, 0);
        for (const auto& release : defaults::allReleases()) {
            QVERIFY2(!speaksOf(id, release) || isProvedOn(proof, release), release.name.data());
        }
    }

    /// A row that names a clause which the contract does not have proves nothing.
    void noUnknownClauses()
    {
        for (auto proof = m_proofs.begin(); proof != m_proofs.end(); ++proof) {
            QVERIFY2(m_clauses.contains(proof.key()), qPrintable(proof.key()));
        }
    }

    void marksAreKnown()
    {
        const QStringList known{QStringLiteral("page"), QStringLiteral("observed"),
                                QStringLiteral("docs"), QStringLiteral("choice")};
        for (const QString& id : m_clauses) {
            QVERIFY2(known.contains(m_marks.value(id)), qPrintable(id));
        }
    }

    void cleanupTestCase()
    {
        QFile file(QStringLiteral(KAI_CONTRACT_TABLE));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(table().toUtf8());
        qInfo().noquote() << "\n" + table();
    }

private:
    void run(const QString& binary)
    {
        QProcess test;
        test.start(binary, {QStringLiteral("-o"), QStringLiteral("-,tap")});
        QVERIFY2(test.waitForFinished(kRunMs), qPrintable(binary));
        QCOMPARE(test.exitStatus(), QProcess::NormalExit);
        const QString output = QString::fromUtf8(test.readAllStandardOutput());
        for (const QString& line : output.split(QLatin1Char('\n'))) {
            if (const auto row = readRow(line)) {
                count(m_proofs, *row);
            }
        }
    }

    [[nodiscard]] QString table() const
    {
        QString text = QStringLiteral(
            "# The contract, clause by clause and release by release\n\n"
            "Number of rows that passed; `-` the clause does not speak of the release. Rows of no "
            "release in particular prove it on none.\n\n| clause | failed | no release |");
        QString rule = QStringLiteral("\n| --- | --- | --- |");
        for (const auto& release : defaults::allReleases()) {
            text += QLatin1Char(' ') + nameOf(release).remove(QStringLiteral("Windows ")) +
                    QStringLiteral(" |");
            rule += QStringLiteral(" --- |");
        }
        text += rule + QLatin1Char('\n');
        for (const QString& id : m_clauses) {
            const Proof proof = m_proofs.value(id);
            text +=
                QStringLiteral("| %1 | %2 | %3 |").arg(id).arg(proof.failed).arg(proof.elsewhere);
            for (const auto& release : defaults::allReleases()) {
                text += QLatin1Char(' ') + cell(id, proof, release) + QStringLiteral(" |");
            }
            text += QLatin1Char('\n');
        }
        return text;
    }

    QStringList m_clauses;
    QMap<QString, QString> m_marks;
    QMap<QString, Proof> m_proofs;
};

QTEST_GUILESS_MAIN(TestContractTable)
#include "tst_contract_table.moc"
