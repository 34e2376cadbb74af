#pragma once

#include <array>
#include <memory>
#include <mutex>

#include "portal/register_routes.hpp"
#include "report/route_sheet.hpp"
#include "routes/cover.hpp"

namespace dostyq::portal {

/// Tourist routes of one profile, as the register stands on one day: the popular ones with the
/// Houses that fit into them, then new ones for the other Houses. Times are modelled: the register
/// holds no file of roads. Immutable.
struct TouristMap {
  std::shared_ptr<const registry::Snapshot> snapshot;
  Date today;
  routes::Tourism tourism;
  routes::Cover cover;
  std::vector<routes::Itinerary> routes;  ///< popular ones first
  size_t popular = 0;                     ///< of them
  report::SheetLand land;

  const routes::Itinerary* find(const std::string& id) const;
};

/// The newest one of each profile. Thread-safe; who asks while one is made waits for it.
class TouristMaps {
 public:
  /// Errors: those of routes::read_tourism and of report::outlines. Without an open House there are
  /// no routes.
  Checked<std::shared_ptr<const TouristMap>> of(const Overview& overview, routes::Profile profile);

 private:
  struct Kept {
    std::mutex mutex;
    std::shared_ptr<const TouristMap> map;
  };
  std::array<Kept, routes::kProfileNames.size()> kept_;
};

/// The resource: lists by profile, one route, its files.
void add_tourism_routes(RouteTable& table, const Facts& facts);

}  // namespace dostyq::portal
