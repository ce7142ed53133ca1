#include "ui/window/status_line.h"

#include "ui/widgets/labels.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QProgressBar>
#include <QTimer>
#include <QToolButton>

#include <chrono>

namespace kai::ui {

namespace {

using namespace std::chrono_literals;

constexpr int kHeight = 24;

QString number(std::size_t value)
{
    return QLocale().toString(static_cast<qulonglong>(value));
}

std::size_t& countOf(ConditionCounts& counts, RowCondition condition)
{
    return counts[static_cast<std::size_t>(condition)];
}

} // namespace

QString countsText(const ConditionCounts& counts, std::size_t total, std::size_t shown)
{
    if (total == 0) {
        return StatusLine::tr("No connections yet.");
    }
    const auto count = [&](RowCondition condition) {
        return counts[static_cast<std::size_t>(condition)];
    };
    const QString all = total == 1 ? StatusLine::tr("1 connection")
                                   : StatusLine::tr("%1 connections").arg(number(total));
    QStringList parts{shown == total ? all : StatusLine::tr("%1 of %2").arg(number(shown), all)};
    const auto add = [&](std::size_t some, const QString& words) {
        if (some > 0) {
            parts << words.arg(number(some));
        }
    };
    add(count(RowCondition::resolving) + count(RowCondition::connecting),
        StatusLine::tr("%1 connecting"));
    add(count(RowCondition::probing), StatusLine::tr("%1 probing"));
    add(count(RowCondition::waiting), StatusLine::tr("%1 waiting for data"));
    add(count(RowCondition::off), StatusLine::tr("%1 off"));
    add(count(RowCondition::peerClosed), StatusLine::tr("%1 closed by the peer"));
    add(count(RowCondition::ended), StatusLine::tr("%1 ended"));
    return parts.join(QStringLiteral(" \u00b7 "));
}

StatusLine::StatusLine(QWidget* parent)
    : QWidget(parent)
    , m_words(makeQuietLabel())
    , m_progress(new QProgressBar)
    , m_cancel(new QToolButton)
    , m_timers(makeQuietLabel())
{
    setFixedHeight(kHeight);
    m_progress->setFixedSize(160, 12);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("Opening connections"));
    m_cancel->setText(tr("Cancel"));
    m_cancel->setFont(typeFont(TypeSize::header));
    m_cancel->setAutoRaise(true);
    m_words->setMinimumWidth(1);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 0, 12, 0);
    row->addWidget(m_words, 1);
    row->addWidget(m_progress);
    row->addWidget(m_cancel);
    row->addWidget(m_timers);
    m_progress->hide();
    m_cancel->hide();
    connect(m_cancel, &QToolButton::clicked, this, &StatusLine::cancelAsked);
    showCounts();
}

void StatusLine::reset()
{
    m_counts = {};
    m_known.clear();
    m_isKnown.clear();
    m_total = m_shown = 0;
    m_openings.clear();
    showProgress();
    showCounts();
}

void StatusLine::setShownRows(std::size_t shown)
{
    m_shown = shown;
    showCounts();
}

void StatusLine::refresh(const ConnectionStore& store, std::span<const ConnectionId> changed)
{
    for (const ConnectionId id : changed) {
        const std::size_t at = indexOf(id);
        if (at >= m_known.size()) {
            m_known.resize(at + 1);
            m_isKnown.resize(at + 1);
        }
        const RowCondition now = conditionOf(store.find(id)->row);
        if (m_isKnown[at]) {
            --countOf(m_counts, m_known[at]);
        }
        ++countOf(m_counts, now);
        m_known[at] = now;
        m_isKnown[at] = true;
    }
    m_total = store.size();
    showCounts();
}

void StatusLine::showCounts()
{
    if (!m_saying) {
        setWords(*m_words, countsText(m_counts, m_total, m_shown));
    }
}

void StatusLine::setTimerTick(nanoseconds tick)
{
    const double ms = static_cast<double>(tick.count()) / 1e6;
    m_timers->setText(ms <= 0 ? QString()
                              : tr("Kernel timer tick %1 ms (HZ %2), measured here")
                                    .arg(ms, 0, 'g', 3)
                                    .arg(1000.0 / ms, 0, 'g', 4));
}

void StatusLine::setProgress(const OpenProgress& progress)
{
    if (progress.finished) {
        m_openings.erase(progress.command);
    } else {
        m_openings[progress.command] = progress;
    }
    showProgress();
}

void StatusLine::showProgress()
{
    std::uint32_t asked = 0;
    std::uint32_t done = 0;
    for (const auto& [command, progress] : m_openings) {
        asked += progress.asked;
        done += progress.opened + progress.failed;
    }
    m_progress->setMaximum(static_cast<int>(asked));
    m_progress->setValue(static_cast<int>(done));
    m_progress->setVisible(asked > 1);
    m_cancel->setVisible(asked > 1);
}

std::vector<CommandId> StatusLine::openings() const
{
    std::vector<CommandId> commands;
    for (const auto& [command, progress] : m_openings) {
        commands.push_back(command);
    }
    return commands;
}

void StatusLine::say(const QString& words)
{
    m_saying = true;
    setWords(*m_words, words);
    QTimer::singleShot(6s, this, [this, words] {
        if (m_words->text() == words) {
            m_saying = false;
            showCounts();
        }
    });
}

} // namespace kai::ui
