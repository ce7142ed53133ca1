#include "core/keepalive/boxes.h"
#include "core/keepalive/duration_text.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace kai {

namespace {

using nlohmann::json;

Error badBoxes(std::string where, std::string cause)
{
    return {0, "BAD_BOXES", "reading boxes, " + std::move(where), std::move(cause),
            "Correct it; resources/boxes/boxes.json shows the form."};
}

std::string placeOf(std::string_view text, std::size_t byte)
{
    const auto before = text.substr(0, std::min(byte == 0 ? 0 : byte - 1, text.size()));
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const auto start = before.rfind('\n');
    const auto column = start == std::string_view::npos ? before.size() + 1 : before.size() - start;
    return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

/// The library reports what is wrong with the JSON itself by an exception only; it does not leave this function.
Result<json> parsed(std::string_view text)
{
    try {
        return json::parse(text.begin(), text.end());
    } catch (const json::parse_error& error) {
        return badBoxes(placeOf(text, error.byte), "that is not valid JSON.");
    }
}

/// A text of the box; empty when it is absent or no text.
std::string textOf(const json& box, const char* key)
{
    const auto place = box.find(key);
    return place != box.end() && place->is_string() ? place->get<std::string>() : std::string{};
}

std::string whatIsMissing(const json& box)
{
    for (const char* key : {"id", "name", "limit", "source"}) {
        if (!box.is_object() || textOf(box, key).empty()) {
            return std::string{"\""} + key + "\" is missing, empty or no text.";
        }
    }
    return {};
}

Result<Box> boxOf(const json& entry, std::size_t number)
{
    const auto where = "box " + std::to_string(number);
    const auto missing = whatIsMissing(entry);
    if (!missing.empty()) {
        return badBoxes(where, missing);
    }
    Box box{textOf(entry, "id"),     textOf(entry, "name"), {},
            textOf(entry, "limit"),  textOf(entry, "note"), textOf(entry, "source"),
            textOf(entry, "address")};
    const auto limit = parseSettingsDuration(box.limitText);
    if (!limit || *limit <= milliseconds{0}) {
        return badBoxes(where + " (" + box.id + ")",
                        "\"limit\" is \"" + box.limitText + "\", not a time such as \"350 s\".");
    }
    box.limit = *limit;
    return box;
}

bool hasId(const std::vector<Box>& boxes, const std::string& id)
{
    return std::any_of(boxes.begin(), boxes.end(), [&](const Box& box) { return box.id == id; });
}

} // namespace

Result<std::vector<Box>> readBoxes(std::string_view text)
{
    const auto root = parsed(text);
    if (!root) {
        return root.error();
    }
    const auto list = root->is_object() ? root->find("boxes") : root->end();
    if (list == root->end() || !list->is_array()) {
        return badBoxes("line 1", "there is no list named \"boxes\".");
    }
    std::vector<Box> boxes;
    for (const auto& entry : *list) {
        auto box = boxOf(entry, boxes.size() + 1);
        if (!box) {
            return box.error();
        }
        if (hasId(boxes, box->id)) {
            return badBoxes("box " + std::to_string(boxes.size() + 1),
                            "the id \"" + box->id + "\" is there twice.");
        }
        boxes.push_back(std::move(box).value());
    }
    return boxes;
}

} // namespace kai
