#pragma once

#include "ui/open/open_place.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QRadioButton;

namespace kai::ui {

/// "Where" of the Open dialog: from which host, where there are several, and to which peer.
class WherePanel : public QWidget {
    Q_OBJECT

public:
    /// `recentPeers` fills the list of peers, newest first.
    WherePanel(const OpenPlace& place, const QStringList& recentPeers, QWidget* parent = nullptr);

    void setPeer(bool builtIn, const QString& peer);
    [[nodiscard]] bool isBuiltIn() const;
    /// As typed.
    [[nodiscard]] QString peer() const;
    /// One, or all of them.
    [[nodiscard]] std::vector<HostChoice> hosts() const;
    /// Chooses "host and port" and goes there.
    void askForPeer();

Q_SIGNALS:
    /// Between the built-in peer and a named one.
    void peerKindChanged(bool builtIn);
    void hostsChanged();

private:
    void build(bool simulated);
    void follow();

    std::vector<HostChoice> m_choices;
    QComboBox* m_hosts;
    QRadioButton* m_builtIn;
    QRadioButton* m_named;
    QComboBox* m_peer;
    QLabel* m_note;
};

} // namespace kai::ui
