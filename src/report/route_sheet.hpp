#pragma once

#include <string>

#include "routes/export.hpp"

namespace dostyq::report {

/// The routes as sheets to print: A4, one page for each route with its map, legend, distance, days
/// with times, what the data rest on, and a QR code of the address where it is published (else of
/// the first stop's position, which a telephone opens on a map). The same routes give the same
/// bytes; empty when Cairo failed.
std::string route_sheets(const routes::Publication& publication, Language language);

}  // namespace dostyq::report
