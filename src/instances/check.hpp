#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "instances/question.hpp"
#include "optim/location/capacitated.hpp"

namespace dostyq::instances {

/// What an answer claims. Sites count from 0.
struct Answer {
  std::vector<int> sites;
  std::vector<int> assignment;             ///< cflp: the site of each customer; else empty
  std::vector<optim::Shipment> shipments;  ///< cflp with divisible demand, instead
  std::vector<int> phase;  ///< with phases: in which each of `sites` opens, from 0; else empty

  Answer() = default;
  Answer(std::vector<int> open, std::vector<int> assigned,
         std::vector<optim::Shipment> shipped = {})
      : sites(std::move(open)), assignment(std::move(assigned)), shipments(std::move(shipped)) {}
};

struct Recount {
  /// Whole, in objective_scale(); meaningless when something is broken.
  int64_t objective = 0;
  double farthest = 0;  ///< of pcentre, in the file's unit, not rounded
  /// By how much the objective may be less or more because a distance on Earth lies nearer to a
  /// whole number than two ways of computing it agree (1e-6 m).
  int64_t slack = 0;
  /// What counts instead where the objective is not whole, in the file's unit: a longest distance
  /// that is not rounded, an expected cost, the mean or per cent of the group served worst, an EDE.
  std::optional<double> value;
  double value_slack = 0;
  std::vector<std::optional<double>> groups;  ///< of equity: of each of customer_groups()
  std::vector<double> phases;                 ///< what each phase adds
  /// Rules that the answer breaks, as messages: check.site, check.twice, check.p, check.budget,
  /// check.forced, check.forbidden, check.area, check.row, check.place, check.phase, check.kappa,
  /// check.unserved, check.uncovered, check.share, check.assignment, check.shipments,
  /// check.overloaded, check.too_large.
  Problems broken;
};

/// Counts an answer again from the instance as it was read: distances from the points by their
/// formula, those of a graph by Floyd and Warshall's algorithm. Shares nothing with the solvers.
/// O(customers · open sites), O(n^3) for a graph.
Recount recount(const Instance& instance, const Question& question, const Answer& answer);

}  // namespace dostyq::instances
