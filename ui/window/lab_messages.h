#pragma once

#include "ui/lab/login_limit.h"

#include <QObject>
#include <QString>

namespace kai::ui {

class Banner;
class Inspector;
class StatusLine;
struct Message;
struct Refresh;

/// Takes what a lab reports to the place where it belongs: fields of the inspector, banner for what failed, status line for the
/// rest.
class LabMessages : public QObject {
    Q_OBJECT

public:
    /// All must outlive it.
    LabMessages(const ConnectionStore& store, Inspector& inspector, Banner& banner,
                StatusLine& status, QObject* parent);

    void show(const Refresh& refresh);
    /// Another lab.
    void reset();

private:
    void show(const Message& message);
    void showSettings(const Refresh& refresh);
    void showOpenings(const Refresh& refresh);
    void showAsks(const Refresh& refresh);

    const ConnectionStore& m_store;
    Inspector& m_inspector;
    Banner& m_banner;
    StatusLine& m_status;
    LoginLimitWatch m_loginLimits;
    QString m_refusal; ///< what the last apply was refused with; empty when it was not
};

} // namespace kai::ui
