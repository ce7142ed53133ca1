#pragma once

#include <QWidget>

namespace kai::ui {

/// A bordered box with 4 px corners for a figure, a call or a message. Its layout is the owner's.
class Plate : public QWidget {
    Q_OBJECT

public:
    enum class Tone { neutral, warning, failure };

    explicit Plate(QWidget* parent = nullptr);
    void setTone(Tone tone);
    [[nodiscard]] Tone tone() const { return m_tone; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Tone m_tone = Tone::neutral;
};

} // namespace kai::ui
