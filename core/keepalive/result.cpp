#include "core/keepalive/result.h"

namespace kai {

std::string describe(const Error& error)
{
    std::string text =
        error.operation.empty() ? error.symbol : error.operation + ": " + error.symbol;
    if (error.number != 0) {
        text += " (" + std::to_string(error.number) + ")";
    }
    if (!error.cause.empty()) {
        text += ": " + error.cause;
    }
    if (!error.remedy.empty()) {
        text += " " + error.remedy;
    }
    return text;
}

} // namespace kai
