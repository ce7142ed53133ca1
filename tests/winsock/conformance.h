#pragma once

#include "tests/winsock/machine.h"

#include <QTest>

#include <span>

namespace kai::winsock {

using Releases = bool (*)(const defaults::ReleaseRules& rules);
inline bool everyRelease(const defaults::ReleaseRules&)
{
    return true;
}
inline bool beforeVista(const defaults::ReleaseRules& rules)
{
    return rules.setWhileConnecting;
}
inline bool fromVista(const defaults::ReleaseRules& rules)
{
    return !rules.setWhileConnecting;
}

enum class In { documented, observed, both };

/// One statement of the contract: what is done on a machine, and what comes of it in words. The name begins with the clauses that it
/// proves: "S10: set during connect". It runs on every release that it speaks of.
struct Row {
    const char* name;
    std::string (*deed)(Machine& m);
    const char* outcome;
    In in = In::both;
    Releases releases = everyRelease;
};

/// Data rows "S10: set during connect, documented, Windows 11".
inline void addRows(std::span<const Row> rows)
{
    QTest::addColumn<const Row*>("row");
    QTest::addColumn<defaults::WindowsRelease>("release");
    QTest::addColumn<Behaviour>("behaviour");
    for (const auto& row : rows) {
        for (const auto& rules : defaults::allReleases()) {
            const std::string release(rules.name);
            if (!row.releases(rules)) {
                continue;
            }
            if (row.in != In::observed) {
                QTest::addRow("%s, documented, %s", row.name, release.c_str())
                    << &row << rules.release << Behaviour::documented;
            }
            if (row.in != In::documented) {
                QTest::addRow("%s, observed, %s", row.name, release.c_str())
                    << &row << rules.release << Behaviour::observed;
            }
        }
    }
}

/// Outcomes one after the other; what gives them is done in the order in which it is written.
inline std::string join(std::initializer_list<std::string> parts)
{
    std::string all;
    for (const auto& part : parts) {
        all += (all.empty() ? "" : " ") + part;
    }
    return all;
}

inline void checkRow()
{
    QFETCH(const Row*, row);
    QFETCH(defaults::WindowsRelease, release);
    QFETCH(Behaviour, behaviour);
    Machine machine({release, behaviour, {}});
    QCOMPARE(QString::fromStdString(row->deed(machine)), QString::fromLatin1(row->outcome));
}

} // namespace kai::winsock

/// The whole of a conformance test: all rows of a table named kRows.
#define KAI_CONFORMANCE(ClassName)                                                                 \
    class ClassName : public QObject {                                                             \
        Q_OBJECT                                                                                   \
    private Q_SLOTS:                                                                               \
        void clause_data() { kai::winsock::addRows(kRows); }                                       \
        void clause() { kai::winsock::checkRow(); }                                                \
    };
