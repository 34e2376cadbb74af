#pragma once

#include "portal/register_routes.hpp"

namespace dostyq::portal {

/// What happened to an order, newest first: its verdict as it turned, reports, extensions,
/// readings and who put them in force, the records that count.
tl::expected<Json, http::Problem> order_history(const Overview& overview,
                                                const registry::OrderStatus& status,
                                                const Facts& facts, const accounts::Principal& who);

}  // namespace dostyq::portal
