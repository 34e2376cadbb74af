#pragma once

#include <map>
#include <set>
#include <string>

#include "planning/case.hpp"
#include "planning/plan.hpp"

namespace dostyq::planning {

/// What of the orders a single site could decide: where a plan of hundreds of sites is asked what
/// it would be without one of them, most orders need not be judged again. Errs on the side of
/// asking.
class Touched {
 public:
  Touched(const Case& plan_case, const PlannedSite& site);

  /// The order with the requirements alone that the site may decide, those for every area narrowed
  /// to the areas where it may; what is left out holds with the site if and only if it does
  /// without. Without any requirement: the site does not matter to the order.
  directive::Directive of(const directive::Directive& order);

 private:
  bool matters(const directive::Requirement& requirement, const world::Territory& area, Date day);
  bool matters_to_any(const directive::Requirements& parts, const world::Territory& area, Date day);
  bool serves_someone_in(const world::Territory& area, int minutes);
  bool is_kind(const std::string& kind) const { return kind_->is(kind); }

  const Case& case_;
  const world::Place* place_;
  const world::SiteKind* kind_;
  std::map<int, std::set<std::string>> served_areas_;  ///< by minutes
};

}  // namespace dostyq::planning
