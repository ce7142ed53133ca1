#pragma once

#include <QRegularExpression>
#include <QTest>

namespace kai::ui {

/// For init(): any warning of Qt's fails the test function. The offscreen platform's own remark on windows with a smallest size is
/// no finding; QT_FATAL_WARNINGS, which the other rooms' tests run with, could not tell it apart.
inline void failOnWarnings()
{
    QTest::failOnWarning(
        QRegularExpression(QStringLiteral("^(?!This plugin does not support propagateSizeHints)")));
}

} // namespace kai::ui
