#pragma once

#include "core/defaults/graph_rows.h"
#include "ui/defaults/defaults_graph_geometry.h"

#include <QWidget>

#include <memory>
#include <optional>
#include <vector>

class QPushButton;

namespace kai::ui {

/// The id of a box whose limit a person typed.
inline constexpr char kOwnBox[] = "own";

/// What system defaults mean for an idle connection whose peer stops answering: the time until the first probe and what comes
/// after it in two panels, boxes in between to choose from, a loupe to scale, and a verdict. Rows and marks by mouse and
/// keyboard; the same as text through csv() and to screen readers. GUI thread.
class DefaultsGraph : public QWidget {
    Q_OBJECT

public:
    explicit DefaultsGraph(QWidget* parent = nullptr);
    ~DefaultsGraph() override;

    /// What to show; the box that the user chose stays chosen (request.box is ignored).
    void setRequest(defaults::GraphRequest request);
    /// The boxes to choose from, as readBoxes() gives them.
    void setBoxes(std::vector<Box> boxes);
    /// By id; an unknown or empty one chooses none.
    void chooseBox(const QString& id);
    [[nodiscard]] QString chosenBox() const;
    /// Chooses it; one whose id is kOwnBox is added for as long as it is shown.
    void showBox(const std::optional<Box>& box);

    [[nodiscard]] const std::vector<defaults::GraphRow>& rows() const { return m_rows; }
    /// RFC 4180, UTF-8.
    [[nodiscard]] QByteArray csv() const;
    /// The same rows in a window of their own, for screen readers; also by the key T.
    void showAsTable();

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// The user chose a box by its line; empty for none.
    void boxChosen(const QString& id);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Hover {
        QPointF position;
        bool inside = false;
    };

    void rebuild();
    void layOut();
    void setLinear(bool linear);
    void setCurrent(const defaults::GraphRow* row);
    /// Shows or hides the rows that were merged into the current one.
    void toggleMembers();
    void moveRow(int direction);
    void moveProbe(int direction);
    void announce();
    void paintCrosshair(class QPainter& painter);
    [[nodiscard]] const GraphLine* lineAt(double y) const;
    [[nodiscard]] std::optional<std::size_t> boxAt(const QPointF& position) const;
    [[nodiscard]] struct DefaultsScene scene() const;
    /// "3rd of 10 probes, 2 h 0 min 2 s after the last segment"
    [[nodiscard]] QString probeSentence(const defaults::GraphRow& row, int probe) const;
    [[nodiscard]] QString rowSentence(const defaults::GraphRow& row) const;

    defaults::GraphRequest m_request;
    std::vector<Box> m_boxes;
    std::optional<std::size_t> m_chosen;
    std::vector<defaults::GraphRow> m_rows;
    GraphOptions m_options;
    GraphGeometry m_geometry;
    QString m_currentLabel;
    const defaults::GraphRow* m_current = nullptr;
    int m_probe = 0;
    Hover m_hover;
    QPushButton* m_log;
    QPushButton* m_linear;
    QPushButton* m_table;
};

} // namespace kai::ui
