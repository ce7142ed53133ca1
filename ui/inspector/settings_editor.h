#pragma once

#include "core/keepalive/capabilities.h"
#include "core/keepalive/detection.h"
#include "core/keepalive/reports.h"

#include <QWidget>

class QCheckBox;
class QLabel;
class QPushButton;

namespace kai::ui {

class FieldRow;

/// The inspector's form: keep-alive on or off, time, interval, probes, what they come to, Apply and Revert.
/// While something is edited the form says what the system would make of it and when a silent peer would then be found.
class SettingsEditor : public QWidget {
    Q_OBJECT

public:
    explicit SettingsEditor(QWidget* parent = nullptr);

    /// Ranges, granularity and the tick that makes a detection time a range.
    void setCapabilities(const Capabilities& capabilities);
    /// Another connection: what was typed for the former one is given up.
    void start(const ConnectionRow& row);
    /// The same connection, newer.
    void update(const ConnectionRow& row);
    /// What became of the last apply, field by field.
    void report(const ApplyReport& report);

    /// Only the fields that were edited; empty fields are not asked for.
    [[nodiscard]] KeepAliveSettings asked() const;
    [[nodiscard]] bool isEdited() const;
    void focusTime();

Q_SIGNALS:
    void applyAsked(const kai::KeepAliveSettings& settings);

private:
    void build();
    void apply();
    void revert();
    void judge();
    void judgeTime(FieldRow& row, SettingsField field);
    void judgeCount();
    void showFoundAfter();
    void showOneProbe();
    [[nodiscard]] bool isReadable() const;
    [[nodiscard]] QString foundAfter(const KeepAliveTimes& times) const;

    SettingsLimits m_limits;
    nanoseconds m_tick{0};
    ConnectionRow m_row;
    QCheckBox* m_on;
    FieldRow* m_time;
    FieldRow* m_interval;
    FieldRow* m_count;
    QLabel* m_oneProbe; ///< P6; only while one probe is asked for or in force
    QLabel* m_foundTitle;
    QLabel* m_found;
    QLabel* m_foundNow;
    QPushButton* m_apply;
    QPushButton* m_revert;
};

} // namespace kai::ui
