#include "ui/inspector/inspector.h"

#include "ui/inspector/calls_box.h"
#include "ui/inspector/settings_editor.h"
#include "ui/inspector/state_words.h"
#include "ui/inspector/supplied_by.h"
#include "ui/inspector/why_box.h"
#include "ui/lab/texts.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/plate.h"
#include "ui/widgets/sign.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>

#include <algorithm>

namespace kai::ui {

namespace {

constexpr int kWidth = 300;
constexpr int kMargin = 16;

} // namespace

Inspector::Inspector(QWidget* parent)
    : QScrollArea(parent)
{
    setAccessibleName(tr("Inspector"));
    setFrameShape(NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumWidth(kWidth);
}

void Inspector::makeParts()
{
    m_name = makeHeading({}, TypeSize::figure);
    m_addresses = makeQuietLabel();
    m_ask = new QPushButton(tr("Ask now"));
    m_answer = makeQuietLabel();
    m_state = new Plate;
    m_sign = new Sign;
    m_stateWords = new QLabel;
    m_editor = new SettingsEditor;
    m_supplied = new SuppliedBy;
    m_calls = new CallsBox;
    m_why = new WhyBox;
    m_ask->setToolTip(tr("Sends one byte and says what becomes of it"));
    m_ask->setFixedHeight(28);
    for (QLabel* label : {m_name, m_addresses, m_answer, m_stateWords}) {
        label->setWordWrap(true);
    }
    m_addresses->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_stateWords->setFont(typeFont(TypeSize::header, QFont::DemiBold));
    m_answer->hide();
    m_editor->setCapabilities(m_capabilities);
    connect(m_editor, &SettingsEditor::applyAsked, this, &Inspector::applyAsked);
    connect(m_ask, &QPushButton::clicked, this, [this] { Q_EMIT askNowAsked(m_id); });
}

void Inspector::build()
{
    makeParts();
    auto* head = new QHBoxLayout;
    head->addWidget(m_name, 1);
    head->addWidget(m_ask);
    auto* state = new QHBoxLayout(m_state);
    state->setContentsMargins(10, 6, 10, 6);
    state->addWidget(m_sign);
    state->addWidget(m_stateWords, 1);

    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(kMargin, 10, kMargin - 4, 12);
    column->setSpacing(8);
    column->addLayout(head);
    column->addWidget(m_addresses);
    column->addWidget(m_answer);
    column->addWidget(m_state);
    column->addWidget(m_editor);
    column->addSpacing(4);
    column->addWidget(makeLine());
    column->addWidget(makeHeading(tr("Who supplied it")));
    column->addWidget(m_supplied);
    column->addWidget(makeLine());
    column->addWidget(m_calls);
    column->addWidget(makeLine());
    column->addWidget(makeHeading(tr("Why")));
    column->addWidget(m_why);
    column->addStretch();
    // As wide as its place: a label's idea of a good width would push what is right-aligned out of sight.
    page->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    page->setAutoFillBackground(true);
    page->setBackgroundRole(QPalette::Base);
    setWidget(page);
}

void Inspector::setCapabilities(const Capabilities& capabilities)
{
    m_capabilities = capabilities;
    m_id = ConnectionId::none;
    if (m_editor) {
        m_editor->setCapabilities(capabilities);
    }
}

void Inspector::setDefaults(const std::vector<SystemDefaults>& defaults)
{
    m_defaults = defaults;
}

void Inspector::show(const ConnectionStore::Entry& entry, std::size_t count, Moment now)
{
    if (!m_editor) {
        build();
    }
    m_count = count;
    if (m_id != entry.row.id) {
        m_id = entry.row.id;
        m_details.reset();
        m_supplied->clear();
        m_calls->show({}, kNever);
        m_why->show({});
        m_answer->hide();
        m_editor->start(entry.row);
        Q_EMIT detailsAsked(m_id);
    }
    refresh(entry, now);
}

void Inspector::refresh(const ConnectionStore::Entry& entry, Moment now)
{
    setWords(*m_name, m_count > 1
                          ? tr("%1 connections").arg(QLocale().toString(qulonglong(m_count)))
                          : text(entry.info.name));
    const QString addresses =
        QStringLiteral("%1 \u2192 %2").arg(text(entry.info.local), text(entry.info.peer));
    setWords(*m_addresses,
             m_count > 1 ? tr("edited together; shown: %1").arg(text(entry.info.name)) : addresses);
    m_opened = entry.row.opened;
    m_editor->update(entry.row);
    showState(entry.row, now);
    showWhy(entry, now);
}

void Inspector::showState(const ConnectionRow& row, Moment now)
{
    const StateWords state = stateWordsOf(row, now);
    m_state->setTone(state.tone);
    m_sign->setKind(state.sign);
    setWords(*m_stateWords, state.words);
    m_ask->setEnabled(row.local.state == ConnectionState::open ||
                      row.local.state == ConnectionState::closeWait);
}

void Inspector::showWhy(const ConnectionStore::Entry& entry, Moment now)
{
    const auto host =
        std::find_if(m_defaults.begin(), m_defaults.end(), [&](const SystemDefaults& defaults) {
            return defaults.host == entry.info.host;
        });
    if (m_details && host != m_defaults.end()) {
        m_why->show(explain({entry.info, entry.row, *m_details, *host, m_capabilities, now}));
    }
}

void Inspector::setDetails(const ConnectionDetails& details)
{
    if (details.id != m_id) {
        return;
    }
    m_details = details;
    m_supplied->show(details);
    m_calls->show(details.calls, m_opened);
    selectCalls();
    if (details.lastApply) {
        m_editor->report(*details.lastApply);
    }
}

void Inspector::showCalls(ConnectionId id, Moment at)
{
    m_callsAsked = {id, at};
    selectCalls();
}

void Inspector::selectCalls()
{
    if (m_callsAsked && m_details && m_callsAsked->first == m_id) {
        m_calls->select(m_callsAsked->second);
        ensureWidgetVisible(m_calls);
        m_callsAsked.reset();
    }
}

void Inspector::report(const ApplyReport& report)
{
    if (report.id == m_id) {
        m_editor->report(report);
        Q_EMIT detailsAsked(m_id);
    }
}

void Inspector::report(const AskReport& report)
{
    if (report.id == m_id) {
        setWords(*m_answer, askWords(report));
        m_answer->show();
    }
}

void Inspector::focusEditor()
{
    if (m_editor) {
        m_editor->focusTime();
    }
}

} // namespace kai::ui
