#pragma once

#include <string>

#include "optim/mip.hpp"

namespace dostyq::optim {

/// The model in CPLEX LP format, for other solvers to check ours (`glpsol --lp`). Columns are
/// called x0, x1 ... and rows r0, r1 ...; a row with two different sides becomes two.
std::string to_lp_text(const MipModel& model);

}  // namespace dostyq::optim
