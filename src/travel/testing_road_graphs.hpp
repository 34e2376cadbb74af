#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "travel/build_road_graph.hpp"

namespace dostyq::travel::testing {

/// Seeded road networks of the kinds that catch mistakes.
class RoadGraphs {
 public:
  explicit RoadGraphs(uint64_t seed) : random_(seed) {}

  uint32_t below(uint32_t bound) { return static_cast<uint32_t>(random_() % bound); }

  /// Streets in a grid, some missing and some one-way, with fast avenues.
  RoadGraph city(uint32_t side) {
    std::vector<Coordinate> nodes;
    std::vector<RoadArc> arcs;
    add_city(side, 0, nodes, arcs);
    return make_road_graph(std::move(nodes), arcs);
  }

  /// Every street takes the same time: many equally quick ways.
  RoadGraph even_grid(uint32_t side) {
    std::vector<Coordinate> nodes;
    std::vector<RoadArc> arcs;
    for (uint32_t i = 0; i < side * side; ++i) {
      nodes.push_back(at(i % side, i / side));
      if (i % side + 1 < side) add_road(i, i + 1, 1000, arcs);
      if (i / side + 1 < side) add_road(i, i + side, 1000, arcs);
    }
    return make_road_graph(std::move(nodes), arcs);
  }

  /// Cities of several sizes on one long highway.
  RoadGraph towns_and_highways() {
    std::vector<Coordinate> nodes;
    std::vector<RoadArc> arcs;
    uint32_t last = 0;
    for (const uint32_t side : {9U, 5U, 7U, 3U, 6U}) {
      const auto first = static_cast<uint32_t>(nodes.size());
      add_city(side, first * 20, nodes, arcs);
      if (first > 0) {
        uint32_t from = last;
        for (int i = 0; i < 15; ++i) {
          const auto next = static_cast<uint32_t>(nodes.size());
          nodes.push_back(at(first * 20, 500 + next));
          add_road(from, next, 5000 + below(3000), arcs);
          from = next;
        }
        add_road(from, first, 4000, arcs);
      }
      last = first + below(side * side);
    }
    return make_road_graph(std::move(nodes), arcs);
  }

  /// One-way arcs between any nodes: some parts unreachable, some traps without a way out, parallel
  /// arcs and loops among them.
  RoadGraph sparse(uint32_t node_count, uint32_t arc_count, uint32_t longest) {
    std::vector<Coordinate> nodes;
    std::vector<RoadArc> arcs;
    for (uint32_t i = 0; i < node_count; ++i) nodes.push_back(at(below(1000), below(1000)));
    for (uint32_t i = 0; i < arc_count; ++i) {
      arcs.push_back({below(node_count), below(node_count), below(longest), 0, 0});
      if (below(3) == 0) arcs.push_back({arcs.back().head, arcs.back().tail, below(longest), 0, 0});
    }
    return make_road_graph(std::move(nodes), arcs);
  }

  /// Two cities without a road between them.
  RoadGraph two_islands(uint32_t side) {
    std::vector<Coordinate> nodes;
    std::vector<RoadArc> arcs;
    add_city(side, 0, nodes, arcs);
    add_city(side, 5000, nodes, arcs);
    return make_road_graph(std::move(nodes), arcs);
  }

  struct Named {
    std::string name;
    RoadGraph graph;
  };
  /// One of each kind, a few hundred nodes each.
  std::vector<Named> some_of_each() {
    std::vector<Named> graphs;
    graphs.push_back({"nothing", make_road_graph({}, {})});
    graphs.push_back({"one node", make_road_graph({at(0, 0)}, {})});
    graphs.push_back({"city", city(17)});
    graphs.push_back({"even grid", even_grid(13)});
    graphs.push_back({"towns and highways", towns_and_highways()});
    graphs.push_back({"sparse", sparse(300, 500, 100'000)});
    graphs.push_back({"dense", sparse(60, 900, 1000)});
    graphs.push_back({"times of almost nothing", sparse(200, 500, 4)});
    graphs.push_back({"times of many days", sparse(100, 300, RoadGraph::kNever)});
    graphs.push_back({"two islands", two_islands(9)});
    return graphs;
  }

 private:
  static Coordinate at(uint32_t x, uint32_t y) {
    return {static_cast<int32_t>(x * 1000), static_cast<int32_t>(y * 1000)};
  }

  static void add_road(uint32_t a, uint32_t b, uint32_t milliseconds, std::vector<RoadArc>& arcs) {
    arcs.push_back({a, b, milliseconds, 0, 0});
    arcs.push_back({b, a, milliseconds, 0, 0});
  }

  void add_street(uint32_t a, uint32_t b, bool avenue, std::vector<RoadArc>& arcs) {
    const uint32_t milliseconds = (avenue ? 3000 : 9000) + below(4000);
    const uint32_t kind = avenue ? 9 : below(10);
    if (kind == 0) return;
    if (kind == 1) {
      arcs.push_back({a, b, milliseconds, 0, 0});
    } else if (kind == 2) {
      arcs.push_back({a, b, milliseconds, 0, 0});
      arcs.push_back({b, a, milliseconds + below(2000), 0, 0});
    } else {
      add_road(a, b, milliseconds, arcs);
    }
  }

  void add_city(uint32_t side, uint32_t east, std::vector<Coordinate>& nodes,
                std::vector<RoadArc>& arcs) {
    const auto first = static_cast<uint32_t>(nodes.size());
    for (uint32_t i = 0; i < side * side; ++i) {
      const uint32_t x = i % side;
      const uint32_t y = i / side;
      nodes.push_back(at(east + x, y));
      if (x + 1 < side) add_street(first + i, first + i + 1, y % 4 == 2, arcs);
      if (y + 1 < side) add_street(first + i, first + i + side, x % 4 == 2, arcs);
    }
  }

  std::mt19937_64 random_;
};

}  // namespace dostyq::travel::testing
