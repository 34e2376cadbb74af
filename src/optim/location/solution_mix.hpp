#pragma once

#include <span>
#include <vector>

#include "optim/location/assignment.hpp"

namespace dostyq::optim {

/// The best of all mixtures of two solutions: sites that differ fall into groups that no customer
/// links, and of each group either solution's part is taken, so that the number of open sites is
/// the first's where the rules fix it. (What partition crossover is to tours: Whitley, Hains & Howe
/// 2009.) Both must keep the rules, which have no rows but "exactly p". O(customers · entries to
/// the nearest open sites). Never worse than either.
std::vector<int> best_mixture(const AssignmentModel& model, std::span<const int> first,
                              std::span<const int> second);

}  // namespace dostyq::optim
