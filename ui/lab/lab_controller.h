#pragma once

#include "core/lab/lab.h"
#include "ui/lab/connection_store.h"
#include "ui/lab/former_labs.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace kai::ui {

/// What is new since the last refresh. The references live until the slot returns.
struct Refresh {
    /// Newest infos and rows are in the store already; reports, defaults and clock are read from here.
    const lab::LabChanges& changes;
    /// Ids whose row or texts changed, each once: new ones first.
    std::span<const ConnectionId> changed;
    /// Events [firstEvent, endEvent) of the log are new.
    std::uint64_t firstEvent = 0;
    std::uint64_t endEvent = 0;
    /// The lab's time at this refresh.
    Moment now{};
};

/// The window's only way to a lab: owns it, asks it at frame rate what is new, and forwards the user's commands.
/// Before setLab() it stands for an empty lab: verbs do nothing and return CommandId::none. GUI thread.
class LabController : public QObject {
    Q_OBJECT

public:
    explicit LabController(QObject* parent = nullptr);
    ~LabController() override;

    /// Begins to ask this lab; the rows of a former one are forgotten, and it is closed on another thread: whoever refers to it
    /// or to its log lets go at labChanged().
    void setLab(std::unique_ptr<lab::Lab> lab);
    [[nodiscard]] lab::Lab* lab() const { return m_lab.get(); }
    /// Nothing to see, nothing to paint: asks twice a second instead of 30 times.
    void setWatched(bool watched);

    [[nodiscard]] const ConnectionStore& store() const { return m_store; }
    [[nodiscard]] const history::EventLog& log() const;
    /// With what was found out since the start.
    [[nodiscard]] const Capabilities& capabilities() const { return m_capabilities; }
    [[nodiscard]] Moment now() const;
    /// UTC nanoseconds since 1970 of Moment zero; 0 in a simulation.
    [[nodiscard]] std::int64_t startedUtcNs() const;
    /// The defaults of each host, as last reported.
    [[nodiscard]] const std::vector<SystemDefaults>& defaults() const { return m_defaults; }

    /// All events before this index of the log are in a file.
    void noteExported(std::uint64_t endIndex);
    /// The log has events that would be lost with it.
    [[nodiscard]] bool hasUnexportedEvents() const { return log().endIndex() > m_exported; }

    CommandId open(const OpenRequest& request);
    std::vector<CommandId> openPlanned(const std::vector<OpenRequest>& requests,
                                       std::vector<lab::PlannedFault> faults);
    void cancelOpen(CommandId command);
    CommandId apply(std::vector<ConnectionId> ids, const KeepAliveSettings& settings);
    CommandId applyDefaults(std::vector<ConnectionId> ids);
    CommandId inject(std::vector<ConnectionId> ids, const Fault& fault);
    CommandId ask(ConnectionId id, std::string text);
    CommandId setProgram(std::vector<ConnectionId> ids, const Program& program);
    CommandId setBoxLimit(std::vector<ConnectionId> ids, std::optional<milliseconds> limit);
    CommandId close(std::vector<ConnectionId> ids, CloseKind kind);
    /// The answer comes in Refresh::changes.details.
    void requestDetails(ConnectionId id);

    /// Takes over what a lab reported and announces it; the timer does this with what the lab has drained.
    void absorb(const lab::LabChanges& changes);

public Q_SLOTS:
    /// Asks the lab now instead of at the next frame.
    void poll();

Q_SIGNALS:
    void labChanged();
    void refreshed(const kai::ui::Refresh& refresh);

private:
    void resetViews();

    FormerLabs m_former;
    std::unique_ptr<lab::Lab> m_lab;
    Capabilities m_capabilities;
    ConnectionStore m_store;
    std::vector<SystemDefaults> m_defaults;
    lab::LabChanges m_changes; ///< kept between polls for its capacity
    std::vector<ConnectionId> m_changed;
    std::uint64_t m_seenEvents = 0;
    std::uint64_t m_exported = 0;
    QTimer m_timer;
};

} // namespace kai::ui
