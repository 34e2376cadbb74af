#pragma once

#include "travel/network.hpp"
#include "world/roads.hpp"

namespace dostyq::world {

/// The network of `file` as the programme uses it: kept in FOLDER/.roads, used again while roads
/// and profile are the same. Errors: those of travel::open_network.
Checked<travel::Network> road_network(const Programme& programme,
                                      const std::filesystem::path& folder, const RoadFile& file,
                                      const RoadOptions& options);

}  // namespace dostyq::world
