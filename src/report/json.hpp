#pragma once

#include <string>

#include "report/model.hpp"

namespace dostyq::report {

/// The report as JSON for the page: field names as in model.hpp, a Text as {"kk","ru","en"}, a Date
/// as "YYYY-MM-DD", a Coordinate as [lon, lat] degrees, a Ring as the array of its points, an empty
/// optional as null, a Confidence by its name. UTF-8 (a byte that is not becomes U+FFFD),
/// deterministic. web/src/model.ts is the same in TypeScript.
std::string to_json(const Report& report);

}  // namespace dostyq::report
