#include "ui/inspector/settings_editor.h"

#include "ui/inspector/field_row.h"
#include "ui/lab/row_condition.h"
#include "ui/lab/texts.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/plate.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QPushButton>

#include <algorithm>

namespace kai::ui {

namespace {

template <typename T>
void showReport(FieldRow& row, const FieldReport<T>& report, const QString& applied)
{
    if (report.error) {
        row.sayRefused(*report.error);
    } else if (report.rounded()) {
        row.sayRounded(applied);
    } else if (report.asked) {
        row.sayAccepted();
    }
}

} // namespace

SettingsEditor::SettingsEditor(QWidget* parent)
    : QWidget(parent)
    , m_on(new QCheckBox(tr("Keep-alive")))
    , m_time(new FieldRow(tr("Time"), FieldRow::Kind::time))
    , m_interval(new FieldRow(tr("Interval"), FieldRow::Kind::time))
    , m_count(new FieldRow(tr("Probes"), FieldRow::Kind::count))
    , m_oneProbe(makeQuietLabel())
    , m_foundTitle(makeQuietLabel(tr("Silent peer found after")))
    , m_found(makeHeading({}, TypeSize::figure))
    , m_foundNow(makeQuietLabel())
    , m_apply(new QPushButton(tr("Apply")))
    , m_revert(new QPushButton(tr("Revert")))
{
    build();
    connect(m_on, &QCheckBox::toggled, this, &SettingsEditor::judge);
    for (FieldRow* row : {m_time, m_interval, m_count}) {
        connect(row, &FieldRow::edited, this, &SettingsEditor::judge);
        connect(row, &FieldRow::applyAsked, this, &SettingsEditor::apply);
    }
    connect(m_apply, &QPushButton::clicked, this, &SettingsEditor::apply);
    connect(m_revert, &QPushButton::clicked, this, &SettingsEditor::revert);
}

void SettingsEditor::build()
{
    m_on->setFont(typeFont(TypeSize::body, QFont::DemiBold));
    m_found->setTextFormat(Qt::PlainText);
    m_found->setWordWrap(true);
    m_oneProbe->setWordWrap(true);
    m_oneProbe->hide();
    setPrimary(m_apply);
    m_apply->setAccessibleDescription(tr("Applies the edited fields to the selected connections"));

    auto* figure = new Plate;
    auto* inside = new QGridLayout(figure);
    inside->setContentsMargins(12, 6, 12, 8);
    inside->setVerticalSpacing(2);
    inside->addWidget(m_foundTitle, 0, 0, 1, 2);
    inside->addWidget(m_found, 1, 0);
    inside->addWidget(m_foundNow, 1, 1, Qt::AlignRight | Qt::AlignVCenter);
    inside->setColumnStretch(0, 1);

    auto* buttons = new QHBoxLayout;
    for (QPushButton* button : {m_apply, m_revert}) {
        button->setFixedSize(84, 28);
        buttons->addWidget(button);
    }
    buttons->setSpacing(8);
    buttons->addStretch();

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(6);
    column->addWidget(m_on);
    column->addWidget(m_time);
    column->addWidget(m_interval);
    column->addWidget(m_count);
    column->addWidget(m_oneProbe);
    column->addSpacing(2);
    column->addWidget(figure);
    column->addSpacing(4);
    column->addLayout(buttons);
}

void SettingsEditor::setCapabilities(const Capabilities& capabilities)
{
    m_limits = capabilities.limits;
    m_tick = capabilities.timerTick;
}

void SettingsEditor::start(const ConnectionRow& row)
{
    for (FieldRow* field : {m_time, m_interval, m_count}) {
        field->revert();
    }
    m_row = row;
    const QSignalBlocker blocker(m_on);
    m_on->setChecked(row.enabled.value);
    update(row);
}

void SettingsEditor::update(const ConnectionRow& row)
{
    const bool toggled = m_on->isChecked() != m_row.enabled.value;
    m_row = row;
    m_time->setValue(row.idleTime.value);
    m_interval->setValue(row.probeInterval.value);
    m_count->setValue(row.probeCount.value);
    if (!toggled) {
        const QSignalBlocker blocker(m_on);
        m_on->setChecked(row.enabled.value);
    }
    const bool alive = conditionOf(row) != RowCondition::ended;
    for (QWidget* part : std::initializer_list<QWidget*>{m_on, m_time, m_interval, m_count}) {
        part->setEnabled(alive);
    }
    judge();
}

void SettingsEditor::report(const ApplyReport& report)
{
    showReport(*m_time, report.idleTime, settingText(report.idleTime.applied.value));
    showReport(*m_interval, report.probeInterval, settingText(report.probeInterval.applied.value));
    showReport(*m_count, report.probeCount, QString::number(report.probeCount.applied.value));
}

bool SettingsEditor::isEdited() const
{
    return m_on->isChecked() != m_row.enabled.value || m_time->isEdited() ||
           m_interval->isEdited() || m_count->isEdited();
}

bool SettingsEditor::isReadable() const
{
    return m_time->time().ok() && m_interval->time().ok() && m_count->count().ok();
}

KeepAliveSettings SettingsEditor::asked() const
{
    KeepAliveSettings settings;
    if (m_on->isChecked() != m_row.enabled.value) {
        settings.enabled = m_on->isChecked();
    }
    if (m_time->isEdited() && m_time->time()) {
        settings.idleTime = *m_time->time();
    }
    if (m_interval->isEdited() && m_interval->time()) {
        settings.probeInterval = *m_interval->time();
    }
    if (m_count->isEdited() && m_count->count()) {
        settings.probeCount = *m_count->count();
    }
    return settings;
}

void SettingsEditor::apply()
{
    if (!isReadable() || asked() == KeepAliveSettings{}) {
        return;
    }
    const KeepAliveSettings settings = asked();
    for (FieldRow* field : {m_time, m_interval, m_count}) {
        field->settle();
    }
    m_row.enabled.value = m_on->isChecked();
    Q_EMIT applyAsked(settings);
}

void SettingsEditor::revert()
{
    start(m_row);
}

void SettingsEditor::judgeTime(FieldRow& row, SettingsField field)
{
    if (!row.isEdited()) {
        return;
    }
    const Result<milliseconds> typed = row.time();
    if (!typed) {
        return row.sayRefused(typed.error());
    }
    for (const FieldError& problem : validate(asked(), m_limits)) {
        if (problem.field == field) {
            return row.sayRefused(problem.error);
        }
    }
    const milliseconds applied = roundedUp(*typed, m_limits);
    applied == *typed ? row.sayNothing() : row.sayRounded(settingText(applied));
}

void SettingsEditor::judgeCount()
{
    if (!m_count->isEdited()) {
        return;
    }
    const Result<std::uint16_t> typed = m_count->count();
    if (!typed) {
        return m_count->sayRefused(typed.error());
    }
    for (const FieldError& problem : validate(asked(), m_limits)) {
        if (problem.field == SettingsField::probeCount) {
            return m_count->sayRefused(problem.error);
        }
    }
    m_count->sayNothing();
}

void SettingsEditor::judge()
{
    judgeTime(*m_time, SettingsField::idleTime);
    judgeTime(*m_interval, SettingsField::probeInterval);
    judgeCount();
    m_apply->setEnabled(isEdited() && isReadable());
    m_revert->setEnabled(isEdited());
    showFoundAfter();
    showOneProbe();
}

void SettingsEditor::showOneProbe()
{
    const Result<std::uint16_t> count = m_count->count();
    const QString warning = m_on->isChecked() && count ? text(oneProbeWarning(*count)) : QString();
    setWords(*m_oneProbe, warning);
    m_oneProbe->setVisible(!warning.isEmpty());
}

QString SettingsEditor::foundAfter(const KeepAliveTimes& times) const
{
    return text(detectionText(detection(times, m_tick)));
}

void SettingsEditor::showFoundAfter()
{
    const QString now =
        foundAfter({m_row.enabled.value, m_row.idleTime.value, m_row.probeInterval.value,
                    m_row.probeCount.value, m_row.lastIntervalWaited});
    const bool preview = isEdited() && isReadable();
    setWords(*m_foundTitle,
             preview ? tr("Silent peer found after, if applied") : tr("Silent peer found after"));
    const QString found = preview
                              ? foundAfter({m_on->isChecked(), roundedUp(*m_time->time(), m_limits),
                                            roundedUp(*m_interval->time(), m_limits),
                                            *m_count->count(), m_row.lastIntervalWaited})
                              : now;
    const bool isLong = found.size() > 18;
    m_found->setFont(typeFont(isLong ? TypeSize::title : TypeSize::figure, QFont::DemiBold));
    setWords(*m_found, found);
    setWords(*m_foundNow, preview ? tr("now %1").arg(now) : QString());
}

void SettingsEditor::focusTime()
{
    m_time->setFocus(Qt::ShortcutFocusReason);
}

} // namespace kai::ui
