#pragma once

#include "accounts/accounts.hpp"
#include "accounts/sessions.hpp"
#include "portal/route.hpp"
#include "store/database.hpp"

namespace dostyq::portal {

/// What resources work with. All of it is safe to use from several threads and outlives the routes.
struct Services {
  store::Database& database;
  accounts::Accounts& accounts;
  accounts::Sessions& sessions;
  std::function<bool(const std::string&)> is_region;  ///< of the programme; empty: not known yet
};

// One function and one file for each resource: its routes and schemas.
void add_session_routes(RouteTable& table, Services services);
void add_account_routes(RouteTable& table, Services services);

}  // namespace dostyq::portal
