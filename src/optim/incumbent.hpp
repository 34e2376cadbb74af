#pragma once

#include <vector>

#include "optim/mip.hpp"

namespace dostyq::optim {

enum class Offer {
  kAccepted,
  kWorse,     ///< feasible in rows and bounds as far as looked at, but no better
  kViolated,  ///< breaks a row or bound of the raw model
  kCutOff     ///< breaks a row that only the separator knows; it was collected
};

/// The best solution so far, in the caller's columns. Nothing enters unless every raw row and bound
/// holds within 1e-6 (plus the rounding error of the sum itself) and the separator has no
/// objection.
class Incumbent {
 public:
  Incumbent(const MipModel& model, CutSeparator* separator)
      : model_(model), separator_(separator) {}

  bool exists() const { return !x_.empty() || empty_accepted_; }
  double objective() const { return objective_; }
  const std::vector<double>& x() const { return x_; }

  /// Rounds the integer columns first. `objections` may be null.
  Offer offer(std::vector<double> x, std::vector<Row>* objections);
  double evaluate(const std::vector<double>& x) const;

 private:
  bool respects_bounds(std::vector<double>& x) const;

  const MipModel& model_;
  CutSeparator* separator_;
  std::vector<double> x_;
  bool empty_accepted_ = false;  // a model without columns has an empty solution
  double objective_ = kInfinity;
};

/// By how much x breaks the row, 0 when it holds within the rounding error of the sum.
double violation(const Row& row, const std::vector<double>& x);

}  // namespace dostyq::optim
