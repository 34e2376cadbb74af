#include "portal/route.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace dostyq::portal {

void RouteTable::add(Route route) {
  DOSTYQ_CHECK(route.handler != nullptr && !route.name.empty() && !route.summary.empty());
  DOSTYQ_CHECK(std::none_of(routes_.begin(), routes_.end(),
                            [&](const Route& other) { return other.name == route.name; }));
  DOSTYQ_CHECK(!route.cached ||
               (route.permission &&
                accounts::granted(Role::kPublic, *route.permission) == accounts::Grant::kYes));
  routes_.push_back(std::move(route));
}

void RouteTable::schema(const std::string& name, std::string json) {
  const bool is_new = schemas_.emplace(name, std::move(json)).second;
  DOSTYQ_CHECK(is_new);
}

}  // namespace dostyq::portal
