#pragma once

#include <set>
#include <string>
#include <utility>

#include "planning/case.hpp"
#include "planning/options.hpp"

namespace dostyq::planning {

/// Which kinds and classes of site anybody asks about: orders, objectives, the planner. Two kinds
/// that agree in all of them can replace each other.
struct Mentioned {
  std::set<std::string> classes;
  bool capacity = false;                                   ///< some order counts capacity
  std::set<std::pair<std::string, std::string>> openings;  ///< place and kind of an earlier plan

  bool same(const world::SiteKind& a, const world::SiteKind& b) const;
};

Mentioned find_mentioned(const Case& plan_case, const PlanOptions& options);

}  // namespace dostyq::planning
