#include "world/check_figures.hpp"

#include <algorithm>
#include <map>

namespace dostyq::world {
namespace {

class FigureChecker {
 public:
  FigureChecker(const Programme& programme, const Tables& tables, const ConfigReading& config,
                bool areas_sound, Problems& problems)
      : programme_(programme),
        tables_(tables),
        config_(config),
        areas_sound_(areas_sound),
        problems_(problems) {}

  void check() {
    const bool figures = clean({"stat_areas", "people", "groups"});
    if (figures) {
      for (const StatArea& stat_area : programme_.stat_areas) check_groups(stat_area);
    }
    if (figures && areas_sound_ && clean({"areas", "control_totals"})) {
      for (const ControlTotal& total : programme_.control_totals) check_control(total);
    }
    if (config_.readable && areas_sound_ && clean({"areas", "stat_areas"})) check_districts();
    if (config_.readable && clean({"stat_areas", "places"})) check_places();
  }

 private:
  bool clean(std::initializer_list<const char*> names) const {
    return std::all_of(names.begin(), names.end(),
                       [&](const char* name) { return tables_.at(name).clean(); });
  }
  void report(std::string key, std::vector<std::string> args, Where where) {
    problems_.push_back({ErrorCode::kBadInput, std::move(key), std::move(args), std::move(where)});
  }
  Where at(const StatArea& stat_area, const char* column) const {
    return tables_.where("stat_areas", {stat_area.id}, column);
  }

  void check_groups(const StatArea& stat_area) {
    int64_t sum = 0;
    for (const auto& [group, people] : stat_area.by_group) sum += people;
    if (sum == stat_area.people || (!stat_area.groups_complete && sum < stat_area.people)) return;
    report(stat_area.groups_complete ? "figures.groups" : "figures.groups_exceed",
           {stat_area.id, std::to_string(sum), std::to_string(stat_area.people)},
           at(stat_area, "people"));
  }

  /// `district` lies in `area` (or is it) on the day of the edition.
  bool lies_in(std::string district, const std::string& area, Date day) const {
    for (int level = 0; level <= 3 && !district.empty(); ++level) {
      if (district == area) return true;
      const AreaVersion* version = programme_.find_area(district, day);
      district = version == nullptr ? "" : version->parent;
    }
    return false;
  }

  void check_control(const ControlTotal& total) {
    const Where where =
        tables_.where("control_totals", {total.area, total.group, total.edition}, "people");
    const Date day = Date::parse(total.edition).value_or(Date::distant_future());
    int64_t sum = 0;
    bool any = false;
    bool all_known = true;
    for (const StatArea& stat_area : programme_.stat_areas) {
      if (stat_area.edition != total.edition) continue;
      const auto inside = std::count_if(
          stat_area.members.begin(), stat_area.members.end(),
          [&](const std::string& member) { return lies_in(member, total.area, day); });
      if (inside == 0) continue;
      if (inside != static_cast<long>(stat_area.members.size())) {
        return report("figures.straddles", {stat_area.id, total.area}, where);
      }
      any = true;
      const auto group = stat_area.by_group.find(total.group);
      if (total.group.empty())
        sum += stat_area.people;
      else if (group != stat_area.by_group.end())
        sum += group->second;
      else
        all_known = all_known && stat_area.groups_complete;
    }
    if (!any) return report("figures.nothing_to_check", {total.area, total.edition}, where);
    if (sum == total.people || (!all_known && sum < total.people)) return;
    report(total.group.empty() ? "figures.total" : "figures.group_total",
           {total.area, std::to_string(total.people), std::to_string(sum), total.group}, where);
  }

  /// Statistical areas of the planning edition by member district.
  std::map<std::string, std::vector<const StatArea*>> planning_areas() const {
    std::map<std::string, std::vector<const StatArea*>> areas;
    for (const StatArea& stat_area : programme_.stat_areas) {
      if (stat_area.edition != programme_.config.edition) continue;
      for (const std::string& member : stat_area.members) areas[member].push_back(&stat_area);
    }
    return areas;
  }

  void check_districts() {
    const auto areas = planning_areas();
    if (areas.empty()) {
      const auto line = config_.lines.find("edition");
      report("figures.no_edition", {programme_.config.edition},
             {kConfigFile, line == config_.lines.end() ? 0 : line->second, "edition"});
      return;
    }
    for (const auto& [district, found] : areas) {
      if (found.size() > 1) {
        report("figures.two_stat_areas", {district, found[0]->id, found[1]->id},
               at(*found[1], "members"));
      }
    }
    for (const AreaVersion& area : programme_.areas) {
      // A district without an end is there today, whatever day today is.
      if (area.kind != AreaKind::kDistrict || area.period.to != Date::distant_future() ||
          areas.contains(area.id))
        continue;
      report("figures.no_stat_area", {area.id, programme_.config.edition},
             tables_.where("areas", {area.id, area.period.from.to_string()}, "id"));
    }
  }

  void check_places() {
    const auto areas = planning_areas();
    std::map<const StatArea*, int64_t> weights;
    for (const Place& place : programme_.places) {
      const auto found = areas.find(place.area);
      if (found == areas.end()) {
        const AreaVersion* area = programme_.find_area(place.area, Date::distant_future());
        const bool ended = area != nullptr && area->period.to != Date::distant_future();
        if (ended)
          report("place.ended_district", {place.id, place.area},
                 tables_.where("places", {place.id}, "area"));
        continue;
      }
      for (const StatArea* stat_area : found->second) weights[stat_area] += place.weight;
    }
    for (const StatArea& stat_area : programme_.stat_areas) {
      if (stat_area.edition != programme_.config.edition) continue;
      const auto weight = weights.find(&stat_area);
      if (weight == weights.end())
        report("figures.no_place", {stat_area.id}, at(stat_area, "members"));
      else if (weight->second == 0 && stat_area.people > 0)
        report("figures.no_weight", {stat_area.id}, at(stat_area, "members"));
    }
  }

  const Programme& programme_;
  const Tables& tables_;
  const ConfigReading& config_;
  bool areas_sound_;
  Problems& problems_;
};

}  // namespace

void check_figures(const Programme& programme, const Tables& tables, const ConfigReading& config,
                   bool areas_sound, Problems& problems) {
  FigureChecker(programme, tables, config, areas_sound, problems).check();
}

}  // namespace dostyq::world
