#include "core/live/socket_address.h"
#include "core/live/stream.h"
#include "tests/live/capture_file.h"
#include "tests/live/live_lab.h"
#include "tests/live/own_network.h"

#include <QCoreApplication>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace kai;
using namespace kai::live;
using namespace std::chrono_literals;

namespace {

/// UTC minus the lab's clock, from the quickest of some readings.
std::int64_t utcOffset(const LiveLab& lab)
{
    std::int64_t best = INT64_MAX;
    std::int64_t offset = 0;
    for (int i = 0; i < 50; ++i) {
        const Moment before = lab.now();
        const auto utc = std::chrono::system_clock::now().time_since_epoch();
        const Moment after = lab.now();
        if ((after - before).count() < best) {
            best = (after - before).count();
            offset = std::chrono::nanoseconds(utc).count() -
                     (before + (after - before) / 2).time_since_epoch().count();
        }
    }
    return offset;
}

OpenRequest group(const char* name, milliseconds idle, milliseconds interval, std::uint16_t probes)
{
    OpenRequest request;
    request.name = name;
    request.settings = {true, idle, interval, probes};
    return request;
}

OpenRequest overIpv6(OpenRequest request)
{
    request.family = AddressFamily::ipv6;
    return request;
}

} // namespace

/// The proof: tcpdump, which is not ours, writes down every segment; each probe and each answer on the wire must have been
/// told exactly once, and at its time. Healthy, silent and lossy connections mixed, over IPv4 and IPv6.
class CaptureTest : public QObject {
    Q_OBJECT

    struct Compared {
        int probes = 0;
        int answers = 0;
        std::vector<double> errorsMs;
        int beyondStated = 0;
    };

    QTemporaryDir m_folder;
    QProcess m_tcpdump;

    QString captureFile() const { return m_folder.filePath(QStringLiteral("lo.pcap")); }

    bool startCapture()
    {
        m_tcpdump.setProcessChannelMode(QProcess::MergedChannels);
        m_tcpdump.start(QStringLiteral("tcpdump"),
                        {QStringLiteral("-i"), QStringLiteral("lo"),
                         QStringLiteral("--time-stamp-precision=nano"), QStringLiteral("-B"),
                         QStringLiteral("16384"), QStringLiteral("-U"), QStringLiteral("-w"),
                         captureFile(), QStringLiteral("tcp")});
        QByteArray said;
        while (m_tcpdump.waitForReadyRead(5000)) {
            said += m_tcpdump.readAll();
            if (said.contains("listening on")) {
                return true;
            }
        }
        qWarning("tcpdump: %s", said.constData());
        return false;
    }
    void stopCapture()
    {
        QTest::qWait(
            300); // the kernel hands packets over in batches; nothing tells that the last is through
        m_tcpdump.terminate();
        QVERIFY(m_tcpdump.waitForFinished(5000));
    }

    static void openAll(LiveLab& lab, const OpenRequest& request, int count)
    {
        for (int i = 0; i < count; ++i) {
            QCOMPARE(lab.opened(request).size(), std::size_t{1});
            lab.runFor(3ms); // so that they do not all share a bucket
        }
    }
    static void injectFrom(LiveLab& lab, std::size_t first, std::size_t count, const Fault& fault)
    {
        for (std::size_t i = first; i < first + count; ++i) {
            lab.inject(static_cast<ConnectionId>(i + 1), fault);
        }
    }

