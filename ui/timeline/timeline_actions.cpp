#include "ui/timeline/timeline_actions.h"

#include "ui/theme/theme.h"

#include <QAction>
#include <QDialog>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>

namespace kai::ui {
namespace {

/// Closes at the next key or click.
class KeyOverlay : public QDialog {
public:
    explicit KeyOverlay(QWidget* parent)
        : QDialog(parent, Qt::Popup | Qt::FramelessWindowHint)
    {
        setAttribute(Qt::WA_DeleteOnClose);
        setAutoFillBackground(true);
        setBackgroundRole(QPalette::Base);
    }

protected:
    void keyPressEvent(QKeyEvent*) override { close(); }
    void mousePressEvent(QMouseEvent*) override { close(); }
};

QString plainText(const QAction& action)
{
    auto text = action.text();
    return text.remove(QLatin1Char('&')).remove(QStringLiteral("…"));
}

} // namespace

QString keyText(const QAction& action)
{
    const auto hint = action.property(kKeyHintProperty).toString();
    return hint.isEmpty() ? action.shortcut().toString(QKeySequence::NativeText) : hint;
}

void showKeyOverlay(QWidget* window, const QList<QAction*>& actions)
{
    auto* overlay = new KeyOverlay(window);
    overlay->setAccessibleName(QObject::tr("Keys"));
    auto* grid = new QGridLayout(overlay);
    grid->setContentsMargins(24, 20, 24, 20);
    grid->setHorizontalSpacing(20);
    constexpr int kRows = 14;
    int place = 0;
    for (const auto* action : actions) {
        if (action->isSeparator() || keyText(*action).isEmpty()) {
            continue;
        }
        auto* key = new QLabel(keyText(*action), overlay);
        key->setFont(typeFont(TypeSize::body, QFont::DemiBold));
        const int column = place / kRows * 2;
        grid->addWidget(key, place % kRows, column, Qt::AlignRight);
        grid->addWidget(new QLabel(plainText(*action), overlay), place % kRows, column + 1);
        ++place;
    }
    overlay->adjustSize();
    overlay->move(window->mapToGlobal(window->rect().center()) - overlay->rect().center());
    overlay->show();
}

} // namespace kai::ui
