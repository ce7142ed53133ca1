#pragma once

#include "core/lab/lab.h"
#include "ui/lab/login_limit.h"

#include <QString>

#include <optional>
#include <span>

namespace kai::ui {

/// A message that the window shows of its own accord.
struct Message {
    Notice::Severity severity = Notice::Severity::information;
    QString words;
};

/// What an apply came to, in a sentence: what was refused, else what was rounded; empty when all went as asked.
[[nodiscard]] std::optional<Message> messageOf(std::span<const ApplyReport> reports);
/// How an opening ended; empty while it goes on, and when nothing failed.
[[nodiscard]] std::optional<Message> messageOf(const OpenProgress& progress);
[[nodiscard]] Message messageOf(const Notice& notice);
/// What was seen, and the likely reason.
[[nodiscard]] Message messageOf(const ClosedAtSameAge& closed);

} // namespace kai::ui
