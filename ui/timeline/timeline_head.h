#pragma once

#include <QWidget>

class QAction;
class QHBoxLayout;
class QLabel;
class QPushButton;

namespace kai::ui {

/// The line above the ruler: title, buttons made from actions, and at the right what is in view, or the selected range with
/// what can be done with it.
class TimelineHead : public QWidget {
    Q_OBJECT

public:
    explicit TimelineHead(QWidget* parent = nullptr);

    /// A button that does what the action does; checkable ones stay pressed.
    void addAction(QAction* action, const QString& text, int gapBefore);
    /// Shown only while a range is selected.
    void addRangeAction(QAction* action);

    void setViewText(const QString& text);
    /// Empty hides the range and its buttons.
    void setRangeText(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void showAll();
    void fit();

    QLabel* m_title;
    QWidget* m_plain; ///< gives way to a range, its last button first
    QHBoxLayout* m_buttons;
    QPushButton* m_last = nullptr;
    QHBoxLayout* m_rangeButtons;
    QWidget* m_range;
    QLabel* m_rangeText;
    QLabel* m_viewText;
};

} // namespace kai::ui
