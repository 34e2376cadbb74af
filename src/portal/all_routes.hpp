#pragma once

#include <functional>
#include <memory>

#include "portal/api.hpp"
#include "portal/services.hpp"

namespace dostyq::portal {

/// The whole application: every resource's routes behind the guard. `add_more` adds those of the
/// register.
std::unique_ptr<Api> make_api(const Services& services, std::span<const AssetFile> assets,
                              Hooks hooks, http::Log& log,
                              const std::function<void(RouteTable&)>& add_more = {});

}  // namespace dostyq::portal
