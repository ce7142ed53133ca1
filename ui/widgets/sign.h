#pragma once

#include <QWidget>

namespace kai::ui {

/// A small glyph before words: what became of a field, or what a message is about. Shape and colour say the same.
class Sign : public QWidget {
    Q_OBJECT

public:
    enum class Kind { none, accepted, rounded, refused, unanswered, information };

    explicit Sign(QWidget* parent = nullptr);
    void setKind(Kind kind);
    [[nodiscard]] Kind kind() const { return m_kind; }
    [[nodiscard]] QSize sizeHint() const override { return {14, 14}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Kind m_kind = Kind::none;
};

} // namespace kai::ui
