#include "ui/lab/lab_controller.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace kai::ui {

namespace {

constexpr std::chrono::milliseconds kWatchedPeriod{33};
constexpr std::chrono::milliseconds kUnwatchedPeriod{500};

const history::EventLog& emptyLog()
{
    static const history::EventLog log;
    return log;
}

} // namespace

LabController::LabController(QObject* parent)
    : QObject(parent)
{
    m_timer.setInterval(kWatchedPeriod);
    connect(&m_timer, &QTimer::timeout, this, &LabController::poll);
}

LabController::~LabController() = default;

void LabController::setLab(std::unique_ptr<lab::Lab> lab)
{
    auto former =
        std::exchange(m_lab, std::move(lab)); // stays until the views have let go of its log
    m_capabilities = m_lab ? m_lab->capabilities() : Capabilities();
    resetViews();
    m_former.close(std::move(former));
    m_lab ? m_timer.start() : m_timer.stop();
}

void LabController::resetViews()
{
    m_store.clear();
    m_defaults.clear();
    m_seenEvents = 0;
    m_exported = 0;
    Q_EMIT labChanged();
}

void LabController::setWatched(bool watched)
{
    m_timer.setInterval(watched ? kWatchedPeriod : kUnwatchedPeriod);
}

const history::EventLog& LabController::log() const
{
    return m_lab ? m_lab->log() : emptyLog();
}

void LabController::noteExported(std::uint64_t endIndex)
{
    m_exported = std::max(m_exported, endIndex);
}

Moment LabController::now() const
{
    return m_lab ? m_lab->now() : Moment{};
}

std::int64_t LabController::startedUtcNs() const
{
    return m_lab ? m_lab->startedUtcNs() : 0;
}

void LabController::poll()
{
    if (m_lab) {
        m_lab->drain(m_changes);
        absorb(m_changes);
    }
}

void LabController::absorb(const lab::LabChanges& changes)
{
    m_store.update(changes, m_changed);
    if (!changes.defaults.empty()) {
        m_defaults = changes.defaults;
    }
    if (changes.capabilities) {
        m_capabilities = *changes.capabilities;
    }
    const std::uint64_t first = std::exchange(m_seenEvents, log().endIndex());
    Q_EMIT refreshed({changes, m_changed, first, m_seenEvents, m_lab ? now() : changes.clock.now});
}

CommandId LabController::open(const OpenRequest& request)
{
    return m_lab ? m_lab->open(request) : CommandId::none;
}

std::vector<CommandId> LabController::openPlanned(const std::vector<OpenRequest>& requests,
                                                  std::vector<lab::PlannedFault> faults)
{
    return m_lab ? m_lab->openPlanned(requests, std::move(faults)) : std::vector<CommandId>{};
}

void LabController::cancelOpen(CommandId command)
{
    if (m_lab) {
        m_lab->cancelOpen(command);
    }
}

CommandId LabController::apply(std::vector<ConnectionId> ids, const KeepAliveSettings& settings)
{
    return m_lab ? m_lab->apply(std::move(ids), settings) : CommandId::none;
}

CommandId LabController::applyDefaults(std::vector<ConnectionId> ids)
{
    return m_lab ? m_lab->applyDefaults(std::move(ids)) : CommandId::none;
}

CommandId LabController::inject(std::vector<ConnectionId> ids, const Fault& fault)
{
    return m_lab ? m_lab->inject(std::move(ids), fault) : CommandId::none;
}

CommandId LabController::ask(ConnectionId id, std::string text)
{
    return m_lab ? m_lab->ask(id, std::move(text)) : CommandId::none;
}

CommandId LabController::setProgram(std::vector<ConnectionId> ids, const Program& program)
{
    return m_lab ? m_lab->setProgram(std::move(ids), program) : CommandId::none;
}

CommandId LabController::setBoxLimit(std::vector<ConnectionId> ids,
                                     std::optional<milliseconds> limit)
{
    return m_lab ? m_lab->setBoxLimit(std::move(ids), limit) : CommandId::none;
}

CommandId LabController::close(std::vector<ConnectionId> ids, CloseKind kind)
{
    return m_lab ? m_lab->close(std::move(ids), kind) : CommandId::none;
}

void LabController::requestDetails(ConnectionId id)
{
    if (m_lab) {
        m_lab->requestDetails(id);
    }
}

} // namespace kai::ui
