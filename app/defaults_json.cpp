#include "app/report_text.h"

#include <nlohmann/json.hpp>

namespace kai::app {

namespace {

using nlohmann::ordered_json;

std::string_view unitName(DefaultUnit unit)
{
    switch (unit) {
    case DefaultUnit::millisecond:
        return "ms";
    case DefaultUnit::second:
        return "s";
    case DefaultUnit::count:
        return "count";
    }
    return {};
}

ordered_json toJson(const SystemDefault& value)
{
    return {{"name", value.name},
            {"path", value.path},
            {"meaning", value.meaning},
            {"unit", unitName(value.unit)},
            {"minimum", value.minimum},
            {"maximum", value.maximum},
            {"default", value.builtIn},
            {"stored", value.stored ? ordered_json(*value.stored) : ordered_json()},
            {"in_force", value.isRead ? ordered_json(value.inForce) : ordered_json()},
            {"ignored_because",
             value.ignoredBecause.empty() ? ordered_json() : ordered_json(value.ignoredBecause)},
            {"pending_restart", value.pendingRestart}};
}

ordered_json toJson(const SystemDefaults& host)
{
    ordered_json values = ordered_json::array();
    for (const SystemDefault& value : host.values) {
        values.push_back(toJson(value));
    }
    return {{"system", host.system},
            {"idle_time_ms", host.idleTime.count()},
            {"probe_interval_ms", host.probeInterval.count()},
            {"probe_count", host.probeCount},
            {"count_explained",
             host.countExplained.empty() ? ordered_json() : ordered_json(host.countExplained)},
            {"values", std::move(values)}};
}

} // namespace

std::string defaultsJson(std::span<const SystemDefaults> hosts)
{
    ordered_json all = ordered_json::array();
    for (const SystemDefaults& host : hosts) {
        all.push_back(toJson(host));
    }
    return all.dump(2) + "\n";
}

} // namespace kai::app
