#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "optim/location/costs.hpp"

namespace dostyq::instances {

/// Which sites of a plane lie nearer to a point than a radius. Cells of a grid know the sites that
/// cover all of them and those that may cover a part, so that a point is compared with few.
class CoverGrid {
 public:
  CoverGrid(std::vector<optim::PlanePoint> sites, double radius);

  /// Sites with sqrt(dx² + dy²) < radius in doubles, ascending.
  void find(optim::PlanePoint at, std::vector<int32_t>& sites) const;

 private:
  struct Candidate {
    int32_t site = 0;
    bool sure = false;
  };
  void list_cells(double radius);

  std::vector<optim::PlanePoint> sites_;
  double most_squared_ = -1;  ///< the greatest square whose root is below the radius
  double left_ = 0, bottom_ = 0, cells_per_unit_ = 0;
  int columns_ = 0, rows_ = 0;
  std::vector<size_t> start_;
  std::vector<Candidate> candidates_;
};

}  // namespace dostyq::instances
