#include "ui/timeline/physical_key.h"

#include <QKeyEvent>
#include <QLatin1String>

namespace kai::ui {
namespace {

#ifdef Q_OS_WIN
constexpr quint32 kFirstScanCode = 0;
#else
constexpr quint32 kFirstScanCode = 8;
#endif

struct KeyRow {
    quint32 firstCode; ///< of the row's leftmost letter, counted as the keyboard does
    QLatin1String letters;
};

constexpr KeyRow kRows[] = {
    {16, QLatin1String("QWERTYUIOP")},
    {30, QLatin1String("ASDFGHJKL")},
    {44, QLatin1String("ZXCVBNM")},
};

} // namespace

QChar physicalLetter(quint32 scanCode, int key)
{
    if (scanCode == 0) {
        return key >= Qt::Key_A && key <= Qt::Key_Z ? QChar(static_cast<char16_t>(key)) : QChar();
    }
    const quint32 code = scanCode - kFirstScanCode;
    for (const auto& row : kRows) {
        if (code >= row.firstCode &&
            code < row.firstCode + static_cast<quint32>(row.letters.size())) {
            return row.letters[static_cast<qsizetype>(code - row.firstCode)];
        }
    }
    return {};
}

QChar physicalLetter(const QKeyEvent& event)
{
    return physicalLetter(event.nativeScanCode(), event.key());
}

} // namespace kai::ui
