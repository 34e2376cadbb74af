#include "portal/all_routes.hpp"

#include "portal/openapi.hpp"
#include "portal/system_routes.hpp"

namespace dostyq::portal {

std::unique_ptr<Api> make_api(const Services& services, std::span<const AssetFile> assets,
                              Hooks hooks, http::Log& log,
                              const std::function<void(RouteTable&)>& add_more) {
  RouteTable table;
  const auto mirror = std::make_shared<Mirror>();
  add_system_routes(table, services, mirror);
  add_session_routes(table, services);
  add_account_routes(table, services);
  if (add_more) add_more(table);
  mirror->description = openapi(table);
  auto api = std::make_unique<Api>(std::move(table), assets, std::move(hooks), log);
  mirror->metrics = &api->metrics();
  return api;
}

}  // namespace dostyq::portal