    static void compare(const LiveLab& lab, ConnectionId id, const std::vector<CapturedProbe>& wire,
                        std::int64_t offset, Compared& all)
    {
        const std::vector<Event> sent = lab.eventsOf(id, EventKind::probe_sent);
        const std::vector<Event> answered = lab.eventsOf(id, EventKind::probe_answered);
        std::vector<std::int64_t> answersOnWire;
        for (const CapturedProbe& probe : wire) {
            if (probe.answeredUtcNs != 0) {
                answersOnWire.push_back(probe.answeredUtcNs);
            }
        }
        QCOMPARE(sent.size(), wire.size());
        QCOMPARE(answered.size(), answersOnWire.size());
        for (std::size_t i = 0; i < sent.size(); ++i) {
            note(sent[i], wire[i].utcNs - offset, all);
        }
        for (std::size_t i = 0; i < answered.size(); ++i) {
            note(answered[i], answersOnWire[i] - offset, all);
        }
        all.probes += static_cast<int>(sent.size());
        all.answers += static_cast<int>(answered.size());
    }
    static void note(const Event& event, std::int64_t truth, Compared& all)
    {
        const auto error = static_cast<double>(event.time.time_since_epoch().count() - truth);
        all.errorsMs.push_back(error / 1e6);
        if (std::abs(error) > event.uncertaintyNs) {
            ++all.beyondStated;
            qInfo("connection %u, probe %d at %.3f ms: %.3f ms off, said +-%.3f ms",
                  indexOf(event.connection), event.probeNumber,
                  static_cast<double>(event.time.time_since_epoch().count()) / 1e6, error / 1e6,
                  event.uncertaintyNs / 1e6);
        }
    }

private slots:
    void everyProbeAndAnswerOnTheWireIsTold()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("tcpdump")).isEmpty()) {
            QSKIP("tcpdump is not installed");
        }
        if (!startCapture()) {
            QSKIP("needs CAP_NET_RAW to capture: run as root, or allow user namespaces "
                  "(user.max_user_namespaces)");
        }
        LiveLab lab;
        openAll(lab, group("healthy-1-1", 1s, 1s, 15), 30);
        openAll(lab, group("healthy-2-1", 2s, 1s, 15), 10);
        openAll(lab, group("healthy-1-2", 1s, 2s, 15), 10);
        openAll(lab, group("silent", 1s, 1s, 15), 15);
        openAll(lab, group("every-2nd", 1s, 1s, 15), 15);
        openAll(lab, group("share", 1s, 1s, 15), 15);
        const bool ipv6 = listenOn(loopbackAddress(true, 0)).ok();
        if (ipv6) {
            openAll(lab, overIpv6(group("healthy-v6", 1s, 1s, 15)), 5);
            openAll(lab, overIpv6(group("silent-v6", 1s, 1s, 15)), 5);
            openAll(lab, overIpv6(group("every-2nd-v6", 1s, 1s, 15)), 5);
        } else {
            qWarning("::1 cannot be listened on: only IPv4 is compared");
        }
        const std::size_t count = lab.rows.size();
        QCOMPARE(count, std::size_t(ipv6 ? 110 : 95));
        lab.runFor(1600ms);
        Fault silent;
        silent.kind = FaultKind::silentForward;
        injectFrom(lab, 50, 15, silent);
        Fault everySecond;
        everySecond.kind = FaultKind::lossyEveryNth;
        everySecond.everyNth = 2;
        injectFrom(lab, 65, 15, everySecond);
        Fault share;
        share.kind = FaultKind::lossyShare;
        share.share = 0.4;
        injectFrom(lab, 80, 15, share);
        if (ipv6) {
            injectFrom(lab, 100, 5, silent);
            injectFrom(lab, 105, 5, everySecond);
        }
        lab.runFor(9s);

        std::vector<ConnectionId> ids;
        for (std::size_t i = 1; i <= count; ++i) {
            ids.push_back(static_cast<ConnectionId>(i));
        }
        KeepAliveSettings off;
        off.enabled = false;
        (void)lab.stack().apply(ids, off); // no probe may be under way when the capture ends
        lab.runFor(700ms);
        stopCapture();

        const std::vector<CapturedSegment> segments = readCapture(captureFile().toStdString());
        QVERIFY2(!segments.empty(), "the capture is empty");
        const std::int64_t offset = utcOffset(lab);
        Compared all;
        for (const ConnectionId id : ids) {
            const std::string local = lab.infos.at(indexOf(id)).local;
            const auto port =
                static_cast<std::uint16_t>(std::stoi(local.substr(local.rfind(':') + 1)));
            const bool sixth = local.starts_with('[');
            QCOMPARE(sixth, indexOf(id) > 95);
            const std::vector<CapturedProbe> wire = probesFrom(segments, sixth, port);
            QVERIFY2(!wire.empty(), lab.infos.at(indexOf(id)).name.c_str());
            compare(lab, id, wire, offset, all);
            if (QTest::currentTestFailed()) {
                qWarning("connection %u, %s", indexOf(id), lab.infos.at(indexOf(id)).name.c_str());
                return;
            }
        }
        judge(all, lab.stack().capabilities().timerTick);
        QCOMPARE(lab.outOfOrder, 0);
        int gaps = 0;
        for (const Event& event : lab.events) {
            gaps +=
                event.kind == EventKind::observation_gap && event.connection != ConnectionId::none
                    ? 1
                    : 0;
        }
        QCOMPARE(gaps, 0);
    }

private:
    static void judge(Compared& all, nanoseconds tick)
    {
        std::vector<double> sizes;
        for (const double error : all.errorsMs) {
            sizes.push_back(std::abs(error));
        }
        std::sort(sizes.begin(), sizes.end());
        QVERIFY(all.probes >= 200);
        QVERIFY(all.answers >= 200);
        const double median = sizes[sizes.size() / 2];
        const double most = sizes[sizes.size() * 99 / 100];
        qInfo("%d probes and %d answers on the wire, each told once; error: median %.3f ms, 99 %% "
              "%.3f ms, worst %.3f ms; "
              "%d beyond their stated uncertainty",
              all.probes, all.answers, median, most, sizes.back(), all.beyondStated);
        QVERIFY2(median <= 1.0, "the median error is at most 1 ms");
        QVERIFY2(most <= static_cast<double>(tick.count()) / 1e6 + 1.0,
                 "99 % are right within one jiffy plus 1 ms");
    }
};

int main(int argc, char** argv)
{
    enterOwnNetwork(); // where it is not to be had, root can still capture
    QCoreApplication application(argc, argv);
    CaptureTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_capture.moc"
