#pragma once

#include <string>
#include <vector>

#include "report/model.hpp"
#include "routes/export.hpp"

namespace dostyq::report {

/// What lies under the routes.
struct SheetLand {
  std::vector<Outline> outlines;  ///< of the regions (report/outline.hpp)
  bool indicative = true;         ///< the programme has no boundaries of its own
};

/// The routes as sheets to print: A4, one page for each route with its map, legend, distance, days
/// with times, what the data rest on, and a QR code of the address where it is published (else of
/// the first stop's position, which a telephone opens on a map). The same routes give the same
/// bytes; empty when Cairo failed.
std::string route_sheets(const routes::Publication& publication, const SheetLand& land,
                         Language language);

}  // namespace dostyq::report
