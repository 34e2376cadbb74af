#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "base/coordinate.hpp"

namespace dostyq::travel {

/// Radius of the sphere on which distances between places and nodes are measured: the Earth's mean
/// radius (IUGG). Within 0.6 % of the geodesic on WGS 84.
inline constexpr double kEarthRadius = 6'371'008.8;  // m

/// How a place is joined to the road network.
struct SnapOptions {
  /// A place farther than this from every node is not joined.
  double limit_metres = 5'000;
  /// The way to the node is the straight line times `detour`, gone at `speed_kmh`: by default 1.3
  /// and a walker's 5 km/h, both assumptions. At most 24 days.
  double detour = 1.3;
  double speed_kmh = 5;
  unsigned threads = 0;  ///< 0: as many as the machine has; results do not depend on it
};

enum class SnapStatus : uint8_t {
  kSnapped,
  kTooFar,      ///< no node within the limit
  kNotOnEarth,  ///< the point's latitude or longitude does not exist
};

struct Snap {
  static constexpr uint32_t kNoNode = std::numeric_limits<uint32_t>::max();

  SnapStatus status = SnapStatus::kTooFar;
  uint32_t node = kNoNode;
  float metres = 0;           ///< straight line to the node
  uint32_t last_mile_ms = 0;  ///< between the place and the node

  bool snapped() const { return status == SnapStatus::kSnapped; }
  friend bool operator==(const Snap&, const Snap&) = default;
};

struct NearestNode {
  uint32_t node = 0;
  double metres = 0;
};

/// Finds the nearest of n nodes: a balanced k-d tree in three dimensions, in flat arrays, so that
/// the poles and the antimeridian are places like others. Exact: the node of the least great-circle
/// distance (differences under a nanometre are rounding), of equal ones the smallest. Immutable;
/// safe to ask from several threads. 31 bytes a node; built in O(n log n).
///
///   const NodeFinder finder(graph.nodes);
///   const std::vector<Snap> snaps = finder.snap(villages, {.limit_metres = 3000});
class NodeFinder {
 public:
  /// `threads` as in SnapOptions.
  explicit NodeFinder(std::span<const Coordinate> nodes, unsigned threads = 0);

  /// O(log n) for usual data; no allocation.
  std::optional<NearestNode> nearest(Coordinate point, double limit_metres) const;

  /// All points, in their order. Works along Hilbert's curve, so that each search begins near its
  /// answer and in warm memory: much quicker than single questions.
  std::vector<Snap> snap(std::span<const Coordinate> points, const SnapOptions& options) const;

 private:
  using Vector = std::array<double, 3>;
  struct Split {
    double at = 0;
    uint32_t axis = 0;
  };
  struct Best {
    double squared = 0;  ///< of the chord, in radii
    uint32_t place = 0;
    uint32_t node = Snap::kNoNode;
  };
  class Build;

  static Vector on_sphere(Coordinate at);
  static double chord_squared(double metres);
  static double metres(double squared);
  double squared_to(const Vector& from, size_t place) const;
  void search(const Vector& from, Best& best) const;
  void scan(const Vector& from, size_t first, size_t end, Best& best) const;

  size_t leaves_ = 1;          ///< a power of two
  std::vector<Split> splits_;  ///< of the tree's inner nodes as a heap: children of i at 2i, 2i + 1
  std::vector<double> x_, y_, z_;
  std::vector<uint32_t> node_;
};

}  // namespace dostyq::travel
