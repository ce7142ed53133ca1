#include "ui/open/peer_address.h"

#include <QCoreApplication>

namespace kai::ui {

namespace {

Error addressError(const char* symbol, const char* cause)
{
    return {.number = 0,
            .symbol = symbol,
            .operation = "peer",
            .cause = QCoreApplication::translate("PeerAddress", cause).toStdString(),
            .remedy = QCoreApplication::translate(
                          "PeerAddress", "Write host:port, such as db.example:5432 or [::1]:7777.")
                          .toStdString()};
}

} // namespace

Result<PeerAddress> readPeerAddress(const QString& text)
{
    const QString address = text.trimmed();
    const qsizetype colon = address.lastIndexOf(QLatin1Char(':'));
    const bool insideBrackets = colon >= 0 && address.indexOf(QLatin1Char(']'), colon) >= 0;
    if (colon < 0 || insideBrackets) {
        return addressError("NO_PORT", QT_TRANSLATE_NOOP("PeerAddress", "the port is missing"));
    }
    bool isNumber = false;
    const uint port = address.mid(colon + 1).toUInt(&isNumber);
    if (!isNumber || port == 0 || port > 65535) {
        return addressError("BAD_PORT", QT_TRANSLATE_NOOP("PeerAddress", "a port is 1 to 65535"));
    }
    QString host = address.left(colon);
    if (host.startsWith(QLatin1Char('[')) && host.endsWith(QLatin1Char(']'))) {
        host = host.mid(1, host.size() - 2);
    }
    if (host.isEmpty()) {
        return addressError("NO_HOST", QT_TRANSLATE_NOOP("PeerAddress", "the host is missing"));
    }
    return PeerAddress{host.toStdString(), static_cast<std::uint16_t>(port)};
}

} // namespace kai::ui
