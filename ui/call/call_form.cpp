#include "ui/call/call_form.h"

#include "ui/lab/texts.h"
#include "ui/theme/theme.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>

#include <algorithm>
#include <limits>

namespace kai::ui {

namespace {

using namespace winsock;

constexpr qint64 kDwordMost = 0xFFFFFFFFLL;
constexpr qint64 kIntLeast = std::numeric_limits<int>::min();
constexpr qint64 kIntMost = std::numeric_limits<int>::max();

bool isSet(const CallChoice& choice)
{
    return choice.call == CallName::setsockopt;
}
bool isGet(const CallChoice& choice)
{
    return choice.call == CallName::getsockopt;
}
bool isOption(const CallChoice& choice)
{
    return !choice.isIoctl();
}
bool isIoctl(const CallChoice& choice)
{
    return choice.isIoctl();
}
bool isProvider(const CallChoice& choice)
{
    return choice.call == CallName::WSPIoctl;
}
bool hasState(const CallChoice& choice)
{
    return choice.hasState();
}

/// Decimal, or hexadecimal with 0x.
std::optional<qint64> numberIn(const QString& text, qint64 least, qint64 most)
{
    bool read = false;
    const qint64 value = text.trimmed().toLongLong(
        &read, text.contains(QLatin1String("0x"), Qt::CaseInsensitive) ? 16 : 10);
    if (!read || value < least || value > most) {
        return {};
    }
    return value;
}

} // namespace

CallForm::CallForm(QWidget* parent)
    : QWidget(parent)
    , m_layout(new QFormLayout(this))
    , m_message(new QLabel(this))
{
    m_layout->setRowWrapPolicy(QFormLayout::DontWrapRows);
    m_layout->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    buildCall();
    buildSocket();
    buildOptionArguments();
    buildIoctlArguments();
    m_message->setWordWrap(true);
    m_layout->addRow(m_message);
    update();
}

void CallForm::buildCall()
{
    addChoice(tr("Call"),
              {QStringLiteral("getsockopt"), QStringLiteral("setsockopt"),
               QStringLiteral("WSAIoctl"), QStringLiteral("WSPIoctl")},
              static_cast<int>(m_choice.call),
              [this](int index) { m_choice.call = static_cast<CallName>(index); }, {});
    QStringList releases;
    for (const auto& rules : defaults::allReleases()) {
        releases << text(rules.name);
    }
    addChoice(
        tr("Release"), releases, static_cast<int>(m_choice.release),
        [this](int index) { m_choice.release = static_cast<defaults::WindowsRelease>(index); }, {});
    addChoice(tr("Behaviour"), {tr("documented: as the pages"), tr("observed: as real Windows")}, 0,
              [this](int index) { m_choice.behaviour = static_cast<Behaviour>(index); }, {});
}

void CallForm::buildSocket()
{
    addHeading(tr("The socket"));
    addChoice(tr("Kind"),
              {tr("TCP, overlapped"), tr("TCP, not overlapped"),
               tr("TCP, listening, keep-alive on"), tr("TCP, accepted from that listener"),
               tr("UDP (datagram)"), tr("raw"), tr("TCP, provider without the ioctl"),
               tr("closed before the call"), tr("no socket at all")},
              0, [this](int index) { m_choice.socket = static_cast<SocketChoice>(index); }, {});
    addChoice(
        tr("State"),
        {tr("fresh, not connected"), tr("connecting (SYN sent)"), tr("connected"),
         tr("connection attempt failed"), tr("peer has closed"), tr("ended by keep-alive"),
         tr("reset by the peer")},
        static_cast<int>(m_choice.state),
        [this](int index) { m_choice.state = static_cast<StateChoice>(index); }, hasState);
    addChoice(tr("Process"),
              {tr("after WSAStartup"), tr("before WSAStartup"), tr("network subsystem down"),
               tr("inside a completion routine")},
              0, [this](int index) { m_choice.process = static_cast<ProcessChoice>(index); }, {});
}

void CallForm::buildOptionArguments()
{
    addHeading(tr("Arguments"));
    addNamedNumber(
        tr("level"),
        {{QStringLiteral("SOL_SOCKET"), SOL_SOCKET},
         {QStringLiteral("IPPROTO_TCP"), IPPROTO_TCP},
         {QStringLiteral("0x1234"), 0x1234}},
        [this](qint64 value) { m_choice.level = int(value); }, isOption);
    addNamedNumber(
        tr("optname"),
        {{QStringLiteral("SO_KEEPALIVE"), SO_KEEPALIVE},
         {QStringLiteral("TCP_KEEPIDLE"), TCP_KEEPIDLE},
         {QStringLiteral("TCP_KEEPINTVL"), TCP_KEEPINTVL},
         {QStringLiteral("TCP_KEEPCNT"), TCP_KEEPCNT},
         {QStringLiteral("0x7777"), 0x7777}},
        [this](qint64 value) { m_choice.option = int(value); }, isOption);
    addPointer(tr("optval"), &CallChoice::valuePointer, isOption);
    addNumber(
        tr("its DWORD"), m_choice.value, 0, kDwordMost,
        [this](qint64 value) { m_choice.value = DWORD(value); }, isSet);
    addNumber(
        tr("optlen, bytes"), m_choice.length, kIntLeast, kIntMost,
        [this](qint64 value) { m_choice.length = int(value); }, isOption);
    addPointer(tr("pointer to optlen"), &CallChoice::lengthPointer, isGet);
}

void CallForm::buildIoctlArguments()
{
    addNamedNumber(
        tr("dwIoControlCode"),
        {{QStringLiteral("SIO_KEEPALIVE_VALS"), SIO_KEEPALIVE_VALS},
         {QStringLiteral("SIO_FLUSH"), SIO_FLUSH},
         {QStringLiteral("FIONBIO"), FIONBIO},
         {QStringLiteral("0x98000099"), 0x98000099}},
        [this](qint64 value) { m_choice.code = DWORD(value); }, isIoctl);
    addPointer(tr("lpvInBuffer"), &CallChoice::input, isIoctl);
    addNumber(
        tr("onoff"), m_choice.values.onoff, 0, kDwordMost,
        [this](qint64 value) { m_choice.values.onoff = DWORD(value); }, isIoctl);
    addNumber(
        tr("keepalivetime, ms"), m_choice.values.keepalivetime, 0, kDwordMost,
        [this](qint64 value) { m_choice.values.keepalivetime = DWORD(value); }, isIoctl);
    addNumber(
        tr("keepaliveinterval, ms"), m_choice.values.keepaliveinterval, 0, kDwordMost,
        [this](qint64 value) { m_choice.values.keepaliveinterval = DWORD(value); }, isIoctl);
    addNumber(
        tr("cbInBuffer, bytes"), m_choice.inputLength, 0, kDwordMost,
        [this](qint64 value) { m_choice.inputLength = DWORD(value); }, isIoctl);
    addPointer(tr("lpvOutBuffer"), &CallChoice::output, isIoctl);
    addNumber(
        tr("cbOutBuffer, bytes"), m_choice.outputLength, 0, kDwordMost,
        [this](qint64 value) { m_choice.outputLength = DWORD(value); }, isIoctl);
    addPointer(tr("lpcbBytesReturned"), &CallChoice::bytesReturned, isIoctl);
    addPointer(tr("lpOverlapped"), &CallChoice::overlapped, isIoctl);
    addPointer(tr("lpCompletionRoutine"), &CallChoice::routine, isIoctl);
    addPointer(tr("lpThreadId"), &CallChoice::threadId, isProvider);
    addPointer(tr("lpErrno"), &CallChoice::errorPointer, isProvider);
    addHeading(tr("Our assumption"), isIoctl);
    addChoice(
        tr("overlapped (I7)"),
        {tr("completes at the next event"), tr("completes at once, returns 0"),
         tr("completes after 250 ms")},
        0,
        [this](int index) {
            m_choice.assumed.ioctlAtOnce = index == 1;
            m_choice.assumed.ioctlDelay = std::chrono::milliseconds{index == 2 ? 250 : 0};
        },
        isIoctl);
}

void CallForm::addHeading(const QString& text, Shown shown)
{
    auto* heading = new QLabel(text, this);
    heading->setFont(typeFont(TypeSize::header, QFont::DemiBold));
    m_layout->addRow(heading);
    m_rows.push_back({nullptr, heading, std::move(shown)});
}

void CallForm::addRow(const QString& text, QWidget* field, Shown shown)
{
    auto* label = new QLabel(text, this);
    label->setBuddy(field);
    field->setAccessibleName(text);
    m_layout->addRow(label, field);
    m_rows.push_back({label, field, std::move(shown)});
}

void CallForm::addPointer(const QString& label, PointerChoice CallChoice::*member, Shown shown)
{
    addChoice(
        label, {tr("valid"), tr("NULL"), tr("unmapped address"), tr("read-only memory")},
        static_cast<int>(m_choice.*member),
        [this, member](int index) { m_choice.*member = static_cast<PointerChoice>(index); },
        std::move(shown));
}

QComboBox* CallForm::addChoice(const QString& label, const QStringList& texts, int current,
                               std::function<void(int)> read, Shown shown)
{
    auto* box = new QComboBox(this);
    box->addItems(texts);
    box->setCurrentIndex(current);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(22);
    connect(box, &QComboBox::currentIndexChanged, this, [this, read = std::move(read)](int index) {
        read(index);
        update();
    });
    addRow(label, box, std::move(shown));
    return box;
}

QLineEdit* CallForm::addNumber(const QString& label, qint64 value, qint64 least, qint64 most,
                               std::function<void(qint64)> read, Shown shown)
{
    auto* field = new QLineEdit(QString::number(value), this);
    field->setAccessibleName(label);
    field->setToolTip(tr("From %1 to %2; 0x before a hexadecimal number").arg(least).arg(most));
    connect(
        field, &QLineEdit::textChanged, this,
        [=, this, read = std::move(read)](const QString& text) {
            const auto number = numberIn(text, least, most);
            if (number) {
                read(*number);
            }
            setWrong(
                field,
                number
                    ? QString()
                    : tr("%1: a number from %2 to %3 is needed.").arg(label).arg(least).arg(most));
            update();
        });
    addRow(label, field, std::move(shown));
    return field;
}

QComboBox* CallForm::addNamedNumber(const QString& label,
                                    const std::vector<std::pair<QString, qint64>>& names,
                                    std::function<void(qint64)> read, Shown shown)
{
    auto* box = new QComboBox(this);
    box->setEditable(true);
    box->setInsertPolicy(QComboBox::NoInsert);
    box->setToolTip(tr("A name, or any number; 0x before a hexadecimal one"));
    for (const auto& [name, value] : names) {
        box->addItem(name);
    }
    connect(box, &QComboBox::currentTextChanged, this,
            [=, this, read = std::move(read)](const QString& text) {
                const auto known = std::find_if(names.begin(), names.end(), [&](const auto& entry) {
                    return entry.first == text;
                });
                const auto number = known != names.end() ? std::optional(known->second)
                                                         : numberIn(text, 0, kDwordMost);
                if (number) {
                    read(*number);
                }
                setWrong(box, number
                                  ? QString()
                                  : tr("%1: a name of the list or a number is needed.").arg(label));
                update();
            });
    addRow(label, box, std::move(shown));
    return box;
}

void CallForm::setWrong(QWidget* field, const QString& reason)
{
    std::erase(m_wrong, field);
    if (!reason.isEmpty()) {
        m_wrong.push_back(field);
    }
    m_message->setText(reason);
}

void CallForm::update()
{
    for (const Row& row : m_rows) {
        const bool shown = !row.shown || row.shown(m_choice);
        row.field->setVisible(shown);
        if (row.label != nullptr) {
            row.label->setVisible(shown);
        }
    }
    m_message->setVisible(!m_wrong.empty());
    Q_EMIT changed();
}

} // namespace kai::ui
