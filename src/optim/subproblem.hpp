#pragma once

#include <memory>

#include "optim/presolve.hpp"

namespace dostyq::optim {

/// Lets a search over the presolved columns ask a separator of the original ones.
class ReducedSeparator : public CutSeparator {
 public:
  ReducedSeparator(CutSeparator& original, const Presolved& presolved)
      : original_(original), presolved_(presolved) {}
  void separate(std::span<const double> x, bool integral, std::vector<Row>& rows) override;
  bool mentions(int column) const override;
  bool complete(std::span<double> x) const override;

 private:
  CutSeparator& original_;
  const Presolved& presolved_;
};

/// The presolved problem, in other bounds, as a model of its own, with the separator and heuristic
/// of the original made to fit. Objective values differ by problem.offset.
struct Subproblem {
  MipModel model;
  MipOptions options;
  std::unique_ptr<ReducedSeparator> separator;
};

Subproblem make_subproblem(const Presolved& presolved, const Domain& bounds,
                           const MipOptions& options, bool integral_objective);

}  // namespace dostyq::optim
