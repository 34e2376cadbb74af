#pragma once

#include <string>
#include <vector>

#include "base/error.hpp"
#include "report/model.hpp"
#include "world/programme.hpp"

namespace dostyq::report {

/// The regions' outlines on `day`: from the programme's boundaries.geojson text when there is one
/// (`boundaries` not empty); else indicative: Voronoi cells of the places, dissolved by region and
/// clipped to the country's Natural Earth outline (built in, chosen by the programme's
/// iso_numeric).
Result<std::vector<Outline>> outlines(const world::Programme& programme, Date day,
                                      const std::string& boundaries);

}  // namespace dostyq::report
