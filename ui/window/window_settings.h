#pragma once

#include "ui/open/open_choices.h"
#include "ui/theme/theme.h"

#include <QByteArray>
#include <QSettings>
#include <QStringList>

#include <memory>

namespace kai::ui {

/// What the window remembers from run to run. A clean run neither reads nor writes: it starts from first values and keeps
/// what it is told to itself. GUI thread.
class WindowSettings {
public:
    explicit WindowSettings(bool clean);

    /// Layouts as the widgets themselves save them; empty when nothing is stored.
    [[nodiscard]] QByteArray layout(const QString& part) const;
    void setLayout(const QString& part, const QByteArray& bytes);

    [[nodiscard]] Theme theme() const;
    void setTheme(Theme theme);

    /// Newest first, at most ten.
    [[nodiscard]] QStringList recentPeers() const;
    void addRecentPeer(const QString& peer);

    /// What the Open dialog starts with: the last choices, or the first ones.
    [[nodiscard]] OpenChoices openChoices() const;
    void setOpenChoices(const OpenChoices& choices);

    /// True from the second run on.
    [[nodiscard]] bool hasRunBefore() const;
    void setHasRun();

private:
    [[nodiscard]] QVariant value(const QString& key) const;
    void setValue(const QString& key, const QVariant& value);

    std::unique_ptr<QSettings> m_settings; ///< null in a clean run
};

} // namespace kai::ui
