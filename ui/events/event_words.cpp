#include "ui/events/event_words.h"

#include "ui/lab/texts.h"

#include <QCoreApplication>

#include <array>

namespace kai::ui {

namespace {

struct Words {
    const char* word;
    const char* label;
};

constexpr std::array<Words, kEventKindCount> kWords{{
    {QT_TRANSLATE_NOOP("Event", "opened"), QT_TRANSLATE_NOOP("Event", "opened")},
    {QT_TRANSLATE_NOOP("Event", "probe"), QT_TRANSLATE_NOOP("Event", "probe sent")},
    {QT_TRANSLATE_NOOP("Event", "answered"), QT_TRANSLATE_NOOP("Event", "probe answered")},
    {QT_TRANSLATE_NOOP("Event", "unanswered"), QT_TRANSLATE_NOOP("Event", "probe unanswered")},
    {QT_TRANSLATE_NOOP("Event", "data sent"), QT_TRANSLATE_NOOP("Event", "data sent")},
    {QT_TRANSLATE_NOOP("Event", "data"), QT_TRANSLATE_NOOP("Event", "data received")},
    {QT_TRANSLATE_NOOP("Event", "changed"), QT_TRANSLATE_NOOP("Event", "settings changed")},
    {QT_TRANSLATE_NOOP("Event", "fault"), QT_TRANSLATE_NOOP("Event", "fault set")},
    {QT_TRANSLATE_NOOP("Event", "fault gone"), QT_TRANSLATE_NOOP("Event", "fault cleared")},
    {QT_TRANSLATE_NOOP("Event", "ended"), QT_TRANSLATE_NOOP("Event", "ended")},
    {QT_TRANSLATE_NOOP("Event", "gap"), QT_TRANSLATE_NOOP("Event", "observation gap")},
    {QT_TRANSLATE_NOOP("Event", "note"), QT_TRANSLATE_NOOP("Event", "note")},
    {QT_TRANSLATE_NOOP("Event", "resent"), QT_TRANSLATE_NOOP("Event", "retransmitted")},
    {QT_TRANSLATE_NOOP("Event", "timer"), QT_TRANSLATE_NOOP("Event", "timer ran out, nothing due")},
}};

const Words& wordsOf(EventKind kind)
{
    return kWords[static_cast<std::size_t>(kind)];
}

QString translated(const char* text)
{
    return QCoreApplication::translate("Event", text);
}

} // namespace

QString eventWord(EventKind kind)
{
    return translated(wordsOf(kind).word);
}

QString eventLabel(EventKind kind)
{
    return translated(wordsOf(kind).label);
}

QString endedByLabel(EndedBy by)
{
    switch (by) {
    case EndedBy::keepAlive:
        return translated(QT_TRANSLATE_NOOP("Event", "keep-alive gave up"));
    case EndedBy::reset:
        return translated(QT_TRANSLATE_NOOP("Event", "reset"));
    case EndedBy::retransmission:
        return translated(QT_TRANSLATE_NOOP("Event", "retransmission gave up"));
    case EndedBy::peerClosed:
        return translated(QT_TRANSLATE_NOOP("Event", "closed by the peer's program"));
    case EndedBy::locally:
        return translated(QT_TRANSLATE_NOOP("Event", "closed here"));
    case EndedBy::notEnded:
        break;
    }
    return {};
}

QString endingText(EndedBy by)
{
    return by == EndedBy::notEnded
               ? QString()
               : QStringLiteral("%1: %2").arg(QLatin1Char(endedLetter(by))).arg(endedByLabel(by));
}

QString uncertaintyText(std::uint32_t ns)
{
    return translated(QT_TRANSLATE_NOOP("Event", "\u00b1%1")).arg(durationText(nanoseconds(ns)));
}

QString rangeChipText(Moment from, Moment until)
{
    return translated(QT_TRANSLATE_NOOP("Event", "Range of %1  \u00d7"))
        .arg(countdownText(until - from));
}

QString errorLabel(int number)
{
    if (number == 0) {
        return {};
    }
    const std::string_view symbol = errorSymbol(number);
    const QString name = QString::fromLatin1(symbol.data(), static_cast<qsizetype>(symbol.size()));
    return name.isEmpty() ? QString::number(number)
                          : QStringLiteral("%1 (%2)").arg(name).arg(number);
}

} // namespace kai::ui
