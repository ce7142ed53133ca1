#include "ui/simulation/registry_panel.h"

#include "core/defaults/kept_values.h"
#include "core/keepalive/value_forms.h"
#include "ui/lab/texts.h"
#include "ui/simulation/assumptions_panel.h"
#include "ui/simulation/refusal.h"
#include "ui/simulation/registry_number.h"
#include "ui/theme/theme.h"
#include "ui/widgets/labels.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include <algorithm>

namespace kai::ui {

namespace {

constexpr std::size_t kValues = 4;
constexpr std::size_t kOthersNamed = 5;

QString formsText(std::uint64_t value, DefaultUnit unit)
{
    const ValueForms forms = formsOf(value, unit);
    QStringList parts{text(forms.number)};
    if (!forms.words.empty()) {
        parts << text(forms.words);
    }
    parts << text(forms.hex);
    return parts.join(QStringLiteral(" = "));
}

/// What is wrong with it; empty when nothing is.
QString troubleOf(const SystemDefault& value)
{
    if (!value.ignoredBecause.empty()) {
        return value.rejected ? RegistryPanel::tr("ignored: %1").arg(text(value.ignoredBecause))
                              : RegistryPanel::tr("no effect: %1").arg(text(value.ignoredBecause));
    }
    const auto suspicion = value.stored ? suspicionOf(*value.stored, value.unit, value.role)
                                        : std::optional<Suspicion>();
    return suspicion ? text(suspicion->text) : QString();
}

QString remarkOf(const SystemDefault& value)
{
    QStringList parts{troubleOf(value), text(value.warning)};
    parts << (value.pendingRestart ? RegistryPanel::tr("pending restart") : QString());
    parts.removeAll(QString());
    return parts.isEmpty() ? text(value.usedBy) : parts.join(QStringLiteral("; "));
}

QString inForceText(const SystemDefault& value)
{
    if (!value.isRead) {
        return QStringLiteral("\u2013");
    }
    const ValueForms forms = formsOf(value.inForce, value.unit);
    return text(forms.words.empty() ? forms.number : forms.words);
}

/// The first few of them; all when there are only a few.
QString othersText(const std::vector<KeptValue>& others)
{
    QStringList named;
    for (std::size_t i = 0; i < std::min(others.size(), kOthersNamed); ++i) {
        named << text(defaults::keptText(others[i]));
    }
    if (others.size() > kOthersNamed) {
        named << RegistryPanel::tr("and %1 more").arg(others.size() - kOthersNamed);
    }
    return named.isEmpty() ? QString()
                           : RegistryPanel::tr("Kept, not read by TCP/IP: %1")
                                 .arg(named.join(QStringLiteral("; ")));
}

QString storedText(const SystemDefault& value)
{
    return value.stored ? QString::number(*value.stored) : text(value.storedOtherwise);
}

} // namespace

RegistryPanel::RegistryPanel(QWidget* parent)
    : QWidget(parent)
    , m_others(makeQuietLabel({}, TypeSize::body))
    , m_refusal(new Refusal(this))
    , m_assumptions(new AssumptionsPanel(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(8);
    m_others->setWordWrap(true);
    m_others->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_others->hide();
    layout->addWidget(buildHostLine());
    layout->addWidget(buildValues());
    layout->addWidget(m_others);
    layout->addWidget(m_refusal);
    layout->addWidget(buildButtons());
    layout->addWidget(m_assumptions);
    connect(m_assumptions, &AssumptionsPanel::assumeAsked, this,
            [this](const QString& name, const QString& value) {
                Q_EMIT assumeAsked(host(), name, value);
            });
}

QWidget* RegistryPanel::buildHostLine()
{
    auto* line = new QWidget(this);
    auto* layout = new QHBoxLayout(line);
    layout->setContentsMargins({});
    m_host = new QComboBox(line);
    m_release = new QComboBox(line);
    m_behaviour = new QComboBox(line);
    m_network = new QCheckBox(tr("Network up"), line);
    m_network->setChecked(true);
    m_host->setAccessibleName(tr("Host"));
    m_release->setAccessibleName(tr("Release"));
    m_release->setToolTip(tr("Another release means a restart of the host"));
    m_behaviour->setAccessibleName(tr("Behaviour"));
    m_behaviour->addItems({tr("documented"), tr("observed")});
    for (const auto& rules : defaults::allReleases()) {
        m_release->addItem(text(defaults::nameWithAlias(rules)));
    }
    layout->addWidget(makeHeading(tr("Registry of")));
    layout->addWidget(m_host);
    layout->addSpacing(16);
    layout->addWidget(makeQuietLabel(tr("Release")));
    layout->addWidget(m_release);
    layout->addWidget(makeQuietLabel(tr("Behaviour")));
    layout->addWidget(m_behaviour);
    layout->addSpacing(16);
    layout->addWidget(m_network);
    layout->addStretch();
    connect(m_host, &QComboBox::currentIndexChanged, this, &RegistryPanel::showHost);
    connect(m_release, &QComboBox::activated, this, [this](int index) {
        Q_EMIT releaseAsked(host(), static_cast<defaults::WindowsRelease>(index));
    });
    connect(m_behaviour, &QComboBox::activated, this, [this](int index) {
        Q_EMIT behaviourAsked(host(), static_cast<winsock::Behaviour>(index));
    });
    connect(m_network, &QCheckBox::clicked, this,
            [this](bool up) { Q_EMIT networkAsked(host(), up); });
    return line;
}

QWidget* RegistryPanel::buildValues()
{
    auto* values = new QWidget(this);
    m_grid = new QGridLayout(values);
    m_grid->setContentsMargins({});
    m_grid->setHorizontalSpacing(16);
    m_grid->setColumnStretch(4, 1);
    const QStringList heads{tr("Value"), tr("Stored"), tr("As number, words and hex"),
                            tr("In force"), tr("Remark")};
    for (int column = 0; column < heads.size(); ++column) {
        m_grid->addWidget(makeQuietLabel(heads[column]), 0, column);
    }
    for (std::size_t index = 0; index < kValues; ++index) {
        addRow(index);
    }
    return values;
}

void RegistryPanel::addRow(std::size_t index)
{
    Row row{new QLabel, new QLineEdit, makeQuietLabel({}, TypeSize::body), new QLabel, new QLabel};
    const int line = static_cast<int>(index) + 1;
    row.stored->setMaximumWidth(140);
    row.stored->setAccessibleName(tr("Registry value"));
    row.stored->setPlaceholderText(tr("no value"));
    row.stored->setToolTip(tr(
        "A number, 0x before a hexadecimal one, or a time such as 5 min; empty deletes the value. "
        "Enter stores it."));
    row.remark->setWordWrap(true);
    m_grid->addWidget(row.name, line, 0);
    m_grid->addWidget(row.stored, line, 1);
    m_grid->addWidget(row.forms, line, 2);
    m_grid->addWidget(row.inForce, line, 3);
    m_grid->addWidget(row.remark, line, 4);
    connect(row.stored, &QLineEdit::returnPressed, this, [this, index] { store(index); });
    m_rows.push_back(row);
}

QWidget* RegistryPanel::buildButtons()
{
    auto* line = new QWidget(this);
    auto* layout = new QHBoxLayout(line);
    layout->setContentsMargins({});
    auto* import = new QPushButton(tr("Import..."), line);
    auto* exportButton = new QPushButton(tr("Export..."), line);
    auto* restart = new QPushButton(tr("Restart host"), line);
    m_reopen = new QCheckBox(tr("and open the same connections again"), line);
    m_reopen->setChecked(true);
    m_pending = new QLabel(line);
    m_pending->setFont(typeFont(TypeSize::body, QFont::DemiBold));
    import->setToolTip(tr(".reg files, or text of reg query and Get-ItemProperty"));
    exportButton->setToolTip(tr("As .reg, as its undo, or as reg.exe and PowerShell lines"));
    layout->addWidget(import);
    layout->addWidget(exportButton);
    layout->addSpacing(16);
    layout->addWidget(restart);
    layout->addWidget(m_reopen);
    layout->addWidget(m_pending);
    layout->addStretch();
    connect(import, &QPushButton::clicked, this, [this] { Q_EMIT importAsked(host()); });
    connect(exportButton, &QPushButton::clicked, this, [this] { Q_EMIT exportAsked(host()); });
    connect(restart, &QPushButton::clicked, this,
            [this] { Q_EMIT restartAsked(host(), m_reopen->isChecked()); });
    return line;
}

HostId RegistryPanel::host() const
{
    return static_cast<HostId>(std::max(m_host->currentIndex(), 0));
}

const SystemDefaults* RegistryPanel::shown() const
{
    const auto found =
        std::find_if(m_defaults.begin(), m_defaults.end(),
                     [this](const SystemDefaults& one) { return one.host == host(); });
    return found == m_defaults.end() ? nullptr : &*found;
}

void RegistryPanel::setDefaults(const std::vector<SystemDefaults>& defaults)
{
    m_defaults = defaults;
    showHost();
}

void RegistryPanel::setHosts(const std::vector<winsock::HostOptions>& hosts)
{
    m_hosts = hosts;
    const QSignalBlocker quiet(m_host);
    const int current = std::max(m_host->currentIndex(), 0);
    m_host->clear();
    for (const auto& options : hosts) {
        m_host->addItem(options.name.empty() ? text(defaults::rulesOf(options.release).name)
                                             : text(options.name));
    }
    m_host->setCurrentIndex(std::min(current, m_host->count() - 1));
    showHost();
}

void RegistryPanel::showHost()
{
    const auto index = static_cast<std::size_t>(host());
    if (index < m_hosts.size()) {
        m_release->setCurrentIndex(static_cast<int>(m_hosts[index].release));
        m_behaviour->setCurrentIndex(static_cast<int>(m_hosts[index].behaviour));
        m_network->setChecked(m_hosts[index].networkUp);
        m_assumptions->setAssumed(m_hosts[index].assumed);
    }
    const SystemDefaults* defaults = shown();
    if (defaults == nullptr) {
        return;
    }
    bool pending = false;
    for (std::size_t row = 0; row < std::min(m_rows.size(), defaults->values.size()); ++row) {
        showValue(m_rows[row], defaults->values[row]);
        pending = pending || defaults->values[row].pendingRestart;
    }
    setWords(*m_others, othersText(defaults->others));
    m_others->setVisible(!defaults->others.empty());
    m_pending->setText(pending ? tr("\u25c6 stored values wait for a restart") : QString());
}

void RegistryPanel::showValue(Row& row, const SystemDefault& value)
{
    row.name->setText(text(value.name));
    row.name->setToolTip(text(value.path + "\n" + value.meaning));
    row.stored->setAccessibleName(text(value.name));
    if (!row.stored->hasFocus() || !row.stored->isModified()) {
        row.stored->setText(storedText(value));
    }
    row.forms->setText(value.stored
                           ? formsText(*value.stored, value.unit)
                           : tr("default %1").arg(text(formsOf(value.builtIn, value.unit).number)));
    row.inForce->setText(inForceText(value));
    row.remark->setText(remarkOf(value));
}

void RegistryPanel::store(std::size_t index)
{
    const SystemDefaults* defaults = shown();
    if (defaults == nullptr || index >= defaults->values.size()) {
        return;
    }
    const SystemDefault& value = defaults->values[index];
    const auto number = readRegistryNumber(m_rows[index].stored->text(), value.unit);
    if (!number) {
        Error error = number.error();
        error.operation = value.name + " " + error.operation;
        showError(error);
        return;
    }
    m_refusal->clear();
    m_rows[index].stored->setModified(false);
    Q_EMIT storeAsked(host(), text(value.name), *number);
}

void RegistryPanel::showError(const Error& error)
{
    m_refusal->say(error);
}

void RegistryPanel::clearError()
{
    m_refusal->clear();
}

} // namespace kai::ui
