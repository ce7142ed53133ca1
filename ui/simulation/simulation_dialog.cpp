#include "ui/simulation/simulation_dialog.h"

#include "core/defaults/reg_reader.h"
#include "ui/lab/texts.h"
#include "ui/simulation/assumptions_panel.h"
#include "ui/simulation/refusal.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QScreen>
#include <QVBoxLayout>

namespace kai::ui {

namespace {

constexpr int kReleaseRole = Qt::UserRole;

} // namespace

SimulationDialog::SimulationDialog(QWidget* parent)
    : QDialog(parent)
    , m_releases(new QListWidget(this))
    , m_behaviour(new QComboBox(this))
    , m_registryName(new QLabel(tr("no value stored"), this))
    , m_seed(new QLineEdit(QStringLiteral("1"), this))
    , m_assumptions(new AssumptionsPanel(this))
    , m_refusal(new Refusal(this))
    , m_buttons(new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel, this))
{
    setWindowTitle(tr("Simulated Windows"));
    buildReleases();
    m_behaviour->addItems({tr("documented: as the pages say"), tr("observed on real Windows")});
    m_seed->setToolTip(tr("Everything random comes from it: the same seed gives the same run"));
    m_buttons->button(QDialogButtonBox::Ok)->setText(tr("Create"));
    setPrimary(m_buttons->button(QDialogButtonBox::Ok));

    auto* form = new QFormLayout;
    form->addRow(tr("Releases, a host each"), m_releases);
    form->addRow(tr("Behaviour"), m_behaviour);
    form->addRow(tr("Registry"), buildRegistry());
    form->addRow(tr("Seed"), m_seed);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_assumptions);
    layout->addWidget(m_refusal);
    layout->addWidget(m_buttons);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_releases, &QListWidget::itemChanged, this, &SimulationDialog::check);
    connect(m_seed, &QLineEdit::textChanged, this, &SimulationDialog::check);
    resize(420, 480);
    connect(m_assumptions, &AssumptionsPanel::openChanged, this, [this](bool open) {
        const QSize room = screen()->availableSize() - QSize(40, 60);
        resize((open ? QSize(940, 700) : QSize(420, 480)).boundedTo(room));
    });
}

void SimulationDialog::buildReleases()
{
    m_releases->setAccessibleName(tr("Releases, a host each"));
    for (const auto& rules : defaults::allReleases()) {
        auto* item = new QListWidgetItem(text(defaults::nameWithAlias(rules)), m_releases);
        item->setData(kReleaseRole, static_cast<int>(rules.release));
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
        const bool first = rules.release == defaults::WindowsRelease::windows11;
        item->setCheckState(first ? Qt::Checked : Qt::Unchecked);
        if (first) {
            m_releases->setCurrentItem(item);
        }
    }
}

QWidget* SimulationDialog::buildRegistry()
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    auto* choose = new QPushButton(tr("Choose a .reg file..."), row);
    layout->setContentsMargins({});
    layout->addWidget(m_registryName, 1);
    layout->addWidget(choose);
    connect(choose, &QPushButton::clicked, this, &SimulationDialog::chooseRegistry);
    return row;
}

void SimulationDialog::chooseRegistry()
{
    const QString path = QFileDialog::getOpenFileName(this, tr("Registry of the simulated hosts"),
                                                      {}, tr("Registry files (*.reg)"));
    if (!path.isEmpty()) {
        takeRegistry(path);
    }
}

void SimulationDialog::takeRegistry(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        m_refusal->say(tr("%1 cannot be read: %2.").arg(path, file.errorString()));
        return;
    }
    const std::string content = file.readAll().toStdString();
    const auto document = defaults::readReg(content);
    if (!document) {
        m_refusal->say(document.error());
        return;
    }
    m_refusal->clear();
    m_registryText = content;
    m_registryName->setText(QFileInfo(path).fileName());
}

void SimulationDialog::check()
{
    bool seed = false;
    m_seed->text().toULongLong(&seed);
    m_buttons->button(QDialogButtonBox::Ok)->setEnabled(seed && !options().hosts.empty());
}

winsock::SimulationOptions SimulationDialog::options() const
{
    winsock::SimulationOptions options;
    options.hosts.clear();
    options.seed = m_seed->text().toULongLong();
    for (int row = 0; row < m_releases->count(); ++row) {
        const QListWidgetItem& item = *m_releases->item(row);
        if (item.checkState() == Qt::Checked) {
            options.hosts.push_back(
                {{},
                 static_cast<defaults::WindowsRelease>(item.data(kReleaseRole).toInt()),
                 static_cast<winsock::Behaviour>(m_behaviour->currentIndex()),
                 m_registryText,
                 m_assumptions->assumed()});
        }
    }
    return options;
}

} // namespace kai::ui
