#pragma once

#include <QRegularExpression>
#include <QTest>

namespace kai::ui {

/// For init(): any warning of Qt's fails the test function. The offscreen platform's own remarks on windows with a smallest size
/// and on popups are no findings; QT_FATAL_WARNINGS, which the other rooms' tests run with, could not tell it apart.
inline void failOnWarnings()
{
    QTest::failOnWarning(
        QRegularExpression(QStringLiteral("^(?!This plugin does not support "
                                          "(propagateSizeHints|raise|grabbing the keyboard))")));
}

} // namespace kai::ui
