#include "core/live/peer_program.h"

#include <QTest>

using namespace kai::live;

class PeerProgramTest : public QObject {
    Q_OBJECT
private slots:
    void answers_data()
    {
        QTest::addColumn<QStringList>("pieces");
        QTest::addColumn<QString>("answer");
        QTest::newRow("one byte, as Ask now sends") << QStringList{"?"} << "";
        QTest::newRow("an echo line") << QStringList{"echo hello\n"} << "hello\n";
        QTest::newRow("an echo line in pieces")
            << QStringList{"ec", "ho he", "llo", "\n"} << "hello\n";
        QTest::newRow("two lines at once") << QStringList{"echo a\necho b\n"} << "a\nb\n";
        QTest::newRow("other lines between") << QStringList{"GET / HTTP/1.0\n\necho a\n"} << "a\n";
        QTest::newRow("no line end yet") << QStringList{"echo a"} << "";
        QTest::newRow("echo within a line is data") << QStringList{"x echo a\n"} << "";
        QTest::newRow("longest line")
            << QStringList{"echo " + QString(4091, 'a') + "\n"} << QString(4091, 'a') + "\n";
        QTest::newRow("too long a line is forgotten, the next is answered")
            << QStringList{"echo " + QString(5000, 'a') + "\necho b\n"} << "b\n";
    }
    void answers()
    {
        QFETCH(QStringList, pieces);
        QFETCH(QString, answer);
        PeerProgram program;
        std::string got;
        for (const QString& piece : pieces) {
            got += program.take(piece.toStdString());
        }
        QCOMPARE(QString::fromStdString(got), answer);
    }
};

QTEST_APPLESS_MAIN(PeerProgramTest)
#include "tst_peer_program.moc"
