#pragma once

#include "instances/question.hpp"
#include "optim/location/service.hpp"

// An instance for the models that are solved by services (optim/location/service.hpp): the k-th
// nearest open site, sites that may be shut, groups of customers, phases one after another.
namespace dostyq::instances {

/// Groups of the model are the customer_groups(), or the phases, or one. What a customer costs: of
/// mclp the value of coverage that he misses, in Question::step_scale (or 1); else his distance.
/// The question must be complete(). Errors: instances.too_many_pairs, instances.sums_too_large,
/// those of make_costs().
Result<optim::ServiceModel> service_model(Instance& instance, const Question& question);

/// The most that a unit of weight can earn in mclp.
int64_t most_value(const Question& question);

}  // namespace dostyq::instances
