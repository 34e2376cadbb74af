#pragma once

#include <memory>
#include <string>

#include "http/metrics.hpp"
#include "portal/route.hpp"
#include "portal/services.hpp"

namespace dostyq::portal {

/// Answers that need the finished application itself: the description and the metrics.
struct Mirror {
  std::string description;                 ///< openapi.json
  const http::Metrics* metrics = nullptr;  ///< set once the application stands
};

void add_system_routes(RouteTable& table, const Services& services,
                       const std::shared_ptr<Mirror>& mirror);

}  // namespace dostyq::portal
