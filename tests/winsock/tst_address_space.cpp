#include "core/winsock/address_space.h"

#include "tests/winsock/guarded_page.h"

#include <QTest>

#include <array>
#include <cstdint>

using namespace kai::winsock;

class TestAddressSpace : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void pageEdges_data()
    {
        QTest::addColumn<int>("page");
        QTest::addColumn<int>("offset");
        QTest::addColumn<int>("size");
        QTest::addColumn<bool>("readable");
        QTest::addColumn<bool>("writable");
        QTest::newRow("inside read-write") << 0 << 8 << 4 << true << true;
        QTest::newRow("last four bytes of read-write") << 1 << -4 << 4 << true << true;
        QTest::newRow("one byte into read-only") << 1 << -3 << 4 << true << false;
        QTest::newRow("read-only") << 1 << 0 << 4 << true << false;
        QTest::newRow("last four bytes before no access") << 2 << -4 << 4 << true << false;
        QTest::newRow("one byte into no access") << 2 << -3 << 4 << false << false;
        QTest::newRow("no access") << 2 << 0 << 1 << false << false;
        QTest::newRow("no bytes of no access") << 2 << 0 << 0 << true << true;
    }
    void pageEdges()
    {
        const GuardedPages pages;
        QFETCH(int, page);
        QFETCH(int, offset);
        QFETCH(int, size);
        QTEST(isReadable(pages.at(page, offset), std::size_t(size)), "readable");
        QTEST(isWritable(pages.at(page, offset), std::size_t(size)), "writable");
        QCOMPARE(*pages.at(0, 0), 'x');
    }

    void unmapped()
    {
        const GuardedPages pages;
        QVERIFY(!isReadable(nullptr, 1));
        QVERIFY(!isWritable(nullptr, 1));
        QVERIFY(!isReadable(reinterpret_cast<void*>(0x10), 4));
        QVERIFY(!isReadable(reinterpret_cast<void*>(UINTPTR_MAX - 1), 4));
        QVERIFY(!isReadable(reinterpret_cast<void*>(UINTPTR_MAX), 1));
    }

    void largerThanAChunk()
    {
        const GuardedPages pages;
        QVERIFY(isReadable(pages.at(0, 0), 2 * pages.pageSize()));
        QVERIFY(!isReadable(pages.at(0, 0), 2 * pages.pageSize() + 1));
        QVERIFY(isWritable(pages.at(0, 0), pages.pageSize()));
        QVERIFY(!isWritable(pages.at(0, 0), pages.pageSize() + 1));
    }

    void writtenBytesStayAsTheyAre()
    {
        std::array<unsigned char, 10000> bytes;
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            bytes[i] = static_cast<unsigned char>(i * 7);
        }
        const auto before = bytes;
        QVERIFY(isWritable(bytes.data(), bytes.size()));
        QVERIFY(bytes == before);
    }

    void codeIsReadable()
    {
        const auto routine = reinterpret_cast<const void*>(&isReadable);
        QVERIFY(isReadable(routine, 1));
        QVERIFY(!isWritable(routine, 1));
    }
};

QTEST_GUILESS_MAIN(TestAddressSpace)
#include "tst_address_space.moc"
