#pragma once

#include <memory>
#include <vector>

#include "optim/location/costs.hpp"

namespace dostyq::instances {

/// Great-circle metres times `scale`, rounded down, on the sphere of the Earth's mean radius
/// (within 0.6 % of the geodesic on WGS 84). x is longitude, y latitude, in degrees. Nearest sites
/// come from a k-d tree of the points in space: there is never a matrix.
std::unique_ptr<optim::Costs> earth_costs(const std::vector<optim::PlanePoint>& customers,
                                          const std::vector<optim::PlanePoint>& sites,
                                          double scale = 1);

/// Which sites lie within great-circle metres of a point, not rounded (but see Recount::slack).
class EarthReach {
 public:
  explicit EarthReach(const std::vector<optim::PlanePoint>& sites);
  ~EarthReach();
  /// Ascending. May be asked from different threads at once.
  void find(optim::PlanePoint at, double metres, std::vector<int32_t>& sites) const;

 private:
  struct Index;
  std::unique_ptr<Index> index_;
};

}  // namespace dostyq::instances
