#pragma once

#include <string>
#include <vector>

#include "directive/ast.hpp"
#include "planning/options.hpp"
#include "planning/plan.hpp"
#include "world/world.hpp"

// What a plan is worth, counted from the world and not from the solver.
namespace dostyq::planning {

/// Value of one objective in whole units (ObjectiveResult::value). `with_plan` holds the plan's
/// facts already.
int64_t measure(const world::Objective& objective, const world::World& with_plan,
                const std::vector<PlannedSite>& openings, const PlanOptions& options,
                const std::vector<directive::Directive>& orders = {});

/// Orders whose meeting is worth having early: binding, plannable, without any date of their own.
bool counts_when_met_early(const directive::Directive& order, const PlanOptions& options);

/// People (all, and by group) with a site of `kind` within `minutes` at the end of `day`; for each
/// demand point yes or no.
std::vector<bool> reached_points(const world::World& world, const std::string& kind, int minutes,
                                 Date day);

/// Seconds to the nearest site of `kind` at the end of `day` for each demand point; the travel
/// limit when there is none.
std::vector<int32_t> seconds_to_nearest(const world::World& world, const std::string& kind,
                                        Date day);

/// "people_reached(house, 60 min, every phase)"
std::string describe(const world::Objective& objective);
bool is_maximised(world::Measure measure);
std::string_view unit(world::Measure measure);
std::string_view name(world::Measure measure);

}  // namespace dostyq::planning
