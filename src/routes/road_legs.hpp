#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

#include "travel/route.hpp"
#include "travel/snap.hpp"

namespace dostyq::routes {

/// The way from one stop to another, for drawing and for its length.
struct Leg {
  std::vector<Coordinate> line;  ///< the stops at its ends
  double metres = 0;
  bool by_road = false;  ///< else a straight line
};

Leg straight_leg(Coordinate from, Coordinate to);

/// Quickest ways over the roads between points that are joined to them. Each is searched for once
/// and kept. Thread-safe.
class RoadLegs {
 public:
  RoadLegs(travel::Hierarchy hierarchy, std::vector<Coordinate> points,
           std::vector<travel::Snap> snaps);

  /// Nothing when a point is joined to no road, or no road leads there.
  std::optional<Leg> find(size_t from, size_t to);

 private:
  std::mutex mutex_;
  travel::RouteQuery query_;
  std::vector<Coordinate> points_;
  std::vector<travel::Snap> snaps_;
  std::map<std::pair<size_t, size_t>, std::optional<Leg>> found_;
};

}  // namespace dostyq::routes
