#pragma once

#include <optional>
#include <vector>

#include "instances/check.hpp"
#include "optim/location/location.hpp"

namespace dostyq::instances {

/// A solution of any model; who is served by whom is said of cflp alone, where it is part of it:
/// `assignment` by customer, or `shipments` if demand is divisible.
struct Solution {
  optim::LocationResult result;
  std::vector<int> assignment;
  std::vector<optim::Shipment> shipments;
  int64_t out_of_reach = 0;  ///< customers because of whom there is no solution
  /// Objective and bound in the file's unit, where those of `result` are not.
  struct Real {
    double objective = 0;
    double bound = 0;
  };
  std::optional<Real> real;
  std::vector<int> phase;                     ///< in which each of the sites opens, from 0
  std::vector<std::optional<double>> groups;  ///< of equity, in the file's unit
  int proven = 0;                             ///< of a lexicographic answer: stages
  std::optional<double> kappa;                ///< by the file's unit

  instances::Answer answer() const {
    instances::Answer made{result.sites, assignment, shipments};
    made.phase = phase;
    return made;
  }
};

/// Of a result over pairs of site and phase: the sites, and in which phase each opens.
void take_phases(int phases, Solution& solution);

/// The solution's objective and bound in the file's unit.
double objective_of(const Solution& solution, int64_t scale);
double bound_of(const Solution& solution, int64_t scale);

/// Solves what is asked; the question must be complete(). Takes the instance's coverage, if it has
/// one, with it. Errors: those of make_costs(), cover(), capacitated_model(), service_model();
/// instances.exact_too_many, instances.kappa_too_large.
Result<Solution> solve(Instance& instance, const Question& question,
                       const optim::LocationOptions& options);

}  // namespace dostyq::instances
