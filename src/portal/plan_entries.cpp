#include "portal/plan_entries.hpp"

#include <algorithm>

#include "directive/walk.hpp"

namespace dostyq::portal {
namespace {

const std::string kPlans = "body_plans";
const std::string kState = "state";

/// What the counts of body plans in these requirements ask of a row, but for its state.
std::vector<std::map<std::string, std::string>> asked_of_plans(
    const directive::Requirements& requirements) {
  std::vector<std::map<std::string, std::string>> asked;
  directive::walk(requirements, [&](const directive::Requirement& requirement) {
    const auto* count = std::get_if<directive::Count>(&requirement.form);
    if (count == nullptr || count->table != kPlans) return;
    asked.push_back(count->where);
    asked.back().erase(kState);
  });
  return asked;
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
  const directive::Interpretation* reading = order.chosen();
  const auto asked =
      asked_of_plans(reading == nullptr ? directive::Requirements{} : reading->require);
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
