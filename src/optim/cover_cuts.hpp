#pragma once

#include <vector>

#include "optim/problem.hpp"

namespace dostyq::optim {

/// Lifted cover inequalities for the long rows of a problem, read as knapsacks over binaries
/// (implied integers count as such; other columns are relaxed to their bounds). Greedy covers
/// around x, then sequential lifting, exact for the order taken (Gu, Nemhauser, Savelsbergh,
/// INFORMS J. Computing 10 (1998) 427-437): O(columns * size of cover) for each row. Valid within
/// `domain`.
SparseRows find_cover_cuts(const Problem& problem, const Domain& domain,
                           const std::vector<double>& x);

}  // namespace dostyq::optim
