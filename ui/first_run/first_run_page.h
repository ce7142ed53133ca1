#pragma once

#include <QWidget>

#include <vector>

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
    /// The one that Enter starts: filled button, strong border, "or press Enter".
    void setFirst();
    /// From the second run on: without thumbnail.
    void setCompact(bool compact);

Q_SIGNALS:
    void chosen();

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    QWidget* m_thumbnail;
    QPushButton* m_button;
    QLabel* m_orEnter;
    bool m_first = false;
};

/// What stands where rows will be while no connection is open. No dialog, no tour: what can be done, a card each.
class FirstRunPage : public QWidget {
    Q_OBJECT

public:
    explicit FirstRunPage(QWidget* parent = nullptr);

    /// Adds a card at the right end; its signal says that it was chosen. The first one is started by Enter.
    Card* addCard(const CardTexts& texts, QWidget* thumbnail);
    void setCompact(bool compact);

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    class QHBoxLayout* m_row;
    std::vector<Card*> m_cards;
};

} // namespace kai::ui
