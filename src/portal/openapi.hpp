#pragma once

#include <string>

#include "portal/route.hpp"

namespace dostyq::portal {

/// The API as an OpenAPI 3.1 document, made from the table that the router reads: what is not in
/// one is not in the other. The same table gives the same bytes.
std::string openapi(const RouteTable& table);

}  // namespace dostyq::portal
