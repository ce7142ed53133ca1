#include "ui/calculator/wish_form.h"

#include "core/keepalive/duration_text.h"
#include "ui/defaults/defaults_graph.h"
#include "ui/lab/texts.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/sign.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace kai::ui {

namespace {

constexpr int kFieldHeight = 28;
constexpr int kMostLost = 20;
constexpr milliseconds kFirstWish{600'000};

Error noWholeNumber()
{
    return {0, "NO_NUMBER", "packets an hour", "this is not a whole number.",
            "Write a whole number such as 12, or nothing."};
}

} // namespace

WishForm::WishForm(QWidget* parent)
    : QWidget(parent)
    , m_findWithin(new QLineEdit(settingText(kFirstWish)))
    , m_box(new QComboBox)
    , m_lost(new QSpinBox)
    , m_packets(new QLineEdit)
    , m_interval(new QLineEdit)
    , m_refusal(makeQuietLabel({}, TypeSize::header))
{
    buildEditors();
    auto* line = new QHBoxLayout;
    line->setSpacing(16);
    addField(*line, m_findField, tr("Find a dead peer &within"), m_findWithin);
    addField(*line, m_boxField, tr("Survive a &box that forgets after"), m_box);
    addField(*line, m_lostField, tr("with &lost probes"), m_lost);
    addField(*line, m_packetsField, tr("At most &packets an hour"), m_packets);
    addField(*line, m_intervalField, tr("Probes at least this &far apart"), m_interval);
    line->addStretch(1);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(4);
    column->addLayout(line);
    column->addWidget(m_refusal);
    m_refusal->setFixedHeight(18);
    setFocusProxy(m_findWithin);
    read();
}

void WishForm::buildEditors()
{
    m_findWithin->setPlaceholderText(tr("any time"));
    m_packets->setPlaceholderText(tr("any number"));
    m_lost->setRange(0, kMostLost);
    m_lost->setValue(Wish{}.lostProbes);
    m_box->setEditable(true);
    m_box->setInsertPolicy(QComboBox::NoInsert);
    m_box->lineEdit()->setPlaceholderText(tr("no box"));
    m_findWithin->setFixedWidth(130);
    m_box->setFixedWidth(240);
    m_lost->setFixedWidth(90);
    m_packets->setFixedWidth(130);
    m_interval->setFixedWidth(150);
    connect(m_findWithin, &QLineEdit::textChanged, this, &WishForm::read);
    connect(m_box, &QComboBox::currentTextChanged, this, &WishForm::read);
    connect(m_lost, &QSpinBox::valueChanged, this, &WishForm::read);
    connect(m_packets, &QLineEdit::textChanged, this, &WishForm::read);
    connect(m_interval, &QLineEdit::textChanged, this, &WishForm::read);
    connect(m_findWithin, &QLineEdit::editingFinished, this, &WishForm::echo);
    connect(m_box->lineEdit(), &QLineEdit::editingFinished, this, &WishForm::echo);
}

void WishForm::addField(QHBoxLayout& line, Field& field, const QString& name, QWidget* editor)
{
    field = {new Sign, editor, QString(name).remove(QLatin1Char('&'))};
    auto* label = makeQuietLabel(name);
    label->setBuddy(editor);
    editor->setFixedHeight(kFieldHeight);
    editor->setAccessibleName(field.name);
    auto* head = new QHBoxLayout;
    head->setSpacing(4);
    head->addWidget(label);
    head->addWidget(field.sign);
    head->addStretch(1);
    auto* column = new QVBoxLayout;
    column->setSpacing(2);
    column->addLayout(head);
    column->addWidget(editor);
    line.addLayout(column);
}

void WishForm::setBoxes(std::vector<Box> boxes)
{
    m_boxes = std::move(boxes);
    {
        const QSignalBlocker quiet(m_box);
        const QString typed = m_box->currentText();
        m_box->clear();
        m_box->addItem(QString());
        for (const Box& box : m_boxes) {
            m_box->addItem(text(box.label()));
            m_box->setItemData(m_box->count() - 1,
                               QStringLiteral("%1\n%2").arg(text(box.note), text(box.source)),
                               Qt::ToolTipRole);
        }
        m_box->setEditText(typed);
    }
    read();
}

void WishForm::chooseBox(const QString& id)
{
    const auto found = std::find_if(m_boxes.begin(), m_boxes.end(),
                                    [&](const Box& box) { return text(box.id) == id; });
    m_box->setEditText(found == m_boxes.end() ? QString() : text(found->label()));
}

const Box* WishForm::chosenBox() const
{
    const std::string typed = m_box->currentText().toStdString();
    const auto found = std::find_if(m_boxes.begin(), m_boxes.end(),
                                    [&](const Box& box) { return box.label() == typed; });
    return found == m_boxes.end() ? nullptr : &*found;
}

Result<std::optional<milliseconds>> WishForm::readFindWithin() const
{
    if (m_findWithin->text().trimmed().isEmpty()) {
        return std::optional<milliseconds>();
    }
    const auto time = readTime(m_findWithin->text(), m_lastTime);
    return time ? Result(std::optional(*time)) : time.error();
}

Result<std::optional<milliseconds>> WishForm::readBox() const
{
    if (const Box* box = chosenBox()) {
        return std::optional(box->limit);
    }
    if (m_box->currentText().trimmed().isEmpty()) {
        return std::optional<milliseconds>();
    }
    const auto time = readTime(m_box->currentText(), m_lastTime);
    return time ? Result(std::optional(*time)) : time.error();
}

Result<std::optional<std::uint32_t>> WishForm::readPackets() const
{
    const QString typed = m_packets->text().trimmed();
    if (typed.isEmpty()) {
        return std::optional<std::uint32_t>();
    }
    bool isNumber = false;
    const std::uint32_t number = typed.toUInt(&isNumber);
    return isNumber ? Result(std::optional(number)) : noWholeNumber();
}

Result<milliseconds> WishForm::readInterval(const Wish& wish) const
{
    constexpr milliseconds kLeast{1'000};
    constexpr milliseconds kMost{10'000};
    if (!m_interval->text().trimmed().isEmpty()) {
        return readTime(m_interval->text(), m_lastTime);
    }
    const auto asked = std::min(wish.findWithin.value_or(milliseconds::max()),
                                wish.boxLimit.value_or(milliseconds::max()));
    return std::clamp(std::chrono::floor<std::chrono::seconds>(asked / 30) + milliseconds{0},
                      kLeast, kMost);
}

std::optional<Box> WishForm::box() const
{
    if (const Box* known = chosenBox()) {
        return *known;
    }
    const auto typed = readBox();
    if (!typed || !*typed) {
        return std::nullopt;
    }
    const auto limit = formatSetting(**typed);
    return Box{kOwnBox, tr("your box").toStdString(), **typed, limit,
               {},      tr("typed").toStdString(),    {}};
}

bool WishForm::isRefused(Field& field, const Error* error)
{
    field.sign->setKind(error ? Sign::Kind::refused : Sign::Kind::none);
    const QString why = error ? text(error->cause + " " + error->remedy) : QString();
    field.editor->setAccessibleDescription(why);
    if (error != nullptr && m_refusal->text().isEmpty()) {
        m_refusal->setText(tr("%1: %2").arg(field.name, why));
    }
    return error != nullptr;
}

void WishForm::read()
{
    const auto find = readFindWithin();
    const auto box = readBox();
    const auto packets = readPackets();
    m_refusal->clear();
    m_wish.reset();
    const bool findRefused = isRefused(m_findField, find ? nullptr : &find.error());
    const bool boxRefused = isRefused(m_boxField, box ? nullptr : &box.error());
    const bool packetsRefused = isRefused(m_packetsField, packets ? nullptr : &packets.error());
    Wish wish;
    wish.findWithin = find ? *find : std::nullopt;
    wish.boxLimit = box ? *box : std::nullopt;
    const auto interval = readInterval(wish);
    const bool intervalRefused = isRefused(m_intervalField, interval ? nullptr : &interval.error());
    if (!findRefused && !boxRefused && !packetsRefused && !intervalRefused) {
        wish.lostProbes = static_cast<std::uint16_t>(m_lost->value());
        wish.packetsPerHour = *packets;
        wish.shortestInterval = *interval;
        m_interval->setPlaceholderText(tr("chosen: %1").arg(settingText(*interval)));
        if (wish.findWithin || wish.boxLimit) {
            m_wish = wish;
        } else {
            m_refusal->setText(tr("Nothing is asked for: no time would be too long. Say within "
                                  "what time a dead peer is to be found, or choose a box."));
        }
    }
    m_lost->setEnabled(!m_box->currentText().trimmed().isEmpty());
    Q_EMIT changed();
}

void WishForm::echo()
{
    const auto find = readFindWithin();
    if (find && *find) {
        m_lastTime = **find;
        m_findWithin->setText(settingText(**find));
    }
    const auto box = readBox();
    if (box && *box && chosenBox() == nullptr) {
        m_box->setEditText(settingText(**box));
    }
}

} // namespace kai::ui
