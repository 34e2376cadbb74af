#pragma once

#include <filesystem>
#include <vector>

#include "travel/road_graph.hpp"

namespace dostyq::bench {

/// The graphs that peers read (9th DIMACS challenge): "a TAIL HEAD MILLISECONDS", nodes from 1, and
/// "v NODE LONGITUDE LATITUDE" in millionths of a degree. Lines that say nothing are skipped.
void write_dimacs(const travel::RoadGraph& graph, const std::filesystem::path& arcs,
                  const std::filesystem::path& places);
travel::RoadGraph read_dimacs(const std::filesystem::path& arcs,
                              const std::filesystem::path& places);

/// One node a line, counted from 1.
void write_nodes(const std::vector<uint32_t>& nodes, const std::filesystem::path& path);

}  // namespace dostyq::bench
