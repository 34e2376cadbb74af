#pragma once

#include <memory>
#include <vector>

#include "planning/plan.hpp"
#include "random/dice.hpp"
#include "world/programme.hpp"
#include "world/world.hpp"

// Small programmes of a country that does not exist, made to meet the corners: a region that was
// split, a district that changed its region, pooled figures, groups that are not given, sites that
// close, lists that are complete only here and there, trips of exactly T minutes.
namespace dostyq::trial {

/// All dates of a random programme lie in one year, so that a naive evaluator can look at every
/// day.
inline constexpr int kYear = 2027;

struct Shape {
  int most_districts = 5;
  int most_places = 8;      ///< in all
  int most_candidates = 8;  ///< of the places
  int phases = 2;           ///< at most
  bool incomplete = true;   ///< tables may be incomplete, groups may be missing
  bool limits = true;       ///< phases may have budgets and a largest number of openings
  int64_t size = 1;  ///< people and capacities so many times larger, no round numbers, and dear
};

/// A day of the year, often the last day of a phase or one beside it.
Date random_day(Dice& dice);

std::shared_ptr<const world::Programme> random_programme(Dice& dice, const Shape& shape);

/// Any openings whatever: also kinds that the planner would not open there.
std::vector<planning::PlannedSite> random_plan(Dice& dice, const world::Programme& programme);

}  // namespace dostyq::trial
