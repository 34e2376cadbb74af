#pragma once

#include <span>

#include "cli/solve_answer.hpp"

namespace dostyq::cli {

/// A model and what solves it: a line of the table in solve_models.cpp.
struct SolveModel {
  instances::Model model;
  const char* help;
  const char* example;  ///< a line of --help
  Result<Solution> (*solve)(instances::Instance& instance, const instances::Question& question,
                            const optim::LocationOptions& options);
};

std::span<const SolveModel> solve_models();

}  // namespace dostyq::cli
