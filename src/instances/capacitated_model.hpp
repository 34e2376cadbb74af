#pragma once

#include "instances/question.hpp"
#include "optim/location/capacitated.hpp"

// An instance as capacitated location. Serving all of a customer costs weight · cost. Where demand
// is divisible a unit of it (1 / Instance::amount_scale) costs weight · cost / demand, rounded to a
// whole number of Instance::money_scale().
namespace dostyq::instances {

/// Makes money_scale() finer until units of demand cost whole numbers, so that nothing is rounded.
/// If no scale will do, to `decimals`; without them the error is instances.not_by_unit.
Result<void> refine_for_units(Instance& instance, std::optional<int> decimals);

/// The question must be complete(). Errors: instances.too_many_pairs, instances.sums_too_large.
Result<optim::CapacitatedModel> capacitated_model(const Instance& instance,
                                                  const Question& question);

}  // namespace dostyq::instances
