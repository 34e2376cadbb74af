#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <vector>

#include "base/progress.hpp"
#include "optim/location/capacitated_bound.hpp"

namespace dostyq::optim::capacitated {

/// When work must end, whatever it has.
struct Deadline {
  std::chrono::steady_clock::time_point at = std::chrono::steady_clock::time_point::max();
  const StopFlag* stop = nullptr;
  bool passed() const {
    return (stop != nullptr && stop->requested()) || std::chrono::steady_clock::now() >= at;
  }
};

struct AscentEffort {
  int iterations = 100;
  int patience = 30;  ///< iterations that need not raise the bound
  double least_rise = 0.002;  ///< of the gap, in `patience` iterations, to go on
};

/// Raises the Lagrangian bound by the volume algorithm (Barahona & Anbil, Mathematical Programming 87
/// (2000) 385-399), which also gives a fractional solution: the mean of the Lagrangian ones.
class Ascent {
 public:
  /// Told after each evaluation; may lower the target (which is in scaled units).
  using Watch = std::function<int64_t(const LagrangianBound& bound)>;

  Ascent(const Network& network, LagrangianBound& bound);

  /// From `prices`, which become the best ones found. Stops when the bound exceeds `limit`, what a
  /// better solution may cost at most (scaled units).
  int64_t run(const Domain& domain, const Residual& residual, Prices& prices, int64_t limit,
              const AscentEffort& effort, const Deadline& deadline, const Watch& watch);

  /// How far an arc serves its customer, and a site is open, in the fractional solution.
  double share(int arc) const { return mean_arc_[static_cast<size_t>(arc)]; }
  double openness(int site) const { return mean_site_[static_cast<size_t>(site)]; }
  int64_t evaluations() const { return evaluations_; }

 private:
  void add_to_mean(const Residual& residual, double weight);
  void slacks(const Residual& residual, const Prices& prices, bool mean, Prices& direction) const;
  double mean_weight(const Residual& residual, const Prices& direction) const;

  const Network& network_;
  LagrangianBound& bound_;
  std::vector<double> mean_arc_;
  std::vector<double> mean_site_;
  std::vector<double> row_norm_;
  Prices latest_;  ///< slacks of the last Lagrangian solution
  double most_weight_ = 0.1;
  int64_t evaluations_ = 0;
};

}  // namespace dostyq::optim::capacitated
