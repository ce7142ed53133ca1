#pragma once

#include "core/keepalive/capabilities.h"

#include <QWidget>

class QTabBar;

namespace kai::ui {

class LabBadge;

enum class Page { connections, defaults, call };

/// The pages' tabs, and the badge that says what is seen on the chosen one: the lab, or the Call page's own simulated hosts.
class PageRow : public QWidget {
    Q_OBJECT

public:
    explicit PageRow(QWidget* parent = nullptr);

    void setLab(const Capabilities& capabilities);
    void choose(Page page);
    [[nodiscard]] Page page() const;

Q_SIGNALS:
    void pageChanged(kai::ui::Page page);

private:
    void updateBadge();

    QTabBar* m_tabs;
    LabBadge* m_badge;
    Capabilities m_capabilities;
};

} // namespace kai::ui
