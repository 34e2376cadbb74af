#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "travel/road_graph.hpp"

namespace dostyq::travel {

struct DimacsOptions {
  /// What a weight of 1 means; the challenge's travel times are tenths of a second in some files,
  /// milliseconds in others.
  double milliseconds_per_unit = 1;
};

/// The two texts of a road graph in the format of the 9th DIMACS implementation challenge: arcs
/// (.gr: "p sp n m", then "a tail head weight") and coordinates (.co: "p aux sp co n", then
/// "v node longitude latitude" in millionths of a degree). Nodes count from 1.
/// http://www.diag.uniroma1.it/challenge9/format.shtml
struct DimacsTexts {
  std::string arcs;
  std::string coordinates;
};

/// Loops are left out; of parallel arcs the quickest stays; a time of 0 becomes 1 ms. Nothing else
/// is changed, so the graph need not be strongly connected. O(n + m).
/// Errors, with the line: dimacs.no_problem_line, dimacs.line (not a line of the format),
/// dimacs.node (out of 1 .. n), dimacs.weight, dimacs.count (fewer or more lines than announced),
/// dimacs.twice (a node's second coordinates), dimacs.position, dimacs.too_large.
Result<RoadGraph> parse_dimacs(std::string_view arcs, const std::string& arcs_file,
                               std::string_view coordinates, const std::string& coordinates_file,
                               const DimacsOptions& options = {});
/// Both files whole. Errors: those of io/file.hpp and the above.
Result<RoadGraph> read_dimacs(const std::filesystem::path& arcs,
                              const std::filesystem::path& coordinates,
                              const DimacsOptions& options = {});

/// Weights in milliseconds. Coordinates are rounded to the format's millionths of a degree (11 cm),
/// shapes are left out.
DimacsTexts to_dimacs(const RoadGraph& graph);

}  // namespace dostyq::travel
