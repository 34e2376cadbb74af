#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/coordinate.hpp"
#include "base/error.hpp"
#include "io/osm.hpp"

namespace dostyq::routes {

/// An object of OpenStreetMap that tourists visit: tourism=attraction, museum, viewpoint, gallery,
/// zoo, theme_park, artwork, or historic=* of the kinds one goes to see; named.
struct OsmAttraction {
  std::string id;        ///< "n123", "w45"
  std::string category;  ///< "museum"
  std::string name, name_kk, name_ru, name_en;
  Coordinate at;  ///< of a way, the middle of its nodes' extent
  std::string opening_hours, url;
};

/// Sorted by id. Errors: those of io/osm.hpp.
Result<std::vector<OsmAttraction>> read_attractions(const io::OsmSource& source,
                                                    const StopFlag* stop);

/// Rows of the register attractions, scores empty (0 until somebody gives them), unverified.
std::string attractions_csv(const std::vector<OsmAttraction>& attractions,
                            const std::string& source);

}  // namespace dostyq::routes
