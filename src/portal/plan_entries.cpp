#include "portal/plan_entries.hpp"

#include <algorithm>

namespace dostyq::portal {
namespace {

const std::string kPlans = "body_plans";
const std::string kState = "state";

/// What the counts of body plans in these requirements ask of a row, but for its state.
void collect(const directive::Requirements& requirements,
             std::vector<std::map<std::string, std::string>>& asked) {
  for (const directive::Requirement& requirement : requirements) {
    if (const auto* count = std::get_if<directive::Count>(&requirement.form);
        count != nullptr && count->table == kPlans) {
      asked.push_back(count->where);
      asked.back().erase(kState);
    }
    if (const auto* every = std::get_if<directive::ForEvery>(&requirement.form))
      collect(every->then, asked);
    if (const auto* roll = std::get_if<directive::RollOut>(&requirement.form))
      collect(roll->then, asked);
    if (const auto* both = std::get_if<directive::AllOf>(&requirement.form))
      collect(both->parts, asked);
    if (const auto* any = std::get_if<directive::AnyOf>(&requirement.form))
      collect(any->parts, asked);
  }
}

}  // namespace

Json plan_entries(const Overview& overview, const std::function<bool(const world::Fact&)>& wanted) {
  std::map<std::pair<std::string, std::string>, Json> entries;  // by body and project
  for (const world::Fact* fact : overview.snapshot->plan_case->world.facts(kPlans)) {
    if (fact->period.from > overview.today || !wanted(*fact)) continue;
    const std::string body = fact->property("body");
    const std::string project = fact->property("project");
    auto [at, is_new] = entries.emplace(std::pair(body, project), Json());
    Json& entry = at->second;
    if (is_new)
      entry = {{"id", fact->id},         {"body", body_ref(*overview.snapshot, body)},
               {"project", project},     {"included", nullptr},
               {"implemented", nullptr}, {"evidence", Json::array()}};
    const std::string state = fact->property(kState);
    if (state == "included" || state == "implemented") entry[state] = view(fact->period.from);
    if (const registry::Record* record = overview.snapshot->state.find(kPlans, fact->id))
      for (const std::string& id : record->evidence) entry["evidence"].push_back(id);
  }
  Json all = Json::array();
  for (auto& [key, entry] : entries) all.push_back(std::move(entry));
  return all;
}

Json plan_entries(const Overview& overview, const directive::Directive& order) {
  std::vector<std::map<std::string, std::string>> asked;
  if (const directive::Interpretation* reading = order.chosen()) collect(reading->require, asked);
  if (asked.empty()) return Json::array();
  return plan_entries(overview, [&](const world::Fact& fact) {
    return std::any_of(asked.begin(), asked.end(), [&](const auto& where) {
      return std::all_of(where.begin(), where.end(), [&](const auto& cell) {
        return fact.property(cell.first) == cell.second;
      });
    });
  });
}

}  // namespace dostyq::portal
