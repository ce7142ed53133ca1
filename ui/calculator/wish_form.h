#pragma once

#include "core/keepalive/boxes.h"
#include "core/keepalive/calculator.h"

#include <QWidget>

#include <optional>
#include <vector>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace kai::ui {

class Sign;

/// "Find a dead peer within X, survive a box of Y with k lost probes, at most Z packets an hour, probes W apart": five fields that know
/// their units. What cannot be read is refused on a line that is always there, so that nothing jumps.
class WishForm : public QWidget {
    Q_OBJECT

public:
    explicit WishForm(QWidget* parent = nullptr);

    /// The boxes to choose from, as readBoxes() gives them; any other time may be typed.
    void setBoxes(std::vector<Box> boxes);
    /// By id; an unknown or empty one is no box.
    void chooseBox(const QString& id);
    /// The box asked for: a known one, or the time that was typed, with the id kOwnBox.
    [[nodiscard]] std::optional<Box> box() const;
    /// Empty while a field is refused, and while neither a time nor a box is asked for.
    [[nodiscard]] const std::optional<Wish>& wish() const { return m_wish; }

Q_SIGNALS:
    void changed();

private:
    struct Field {
        Sign* sign = nullptr;
        QWidget* editor = nullptr;
        QString name;
    };

    void buildEditors();
    void addField(QHBoxLayout& line, Field& field, const QString& name, QWidget* editor);
    void read();
    void echo();
    /// Empty when nothing is asked for.
    [[nodiscard]] Result<std::optional<milliseconds>> readBox() const;
    [[nodiscard]] Result<std::optional<milliseconds>> readFindWithin() const;
    [[nodiscard]] Result<std::optional<std::uint32_t>> readPackets() const;
    /// What the field says, or by itself a thirtieth of the time asked for, 1 to 10 s: probes that are nearer to each other
    /// than that would take a short outage for a dead peer.
    [[nodiscard]] Result<milliseconds> readInterval(const Wish& wish) const;
    [[nodiscard]] const Box* chosenBox() const;
    /// Marks the field when `error` is one, and says why unless a field before it was refused.
    bool isRefused(Field& field, const Error* error);

    std::vector<Box> m_boxes;
    std::optional<Wish> m_wish;
    milliseconds m_lastTime{60'000}; ///< whose unit a bare number takes
    QLineEdit* m_findWithin;
    QComboBox* m_box;
    QSpinBox* m_lost;
    QLineEdit* m_packets;
    QLineEdit* m_interval;
    Field m_findField, m_boxField, m_lostField, m_packetsField, m_intervalField;
    QLabel* m_refusal;
};

} // namespace kai::ui
