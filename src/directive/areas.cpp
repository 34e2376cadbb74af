#include "directive/areas.hpp"

#include <algorithm>

namespace dostyq::directive {
namespace {

bool lies_in(const world::StatArea& area, const world::Territory& territory) {
  return std::all_of(area.members.begin(), area.members.end(),
                     [&](const std::string& member) { return territory.contains(member); });
}

const std::string& or_country(const std::string& area, const world::World& world) {
  return area.empty() ? world.programme().config.country : area;
}

struct Resolver {
  const world::World& world;
  Date ordered_on;

  std::vector<world::Territory> operator()(const NamedAreas& named) const {
    std::vector<world::Territory> found;
    found.reserve(named.ids.size());
    for (const std::string& id : named.ids)
      found.push_back(world.gazetteer().territory(id, ordered_on));
    return found;
  }

  std::vector<world::Territory> operator()(const AreasOfKind& set) const {
    const auto kind = set.kind == "region" ? world::AreaKind::kRegion : world::AreaKind::kDistrict;
    const world::Territory inside =
        world.gazetteer().territory(or_country(set.in, world), ordered_on);
    std::vector<world::Territory> found;
    for (const std::string& id : world.gazetteer().areas_of_kind(kind, inside, ordered_on)) {
      found.push_back(world.gazetteer().territory(id, ordered_on));
    }
    return found;
  }

  std::vector<world::Territory> operator()(const DiversityRule& rule) const {
    std::vector<world::Territory> found;
    for (const DiversityRow& row : diversity_list(rule, world, ordered_on)) {
      found.push_back(world.gazetteer().territory(*row.area));
    }
    return found;
  }
};

}  // namespace

std::vector<DiversityRow> diversity_list(const DiversityRule& rule, const world::World& world,
                                         Date ordered_on) {
  const world::Territory inside =
      world.gazetteer().territory(or_country(rule.in, world), ordered_on);
  std::vector<DiversityRow> rows;
  for (const world::StatArea& area : world.programme().stat_areas) {
    if (area.edition != rule.edition || area.people == 0 || area.people < rule.min_people) continue;
    if (!lies_in(area, inside) || area.by_group.empty()) continue;
    int64_t largest = 0;
    for (const auto& [group, people] : area.by_group) {
      if (group != "other") largest = std::max(largest, people);
    }
    const int64_t outside = area.people - largest;
    if (100 * outside < rule.share_percent * area.people) continue;
    rows.push_back({&area, outside, static_cast<int>(10000 * outside / area.people)});
  }
  std::sort(rows.begin(), rows.end(), [](const DiversityRow& a, const DiversityRow& b) {
    const int64_t left = a.outside_largest * b.area->people,
                  right = b.outside_largest * a.area->people;
    return left != right ? left > right : a.area->id < b.area->id;
  });
  if (rule.at_most && rows.size() > static_cast<size_t>(*rule.at_most)) {
    rows.resize(static_cast<size_t>(*rule.at_most));
  }
  return rows;
}

Result<std::vector<world::Territory>> resolve(const AreaSet& set, const world::World& world,
                                              Date ordered_on) {
  if (const auto* rule = std::get_if<DiversityRule>(&set)) {
    const auto& areas = world.programme().stat_areas;
    if (std::none_of(areas.begin(), areas.end(),
                     [&](const auto& a) { return a.edition == rule->edition; })) {
      return fail("evaluate.unknown_edition", {rule->edition});
    }
  }
  std::vector<world::Territory> found = std::visit(Resolver{world, ordered_on}, set);
  if (found.empty()) return fail("evaluate.empty_area_set");
  return found;
}

}  // namespace dostyq::directive
