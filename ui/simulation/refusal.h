#pragma once

#include "core/keepalive/result.h"
#include "ui/widgets/plate.h"

class QLabel;

namespace kai::ui {

/// What was refused and why, where it was asked for; hidden while there is nothing to say.
class Refusal : public Plate {
    Q_OBJECT

public:
    explicit Refusal(QWidget* parent = nullptr);

    void say(const Error& error);
    void say(const QString& words);
    void clear();

private:
    QLabel* m_words;
};

} // namespace kai::ui
