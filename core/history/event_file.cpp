#include "core/history/event_file.h"

#include <cerrno>
#include <fstream>
#include <sstream>
#include <system_error>

namespace kai::history {
namespace {

bool endsWith(std::string_view text, std::string_view suffix)
{
    if (text.size() < suffix.size()) {
        return false;
    }
    text.remove_prefix(text.size() - suffix.size());
    for (std::size_t i = 0; i < suffix.size(); ++i) {
        if ((text[i] | 0x20) != suffix[i]) {
            return false;
        }
    }
    return true;
}

Error unknownFormat(const std::filesystem::path& path)
{
    return {0, "UNKNOWN_FORMAT", path.string(), "The suffix says which format: .csv or .json.",
            "Use one of them."};
}

std::string fileErrorSymbol(int number)
{
    switch (number) {
    case ENOENT:
        return "ENOENT";
    case EACCES:
        return "EACCES";
    case EISDIR:
        return "EISDIR";
    case ENOTDIR:
        return "ENOTDIR";
    case ENOSPC:
        return "ENOSPC";
    case EROFS:
        return "EROFS";
    default:
        return "EIO";
    }
}

Error systemError(const std::filesystem::path& path, int number)
{
    const int known = number == 0 ? EIO : number;
    return {known, fileErrorSymbol(known), path.string(),
            std::generic_category().message(known) + ".", ""};
}

/// Half a file is worse than none.
Error removed(const std::filesystem::path& path)
{
    std::error_code ignored;
    if (std::filesystem::is_regular_file(path, ignored)) {
        std::filesystem::remove(path, ignored);
    }
    return {0, "CANCELLED", path.string(), "The export was cancelled; no file is left.",
            "Export again."};
}

} // namespace

std::optional<EventFormat> eventFormatOf(std::string_view fileName)
{
    if (endsWith(fileName, ".csv")) {
        return EventFormat::csv;
    }
    return endsWith(fileName, ".json") ? std::optional{EventFormat::json} : std::nullopt;
}

Status writeEventFile(const ExportRequest& request, const std::filesystem::path& path)
{
    const auto format = eventFormatOf(path.string());
    if (!format) {
        return unknownFormat(path);
    }
    errno = 0;
    std::ofstream out(path, std::ios::binary);
    if (out) {
        *format == EventFormat::csv ? writeCsv(request, out) : writeJson(request, out);
        out.close();
    }
    if (request.watch != nullptr && request.watch->cancelled) {
        return removed(path);
    }
    return out ? success() : Status(systemError(path, errno));
}

Result<ImportedEvents> readEventFile(const std::filesystem::path& path)
{
    const auto format = eventFormatOf(path.string());
    if (!format) {
        return unknownFormat(path);
    }
    errno = 0;
    std::ifstream in(path, std::ios::binary);
    if (!in) {
        return systemError(path, errno);
    }
    std::ostringstream text;
    text << in.rdbuf();
    return *format == EventFormat::csv ? readCsv(text.view()) : readJson(text.view());
}

} // namespace kai::history
