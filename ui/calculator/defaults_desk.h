#pragma once

#include "core/defaults/graph_rows.h"
#include "core/keepalive/boxes.h"
#include "core/keepalive/event.h"
#include "core/keepalive/requests.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>
#include <string>
#include <vector>

class QVBoxLayout;
class QWidget;

namespace kai::ui {

class CalculatorPanel;
class DefaultsBar;
class DefaultsGraph;
class LabController;
struct Refresh;

/// The lower part of the page "System defaults": the bar, the graph, the calculator, and what they do to the lab. GUI thread.
class DefaultsDesk : public QObject {
    Q_OBJECT

public:
    using Selection = std::function<std::vector<ConnectionId>()>;

    /// Takes the graph into its page. `selection` is asked while the page is in view.
    DefaultsDesk(LabController& lab, DefaultsGraph& graph, Selection selection, QObject* parent);

    /// Goes below the table of values; its owner is whoever takes it.
    [[nodiscard]] QWidget* page() const { return m_page; }
    void setBoxes(std::vector<Box> boxes);
    /// What was pasted and is shown as a row of the graph; empty when nothing is.
    [[nodiscard]] const std::optional<defaults::GraphSystem>& pasted() const { return m_pasted; }

    /// Takes text as from the clipboard: values for a simulated Windows are asked to be imported, all others become a row.
    void paste(const QString& clipboard);

Q_SIGNALS:
    /// Of a simulated lab's chosen host, as .reg text.
    void importAsked(const std::string& regText);
    /// pasted() is another one.
    void pastedChanged();

private:
    void connectParts();
    void onLabChanged();
    void onRefreshed(const Refresh& refresh);
    /// Where nothing was applied the window's banner tells why.
    void sayApplied(const Refresh& refresh);
    void update();
    void updateSystems();
    void showCalculator();
    void fillCopyMenu();
    void copy(const QString& title, const QString& words);
    void saveCsv();
    void setPasted(std::optional<defaults::GraphSystem> pasted);

    LabController& m_lab;
    DefaultsGraph& m_graph;
    Selection m_selection;
    QWidget* m_page;
    DefaultsBar* m_bar;
    CalculatorPanel* m_panel;
    std::optional<defaults::GraphSystem> m_pasted;
    CommandId m_applying = CommandId::none; ///< the calculator's last one
    QTimer m_update;                        ///< so that many changes of rows are one update
};

} // namespace kai::ui
