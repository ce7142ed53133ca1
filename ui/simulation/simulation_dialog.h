#pragma once

#include "core/winsock/simulated_hosts.h"

#include <QDialog>

class QComboBox;
class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QListWidget;

namespace kai::ui {

class AssumptionsPanel;
class Refusal;

/// A new lab "Simulated Windows": one host for each release chosen, all on one clock; documented or observed behaviour; a .reg
/// file to start with; the seed; what is assumed where the record is silent. Refuses a damaged .reg file here, with line and reason.
class SimulationDialog : public QDialog {
    Q_OBJECT

public:
    explicit SimulationDialog(QWidget* parent = nullptr);

    [[nodiscard]] winsock::SimulationOptions options() const;

private:
    void buildReleases();
    QWidget* buildRegistry();
    void chooseRegistry();
    void takeRegistry(const QString& path);
    void check();

    QListWidget* m_releases;
    QComboBox* m_behaviour;
    QLabel* m_registryName;
    QLineEdit* m_seed;
    AssumptionsPanel* m_assumptions;
    Refusal* m_refusal;
    QDialogButtonBox* m_buttons;
    std::string m_registryText;
};

} // namespace kai::ui
