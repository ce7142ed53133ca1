#include "ui/window/capabilities_dialog.h"

#include "ui/lab/texts.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/sign.h"

#include <QDialogButtonBox>
#include <QGridLayout>
#include <QScrollArea>

namespace kai::ui {

namespace {

/// The dialog's frame: a scrolling grid over a Close button.
QGridLayout* buildFrame(QDialog& dialog, QWidget* above)
{
    auto* page = new QWidget;
    auto* grid = new QGridLayout(page);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(8);
    auto* area = new QScrollArea;
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidget(page);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    QObject::connect(buttons, &QDialogButtonBox::rejected, &dialog, &QDialog::reject);
    auto* column = new QVBoxLayout(&dialog);
    column->addWidget(above);
    column->addWidget(area, 1);
    column->addWidget(buttons);
    return grid;
}

QLabel* wrapped(const QString& words)
{
    auto* label = new QLabel(words);
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

void addLine(QGridLayout& grid, const Capability& line)
{
    const int row = grid.rowCount();
    auto* sign = new Sign;
    sign->setKind(line.available ? Sign::Kind::accepted : Sign::Kind::refused);
    sign->setAccessibleName(line.available ? CapabilitiesDialog::tr("available")
                                           : CapabilitiesDialog::tr("missing"));
    QString words = text(line.finding);
    if (!line.remedy.empty()) {
        words += QLatin1Char('\n') + text(line.remedy);
    }
    grid.addWidget(sign, row, 0, Qt::AlignTop);
    grid.addWidget(makeHeading(text(line.name), TypeSize::body), row, 1, Qt::AlignTop);
    grid.addWidget(wrapped(words), row, 2);
}

} // namespace

CapabilitiesDialog::CapabilitiesDialog(const Capabilities& capabilities, QWidget* parent)
    : QDialog(parent)
{
    setWindowTitle(tr("What this computer can do"));
    QGridLayout* grid = buildFrame(*this, makeHeading(text(capabilities.system), TypeSize::title));
    grid->setColumnStretch(2, 1);
    for (const Capability& line : capabilities.lines) {
        addLine(*grid, line);
    }
    grid->setRowStretch(grid->rowCount(), 1);
    resize(680, 420);
}

KeysDialog::KeysDialog(const QList<QPair<QString, QString>>& keys, QWidget* parent)
    : QDialog(parent)
{
    setWindowTitle(tr("Keys"));
    QGridLayout* grid = buildFrame(
        *this, makeQuietLabel(tr("In the table: Space switches keep-alive, typing edits the cell, "
                                 "Enter applies to all selected rows."),
                              TypeSize::body));
    for (const auto& [name, key] : keys) {
        const int row = grid->rowCount();
        grid->addWidget(makeHeading(key, TypeSize::body), row, 0);
        grid->addWidget(new QLabel(name), row, 1);
    }
    grid->setColumnStretch(1, 1);
    grid->setRowStretch(grid->rowCount(), 1);
    resize(520, 520);
}

} // namespace kai::ui
