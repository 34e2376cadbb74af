#pragma once

#include <unordered_set>
#include <vector>

#include "optim/mip.hpp"

namespace dostyq::planning {

/// One group of people on their way to the nearest site: a column `theta` (seconds) bounded below
/// by Benders cuts
///   theta >= D_k - sum over sites nearer than D_k of (D_k - d_j) y_j
/// (Durán-Mateluna, Ales, Elloumi, EJOR 308 (2023), section 3). Sites are ordered by time; beyond
/// `fallback` (an open site, or the travel limit) none matters.
struct TravelDemand {
  struct Choice {
    double seconds = 0;
    std::vector<int> columns;  ///< any of them opens a site there
  };
  int theta = -1;
  double fallback = 0;
  std::vector<Choice> choices;  ///< by increasing seconds, all below fallback
};

/// Separates the most violated cut of every demand. O(choices) each.
class TravelCuts : public optim::CutSeparator {
 public:
  explicit TravelCuts(std::vector<TravelDemand> demands);
  void separate(std::span<const double> x, bool integral, std::vector<optim::Row>& rows) override;
  bool mentions(int column) const override { return mentioned_.contains(column); }
  /// Every theta becomes the whole number of seconds that the open sites give.
  bool complete(std::span<double> x) const override;

 private:
  std::vector<TravelDemand> demands_;
  std::unordered_set<int> mentioned_;
};

}  // namespace dostyq::planning
