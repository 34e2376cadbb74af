#pragma once

#include <span>

#include "instances/question.hpp"

namespace dostyq::cli {

/// What --help says of a model: a line of the table in solve_models.cpp.
struct SolveModel {
  instances::Model model;
  const char* help;
  const char* example;  ///< a line of --help
};

std::span<const SolveModel> solve_models();

}  // namespace dostyq::cli
