#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <vector>

#include "optim/bundle_separator.hpp"
#include "optim/mip.hpp"
#include "optim/relaxation.hpp"

namespace dostyq::optim {

/// The linear relaxation of a model that is too large for branch and cut, by cutting planes. Rows
/// of the kind "at most one of these" enter when they are broken. Every bound is that of
/// Relaxation: safe whatever Clp says. Deterministic.
class CuttingPlanes {
 public:
  /// Keeps references.
  CuttingPlanes(const MipModel& model, BundleSeparator& separator);
  CuttingPlanes(const CuttingPlanes&) = delete;
  CuttingPlanes& operator=(const CuttingPlanes&) = delete;

  void set_limits(std::chrono::steady_clock::time_point deadline, const StopFlag* stop);
  /// Starts on another objective: minimise `terms` + `constant`.
  void set_objective(std::span<const Term> terms, double constant);

  enum class Round { kImproved, kConverged, kInfeasible, kStopped };
  /// One more relaxation, and the cuts that it breaks.
  Round next();

  double bound() const { return bound_; }              ///< of this objective, -infinity at first
  const std::vector<double>& x() const { return x_; }  ///< of the last relaxation

 private:
  void note_sums(const Row& row);
  void mark_wanted();
  std::vector<Row> violated();

  const MipModel& model_;
  BundleSeparator& separator_;
  std::vector<const Row*> at_most_one_;
  Problem problem_;
  std::optional<Relaxation> relaxation_;
  std::vector<double> cost_;
  double constant_ = 0;
  std::vector<char> is_sum_, in_rows_, wanted_;  ///< by column; in_rows_: sums only
  std::vector<Row> sum_rows_;                    ///< rows with sums in them
  std::vector<double> x_;
  double bound_ = -kInfinity;
  bool primal_ = false;
  bool begun_ = false;
  int round_ = 0;
};

}  // namespace dostyq::optim
