#include "tests/defaults/reg_round_trip.h"

#include "core/defaults/pasted_text.h"
#include "core/defaults/reg_reader.h"
#include "core/defaults/reg_writer.h"
#include "core/defaults/registry.h"

#include <algorithm>

namespace kai::defaults {

namespace {

constexpr std::string_view kWhere = "reading .reg, line ";

std::string brokenByRefusal(const Error& error, std::string_view bytes)
{
    if (error.symbol != "BAD_REG_FILE" || !error.operation.starts_with(kWhere)) {
        return "refused without a line";
    }
    const auto line = std::stoul(error.operation.substr(kWhere.size()));
    const auto lines = 1 + static_cast<unsigned long>(std::count(bytes.begin(), bytes.end(), '\n'));
    if (line < 1 || line > lines + 1) {
        return "refused at a line that is not there";
    }
    return error.cause.empty() || error.remedy.empty() ? "refused without a reason" : "";
}

std::string brokenByWriting(const RegDocument& document)
{
    for (const auto format :
         {RegFormat::version5Utf16, RegFormat::version5Utf8, RegFormat::regedit4}) {
        const auto written = writeReg(document, format);
        if (!written) {
            if (format != RegFormat::regedit4) {
                return "cannot be written";
            }
            continue;
        }
        const auto again = readReg(*written);
        if (!again || *again != document) {
            return "is not the same when written and read";
        }
    }
    return {};
}

std::string brokenByUndo(const RegDocument& document)
{
    Registry before;
    before.store(RegistryName::keepAliveTime, 1);
    auto after = before;
    after.apply(document);
    auto undone = after;
    undone.apply(difference(after, before));
    return difference(undone, before).keys.empty() && difference(before, undone).keys.empty()
               ? ""
               : "is not undone";
}

std::string brokenByPasting(std::string_view bytes)
{
    const auto pasted = readPasted(bytes);
    if (!pasted) {
        return pasted.error().cause.empty() ? "pasted text refused without a reason" : "";
    }
    Registry registry;
    registry.apply(pasted->registry);
    Registry again;
    again.apply(registry.document());
    return difference(registry, again).keys.empty() ? "" : "pasted text is not kept";
}

} // namespace

std::string brokenPromise(std::string_view bytes)
{
    auto broken = brokenByPasting(bytes);
    if (!broken.empty()) {
        return broken;
    }
    const auto document = readReg(bytes);
    if (!document) {
        return brokenByRefusal(document.error(), bytes);
    }
    broken = brokenByWriting(*document);
    return broken.empty() ? brokenByUndo(*document) : broken;
}

} // namespace kai::defaults
