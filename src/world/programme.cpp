#include "world/programme.hpp"

#include <algorithm>
#include <tuple>

namespace dostyq::world {
namespace {

/// Binary search in a vector sorted by id.
template <typename Row>
const Row* find_by_id(const std::vector<Row>& rows, const std::string& id) {
  const auto at =
      std::lower_bound(rows.begin(), rows.end(), id,
                       [](const Row& row, const std::string& key) { return row.id < key; });
  return at != rows.end() && at->id == id ? &*at : nullptr;
}

/// Days between a day and a period; 0 inside it.
int64_t distance(const Period& period, Date day) {
  if (period.contains(day)) return 0;
  const auto days = [](Date date) { return int64_t{date.days()}; };
  return day < period.from ? days(period.from) - days(day) : days(day) - days(period.to) + 1;
}

}  // namespace

bool SiteKind::is(const std::string& kind_or_class) const {
  return id == kind_or_class ||
         std::binary_search(counts_as.begin(), counts_as.end(), kind_or_class);
}

const Objective* Config::coverage_objective() const {
  const auto at = std::find_if(objectives.begin(), objectives.end(), [](const Objective& one) {
    return one.measure == Measure::kPeopleReached;
  });
  return at == objectives.end() ? nullptr : &*at;
}

Confidence StatArea::confidence() const {
  Confidence result = provenance.confidence;
  for (const auto& [group, row] : group_provenance) result = weakest(result, row.confidence);
  return result;
}

const std::string& Fact::property(const std::string& column) const {
  static const std::string kNothing;
  const auto at = properties.find(column);
  return at == properties.end() ? kNothing : at->second;
}

const SiteKind* Programme::find_kind(const std::string& id) const {
  const auto at = std::find_if(config.kinds.begin(), config.kinds.end(),
                               [&](const SiteKind& kind) { return kind.id == id; });
  return at == config.kinds.end() ? nullptr : &*at;
}

const SiteClass* Programme::find_class(const std::string& id) const {
  return find_by_id(config.classes, id);
}
const Place* Programme::find_place(const std::string& id) const { return find_by_id(places, id); }
const Body* Programme::find_body(const std::string& id) const { return find_by_id(bodies, id); }
const Group* Programme::find_group(const std::string& id) const { return find_by_id(groups, id); }
const Source* Programme::find_source(const std::string& id) const {
  return find_by_id(sources, id);
}
const StatArea* Programme::find_stat_area(const std::string& id) const {
  return find_by_id(stat_areas, id);
}

const AreaVersion* Programme::find_area(const std::string& id, Date day) const {
  auto at = std::lower_bound(
      areas.begin(), areas.end(), id,
      [](const AreaVersion& area, const std::string& key) { return area.id < key; });
  const AreaVersion* best = nullptr;
  for (; at != areas.end() && at->id == id; ++at) {
    if (best == nullptr || distance(at->period, day) < distance(best->period, day)) best = &*at;
  }
  return best;
}

}  // namespace dostyq::world
