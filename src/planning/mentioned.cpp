#include "planning/mentioned.hpp"

#include <algorithm>

namespace dostyq::planning {
namespace {

struct Collector {
  Mentioned& mentioned;

  void all(const directive::Requirements& parts) const {
    for (const directive::Requirement& part : parts) std::visit(*this, part.form);
  }
  void operator()(const directive::Count& form) const {
    mentioned.classes.insert(form.kinds.begin(), form.kinds.end());
  }
  void operator()(const directive::Reach& form) const {
    mentioned.classes.insert(form.kind);
    mentioned.capacity = mentioned.capacity || form.capacity;
  }
  void operator()(const directive::ForEvery& form) const { all(form.then); }
  void operator()(const directive::RollOut& form) const { all(form.then); }
  void operator()(const directive::AllOf& form) const { all(form.parts); }
  void operator()(const directive::AnyOf& form) const { all(form.parts); }
  void operator()(const directive::Evidence&) const {}
};

}  // namespace

bool Mentioned::same(const world::SiteKind& a, const world::SiteKind& b) const {
  if (capacity && a.capacity != b.capacity) return false;
  return std::all_of(classes.begin(), classes.end(),
                     [&](const std::string& id) { return a.is(id) == b.is(id); });
}

Mentioned find_mentioned(const Case& plan_case, const PlanOptions& options) {
  Mentioned mentioned;
  for (const directive::Directive& order : plan_case.directives) {
    if (const directive::Interpretation* reading = order.chosen())
      Collector{mentioned}.all(reading->require);
  }
  for (const world::Objective& objective : plan_case.world.programme().config.objectives) {
    if (!objective.kind.empty()) mentioned.classes.insert(objective.kind);
  }
  for (const auto* picks : {&options.lock, &options.forbid}) {
    for (const SitePick& pick : *picks) {
      if (!pick.kind.empty()) mentioned.classes.insert(pick.kind);
    }
  }
  if (options.previous) {
    for (const PlannedSite& site : *options.previous)
      mentioned.openings.emplace(site.place, site.kind);
  }
  return mentioned;
}

}  // namespace dostyq::planning
