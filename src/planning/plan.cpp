#include "planning/plan.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace dostyq::planning {
namespace {

const world::Phase& phase_of(const PlannedSite& site, const world::Programme& programme) {
  const auto& phases = programme.config.phases;
  const auto found =
      std::find_if(phases.begin(), phases.end(), [&](const auto& p) { return p.id == site.phase; });
  DOSTYQ_CHECK(found != phases.end());
  return *found;
}

}  // namespace

std::string_view name(PlanStatus status) {
  switch (status) {
    case PlanStatus::kOptimal:
      return "optimal";
    case PlanStatus::kFeasible:
      return "feasible";
    case PlanStatus::kConflict:
      return "conflict";
    case PlanStatus::kLimit:
      return "limit";
  }
  return "";
}

std::vector<world::Fact> intended_facts(const std::vector<PlannedSite>& openings,
                                        const world::Programme& programme) {
  std::vector<world::Fact> facts;
  for (const PlannedSite& site : openings) {
    const world::SiteKind* kind = programme.find_kind(site.kind);
    const world::Place* place = programme.find_place(site.place);
    DOSTYQ_CHECK(kind != nullptr && place != nullptr);
    world::Fact fact;
    fact.id = "plan-" + site.phase + "-" + site.place + "-" + site.kind;
    fact.area = place->area;
    fact.place = place->id;
    fact.period.from = phase_of(site, programme).end;
    fact.properties["kind"] = kind->id;
    for (Language language : kLanguages) {
      fact.properties["name_" + std::string(code(language))] =
          kind->name.in(language) + ", " + place->name.in(language);
    }
    fact.provenance = {"plan", Confidence::kModelled};
    facts.push_back(std::move(fact));
  }
  return facts;
}

int64_t open_cost(const PlannedSite& site, const world::Programme& programme) {
  return programme.find_kind(site.kind)->open_cost;
}

int64_t total_cost(const PlannedSite& site, const world::Programme& programme) {
  const world::SiteKind& kind = *programme.find_kind(site.kind);
  const int64_t days = programme.config.phases.back().end - phase_of(site, programme).end;
  return kind.open_cost + (kind.year_cost * days + 364) / 365;
}

}  // namespace dostyq::planning
