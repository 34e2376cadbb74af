#include "planning/plan_json.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "i18n/phrase.hpp"
#include "planning/annotate.hpp"

namespace dostyq::planning {
namespace {

using Json = nlohmann::ordered_json;

Json text(const Text& words) { return {{"kk", words.kk}, {"ru", words.ru}, {"en", words.en}}; }
Json date(const std::optional<Date>& day) { return day ? Json(day->to_string()) : Json(nullptr); }

Json opening(const OpeningNote& note, const Case& plan_case) {
  const auto& programme = plan_case.world.programme();
  const world::Place& place = *programme.find_place(note.site.place);
  const world::SiteKind& kind = *programme.find_kind(note.site.kind);
  return {{"phase", note.site.phase},
          {"opens", note.opens.to_string()},
          {"place", note.site.place},
          {"place_name", text(place.name)},
          {"kind", note.site.kind},
          {"kind_name", text(kind.name)},
          {"district", place.area},
          {"region", plan_case.world.gazetteer().region_of(place.area, note.opens)},
          {"lon", place.point.lon()},
          {"lat", place.point.lat()},
          {"open_cost", note.open_cost},
          {"total_cost", note.total_cost},
          {"newly_reached", note.newly_reached},
          {"because", note.because},
          {"confidence", name(kind.confidence)}};
}

Json verdict(const directive::Verdict& judged, const directive::Directive& order) {
  Json witness = Json::array();
  for (const i18n::Phrase& phrase : judged.finding.witness)
    witness.push_back(text(i18n::say(phrase)));
  const directive::Interpretation* reading = order.chosen();
  static constexpr std::array kForces{"binding", "preferred", "watched"};
  return {{"id", judged.directive},
          {"verdict", directive::name(judged.status)},
          {"plannable", judged.plannable},
          {"force",
           reading == nullptr ? Json(nullptr) : Json(kForces[static_cast<size_t>(reading->force)])},
          {"reading", reading == nullptr ? Json(nullptr) : Json(reading->id)},
          {"due", date(judged.due)},
          {"due_is_interpreted", judged.due_is_interpreted},
          {"witness", std::move(witness)},
          {"shortfall", judged.finding.shortfall},
          {"missing_areas", judged.finding.missing_areas},
          {"facts", judged.finding.facts},
          {"sources", judged.finding.sources},
          {"confidence",
           judged.finding.sources.empty() ? Json(nullptr) : Json(name(judged.finding.confidence))}};
}

Json picks(const std::vector<SitePick>& chosen) {
  Json list = Json::array();
  for (const SitePick& pick : chosen) list.push_back(pick.text());
  return list;
}

}  // namespace

std::string to_json(const Plan& plan, const Case& plan_case, const PlanOptions& options) {
  const auto& programme = plan_case.world.programme();
  Json out;
  out["format"] = 1;
  out["programme"] = programme.config.id;
  out["name"] = text(programme.config.name);
  out["edition"] = programme.config.edition;
  out["currency"] = programme.config.currency;
  out["inputs"] = programme.input_hashes;
  out["options"] = {{"lock", picks(options.lock)},
                    {"forbid", picks(options.forbid)},
                    {"without", options.without},
                    {"not_before", date(options.not_before)},
                    {"cost_percent", options.cost_percent}};
  out["status"] = name(plan.status);
  out["objectives"] = Json::array();
  for (const ObjectiveResult& o : plan.objectives) {
    out["objectives"].push_back({{"name", o.name},
                                 {"value", o.value},
                                 {"bound", o.bound},
                                 {"gap", o.gap},
                                 {"unit", o.unit},
                                 {"shown", o.shown},
                                 {"sense", o.maximise ? "maximise" : "minimise"}});
  }
  out["openings"] = Json::array();
  for (const OpeningNote& note : annotate(plan_case, plan.openings))
    out["openings"].push_back(opening(note, plan_case));
  out["directives"] = Json::array();
  for (size_t i = 0; i < plan.verdicts.size(); ++i) {
    out["directives"].push_back(verdict(plan.verdicts[i], plan_case.directives[i]));
  }
  out["conflicts"] = Json::array();
  out["conflict_limits"] = Json::array();
  for (const Conflict& conflict : plan.conflicts) {
    out["conflicts"].push_back(conflict.directives);
    out["conflict_limits"].push_back(conflict.limits);
  }
  return out.dump(2) + "\n";
}

Result<std::vector<PlannedSite>> openings_from_json(const std::string& content,
                                                    const std::string& file,
                                                    const world::Programme& programme) {
  const Json json = Json::parse(content, nullptr, false);
  if (json.is_discarded() || !json.is_object())
    return fail("planning.plan_not_json", {}, {file, 0, ""});
  if (json.value("format", Json()) != Json(1))
    return fail("planning.plan_format", {}, {file, 0, "/format"});
  if (!json.contains("openings") || !json["openings"].is_array())
    return fail("planning.plan_no_openings", {}, {file, 0, "/openings"});
  std::vector<PlannedSite> openings;
  for (size_t i = 0; i < json["openings"].size(); ++i) {
    const Json& entry = json["openings"][i];
    const std::string at = "/openings/" + std::to_string(i);
    const auto word = [&](const char* key) {
      return entry.is_object() && entry.contains(key) && entry[key].is_string()
                 ? entry[key].get<std::string>()
                 : std::string();
    };
    const PlannedSite site{word("phase"), word("place"), word("kind")};
    const auto& phases = programme.config.phases;
    if (std::none_of(phases.begin(), phases.end(),
                     [&](const auto& p) { return p.id == site.phase; })) {
      return fail("planning.plan_unknown", {"phase", site.phase}, {file, 0, at + "/phase"});
    }
    if (programme.find_place(site.place) == nullptr)
      return fail("planning.plan_unknown", {"place", site.place}, {file, 0, at + "/place"});
    if (programme.find_kind(site.kind) == nullptr)
      return fail("planning.plan_unknown", {"kind", site.kind}, {file, 0, at + "/kind"});
    openings.push_back(site);
  }
  std::sort(openings.begin(), openings.end());
  return openings;
}

}  // namespace dostyq::planning
