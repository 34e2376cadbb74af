#pragma once

#include "cli/solve_answer.hpp"

namespace dostyq::cli {

// Of solve_models.hpp.
Result<Solution> solve_maximal_covering(instances::Instance& instance,
                                        const instances::Question& question,
                                        const optim::LocationOptions& options);
Result<Solution> solve_set_covering(instances::Instance& instance,
                                    const instances::Question& question,
                                    const optim::LocationOptions& options);
/// Errors: instances.exact_too_many.
Result<Solution> solve_centre(instances::Instance& instance, const instances::Question& question,
                              const optim::LocationOptions& options);

}  // namespace dostyq::cli
