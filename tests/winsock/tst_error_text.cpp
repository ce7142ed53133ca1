#include "core/winsock/error_text.h"

#include "core/winsock/constants.h"

#include <QTest>

#include <algorithm>

using namespace kai::winsock;

class TestErrorText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyErrorIsExplained()
    {
        for (const int number : knownErrors()) {
            const auto text = errorText(CallName::other, number);
            QCOMPARE(text.number, number);
            QVERIFY(text.symbol.substr(0, 3) == "WSA");
            QVERIFY(!text.meaning.empty());
            QVERIFY(!text.remedy.empty());
            QVERIFY(text.says.empty());
            QVERIFY(text.source == ErrorSource::nobody);
        }
        QVERIFY(std::is_sorted(knownErrors().begin(), knownErrors().end()));
    }

    void numbersAreTheContracts_data()
    {
        QTest::addColumn<int>("number");
        QTest::addColumn<QByteArray>("symbol");
        // Section 1 of the contract.
        QTest::newRow("pending") << 997 << QByteArray("WSA_IO_PENDING");
        QTest::newRow("aborted") << 995 << QByteArray("WSA_OPERATION_ABORTED");
        QTest::newRow("interrupted") << 10004 << QByteArray("WSAEINTR");
        QTest::newRow("fault") << 10014 << QByteArray("WSAEFAULT");
        QTest::newRow("invalid") << 10022 << QByteArray("WSAEINVAL");
        QTest::newRow("would block") << 10035 << QByteArray("WSAEWOULDBLOCK");
        QTest::newRow("in progress") << 10036 << QByteArray("WSAEINPROGRESS");
        QTest::newRow("already") << 10037 << QByteArray("WSAEALREADY");
        QTest::newRow("not a socket") << 10038 << QByteArray("WSAENOTSOCK");
        QTest::newRow("no option") << 10042 << QByteArray("WSAENOPROTOOPT");
        QTest::newRow("not supported") << 10045 << QByteArray("WSAEOPNOTSUPP");
        QTest::newRow("net down") << 10050 << QByteArray("WSAENETDOWN");
        QTest::newRow("net reset") << 10052 << QByteArray("WSAENETRESET");
        QTest::newRow("aborted connection") << 10053 << QByteArray("WSAECONNABORTED");
        QTest::newRow("reset") << 10054 << QByteArray("WSAECONNRESET");
        QTest::newRow("no buffers") << 10055 << QByteArray("WSAENOBUFS");
        QTest::newRow("not connected") << 10057 << QByteArray("WSAENOTCONN");
        QTest::newRow("timed out") << 10060 << QByteArray("WSAETIMEDOUT");
        QTest::newRow("refused") << 10061 << QByteArray("WSAECONNREFUSED");
        QTest::newRow("not initialised") << 10093 << QByteArray("WSANOTINITIALISED");
    }
    void numbersAreTheContracts()
    {
        QFETCH(int, number);
        QFETCH(QByteArray, symbol);
        QCOMPARE(errorName(number), std::string_view(symbol.data(), std::size_t(symbol.size())));
    }

    void pageOfTheCall()
    {
        const auto get = errorText(CallName::getsockopt, WSAEFAULT, {Check::pointers});
        const auto ioctl = errorText(CallName::WSPIoctl, WSAEFAULT, {Check::overlappedPointers});
        QVERIFY(get.source == ErrorSource::page && ioctl.source == ErrorSource::page);
        QVERIFY(get.says.find("optval") != std::string_view::npos);
        QVERIFY(ioctl.says.find("lpOverlapped") != std::string_view::npos);
        QCOMPARE(errorText(CallName::setsockopt, WSAEINVAL, {Check::level}).says,
                 errorText(CallName::getsockopt, WSAEINVAL, {Check::level}).says);
        QVERIFY(errorText(CallName::setsockopt, WSA_IO_PENDING).says.empty());
    }

    /// One code, several reasons: where the call stopped decides whose words are shown.
    void theCodeAloneSaysNothing()
    {
        QVERIFY(errorText(CallName::WSAIoctl, WSAEFAULT).says.empty());
        QVERIFY(errorText(CallName::setsockopt, WSAEINVAL).says.empty());
        const auto level = errorText(CallName::setsockopt, WSAEINVAL, {Check::level});
        const auto state = errorText(CallName::setsockopt, WSAEINVAL, {Check::settledState});
        QVERIFY(level.says != state.says);
    }

    void theRemedyNamesTheRightLevel_data()
    {
        QTest::addColumn<int>("level");
        QTest::addColumn<int>("option");
        QTest::addColumn<QByteArray>("remedy");
        QTest::newRow("TCP_KEEPIDLE at SOL_SOCKET")
            << SOL_SOCKET << TCP_KEEPIDLE << QByteArray("is IPPROTO_TCP, not SOL_SOCKET");
        QTest::newRow("TCP_KEEPINTVL at SOL_SOCKET")
            << SOL_SOCKET << TCP_KEEPINTVL << QByteArray("is IPPROTO_TCP, not SOL_SOCKET");
        QTest::newRow("SO_KEEPALIVE at IPPROTO_TCP")
            << IPPROTO_TCP << SO_KEEPALIVE << QByteArray("is SOL_SOCKET, not IPPROTO_TCP");
        QTest::newRow("TCP_KEEPIDLE on an old release")
            << IPPROTO_TCP << TCP_KEEPIDLE << QByteArray("on a release that has it");
        QTest::newRow("an unknown option") << SOL_SOCKET << 0x7777 << QByteArray("on a TCP socket");
    }
    void theRemedyNamesTheRightLevel()
    {
        QFETCH(int, level);
        QFETCH(int, option);
        QFETCH(QByteArray, remedy);
        const auto text =
            errorText(CallName::setsockopt, WSAENOPROTOOPT, {Check::option, level, option});
        QVERIFY(text.remedy.find(remedy.constData()) != std::string_view::npos);
    }

    void noErrorAndUnknownNumbers()
    {
        QCOMPARE(errorText(CallName::WSAIoctl, 0).symbol, std::string_view("no error"));
        QVERIFY(errorText(CallName::WSAIoctl, 12345).symbol.empty());
        QVERIFY(errorName(0).empty());
    }
};

QTEST_GUILESS_MAIN(TestErrorText)
#include "tst_error_text.moc"
