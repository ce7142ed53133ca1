#include "ui/window/connection_commands.h"

#include "core/keepalive/duration_text.h"
#include "ui/connections/cell_text.h"
#include "ui/lab/lab_controller.h"
#include "ui/lab/row_condition.h"
#include "ui/lab/texts.h"
#include "ui/window/actions.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QInputDialog>
#include <QLocale>
#include <QMessageBox>

#include <algorithm>
#include <iterator>

namespace kai::ui {

namespace {

bool canDo(const Capabilities& capabilities, FaultKind kind)
{
    return std::find(capabilities.faults.begin(), capabilities.faults.end(), kind) !=
           capabilities.faults.end();
}

Fault faultOf(FaultKind kind)
{
    Fault fault;
    fault.kind = kind;
    return fault;
}

} // namespace

ConnectionCommands::ConnectionCommands(LabController& lab, Selection selection, QWidget& window)
    : QObject(&window)
    , m_lab(lab)
    , m_selection(std::move(selection))
    , m_window(window)
{
}

void ConnectionCommands::obey(const Actions& actions)
{
    const auto on = [this](QAction* action, auto command) {
        connect(action, &QAction::triggered, this, command);
    };
    on(actions.copy, [this] { copyRows(); });
    on(actions.toggle, [this] { toggle(); });
    on(actions.setDefaults, [this] { setDefaults(); });
    on(actions.askNow, [this] { askNow(); });
    on(actions.askWithText, [this] { askWithText(); });
    on(actions.boxLimit, [this] { askForBoxLimit(); });
    on(actions.close, [this] { close(CloseKind::orderly); });
    on(actions.reset, [this] { close(CloseKind::reset); });
    on(actions.pullCable, [this] { pullCable(); });
}

std::vector<ConnectionId> ConnectionCommands::selectedOpen() const
{
    std::vector<ConnectionId> ids = m_selection();
    std::erase_if(ids, [this](ConnectionId id) {
        return conditionOf(m_lab.store().find(id)->row) == RowCondition::ended;
    });
    return ids;
}

std::vector<ConnectionId> ConnectionCommands::selectedOrAll() const
{
    if (!m_selection().empty()) {
        return selectedOpen();
    }
    std::vector<ConnectionId> ids;
    const ConnectionStore& store = m_lab.store();
    std::copy_if(
        store.ids().begin(), store.ids().end(), std::back_inserter(ids),
        [&](ConnectionId id) { return conditionOf(store.find(id)->row) != RowCondition::ended; });
    return ids;
}

void ConnectionCommands::toggle()
{
    const std::vector<ConnectionId> ids = m_selection();
    if (ids.empty()) {
        return;
    }
    KeepAliveSettings settings;
    settings.enabled = !m_lab.store().find(ids.front())->row.enabled.value;
    m_lab.apply(ids, settings);
}

void ConnectionCommands::setDefaults()
{
    if (const auto ids = m_selection(); !ids.empty()) {
        m_lab.applyDefaults(ids);
    }
}

void ConnectionCommands::askNow()
{
    // A selected ended one among open ones is passed over; alone it tells why not.
    const auto open = selectedOpen();
    for (const ConnectionId id : open.empty() ? m_selection() : open) {
        m_lab.ask(id, {});
    }
}

void ConnectionCommands::askWithText()
{
    const QString words =
        QInputDialog::getText(&m_window, tr("Ask with a text"), tr("Send this to the peer:"));
    if (words.isEmpty()) {
        return;
    }
    for (const ConnectionId id : m_selection()) {
        m_lab.ask(id, words.toStdString());
    }
}

void ConnectionCommands::setProgram(const Program& program)
{
    if (const auto ids = m_selection(); !ids.empty()) {
        m_lab.setProgram(ids, program);
    }
}

std::optional<milliseconds> ConnectionCommands::askForTime(const QString& title,
                                                           const QString& label,
                                                           const QString& start) const
{
    QString typed = start;
    QString words = label;
    for (;;) {
        bool accepted = false;
        typed = QInputDialog::getText(&m_window, title, words, QLineEdit::Normal, typed, &accepted);
        if (!accepted) {
            return std::nullopt;
        }
        const auto time = parseSettingsDuration(typed.toStdString(), DurationUnit::second);
        if (time) {
            return *time;
        }
        words = QStringLiteral("%1\n%2").arg(text(describe(time.error())), label);
    }
}

void ConnectionCommands::askForPeriod()
{
    const auto period =
        askForTime(tr("The program sends"), tr("One byte every:"), QStringLiteral("10 s"));
    if (period) {
        setProgram({ProgramKind::sendsEvery, std::max(*period, milliseconds(1))});
    }
}

void ConnectionCommands::askForBoxLimit()
{
    const auto limit =
        askForTime(tr("Box limit to draw"),
                   tr("A box in between forgets an idle connection after (0 for no box):"),
                   QStringLiteral("350 s"));
    const auto ids = m_selection();
    if (limit && !ids.empty()) {
        m_lab.setBoxLimit(ids, limit->count() == 0 ? std::nullopt : limit);
    }
}

bool ConnectionCommands::isConfirmed(std::size_t count, CloseKind kind) const
{
    if (count < 2) {
        return true;
    }
    const QString number = QLocale().toString(qulonglong(count));
    const QString words = kind == CloseKind::reset ? tr("Reset %1 connections?").arg(number)
                                                   : tr("Close %1 connections?").arg(number);
    QMessageBox box(QMessageBox::Question, tr("Keepalive Inspector"), words,
                    QMessageBox::Yes | QMessageBox::Cancel, &m_window);
    box.setInformativeText(tr("They cannot be opened again. Rows and recorded events stay."));
    box.setDefaultButton(QMessageBox::Cancel);
    return box.exec() == QMessageBox::Yes;
}

void ConnectionCommands::close(CloseKind kind)
{
    const auto ids = selectedOpen();
    if (!ids.empty() && isConfirmed(ids.size(), kind)) {
        m_lab.close(ids, kind);
    }
}

void ConnectionCommands::inject(const Fault& fault)
{
    if (const auto ids = selectedOrAll(); !ids.empty()) {
        m_lab.inject(ids, fault);
    }
}

bool ConnectionCommands::isPulled() const
{
    const auto ids = selectedOrAll();
    return std::any_of(ids.begin(), ids.end(), [this](ConnectionId id) {
        const auto fault = static_cast<FaultKind>(m_lab.store().find(id)->row.activeFault);
        return fault == FaultKind::silentForward || fault == FaultKind::silentReturn ||
               fault == FaultKind::silentBoth;
    });
}

void ConnectionCommands::pullCable()
{
    if (isPulled()) {
        return inject(faultOf(FaultKind::restored));
    }
    inject(faultOf(canDo(m_lab.capabilities(), FaultKind::silentBoth) ? FaultKind::silentBoth
                                                                      : FaultKind::silentForward));
}

void ConnectionCommands::copyRows() const
{
    QStringList titles;
    for (const ColumnTraits& traits : allColumns()) {
        titles << columnTitle(traits.column);
    }
    QStringList lines{titles.join(QLatin1Char('\t'))};
    for (const ConnectionId id : m_selection()) {
        const ConnectionStore::Entry& entry = *m_lab.store().find(id);
        QStringList cells;
        for (const ColumnTraits& traits : allColumns()) {
            cells << (traits.column == Column::on ? (entry.row.enabled.value ? tr("on") : tr("off"))
                                                  : cellText(traits.column, entry, m_lab.now()));
        }
        lines << cells.join(QLatin1Char('\t'));
    }
    QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

} // namespace kai::ui
