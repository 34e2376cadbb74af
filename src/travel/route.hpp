#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "travel/hierarchy.hpp"

namespace dostyq::travel {

/// A quickest way between two nodes.
struct Route {
  uint32_t milliseconds = 0;
  std::vector<uint32_t> nodes;      ///< from start to end; one when they are the same
  std::vector<uint32_t> road_arcs;  ///< of the road graph, one between each two nodes
  std::vector<Coordinate> line;     ///< nodes and the points between them, for drawing
};

/// One-to-one times and routes: a search up the hierarchy from both ends, with stall-on-demand
/// (Geisberger et al., WEA 2008); a few hundred nodes on a country's roads. O(n) memory, kept
/// between runs. Of equally quick ways it always gives the same one.
class RouteQuery {
 public:
  explicit RouteQuery(Hierarchy hierarchy);

  /// Nothing when there is no way.
  std::optional<uint32_t> milliseconds(uint32_t from, uint32_t to);
  std::optional<Route> run(uint32_t from, uint32_t to);

 private:
  static constexpr uint32_t kNone = 0xffffffff;

  // One of the two searches; `leave` is the way of the arcs it takes, seen from below.
  struct Side {
    uint32_t leave = UpArc::kUp;
    std::vector<uint32_t> time;
    std::vector<uint32_t> arc;     // that it came by; kNone at the start
    std::vector<uint32_t> parent;  // the place below
    std::vector<uint32_t> touched;
    std::vector<std::pair<uint32_t, uint32_t>> heap;  // time, place
  };

  void start(Side& side, uint32_t place) const;
  void settle(Side& side, const Side& other);
  bool is_stalled(const Side& side, uint32_t place) const;
  bool search(uint32_t from, uint32_t to);
  std::optional<std::vector<uint32_t>> unpacked_places() const;
  bool unpack(uint32_t place, uint32_t arc, bool up, std::vector<uint32_t>& places) const;
  std::optional<uint32_t> find_arc(uint32_t place, uint32_t head, uint32_t way) const;

  Hierarchy hierarchy_;
  Side forward_;
  Side backward_;
  uint32_t best_ = 0;
  uint32_t meeting_ = kNone;
};

}  // namespace dostyq::travel
