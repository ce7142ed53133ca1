#pragma once

#include <QLabel>

namespace kai::ui {

/// Selectable text in which a path may break behind each backslash: HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet... is wider
/// than its place. What is copied is the text itself.
class BreakingLabel : public QLabel {
    Q_OBJECT

public:
    explicit BreakingLabel(QWidget* parent = nullptr);
    /// Does nothing while the text stays the same.
    void setWords(const QString& words);
    [[nodiscard]] const QString& words() const { return m_words; }
    /// As selectedText(), but without the places to break at.
    [[nodiscard]] QString selectedWords() const;

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void copy() const;

    QString m_words;
};

} // namespace kai::ui
