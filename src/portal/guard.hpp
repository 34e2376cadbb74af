#pragma once

#include <optional>
#include <string_view>

#include "portal/route.hpp"

namespace dostyq::portal {

/// Everything that is checked before a handler is called, in this order: a declared permission, the
/// visitor's role (401 for a stranger, 403 for a member), the CSRF token and the origin of every
/// unsafe method, a password that must be changed, the body's type, the query, and last the region
/// of the record. Nothing: go on.
std::optional<http::Problem> guard(const Route& route, const Call& call);

/// The part about the query alone.
std::vector<http::FieldError> check_query(const Route& route, const http::Target& target);

}  // namespace dostyq::portal
