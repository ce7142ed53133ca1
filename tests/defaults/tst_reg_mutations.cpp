#include "core/defaults/reg_reader.h"
#include "core/defaults/reg_writer.h"
#include "tests/defaults/reg_round_trip.h"

#include <QtTest>

#include <random>
#include <vector>

using namespace kai::defaults;

namespace {

const std::string kKeepAlive =
    "[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters]\n"
    "; a comment\n\"KeepAliveTime\"=dword:000493e0\n\"x\"=hex(7):61,00,00,\\\n  "
    "00\n@=\"a\\\\b\\\"\"\n"
    "\"gone\"=-\n\n[-HKCU\\old\\key]\n[HKCU\\old\\key\\new]\n";

std::vector<std::string> seeds()
{
    const auto five = "Windows Registry Editor Version 5.00\n\n" + kKeepAlive;
    const auto document = readReg(five).value();
    return {five,
            "REGEDIT4\r\n\r\n" + kKeepAlive,
            writeReg(document, RegFormat::version5Utf16).value(),
            writeReg(document, RegFormat::version5Utf8).value(),
            std::string{kParametersKey} +
                "\n    KeepAliveTime    REG_DWORD    0x493e0\n    a b    REG_SZ    text\n",
            kKeepAlive,
            "KeepAliveTime : 300000\nPSPath : x\n",
            "net.ipv4.tcp_keepalive_time = 7200\n"};
}

const std::vector<std::string>& pieces()
{
    static const std::vector<std::string> all{"\"",
                                              "\\",
                                              "\\\n",
                                              "]",
                                              "[-",
                                              "[HKCU\\a]\n",
                                              "=",
                                              "hex(2):",
                                              "hex(0):",
                                              "dword:",
                                              "\n",
                                              "\r",
                                              "\r\n",
                                              ";",
                                              "\"a\"=-",
                                              "@",
                                              ",",
                                              "\xFF\xFE",
                                              "\xEF\xBB\xBF",
                                              "\xC3",
                                              std::string(1, '\0'),
                                              "\\0",
                                              "REG_DWORD ",
                                              "0x",
                                              "\xE2\x82\xAC",
                                              "HKEY_USERS",
                                              "REG_QWORD 0x1",
                                              "=\"a\nb\""};
    return all;
}

/// One of: a byte changed, a range taken out, a range doubled, a piece put in.
void mutate(std::string& text, std::mt19937& random)
{
    const auto below = [&](std::size_t limit) {
        return static_cast<std::size_t>(random()) % limit;
    };
    const auto at = below(text.size() + 1);
    const auto length = std::min(text.size() - at, below(12));
    switch (below(4)) {
    case 0:
        text.replace(at, std::min<std::size_t>(length, 1), 1, static_cast<char>(below(256)));
        break;
    case 1:
        text.erase(at, length);
        break;
    case 2:
        text.insert(at, text.substr(at, length));
        break;
    default:
        text.insert(at, pieces().at(below(pieces().size())));
    }
}

} // namespace

/// A short, repeatable run of what the fuzzer does for minutes.
class RegMutationsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void seedsKeepTheirPromise();
    void mutatedSeedsKeepTheirPromise();
};

void RegMutationsTest::seedsKeepTheirPromise()
{
    for (const auto& seed : seeds()) {
        const auto broken = brokenPromise(seed);
        QVERIFY2(broken.empty(), broken.c_str());
    }
}

void RegMutationsTest::mutatedSeedsKeepTheirPromise()
{
    std::mt19937 random{1};
    int understood = 0;
    for (int round = 0; round < 5'000; ++round) {
        for (auto text : seeds()) {
            for (auto changes = 1 + random() % 4; changes > 0; --changes) {
                mutate(text, random);
            }
            const auto broken = brokenPromise(text);
            QVERIFY2(broken.empty(), (broken + ":\n" + text).c_str());
            understood += readReg(text).ok() ? 1 : 0;
        }
    }
    QVERIFY2(understood > 1'000, qPrintable(QString::number(understood)));
}

QTEST_APPLESS_MAIN(RegMutationsTest)
#include "tst_reg_mutations.moc"
