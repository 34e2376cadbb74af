#pragma once

#include <functional>
#include <vector>

#include "optim/location/lagrangian.hpp"

namespace dostyq::optim {

/// Where a climb stands: enough to go on from, for the same sites or some fewer.
struct VolumeState {
  std::vector<double> price;   ///< with the best bound
  std::vector<double> y;       ///< the choices' average: nearly a solution of the relaxation
  std::vector<double> served;  ///< how often the average serves each customer: nearly once
  double bound = 0;            ///< the best
  double step = 0.1;
};

struct VolumeOptions {
  int iterations = 1000;
  /// Stop when `patience` iterations bring less than this share of what is missing to the target.
  double least_gain = 0.02;
  int patience = 50;
  bool near = false;  ///< the prices are good and the average nearly serves everybody
  /// Called after every evaluation, with whether it is the best; returns the target, the cost of
  /// the best known solution, or something below the bound to stop.
  std::function<double(const Lagrangian&, bool best)> on_bound;
};

/// The volume algorithm (Barahona & Anbil, Mathematical Programming 87 (2000) 385–399). False: the
/// rules have no solution.
bool climb(Lagrangian& lagrangian, const PriceLists& lists, VolumeState& state,
           const VolumeOptions& options);

}  // namespace dostyq::optim
