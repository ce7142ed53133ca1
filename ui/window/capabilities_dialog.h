#pragma once

#include "core/keepalive/capabilities.h"

#include <QDialog>

namespace kai::ui {

/// "What this computer can do": a line for each capability, what was found, and what would give what is missing.
class CapabilitiesDialog : public QDialog {
    Q_OBJECT

public:
    explicit CapabilitiesDialog(const Capabilities& capabilities, QWidget* parent = nullptr);
};

/// The list of keys, made from the actions themselves.
class KeysDialog : public QDialog {
    Q_OBJECT

public:
    /// Pairs of a name and its key.
    explicit KeysDialog(const QList<QPair<QString, QString>>& keys, QWidget* parent = nullptr);
};

} // namespace kai::ui
