#include "ui/window/lab_messages.h"

#include "ui/inspector/inspector.h"
#include "ui/inspector/state_words.h"
#include "ui/lab/lab_controller.h"
#include "ui/lab/texts.h"
#include "ui/window/banner.h"
#include "ui/window/reports.h"
#include "ui/window/status_line.h"

namespace kai::ui {

namespace {

QString askSentence(const ConnectionStore& store, const AskReport& report)
{
    const ConnectionStore::Entry* entry = store.find(report.id);
    return QStringLiteral("%1: %2").arg(entry ? text(entry->info.name) : QString(),
                                        askWords(report));
}

} // namespace

LabMessages::LabMessages(const ConnectionStore& store, Inspector& inspector, Banner& banner,
                         StatusLine& status, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_inspector(inspector)
    , m_banner(banner)
    , m_status(status)
{
}

void LabMessages::show(const Refresh& refresh)
{
    showSettings(refresh);
    showOpenings(refresh);
    showAsks(refresh);
    for (const Notice& notice : refresh.changes.notices) {
        show(messageOf(notice));
    }
    if (const auto closed = m_loginLimits.look(m_store, refresh.changed)) {
        show(messageOf(*closed));
    }
}

void LabMessages::reset()
{
    m_loginLimits.reset();
}

void LabMessages::show(const Message& message)
{
    if (message.severity == Notice::Severity::information) {
        m_status.say(message.words);
    } else {
        m_banner.show(message.severity, message.words);
    }
}

void LabMessages::showSettings(const Refresh& refresh)
{
    for (const lab::AppliedSettings& applied : refresh.changes.applied) {
        for (const ApplyReport& report : applied.reports) {
            m_inspector.report(report);
        }
        const auto message = messageOf(applied.reports);
        if (message) {
            show(*message);
        }
        // What was refused and has now been accepted is no news any more.
        const bool failed = message && message->severity == Notice::Severity::failure;
        if (!failed && !m_refusal.isEmpty() && m_banner.message() == m_refusal) {
            m_banner.dismiss();
        }
        m_refusal = failed ? message->words : QString();
    }
    for (const ConnectionDetails& details : refresh.changes.details) {
        m_inspector.setDetails(details);
    }
}

void LabMessages::showOpenings(const Refresh& refresh)
{
    for (const OpenProgress& progress : refresh.changes.opens) {
        m_status.setProgress(progress);
        if (const auto message = messageOf(progress)) {
            show(*message);
        }
    }
}

void LabMessages::showAsks(const Refresh& refresh)
{
    for (const AskReport& report : refresh.changes.asks) {
        m_inspector.report(report);
        m_status.say(askSentence(m_store, report));
    }
}

} // namespace kai::ui
