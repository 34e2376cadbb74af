#include "planning/touched.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "directive/areas.hpp"

namespace dostyq::planning {

using directive::Requirement;

Touched::Touched(const Case& plan_case, const PlannedSite& site)
    : case_(plan_case),
      place_(plan_case.world.programme().find_place(site.place)),
      kind_(plan_case.world.programme().find_kind(site.kind)) {
  DOSTYQ_CHECK(place_ != nullptr && kind_ != nullptr);
}

directive::Directive Touched::of(const directive::Directive& order) {
  directive::Directive narrowed = order;
  const world::Territory country =
      case_.world.gazetteer().territory(case_.world.programme().config.country, order.date);
  for (directive::Interpretation& reading : narrowed.interpretations) {
    if (!reading.chosen) continue;
    directive::Requirements left;
    for (Requirement& requirement : reading.require) {
      auto* every = std::get_if<directive::ForEvery>(&requirement.form);
      if (every == nullptr) {
        if (matters(requirement, country, order.date)) left.push_back(std::move(requirement));
        continue;
      }
      const auto areas = directive::resolve(every->areas, case_.world, order.date);
      if (!areas) {
        left.push_back(std::move(requirement));
        continue;
      }
      directive::NamedAreas named;
      for (const world::Territory& area : *areas) {
        if (matters_to_any(every->then, area, order.date)) named.ids.push_back(area.area);
      }
      if (named.ids.empty()) continue;
      // Areas of a rule are statistical areas, which cannot be named.
      const bool ruled = std::holds_alternative<directive::DiversityRule>(every->areas);
      if (!ruled) every->areas = std::move(named);
      left.push_back(std::move(requirement));
    }
    reading.require = std::move(left);
  }
  return narrowed;
}

bool Touched::matters_to_any(const directive::Requirements& parts, const world::Territory& area,
                             Date day) {
  return std::any_of(parts.begin(), parts.end(),
                     [&](const Requirement& part) { return matters(part, area, day); });
}

bool Touched::matters(const Requirement& requirement, const world::Territory& area, Date day) {
  const auto named = [&](const std::string& id) {
    return id.empty() ? area : case_.world.gazetteer().territory(id, day);
  };
  const auto in_any_of = [&](const directive::AreaSet& set, const directive::Requirements& then) {
    const auto areas = directive::resolve(set, case_.world, day);
    return !areas || std::any_of(areas->begin(), areas->end(), [&](const world::Territory& one) {
      return matters_to_any(then, one, day);
    });
  };
  if (const auto* count = std::get_if<directive::Count>(&requirement.form)) {
    const bool counted =
        count->kinds.empty() || std::any_of(count->kinds.begin(), count->kinds.end(),
                                            [&](const auto& kind) { return is_kind(kind); });
    return counted && count->table == world::kSites && named(count->in).contains(place_->area);
  }
  if (const auto* reach = std::get_if<directive::Reach>(&requirement.form))
    return is_kind(reach->kind) && serves_someone_in(named(reach->in), reach->minutes);
  if (const auto* every = std::get_if<directive::ForEvery>(&requirement.form))
    return in_any_of(every->areas, every->then);
  if (const auto* rolled = std::get_if<directive::RollOut>(&requirement.form))
    return in_any_of(rolled->areas, rolled->then);
  if (const auto* both = std::get_if<directive::AllOf>(&requirement.form))
    return matters_to_any(both->parts, area, day);
  if (const auto* either = std::get_if<directive::AnyOf>(&requirement.form))
    return matters_to_any(either->parts, area, day);
  return false;  // evidence
}

bool Touched::serves_someone_in(const world::Territory& area, int minutes) {
  const auto& places = case_.world.programme().places;
  const auto [known, is_new] = served_areas_.try_emplace(minutes);
  if (is_new) {
    const std::string* last = nullptr;
    case_.world.travel().for_each_arrival(
        static_cast<size_t>(place_ - places.data()), [&](size_t from, int32_t seconds) {
          if (seconds > 60 * minutes || (last != nullptr && *last == places[from].area)) return;
          last = &*known->second.insert(places[from].area).first;
        });
  }
  return std::any_of(known->second.begin(), known->second.end(),
                     [&](const std::string& one) { return area.contains(one); });
}

}  // namespace dostyq::planning
