#include "app/painted_run.h"

namespace kai::app {

namespace {

/// QApplication chooses its platform while it is made.
int& withoutScreen(int& argc)
{
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    return argc;
}

} // namespace

PaintingApplication::PaintingApplication(ui::Theme theme)
    : m_application(withoutScreen(m_argc), m_argv)
{
    ui::applyTheme(m_application, theme);
}

StackChanges changesOf(const RunResult& run)
{
    StackChanges changes;
    for (const auto& [id, connection] : run.connections) {
        changes.infos.push_back(connection.info);
        changes.rows.push_back(connection.row);
    }
    return changes;
}

} // namespace kai::app
