#include "ui/open/where_panel.h"

#include "ui/widgets/labels.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QRadioButton>

namespace kai::ui {

WherePanel::WherePanel(const OpenPlace& place, const QStringList& recentPeers, QWidget* parent)
    : QWidget(parent)
    , m_choices(hostChoices(place.hosts))
    , m_hosts(new QComboBox)
    , m_builtIn(new QRadioButton(place.simulated ? tr("The simulated &peer")
                                                 : tr("&Built-in peer on this computer")))
    , m_named(new QRadioButton(tr("&Host and port")))
    , m_peer(new QComboBox)
    , m_note(makeQuietLabel())
{
    m_peer->addItems(recentPeers);
    for (const HostChoice& choice : m_choices) {
        m_hosts->addItem(tr("from %1").arg(choice.name));
    }
    if (m_choices.size() > 1) {
        m_hosts->addItem(tr("from each of the %1 hosts").arg(m_choices.size()));
    }
    build(place.simulated);
    connect(m_builtIn, &QRadioButton::toggled, this, [this](bool builtIn) {
        follow();
        Q_EMIT peerKindChanged(builtIn);
    });
    connect(m_hosts, &QComboBox::currentIndexChanged, this, &WherePanel::hostsChanged);
    setPeer(true, {});
}

void WherePanel::build(bool simulated)
{
    m_hosts->setAccessibleName(tr("Host that opens"));
    m_peer->setEditable(true);
    m_peer->setAccessibleName(tr("Host and port of the peer"));
    m_peer->lineEdit()->setPlaceholderText(simulated ? tr("10.0.0.2:7777") : tr("db.example:5432"));
    m_note->setWordWrap(true);
    m_note->setText(
        simulated
            ? tr("A host of this simulation, by name or address. At any other address nobody "
                 "answers.")
            : tr("A server that expects a login may close a silent connection within a minute. "
                 "Our peer can run there: keepalive-inspector --headless --peer :7777"));
    auto* named = new QHBoxLayout;
    named->setSpacing(12);
    named->addWidget(m_named);
    named->addWidget(m_peer, 1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(8);
    column->addWidget(m_hosts);
    column->addWidget(m_builtIn);
    column->addLayout(named);
    column->addWidget(m_note);
    m_hosts->setVisible(m_choices.size() > 1);
}

void WherePanel::follow()
{
    m_peer->setEnabled(m_named->isChecked());
    m_note->setVisible(m_named->isChecked());
}

void WherePanel::setPeer(bool builtIn, const QString& peer)
{
    m_peer->setCurrentText(peer);
    (builtIn ? m_builtIn : m_named)->setChecked(true);
    follow();
}

bool WherePanel::isBuiltIn() const
{
    return m_builtIn->isChecked();
}

QString WherePanel::peer() const
{
    return m_peer->currentText();
}

std::vector<HostChoice> WherePanel::hosts() const
{
    const auto chosen = static_cast<std::size_t>(std::max(m_hosts->currentIndex(), 0));
    return chosen < m_choices.size() ? std::vector{m_choices[chosen]} : m_choices;
}

void WherePanel::askForPeer()
{
    m_named->setChecked(true);
    m_peer->setFocus();
}

} // namespace kai::ui
