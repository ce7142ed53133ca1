#include "ui/window/reports.h"

#include "ui/lab/texts.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace kai::ui {

namespace {

QString tr(const char* words)
{
    return QCoreApplication::translate("Reports", words);
}

QString number(std::size_t value)
{
    return QLocale().toString(static_cast<qulonglong>(value));
}

const Error* firstError(const ApplyReport& report)
{
    for (const std::optional<Error>* error :
         {&report.error, &report.enabled.error, &report.idleTime.error, &report.probeInterval.error,
          &report.probeCount.error}) {
        if (*error) {
            return &**error;
        }
    }
    return nullptr;
}

std::optional<QString> roundingOf(const ApplyReport& report)
{
    for (const FieldReport<milliseconds>* field : {&report.idleTime, &report.probeInterval}) {
        if (field->rounded()) {
            return tr("%1 was applied as %2: this system has whole seconds.")
                .arg(settingText(*field->asked), settingText(field->applied.value));
        }
    }
    return std::nullopt;
}

} // namespace

std::optional<Message> messageOf(std::span<const ApplyReport> reports)
{
    const auto failed = static_cast<std::size_t>(std::count_if(
        reports.begin(), reports.end(), [](const ApplyReport& report) { return !report.ok(); }));
    if (failed > 0) {
        const auto first = std::find_if(reports.begin(), reports.end(),
                                        [](const ApplyReport& report) { return !report.ok(); });
        const QString why = text(describe(*firstError(*first)));
        return Message{Notice::Severity::failure,
                       reports.size() == 1 ? why
                                           : tr("Refused on %1 of %2 connections. %3")
                                                 .arg(number(failed), number(reports.size()), why)};
    }
    for (const ApplyReport& report : reports) {
        if (const auto rounding = roundingOf(report)) {
            return Message{Notice::Severity::information, *rounding};
        }
    }
    return std::nullopt;
}

std::optional<Message> messageOf(const OpenProgress& progress)
{
    if (!progress.finished) {
        return std::nullopt;
    }
    const QString opened =
        (progress.cancelled ? tr("Cancelled: %1 of %2 opened.") : tr("Opened %1 of %2."))
            .arg(number(progress.opened), number(progress.asked));
    if (progress.error) {
        return Message{Notice::Severity::failure,
                       opened + QLatin1Char(' ') + text(describe(*progress.error))};
    }
    return progress.cancelled ? std::optional(Message{Notice::Severity::information, opened})
                              : std::nullopt;
}

Message messageOf(const Notice& notice)
{
    QString words = text(notice.text);
    if (notice.error) {
        words +=
            (words.isEmpty() ? QString() : QStringLiteral(" ")) + text(describe(*notice.error));
    }
    return {notice.severity, words};
}

Message messageOf(const ClosedAtSameAge& closed)
{
    return {Notice::Severity::warning,
            tr("%1 connections to %2 were closed by the peer's program at the same age, %3. The "
               "likely reason is a limit for login: the server expected one, and none came. "
               "Keep-alive cannot prevent that.")
                .arg(number(closed.count), text(closed.peer), countdownText(closed.age))};
}

} // namespace kai::ui
