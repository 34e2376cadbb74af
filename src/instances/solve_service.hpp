#pragma once

#include "instances/solve.hpp"

// Models over the services of optim/location/service.hpp; of solve_models.hpp. Errors: those of
// service_model().
namespace dostyq::instances {

/// Sums of weight times any cost must fit 64 bits. Errors: instances.sums_too_large.
Result<void> sums_fit(const Instance& instance, const Question& question);

/// p-median and facility location where the k-th nearest site serves, or sites may be shut.
Result<Solution> solve_served(Instance& instance, const Question& question,
                              const optim::LocationOptions& options);
/// --equity worst and lexicographic.
Result<Solution> solve_groups(Instance& instance, const Question& question,
                              const optim::LocationOptions& options);
/// --equity kolm-pollak. Errors: instances.kappa_too_large.
Result<Solution> solve_equivalent(Instance& instance, const Question& question,
                                  const optim::LocationOptions& options);
/// --phase-order first and last.
Result<Solution> solve_phases_in_order(Instance& instance, const Question& question,
                                       const optim::LocationOptions& options);

}  // namespace dostyq::instances
