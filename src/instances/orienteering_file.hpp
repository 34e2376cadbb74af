#pragma once

#include <filesystem>
#include <string>

#include "instances/formats.hpp"
#include "optim/orienteering/orienteering.hpp"

// Orienteering problems: files of OPLib (TSPLIB with scores, a limit and a depot; one closed tour)
// and of Chao, Golden and Wasil (n, m, tmax, then x y score; from the first point to the last).
namespace dostyq::instances {

struct OrienteeringInstance {
  std::string name;
  std::string format;  ///< "oplib" or "chao"
  /// Lengths are in units of 1 / length_scale. OPLib's are whole by its definition; Chao's are
  /// roots, kept to six decimals, rounded to the nearest.
  optim::orienteering::Problem problem;
  int64_t length_scale = 1;
};

/// Errors: those of io/file.hpp and words.hpp, instances.missing, instances.unsupported (kinds of
/// distance), instances.twice, instances.too_far, instances.unknown_orienteering.
Checked<OrienteeringInstance> read_orienteering(const std::filesystem::path& path);
Checked<OrienteeringInstance> parse_orienteering(const Source& source);

}  // namespace dostyq::instances
