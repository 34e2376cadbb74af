#pragma once

#include <map>
#include <memory>
#include <vector>

#include "planning/plan_model.hpp"
#include "planning/travel_cuts.hpp"
#include "planning/travel_sums.hpp"

namespace dostyq::planning {

/// One stage of the lexicographic solve: minimise `terms` + `constant`, a whole number at every
/// plan, in the measure's own units (people, person-seconds, money), negative for what is
/// maximised.
struct Stage {
  enum class What { kPreferred, kMeasure, kTies };
  What what = What::kMeasure;
  world::Objective objective;
  std::vector<optim::Term> terms;
  double constant = 0;
};

/// Adds the columns and rows the objectives need, and gives the stages in order: preferred orders,
/// changes (when there is an earlier plan and no objective names them), the programme's objectives,
/// ties. No more than `most` of them.
struct Stages {
  std::vector<Stage> stages;
  std::vector<TravelDemand> travel;     ///< for the separator
  std::shared_ptr<TravelSums> bundled;  ///< instead, where ModelForm::bundle_travel says so
};
Stages build_stages(PlanModel& model, const PlanOptions& options, size_t most = 1000);

}  // namespace dostyq::planning
