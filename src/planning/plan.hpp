#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/error.hpp"
#include "directive/evaluate.hpp"
#include "world/programme.hpp"

namespace dostyq::planning {

/// A site that the plan opens at the end of a phase. All are ids.
struct PlannedSite {
  std::string phase, place, kind;
  friend auto operator<=>(const PlannedSite&, const PlannedSite&) = default;
};

/// kOptimal: every objective proven. kFeasible: stopped early with a plan. kConflict: no plan can
/// meet the orders, proven. kLimit: stopped before any plan was found.
enum class PlanStatus { kOptimal, kFeasible, kConflict, kLimit };
std::string_view name(PlanStatus status);

/// One objective of the lexicographic order. `value` is recomputed from the world, not taken from
/// the solver.
struct ObjectiveResult {
  std::string name;  ///< people_reached(house, 60 min, every_phase)
  world::Objective objective;
  bool maximise = false;
  int64_t value = 0;  ///< people, hundredths of a percent, person-seconds, money, openings, orders
  int64_t bound = 0;  ///< no plan can do better
  double gap = 0;     ///< |bound - value| / max(1, |value|)
  std::string unit;   ///< people, basis_points, seconds (mean), currency, openings
  int64_t shown = 0;  ///< what a person reads: as value, but the mean of person-seconds
};

/// A smallest set of orders, and limits of the programme, that cannot hold together.
struct Conflict {
  std::vector<std::string> directives;  ///< sorted
  std::vector<std::string> limits;      ///< budget:PHASE, openings:PHASE, lock:…, forbid:…; sorted
  friend auto operator<=>(const Conflict&, const Conflict&) = default;
};

struct Plan {
  PlanStatus status = PlanStatus::kLimit;
  std::vector<PlannedSite> openings;  ///< sorted
  std::vector<ObjectiveResult> objectives;
  std::vector<directive::Verdict> verdicts;  ///< of this plan, in the order of the directives
  std::vector<Conflict> conflicts;
};

/// The sites of a plan as intended facts, each from the end of its phase.
std::vector<world::Fact> intended_facts(const std::vector<PlannedSite>& openings,
                                        const world::Programme& programme);

/// Open cost and cost of running until the end of the last phase (whole units; a part of a year
/// counts by days, rounded up).
int64_t open_cost(const PlannedSite& site, const world::Programme& programme);
int64_t total_cost(const PlannedSite& site, const world::Programme& programme);

}  // namespace dostyq::planning
