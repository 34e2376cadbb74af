#pragma once

#include <optional>

#include "optim/location/assignment.hpp"

namespace dostyq::optim {

/// The equally distributed equivalent of Kolm and Pollak of distances that are a burden: the one
/// distance that, borne by everybody, would be as bad,
///   ln( sum of w exp(kappa d) / sum of w ) / kappa.
/// It lies between the mean (kappa near 0) and the longest distance. In units of cost.
double kolm_pollak_ede(const AssignmentModel& model, std::span<const int> sites, double kappa);

/// kappa = epsilon · (sum of w d) / (sum of w d²), of the distances of these sites: what makes
/// epsilon free of the unit (Logan, Anderson, Williams & Conrow, Computers, Environment and Urban
/// Systems 86 (2021)). Nothing when all distances are 0.
std::optional<double> kolm_pollak_kappa(const AssignmentModel& model, std::span<const int> sites,
                                        double epsilon);

struct KolmPollakResult : LocationResult {
  double kappa = 0;        ///< by unit of cost
  double value = 0;        ///< the EDE of the sites, recounted
  double bound_value = 0;  ///< no choice of sites has a lower one
  bool too_large = false;  ///< kappa makes costs that do not fit: nothing was solved
};

/// minimise the EDE of the distances to the nearest open site. ln grows, so it is enough to
/// minimise the sum of w exp(kappa d): a p-median of other costs (Horton, Logan, Murrell, Skipper &
/// Speakman 2024). Opening costs do not count.
///
/// Costs are made whole: exp(kappa d) · scale, rounded down. Then no cost is above the true one,
/// the bound is valid as it stands, and the answer is at most sum of w above it, which is an EDE
/// within 1 / (kappa · scale) of the best. Scale is at least 1 and as large as costs allow.
///
/// With `epsilon` alone kappa is that of the p-median within the same rules.
KolmPollakResult solve_kolm_pollak(const AssignmentModel& model, std::optional<double> kappa,
                                   double epsilon, const LocationOptions& options = {});

}  // namespace dostyq::optim
