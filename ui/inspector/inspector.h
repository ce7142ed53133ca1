#pragma once

#include "core/keepalive/capabilities.h"
#include "core/keepalive/explain.h"
#include "ui/lab/connection_store.h"

#include <QScrollArea>

#include <optional>
#include <utility>
#include <vector>

class QLabel;
class QPushButton;

namespace kai::ui {

class CallsBox;
class Plate;
class SettingsEditor;
class Sign;
class SuppliedBy;
class WhyBox;

/// The right side of the window: what is set on the current connection, who supplied it, by which calls, and why it behaves
/// as it does. It edits all selected connections; it shows the current one. It knows no lab: it says what is asked for. Its
/// parts are made for the first connection that it shows.
class Inspector : public QScrollArea {
    Q_OBJECT

public:
    explicit Inspector(QWidget* parent = nullptr);

    /// Another lab: what was shown of the former one is forgotten.
    void setCapabilities(const Capabilities& capabilities);
    void setDefaults(const std::vector<SystemDefaults>& defaults);

    /// Another connection, which must not be null, or another selection with it among `count`.
    void show(const ConnectionStore::Entry& entry, std::size_t count, Moment now);
    /// The same connection, later.
    void refresh(const ConnectionStore::Entry& entry, Moment now);
    /// What was asked for with detailsAsked().
    void setDetails(const ConnectionDetails& details);
    /// What became of an apply; reports of other connections are ignored.
    void report(const ApplyReport& report);
    /// What became of an "Ask now".
    void report(const AskReport& report);
    [[nodiscard]] ConnectionId shown() const { return m_id; }
    /// The calls behind a change of settings at that moment: brought into view and selected, as soon as they are known.
    void showCalls(ConnectionId id, Moment at);
    void focusEditor();

Q_SIGNALS:
    void applyAsked(const kai::KeepAliveSettings& settings);
    void askNowAsked(kai::ConnectionId id);
    void detailsAsked(kai::ConnectionId id);

private:
    void makeParts();
    void build();
    void showState(const ConnectionRow& row, Moment now);
    void showWhy(const ConnectionStore::Entry& entry, Moment now);
    void selectCalls();

    Capabilities m_capabilities;
    std::vector<SystemDefaults> m_defaults;
    std::optional<ConnectionDetails> m_details;
    ConnectionId m_id = ConnectionId::none;
    std::size_t m_count = 1;
    Moment m_opened = kNever;
    std::optional<std::pair<ConnectionId, Moment>> m_callsAsked; ///< until the details come

    QLabel* m_name = nullptr;
    QLabel* m_addresses = nullptr;
    QPushButton* m_ask = nullptr;
    QLabel* m_answer = nullptr;
    Plate* m_state = nullptr;
    Sign* m_sign = nullptr;
    QLabel* m_stateWords = nullptr;
    SettingsEditor* m_editor = nullptr;
    SuppliedBy* m_supplied = nullptr;
    CallsBox* m_calls = nullptr;
    WhyBox* m_why = nullptr;
};

} // namespace kai::ui
