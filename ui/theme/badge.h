#pragma once

#include <QWidget>

namespace kai::ui {

/// The coloured, worded badge that says which lab this is: "LIVE | This computer" or "SIMULATED | Windows 11 host".
/// Always visible, so that nobody mistakes simulated for live.
class LabBadge : public QWidget {
    Q_OBJECT

public:
    explicit LabBadge(QWidget* parent = nullptr);

    void setLab(bool simulated, const QString& host);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QString word() const;
    [[nodiscard]] int wordWidth() const;

    QString m_host;
    bool m_simulated = false;
};

} // namespace kai::ui
