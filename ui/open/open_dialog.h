#pragma once

#include "ui/open/open_choices.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLabel;
class QLayout;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QToolButton;

namespace kai::ui {

class WherePanel;

/// Opens connections: one page, Enter opens. Where, preset, how many, name, and behind "More" what is rarely needed.
class OpenDialog : public QDialog {
    Q_OBJECT

public:
    /// `choices` is what the page starts with; `recentPeers` fills the list of peers, newest first.
    OpenDialog(const OpenChoices& choices, const QStringList& recentPeers, const OpenPlace& place,
               QWidget* parent = nullptr);

    [[nodiscard]] OpenChoices choices() const;
    /// The requests of the accepted page.
    [[nodiscard]] const std::vector<OpenRequest>& requests() const { return m_requests; }
    /// Puts the cursor into the peer's field: "Test my own server".
    void startWithOwnPeer();

    void accept() override;

private:
    void build();
    void buildSettings(QGridLayout& form);
    void buildHowMany(QGridLayout& form);
    QWidget* buildMore();
    QLayout* buildBox();
    QLayout* buildDelay();
    void fill(const OpenChoices& choices);
    void connectParts();
    void fitHeight();
    void followPeerKind(bool builtIn);
    void updatePage();
    void complain(const Error& error);
    [[nodiscard]] KeepAliveSettings custom() const;
    [[nodiscard]] Preset::Id preset() const;

    OpenPlace m_place;
    KeepAliveSettings m_lastTime;
    std::vector<OpenRequest> m_requests;

    WherePanel* m_where;
    QComboBox* m_preset;
    QWidget* m_custom;
    QLineEdit* m_time;
    QLineEdit* m_interval;
    QSpinBox* m_probes;
    QLabel* m_sentence;
    QCheckBox* m_comparison;
    QLineEdit* m_comparisonSet;
    QSpinBox* m_count;
    QLineEdit* m_name;
    QToolButton* m_moreButton;
    QWidget* m_more;
    QComboBox* m_family;
    QComboBox* m_program;
    QLineEdit* m_period;
    QLineEdit* m_boxLimit;
    QComboBox* m_boxResets;
    QLineEdit* m_delay;
    QLabel* m_jitterLabel;
    QLineEdit* m_jitter;
    QLabel* m_problem;
    QPushButton* m_open;
};

} // namespace kai::ui
