#pragma once

#include "core/keepalive/system_default.h"
#include "core/winsock/simulated_hosts.h"

#include <QWidget>

#include <optional>
#include <vector>

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;

namespace kai::ui {

class AssumptionsPanel;
class Refusal;

/// The registry of a simulated host, to change: its four values with every form of the number, what is in force, what waits for a
/// restart; .reg files in and out; release, behaviour, network, assumptions and restart of the host. It asks; others do.
class RegistryPanel : public QWidget {
    Q_OBJECT

public:
    explicit RegistryPanel(QWidget* parent = nullptr);

    /// The hosts of a simulated lab, as last reported.
    void setDefaults(const std::vector<SystemDefaults>& defaults);
    /// Release, behaviour and network of each host, in order of their ids.
    void setHosts(const std::vector<winsock::HostOptions>& hosts);
    [[nodiscard]] HostId host() const;
    void showError(const Error& error);
    /// Something else has been asked for.
    void clearError();

Q_SIGNALS:
    /// Without a value: the stored one is deleted.
    void storeAsked(kai::HostId host, const QString& name, std::optional<quint32> value);
    void importAsked(kai::HostId host);
    void exportAsked(kai::HostId host);
    void restartAsked(kai::HostId host, bool reopen);
    void releaseAsked(kai::HostId host, kai::defaults::WindowsRelease release);
    void behaviourAsked(kai::HostId host, kai::winsock::Behaviour behaviour);
    void networkAsked(kai::HostId host, bool up);
    void assumeAsked(kai::HostId host, const QString& name, const QString& value);

private:
    struct Row {
        QLabel* name;
        QLineEdit* stored;
        QLabel* forms;
        QLabel* inForce;
        QLabel* remark;
    };

    QWidget* buildHostLine();
    QWidget* buildValues();
    QWidget* buildButtons();
    void addRow(std::size_t index);
    void store(std::size_t index);
    void showHost();
    void showValue(Row& row, const SystemDefault& value);
    [[nodiscard]] const SystemDefaults* shown() const;

    std::vector<SystemDefaults> m_defaults;
    std::vector<winsock::HostOptions> m_hosts;
    QComboBox* m_host = nullptr;
    QComboBox* m_release = nullptr;
    QComboBox* m_behaviour = nullptr;
    QCheckBox* m_network = nullptr;
    QCheckBox* m_reopen = nullptr;
    QGridLayout* m_grid = nullptr;
    QLabel* m_others = nullptr; ///< what is kept beside the four
    QLabel* m_pending = nullptr;
    Refusal* m_refusal = nullptr;
    AssumptionsPanel* m_assumptions = nullptr;
    std::vector<Row> m_rows;
};

} // namespace kai::ui
