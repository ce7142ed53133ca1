#include "core/live/resolver.h"
#include "tests/live/localhost.h"

#include <QTest>

#include <atomic>
#include <chrono>
#include <thread>

using namespace kai;
using namespace kai::live;
using namespace std::chrono_literals;

/// Also run under ThreadSanitizer. Names that need no network: literal addresses and localhost.
class ResolverTest : public QObject {
    Q_OBJECT

    std::atomic<int> m_notified{0};

    std::vector<Resolver::Answer> wait(Resolver& resolver, std::size_t count)
    {
        std::vector<Resolver::Answer> answers;
        for (int i = 0; i < 500 && answers.size() < count; ++i) {
            for (Resolver::Answer& answer : resolver.take()) {
                answers.push_back(std::move(answer));
            }
            std::this_thread::sleep_for(10ms);
        }
        return answers;
    }

private slots:
    void literal_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<int>("family");
        QTest::addColumn<QString>("expected");
        QTest::newRow("IPv4 literal") << "127.0.0.9" << int(AddressFamily::any) << "127.0.0.9:5432";
        QTest::newRow("IPv6 literal") << "::1" << int(AddressFamily::any) << "[::1]:5432";
        QTest::newRow("localhost as IPv4")
            << "localhost" << int(AddressFamily::ipv4) << "127.0.0.1:5432";
        QTest::newRow("IPv4 literal, IPv6 wanted")
            << "127.0.0.9" << int(AddressFamily::ipv6) << "EAI_ADDRFAMILY";
        QTest::newRow("no such host")
            << "no-such-host.invalid" << int(AddressFamily::any) << "EAI_NONAME|EAI_AGAIN";
    }
    void literal()
    {
        QFETCH(QString, host);
        QFETCH(int, family);
        QFETCH(QString, expected);
        if (host == QLatin1String("localhost") && !knowsLocalhost()) {
            QSKIP("this system does not know localhost (/etc/hosts)");
        }
        m_notified = 0;
        Resolver resolver([this] { ++m_notified; });
        resolver.ask(11, host.toStdString(), 5432, static_cast<AddressFamily>(family));
        const std::vector<Resolver::Answer> answers = wait(resolver, 1);
        QCOMPARE(answers.size(), std::size_t{1});
        QCOMPARE(answers[0].key, std::uint64_t{11});
        const auto& addresses = answers[0].addresses;
        const std::string got = addresses ? addresses->front().text() : addresses.error().symbol;
        QVERIFY2(expected.split(QLatin1Char('|')).contains(QString::fromStdString(got)),
                 got.c_str());
        QVERIFY(addresses ||
                (!addresses.error().cause.empty() && !addresses.error().remedy.empty()));
        QCOMPARE(m_notified.load(), 1);
    }

    void answersKeepTheirKeys()
    {
        Resolver resolver([] {});
        for (std::uint64_t key = 1; key <= 20; ++key) {
            resolver.ask(key, "127.0.0." + std::to_string(key), 1, AddressFamily::ipv4);
        }
        const std::vector<Resolver::Answer> answers = wait(resolver, 20);
        QCOMPARE(answers.size(), std::size_t{20});
        for (const Resolver::Answer& answer : answers) {
            QCOMPARE(answer.addresses->front().text(),
                     "127.0.0." + std::to_string(answer.key) + ":1");
        }
    }

    void leavingDoesNotWait()
    {
        const auto start = std::chrono::steady_clock::now();
        {
            Resolver resolver([] {});
            resolver.ask(1, "no-such-host.invalid", 1, AddressFamily::any);
        }
        QVERIFY(std::chrono::steady_clock::now() - start < 1s);
    }
};

QTEST_APPLESS_MAIN(ResolverTest)
#include "tst_resolver.moc"
