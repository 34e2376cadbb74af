#pragma once

#include <string>

#include "planning/case.hpp"
#include "planning/plan.hpp"

namespace dostyq::planning {

/// All sites, open and planned, for other programs: GeoJSON (RFC 7946, points) and CSV (a cell that
/// a spreadsheet would take for a formula gets a leading apostrophe). The same columns in both.
std::string sites_geojson(const Plan& plan, const Case& plan_case);
std::string sites_csv(const Plan& plan, const Case& plan_case);

/// Every settlement as CSV: its people, the phase in which the first coverage objective reaches it
/// (`before`: already; empty: not), and the serving site that is nearest in the end, with its
/// seconds. For programmes with more settlements than a report shows.
std::string settlements_csv(const Plan& plan, const Case& plan_case);

}  // namespace dostyq::planning
