#pragma once

#include "routes/insert.hpp"

namespace dostyq::routes {

struct CoverQuestion {
  InsertQuestion insert;
  int days = 4;  ///< of a new route, at most
  size_t most_labels = 40'000;
  int stops_a_day = 3;  ///< attractions added to a day of a new route, at most
};

struct MissingRegion {
  std::string region;  ///< area id
  Text name;
};

struct Cover {
  optim::MipStatus status = optim::MipStatus::kLimit;
  Insertion insertion;                 ///< known routes first
  std::vector<Itinerary> routes;       ///< known ones with a House, then new ones
  size_t known = 0;                    ///< of them
  size_t new_bound = 0;                ///< no fewer new routes can cover what is left
  bool complete = false;               ///< every new route was looked at
  std::vector<MissingRegion> missing;  ///< regions without an open House: none can be on a route
};

/// Regions of `day` in which no House of `tourism` stands.
std::vector<MissingRegion> missing_regions(const Tourism& tourism, const world::World& world,
                                           Date day);

/// Every open House on a route: known routes take what they can, the others go on the fewest new
/// routes of at most so many days, which attractions of the profile fill up.
Cover cover_houses(const Tourism& tourism, const world::World& world, Date day,
                   const CoverQuestion& question);

}  // namespace dostyq::routes
