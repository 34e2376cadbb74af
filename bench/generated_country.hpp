#pragma once

#include <cstdint>

#include "travel/road_graph.hpp"

namespace dostyq::bench {

/// What a country is drawn from. The defaults give about 1.65 million nodes.
struct CountryPlan {
  uint64_t seed = 1;
  uint32_t towns = 900;
  uint32_t largest_town_blocks = 149;  ///< blocks along a side of the largest town
  double town_decay = 0.62;            ///< side of town number i is largest / (i + 1)^(decay / 2)
  uint32_t smallest_town_blocks = 12;
};

/// Towns whose streets are a bent grid (missing blocks, one-way streets, avenues, curves drawn by
/// nodes of degree two), joined by highways and country roads. Needs no outside file; the same
/// plan gives the same graph on every machine that has IEEE arithmetic. Strongly connected.
travel::RoadGraph generate_country(const CountryPlan& plan);

}  // namespace dostyq::bench
