#pragma once

#include "instances/solve.hpp"

namespace dostyq::instances {

// Of solve_models.hpp.
Result<Solution> solve_maximal_covering(Instance& instance, const Question& question,
                                        const optim::LocationOptions& options);
Result<Solution> solve_set_covering(Instance& instance, const Question& question,
                                    const optim::LocationOptions& options);
/// Errors: instances.exact_too_many.
Result<Solution> solve_centre(Instance& instance, const Question& question,
                              const optim::LocationOptions& options);

}  // namespace dostyq::instances
