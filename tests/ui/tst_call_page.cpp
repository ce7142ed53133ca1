#include "tests/ui/warnings.h"
#include "ui/call/call_form.h"
#include "ui/call/call_page.h"
#include "ui/call/outcome_view.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

using namespace kai::ui;

namespace {

template <typename Widget>
Widget* named(QWidget& parent, const char* name)
{
    for (auto* candidate : parent.findChildren<Widget*>()) {
        if (candidate->accessibleName() == QString::fromUtf8(name)) {
            return candidate;
        }
    }
    return nullptr;
}

QPushButton* callButton(CallPage& page)
{
    for (auto* button : page.findChildren<QPushButton*>()) {
        if (button->text() == QStringLiteral("Call")) {
            return button;
        }
    }
    return nullptr;
}

bool shows(const QWidget& parent, const char* text)
{
    for (const auto* label : parent.findChildren<QLabel*>()) {
        if (label->isVisible() && label->text().contains(QString::fromUtf8(text))) {
            return true;
        }
    }
    return false;
}

} // namespace

class TestCallPage : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        failOnWarnings();
        m_page = std::make_unique<CallPage>();
        m_page->resize(1024, 640);
        m_page->show();
    }

    void setWhileConnectingIsRefused()
    {
        named<QComboBox>(*m_page, "State")->setCurrentIndex(1);
        QTest::mouseClick(callButton(*m_page), Qt::LeftButton);
        QVERIFY(shows(*m_page, "WSAEINVAL (10022)"));
        QVERIFY(shows(*m_page, "What to do"));
    }

    /// I4: the page knows WSAEFAULT for something else only.
    void wordsAreNotThePagesWhereItNamesNoCode()
    {
        named<QComboBox>(*m_page, "Call")->setCurrentText(QStringLiteral("WSAIoctl"));
        named<QLineEdit>(*m_page, "cbInBuffer, bytes")->setText(QStringLiteral("11"));
        QTest::mouseClick(callButton(*m_page), Qt::LeftButton);
        QVERIFY(shows(*m_page, "WSAEFAULT (10014)"));
        QVERIFY(shows(*m_page, "The page names no code for this; as observed: lpvInBuffer"));
        QVERIFY(!shows(*m_page, "The page says"));
        named<QLineEdit>(*m_page, "cbInBuffer, bytes")->setText(QStringLiteral("12"));
        named<QLineEdit>(*m_page, "cbOutBuffer, bytes")->setText(QStringLiteral("8"));
        QTest::mouseClick(callButton(*m_page), Qt::LeftButton);
        QVERIFY(shows(*m_page, "The page names no code for this; our assumption: cbOutBuffer"));
        QVERIFY(!shows(*m_page, "The page says"));
    }

    void twoReleasesStandSideBySide()
    {
        named<QComboBox>(*m_page, "State")->setCurrentIndex(1);
        auto* beside = named<QComboBox>(*m_page, "Beside it");
        beside->setCurrentText(QStringLiteral("Windows XP"));
        QTest::mouseClick(callButton(*m_page), Qt::LeftButton);
        QVERIFY(shows(*m_page, "WSAEINVAL (10022)"));
        QVERIFY(shows(*m_page, "returns 0: success"));
        QVERIFY(shows(*m_page, "Windows XP, documented"));
    }

    void whatCameBackIsSpelledOut()
    {
        named<QComboBox>(*m_page, "Call")->setCurrentText(QStringLiteral("getsockopt"));
        QTest::mouseClick(callButton(*m_page), Qt::LeftButton);
        QVERIFY(shows(*m_page, "Simulated Windows 11, documented"));
        QVERIFY(shows(*m_page, "4 bytes"));
    }

    /// I7: what is assumed of an overlapped call is chosen here, and what comes of it is told.
    void anOverlappedCallCompletesAsAssumed_data()
    {
        QTest::addColumn<int>("assumption");
        QTest::addColumn<QByteArray>("verdict");
        QTest::addColumn<QByteArray>("completed");
        QTest::newRow("at the next event")
            << 0 << QByteArray("WSA_IO_PENDING (997)") << QByteArray("at the next event");
        QTest::newRow("at once") << 1 << QByteArray("returns 0: success")
                                 << QByteArray("at once with error 0");
        QTest::newRow("after 250 ms")
            << 2 << QByteArray("WSA_IO_PENDING (997)") << QByteArray("after 250 ms");
    }

    void anOverlappedCallCompletesAsAssumed()
    {
        QFETCH(int, assumption);
        QFETCH(QByteArray, verdict);
        QFETCH(QByteArray, completed);
        named<QComboBox>(*m_page, "Call")->setCurrentText(QStringLiteral("WSAIoctl"));
        named<QComboBox>(*m_page, "lpOverlapped")->setCurrentIndex(0);
        named<QComboBox>(*m_page, "overlapped (I7)")->setCurrentIndex(assumption);
        QTest::mouseClick(callButton(*m_page), Qt::LeftButton);
        QVERIFY(shows(*m_page, verdict.constData()));
        QVERIFY(shows(*m_page, completed.constData()));
    }

    void theKeyOfCallIsItsOwn()
    {
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        QTest::keyClick(named<QLineEdit>(*m_page, "optlen, bytes"), Qt::Key_F5);
        QTRY_VERIFY(shows(
            *m_page, "returns 0: success")); // a button pressed by its key is down for a moment
    }

    void onlyTheCallsOwnArgumentsAreShown()
    {
        QVERIFY(named<QComboBox>(*m_page, "optval")->isVisible());
        QVERIFY(!named<QComboBox>(*m_page, "lpOverlapped")->isVisible());
        named<QComboBox>(*m_page, "Call")->setCurrentText(QStringLiteral("WSAIoctl"));
        QVERIFY(!named<QComboBox>(*m_page, "optval")->isVisible());
        QVERIFY(named<QComboBox>(*m_page, "lpOverlapped")->isVisible());
        QVERIFY(!named<QComboBox>(*m_page, "lpErrno")->isVisible());
    }

    void anyNumberMayBeTyped()
    {
        named<QComboBox>(*m_page, "level")->setCurrentText(QStringLiteral("0xABCD"));
        QTest::mouseClick(callButton(*m_page), Qt::LeftButton);
        QVERIFY(
            m_page->findChild<QPlainTextEdit*>()->toPlainText().contains(QLatin1String("0xABCD")));
        QVERIFY(shows(*m_page, "WSAEINVAL"));
    }

    void whatIsNoNumberIsSaidAndNotCalled()
    {
        named<QLineEdit>(*m_page, "optlen, bytes")->setText(QStringLiteral("four"));
        QVERIFY(shows(*m_page, "a number from"));
        QVERIFY(!callButton(*m_page)->isEnabled());
        named<QLineEdit>(*m_page, "optlen, bytes")->setText(QStringLiteral("0x4"));
        QVERIFY(callButton(*m_page)->isEnabled());
    }

    void anyChangeTakesTheOldAnswersAway()
    {
        named<QComboBox>(*m_page, "Beside it")->setCurrentIndex(1);
        for (QWidget* field : m_page->findChildren<QWidget*>()) {
            auto* box = qobject_cast<QComboBox*>(field);
            auto* line = qobject_cast<QLineEdit*>(field);
            if (!field->isVisible() || (!box && !line)) {
                continue;
            }
            QTest::mouseClick(callButton(*m_page), Qt::LeftButton);
            QVERIFY(shows(*m_page, "returns "));
            box ? box->setCurrentIndex(box->currentIndex() == 0 ? 1 : 0)
                : line->setText(QStringLiteral("1"));
            QVERIFY2(!shows(*m_page, "returns "), qPrintable(field->accessibleName()));
        }
    }

private:
    std::unique_ptr<CallPage> m_page;
};

QTEST_MAIN(TestCallPage)
#include "tst_call_page.moc"
