#include "core/history/export_walk.h"

#include <algorithm>

namespace kai::history {
namespace {

constexpr std::uint64_t kSlice = 1024;

} // namespace

void walk(const ExportRequest& request, const EventLog::Visitor& visitor)
{
    const std::uint64_t first = request.log.lowerBound(request.from);
    const std::uint64_t end = request.log.lowerBound(request.until);
    ExportWatch unwatched;
    ExportWatch& watch = request.watch != nullptr ? *request.watch : unwatched;
    watch.total = end > first ? end - first : 0;
    for (std::uint64_t at = first; at < end && !watch.cancelled;) {
        const std::uint64_t until = std::min(end, at + kSlice);
        request.log.visitIndices(at, until, visitor);
        at = until;
        watch.written = at - first;
    }
}

} // namespace kai::history
