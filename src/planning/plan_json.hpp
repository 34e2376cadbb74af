#pragma once

#include <string>
#include <vector>

#include "base/error.hpp"
#include "planning/case.hpp"
#include "planning/options.hpp"
#include "planning/plan.hpp"

namespace dostyq::planning {

/// plan.json (docs/plan-json.md, "format": 1): no clock time and no machine in it, so that the same
/// plan is the same bytes.
std::string to_json(const Plan& plan, const Case& plan_case, const PlanOptions& options);

/// The openings of a plan.json. Errors: not JSON, wrong format, an id the programme does not have
/// (with a JSON pointer).
Result<std::vector<PlannedSite>> openings_from_json(const std::string& text,
                                                    const std::string& file,
                                                    const world::Programme& programme);

}  // namespace dostyq::planning
