#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/confidence.hpp"
#include "directive/ast.hpp"
#include "i18n/phrase.hpp"
#include "world/world.hpp"

// The one judge of plans and of reality. Shares no code with the compiler and the optimiser; only
// the travel table and the demand.
namespace dostyq::directive {

enum class Truth { kFalse, kUnknown, kTrue };

/// What a requirement came to, and on what it rests.
struct Finding {
  Truth truth = Truth::kUnknown;
  bool pending = false;  ///< false only because of days that have not come yet
  std::vector<i18n::Phrase>
      witness;  ///< what was found, or what is missing, or why nothing is known
  int64_t shortfall =
      0;  ///< how many more (facts, areas, people) are needed; 0 when met or unknown
  Confidence confidence = Confidence::kPublished;  ///< weakest of all rows it rests on
  std::vector<std::string> sources;                ///< ids, sorted, unique
  std::vector<std::string> facts;          ///< "table/id" of the facts that count, sorted, unique
  std::vector<std::string> missing_areas;  ///< areas where it does not hold, sorted
};

struct EvaluationTime {
  Date as_of;                ///< facts are known and true at the end of this day
  Date ordered_on;           ///< named areas are territories of this day
  std::optional<When> when;  ///< inherited; nothing: now
  bool settle =
      false;  ///< a plan check: look at the day it is due even if that is later than as_of
};

/// Errors: an area set that turns out empty, an unknown edition.
Result<Finding> evaluate(const Requirement& requirement, const world::World& world,
                         const EvaluationTime& time);

enum class Status {
  kMet,
  kOnTrack,
  kAtRisk,
  kNotMet,
  kNoData,
  kNotJudged
};  ///< kNotJudged: described only

struct Verdict {
  std::string directive;
  Status status = Status::kNoData;
  Finding finding;
  std::optional<Date> due;
  bool due_is_interpreted = false;
  std::optional<int32_t> days_left;  ///< negative: days late (only when not met)
  std::optional<Date> done_late_on;  ///< not met by its day, but true since this later day
  bool plannable = false;            ///< a plan of sites can decide it
  bool interpreted = true;           ///< false: no interpretation
};

/// The verdict on reality on `as_of`; `adopted` is the same world with the adopted plan, or null.
Result<Verdict> judge(const Directive& directive, const world::World& reality,
                      const world::World* adopted, Date as_of);

/// The verdict on a plan: everything up to its horizon (last phase's end) has happened. Only met,
/// not met, no data, not judged.
Result<Verdict> check_plan(const Directive& directive, const world::World& with_plan);

/// The bodies responsible for an order on `day`: those it names, or whoever has taken over their
/// duties. Sorted as named, unique.
std::vector<std::string> responsible(const Directive& directive, const world::Programme& programme,
                                     Date day);

/// True when only counts of sites and reach stand in it, so that a plan of sites can decide it.
bool is_plannable(const Requirement& requirement);
bool is_plannable(const Directive& directive);

std::string_view name(Status status);  ///< met, on_track, at_risk, not_met, no_data, described

}  // namespace dostyq::directive
