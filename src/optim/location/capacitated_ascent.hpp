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
  int patience = 30;         ///< iterations that need not raise the bound
  double least_rise = 0.05;  ///< of the gap, in `patience` iterations, to go on
  double factor = 0.2;       ///< of the first step: 1 goes as far as the bound may at most rise
};

/// Raises the Lagrangian bound by subgradients (Held, Wolfe & Crowder, Mathematical Programming 6
/// (1974) 62-88) with directions that remember (Crowder, Symposia Mathematica 19 (1976) 357-372).
/// The mean of the Lagrangian solutions on the way is a fractional solution, roughly: what to
/// branch on (Barahona & Anbil, Mathematical Programming 87 (2000) 385-399).
class Ascent {
 public:
  /// Told after each evaluation; what a better solution may cost now (scaled units).
  using Watch = std::function<int64_t(const LagrangianBound& bound)>;

  Ascent(const Network& network, LagrangianBound& bound);

  /// From `prices`, which become the best ones found. Stops when the bound exceeds `limit`, what a
  /// better solution may cost at most (scaled units).
  int64_t run(const Domain& domain, const Residual& residual, Prices& prices, int64_t limit,
              const AscentEffort& effort, const Deadline& deadline, const Watch& watch);

  /// How far an arc serves its customer, and a site is open, in the fractional solution.
  double share(int arc) const { return mean_arc_[static_cast<size_t>(arc)]; }
  double openness(int site) const { return mean_site_[static_cast<size_t>(site)]; }

 private:
  void add_to_mean(const Residual& residual, double weight);
  void slacks(const Residual& residual, const Prices& prices, Prices& direction) const;
  void step(const Residual& residual, double length, Prices& prices) const;
  void turn(const Residual& residual, const Prices& prices);
  double step_length(double squares, int64_t at, int64_t best, int64_t limit) const;

  const Network& network_;
  LagrangianBound& bound_;
  std::vector<double> mean_arc_;
  std::vector<double> mean_site_;
  std::vector<double> row_norm_;
  Prices direction_;
};

}  // namespace dostyq::optim::capacitated
