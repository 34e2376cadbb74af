#pragma once

#include "optim/mip.hpp"

namespace dostyq::cli {

/// What --json calls the outcome of a solve, the same in every command (docs/solve.md).
constexpr const char* status_name(optim::MipStatus status) {
  switch (status) {
    case optim::MipStatus::kOptimal:
      return "optimal";
    case optim::MipStatus::kFeasible:
      return "feasible";
    case optim::MipStatus::kInfeasible:
      return "infeasible";
    case optim::MipStatus::kLimit:
    case optim::MipStatus::kUnbounded:
      break;
  }
  return "limit";
}

}  // namespace dostyq::cli
