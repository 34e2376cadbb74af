#pragma once

#include "planning/case.hpp"
#include "planning/options.hpp"
#include "random/dice.hpp"

namespace dostyq::trial {

struct RandomCase {
  planning::Case plan_case;
  planning::PlanOptions options;
  bool large = false;  ///< people and money as in a country, on which doubles are not exact
};

/// A programme so small that every plan can be tried: no more than `most_candidates` places, two
/// kinds, two phases, a few orders of every force, budgets, one to three objectives.
RandomCase random_case(Dice& dice, int most_candidates = 4);

}  // namespace dostyq::trial
