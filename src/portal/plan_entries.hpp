#pragma once

#include <functional>

#include "portal/overview.hpp"

namespace dostyq::portal {

/// Projects of bodies' plans of socio-political work (PlanEntry): included and implemented are two
/// facts of one entry.
Json plan_entries(const Overview& overview, const std::function<bool(const world::Fact&)>& wanted);
/// Those that an order's chosen reading asks about, in whatever state they are.
Json plan_entries(const Overview& overview, const directive::Directive& order);

}  // namespace dostyq::portal
