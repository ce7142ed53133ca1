#include "tests/ui/warnings.h"
#include "ui/first_run/first_run_page.h"
#include "ui/first_run/start_cards.h"

#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace kai::ui;

/// The cards of the first run: by key and by mouse.
class FirstRunTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { failOnWarnings(); }

    void returnStarts_data();
    void returnStarts();
    void aClickAnywhereOnACardStartsIt();
    void tabGoesFromCardToCard();
    void whatReturnStartsIsShown();
    void fromTheSecondRunOnThePicturesAreAway();
};

namespace {

/// The page in a window of its own, and which card was chosen.
struct Fixture {
    FirstRunPage page;
    StartCards cards = addStartCards(page);
    QStringList chosen;

    Fixture()
    {
        note(cards.demonstration, "demonstration");
        note(cards.releases, "releases");
        note(cards.ownServer, "own server");
        page.resize(1024, 560);
        page.show();
        page.setFocus();
        QVERIFY(QTest::qWaitForWindowActive(&page));
    }
    void note(Card* card, const char* name)
    {
        QObject::connect(card, &Card::chosen, &page,
                         [this, name] { chosen << QLatin1String(name); });
    }
    static QPushButton* button(Card* card) { return card->findChild<QPushButton*>(); }
    void press(Qt::Key key) { QTest::keyClick(QApplication::focusWidget(), key); }
};

} // namespace

void FirstRunTest::returnStarts_data()
{
    QTest::addColumn<int>("tabs");
    QTest::addColumn<Qt::Key>("key");
    QTest::addColumn<QString>("started");
    QTest::newRow("nothing is focused: the first card") << 0 << Qt::Key_Return << "demonstration";
    QTest::newRow("the first card is focused") << 1 << Qt::Key_Return << "demonstration";
    QTest::newRow("the second card is focused") << 2 << Qt::Key_Return << "releases";
    QTest::newRow("the third card is focused") << 3 << Qt::Key_Return << "own server";
    QTest::newRow("Enter of the keypad") << 2 << Qt::Key_Enter << "releases";
    QTest::newRow("space presses the focused button") << 3 << Qt::Key_Space << "own server";
}

void FirstRunTest::returnStarts()
{
    QFETCH(int, tabs);
    QFETCH(Qt::Key, key);
    QFETCH(QString, started);
    Fixture fixture;
    for (int i = 0; i < tabs; ++i) {
        fixture.press(Qt::Key_Tab);
    }
    fixture.press(key);
    QCOMPARE(fixture.chosen, QStringList{started});
}

void FirstRunTest::aClickAnywhereOnACardStartsIt()
{
    Fixture fixture;
    QTest::mouseClick(fixture.cards.releases, Qt::LeftButton, {}, {40, 130});
    QTest::mouseClick(Fixture::button(fixture.cards.ownServer), Qt::LeftButton);
    QCOMPARE(fixture.chosen,
             (QStringList{QStringLiteral("releases"), QStringLiteral("own server")}));
}

void FirstRunTest::tabGoesFromCardToCard()
{
    Fixture fixture;
    for (Card* card :
         {fixture.cards.demonstration, fixture.cards.releases, fixture.cards.ownServer}) {
        fixture.press(Qt::Key_Tab);
        QVERIFY(card->isFocused());
    }
}

void FirstRunTest::whatReturnStartsIsShown()
{
    Fixture fixture;
    const auto isShown = [](Card* card) {
        for (const QLabel* label : card->findChildren<QLabel*>()) {
            if (label->text() == QStringLiteral("or press Enter")) {
                return label->isVisible();
            }
        }
        return false;
    };
    QVERIFY(isShown(fixture.cards.demonstration));
    fixture.press(Qt::Key_Tab);
    fixture.press(Qt::Key_Tab);
    QVERIFY(!isShown(fixture.cards.demonstration));
    QVERIFY(isShown(fixture.cards.releases));
}

void FirstRunTest::fromTheSecondRunOnThePicturesAreAway()
{
    Fixture fixture;
    const int before = fixture.cards.demonstration->sizeHint().height();
    fixture.page.setCompact(true);
    QVERIFY(before - fixture.cards.demonstration->sizeHint().height() >= 84);
}

QTEST_MAIN(FirstRunTest)
#include "tst_first_run.moc"
