#pragma once

#include <QWidget>

#include <vector>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace kai::ui {

/// What a first-run card offers.
struct CardTexts {
    QString title;
    QString kind; ///< "15 s, live"
    QString words;
    QString button;
};

/// A card with a painted thumbnail, a few words and one button. The whole card can be clicked.
class Card : public QWidget {
    Q_OBJECT

public:
    /// `thumbnail` is 84 px high; the card takes it over.
    Card(const CardTexts& texts, QWidget* thumbnail, QWidget* parent = nullptr);
    /// The first of a row: its button is filled.
    void setFirst();
    /// The one that Enter starts now: strong border, "or press Enter".
    void setStartedByEnter(bool started);
    /// Its button has the keyboard.
    [[nodiscard]] bool isFocused() const;
    /// From the second run on: without thumbnail.
    void setCompact(bool compact);

Q_SIGNALS:
    void chosen();
    /// isFocused() is another one.
    void focusMoved();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    QWidget* m_thumbnail;
    QWidget* m_line; ///< below it
    QPushButton* m_button;
    QLabel* m_orEnter;
    bool m_startedByEnter = false;
};

/// What stands where rows will be while no connection is open. No dialog, no tour: what can be done, a card each.
class FirstRunPage : public QWidget {
    Q_OBJECT

public:
    explicit FirstRunPage(QWidget* parent = nullptr);
    ~FirstRunPage() override;

    /// Adds a card at the right end; its signal says that it was chosen. Enter starts the focused one, the first without focus.
    Card* addCard(const CardTexts& texts, QWidget* thumbnail);
    void setCompact(bool compact);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    [[nodiscard]] Card* startedByEnter() const;
    void followFocus();

    QHBoxLayout* m_row;
    std::vector<Card*> m_cards;
};

} // namespace kai::ui
