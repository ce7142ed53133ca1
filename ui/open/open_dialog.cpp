#include "ui/open/open_dialog.h"

#include "core/keepalive/duration_text.h"
#include "ui/lab/texts.h"
#include "ui/open/where_panel.h"
#include "ui/widgets/labels.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>

#include <chrono>

namespace kai::ui {

namespace {

using namespace std::chrono_literals;

/// The time in a field; bare numbers are seconds. Empty when it cannot be read.
std::optional<milliseconds> timeIn(const QLineEdit& field)
{
    const auto time = parseSettingsDuration(field.text().toStdString(), DurationUnit::second);
    return time ? std::optional(*time) : std::nullopt;
}

QLabel* labelFor(const QString& words, QWidget* buddy)
{
    QLabel* label = makeQuietLabel(words, TypeSize::body);
    label->setBuddy(buddy);
    return label;
}

} // namespace

OpenDialog::OpenDialog(const OpenChoices& choices, const QStringList& recentPeers,
                       const OpenPlace& place, QWidget* parent)
    : QDialog(parent)
    , m_place(place)
    , m_lastTime(choices.lastTime)
    , m_where(new WherePanel(place, recentPeers))
    , m_preset(new QComboBox)
    , m_custom(new QWidget)
    , m_time(new QLineEdit)
    , m_interval(new QLineEdit)
    , m_probes(new QSpinBox)
    , m_sentence(makeQuietLabel({}, TypeSize::body))
    , m_comparison(new QCheckBox(tr("&Comparison set")))
    , m_comparisonSet(new QLineEdit)
    , m_count(new QSpinBox)
    , m_name(new QLineEdit)
    , m_moreButton(new QToolButton)
    , m_more(buildMore())
    , m_problem(new QLabel)
    , m_open(new QPushButton(tr("Open")))
{
    setWindowTitle(tr("Open connections"));
    build();
    fill(choices);
    connectParts();
    updatePage();
}

void OpenDialog::connectParts()
{
    for (auto* field :
         {m_time, m_interval, m_comparisonSet, m_period, m_boxLimit, m_delay, m_jitter}) {
        connect(field, &QLineEdit::textChanged, this, &OpenDialog::updatePage);
    }
    for (auto* box : {m_preset, m_program}) {
        connect(box, &QComboBox::currentIndexChanged, this, &OpenDialog::updatePage);
    }
    connect(m_probes, &QSpinBox::valueChanged, this, &OpenDialog::updatePage);
    connect(m_comparison, &QCheckBox::toggled, this, &OpenDialog::updatePage);
    connect(m_where, &WherePanel::hostsChanged, this, &OpenDialog::updatePage);
    connect(m_where, &WherePanel::peerKindChanged, this, &OpenDialog::followPeerKind);
}

/// Each kind of peer has a preset of its own to begin with.
void OpenDialog::followPeerKind(bool builtIn)
{
    const Preset::Id former = builtIn ? Preset::Id::systemDefaults : Preset::Id::quickDemo;
    const Preset::Id now = builtIn ? Preset::Id::quickDemo : Preset::Id::systemDefaults;
    if (preset() == former) {
        m_preset->setCurrentIndex(static_cast<int>(now));
    }
    updatePage();
    fitHeight();
}

/// Words that come or go must not squeeze the fields.
void OpenDialog::fitHeight()
{
    layout()->activate();
    resize(width(), layout()->totalHeightForWidth(width()));
}

void OpenDialog::build()
{
    auto* form = new QGridLayout;
    form->setHorizontalSpacing(12);
    form->setVerticalSpacing(8);
    form->setColumnStretch(2, 1);
    form->addWidget(makeQuietLabel(tr("Where"), TypeSize::body), 0, 0, Qt::AlignTop);
    form->addWidget(m_where, 0, 1, 1, 2);
    buildSettings(*form);
    buildHowMany(*form);

    m_moreButton->setText(tr("&More"));
    m_moreButton->setCheckable(true);
    m_moreButton->setAutoRaise(true);
    m_moreButton->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_moreButton->setArrowType(Qt::RightArrow);
    connect(m_moreButton, &QToolButton::toggled, this, [this](bool open) {
        m_moreButton->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
        m_more->setVisible(open);
        fitHeight();
    });
    m_more->hide();

    m_problem->setWordWrap(true);
    m_problem->hide();
    setPrimary(m_open);
    m_open->setDefault(true);
    auto* buttons = new QDialogButtonBox;
    buttons->addButton(m_open, QDialogButtonBox::AcceptRole);
    buttons->addButton(QDialogButtonBox::Cancel);
    connect(buttons, &QDialogButtonBox::accepted, this, &OpenDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &OpenDialog::reject);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(10);
    column->addLayout(form);
    column->addWidget(m_moreButton, 0, Qt::AlignLeft);
    column->addWidget(m_more);
    column->addWidget(m_problem);
    column->addWidget(buttons);
    setMinimumWidth(520);
}

void OpenDialog::buildSettings(QGridLayout& form)
{
    for (const Preset& preset : allPresets()) {
        m_preset->addItem(presetTitle(preset));
    }
    m_probes->setRange(0, 255);
    m_time->setAccessibleName(tr("Time"));
    m_interval->setAccessibleName(tr("Interval"));
    m_probes->setAccessibleName(tr("Probes"));
    auto* row = new QHBoxLayout(m_custom);
    row->setContentsMargins({});
    row->addWidget(labelFor(tr("Time"), m_time));
    row->addWidget(m_time);
    row->addWidget(labelFor(tr("Interval"), m_interval));
    row->addWidget(m_interval);
    row->addWidget(labelFor(tr("Probes"), m_probes));
    row->addWidget(m_probes);
    m_sentence->setWordWrap(true);
    m_comparisonSet->setAccessibleName(tr("Settings of the comparison set"));
    form.addWidget(labelFor(tr("&Preset"), m_preset), 3, 0);
    form.addWidget(m_preset, 3, 1, 1, 2);
    form.addWidget(m_custom, 4, 1, 1, 2);
    form.addWidget(m_sentence, 5, 1, 1, 2);
    form.addWidget(m_comparison, 6, 1);
    form.addWidget(m_comparisonSet, 6, 2);
}

void OpenDialog::buildHowMany(QGridLayout& form)
{
    m_count->setRange(1, static_cast<int>(mostConnections(m_place.simulated)));
    m_count->setGroupSeparatorShown(true);
    m_name->setPlaceholderText(tr("conn"));
    form.addWidget(labelFor(tr("How m&any"), m_count), 7, 0);
    form.addWidget(m_count, 7, 1, Qt::AlignLeft);
    form.addWidget(labelFor(tr("&Name"), m_name), 8, 0);
    form.addWidget(m_name, 8, 1, 1, 2);
}

QWidget* OpenDialog::buildMore()
{
    m_family = new QComboBox;
    m_family->addItems({tr("IPv4 or IPv6"), tr("IPv4"), tr("IPv6")});
    m_program = new QComboBox;
    m_program->addItems({tr("waits in recv"), tr("does nothing"), tr("sends every")});
    m_period = new QLineEdit(QStringLiteral("10 s"));
    m_period->setAccessibleName(tr("Period of sending"));
    QLayout* box = buildBox();
    QLayout* delays = buildDelay();
    auto* more = new QWidget;
    auto* form = new QGridLayout(more);
    form->setContentsMargins(16, 0, 0, 0);
    QLabel* family = labelFor(tr("Add&ress"), m_family);
    form->addWidget(family, 0, 0);
    form->addWidget(m_family, 0, 1);
    form->addWidget(labelFor(tr("The pro&gram"), m_program), 1, 0);
    form->addWidget(m_program, 1, 1);
    form->addWidget(m_period, 1, 2);
    form->addWidget(
        labelFor(m_place.simulated ? tr("Bo&x forgets after") : tr("Bo&x limit to draw"),
                 m_boxLimit),
        2, 0);
    form->addLayout(box, 2, 1, 1, 2);
    QLabel* delay = labelFor(tr("&Delay of the path"), m_delay);
    form->addWidget(delay, 3, 0);
    form->addLayout(delays, 3, 1, 1, 2);
    for (QWidget* part : std::initializer_list<QWidget*>{family, m_family}) {
        part->setVisible(!m_place.simulated); // simulated hosts have IPv4 only
    }
    for (QWidget* part :
         std::initializer_list<QWidget*>{m_boxResets, delay, m_delay, m_jitterLabel, m_jitter}) {
        part->setVisible(m_place.simulated);
    }
    form->setColumnStretch(2, 1);
    return more;
}

QLayout* OpenDialog::buildBox()
{
    m_boxLimit = new QLineEdit;
    m_boxLimit->setPlaceholderText(tr("none, or such as 350 s"));
    m_boxResets = new QComboBox;
    m_boxResets->addItems({tr("and is silent"), tr("and resets this end"),
                           tr("and resets the peer"), tr("and resets both ends")});
    m_boxResets->setAccessibleName(tr("What the box does when it has forgotten"));
    auto* row = new QHBoxLayout;
    row->addWidget(m_boxLimit, 1);
    row->addWidget(m_boxResets);
    return row;
}

QLayout* OpenDialog::buildDelay()
{
    m_delay = new QLineEdit;
    m_delay->setPlaceholderText(tr("one way, as in 20 ms"));
    m_jitter = new QLineEdit;
    m_jitter->setPlaceholderText(tr("up to, as in 5 ms"));
    m_jitterLabel = labelFor(tr("&Jitter"), m_jitter);
    auto* row = new QHBoxLayout;
    row->addWidget(m_delay, 1);
    row->addWidget(m_jitterLabel);
    row->addWidget(m_jitter, 1);
    return row;
}

void OpenDialog::fill(const OpenChoices& choices)
{
    m_where->setPeer(choices.builtInPeer, choices.peer);
    m_preset->setCurrentIndex(static_cast<int>(choices.preset));
    m_time->setText(settingText(choices.custom.idleTime.value_or(60s)));
    m_interval->setText(settingText(choices.custom.probeInterval.value_or(10s)));
    m_probes->setValue(choices.custom.probeCount.value_or(6));
    m_comparison->setChecked(choices.comparison);
    m_comparisonSet->setText(choices.comparisonSet.isEmpty() ? usualComparisonSet()
                                                             : choices.comparisonSet);
    m_count->setValue(static_cast<int>(choices.count));
    m_name->setText(choices.name);
    m_family->setCurrentIndex(static_cast<int>(choices.family));
    m_program->setCurrentIndex(static_cast<int>(choices.program.kind));
    m_boxResets->setCurrentIndex(static_cast<int>(choices.boxResets));
    m_boxLimit->setText(choices.boxLimit ? settingText(*choices.boxLimit) : QString());
}

Preset::Id OpenDialog::preset() const
{
    return static_cast<Preset::Id>(m_preset->currentIndex());
}

KeepAliveSettings OpenDialog::custom() const
{
    return {.enabled = true,
            .idleTime = timeIn(*m_time),
            .probeInterval = timeIn(*m_interval),
            .probeCount = static_cast<std::uint16_t>(m_probes->value())};
}

OpenChoices OpenDialog::choices() const
{
    OpenChoices chosen;
    chosen.builtInPeer = m_where->isBuiltIn();
    chosen.peer = m_where->peer();
    chosen.hosts = m_where->hosts();
    chosen.preset = preset();
    chosen.custom = custom();
    chosen.lastTime = m_lastTime;
    chosen.comparison = m_comparison->isChecked();
    chosen.comparisonSet = m_comparisonSet->text();
    chosen.count = static_cast<std::uint32_t>(m_count->value());
    chosen.name = m_name->text();
    chosen.family = static_cast<AddressFamily>(m_family->currentIndex());
    chosen.program.kind = static_cast<ProgramKind>(m_program->currentIndex());
    if (chosen.program.kind == ProgramKind::sendsEvery) {
        chosen.program.period = timeIn(*m_period).value_or(10s);
    }
    if (!m_boxLimit->text().trimmed().isEmpty()) {
        chosen.boxLimit = timeIn(*m_boxLimit);
    }
    if (m_place.simulated && chosen.boxLimit) {
        chosen.boxResets = static_cast<BoxResets>(m_boxResets->currentIndex());
    }
    if (m_place.simulated && !m_delay->text().trimmed().isEmpty()) {
        chosen.delay = timeIn(*m_delay).value_or(0ms);
    }
    if (m_place.simulated && !m_jitter->text().trimmed().isEmpty()) {
        chosen.jitter = timeIn(*m_jitter).value_or(0ms);
    }
    return chosen;
}

void OpenDialog::updatePage()
{
    const bool comparison = m_comparison->isChecked();
    m_custom->setVisible(preset() == Preset::Id::custom && !comparison);
    m_preset->setEnabled(!comparison);
    m_comparisonSet->setVisible(comparison);
    m_period->setVisible(m_program->currentIndex() == static_cast<int>(ProgramKind::sendsEvery));
    m_boxResets->setEnabled(!m_boxLimit->text().trimmed().isEmpty());
    m_sentence->setText(
        comparison ? tr("One connection for each of these settings; their names are the settings.")
                   : settingsSentence(choices().settings(),
                                      defaultTimesOf(m_place, m_where->hosts()), m_place.tick));
    m_problem->hide();
}

void OpenDialog::complain(const Error& error)
{
    m_problem->setText(text(describe(error)));
    m_problem->show();
}

void OpenDialog::accept()
{
    for (const QLineEdit* field : {m_time, m_interval, m_period, m_boxLimit, m_delay, m_jitter}) {
        const bool used = field->isVisible() && !field->text().trimmed().isEmpty();
        const auto time = parseSettingsDuration(field->text().toStdString(), DurationUnit::second);
        if (used && !time) {
            return complain(time.error());
        }
    }
    const auto requests = requestsOf(choices());
    if (!requests) {
        return complain(requests.error());
    }
    m_requests = *requests;
    QDialog::accept();
}

void OpenDialog::startWithOwnPeer()
{
    m_where->askForPeer();
}

} // namespace kai::ui
