#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>

#include "world/check_figures.hpp"
#include "world/tables.hpp"
#include "world/words.hpp"

namespace dostyq::world {
namespace {

/// No district reaches farther from a point inside it: a place beyond is a slip of the pen.
constexpr double kFarMetres = 600'000;

/// Great circle on a sphere: within 0.6 % of the truth, which is plenty for finding slips.
double rough_metres(const Coordinate& a, const Coordinate& b) {
  constexpr double kRadians = std::numbers::pi / 180;
  const double dlat = (b.lat() - a.lat()) * kRadians / 2;
  const double dlon = (b.lon() - a.lon()) * kRadians / 2;
  const double h = std::sin(dlat) * std::sin(dlat) + std::cos(a.lat() * kRadians) *
                                                         std::cos(b.lat() * kRadians) *
                                                         std::sin(dlon) * std::sin(dlon);
  return 2 * 6371008.8 * std::asin(std::sqrt(std::min(1.0, h)));
}

std::vector<std::string> key_of(const AreaVersion& area) {
  return {area.id, area.period.from.to_string()};
}

class ConsistencyChecker {
 public:
  ConsistencyChecker(const Programme& programme, const Tables& tables, const ConfigReading& config,
                     Problems& problems)
      : programme_(programme), tables_(tables), config_(config), problems_(problems) {}

  void check() {
    if (config_.readable) check_config();
    check_successions();
    for (const StatArea& stat_area : programme_.stat_areas) check_members(stat_area);
    for (const Place& place : programme_.places) check_place(place);
    for (const Fact& site : programme_.tables.at(kSites)) check_site_point(site);
    check_registers();
    check_completeness();
  }

  /// False when something is wrong with which area lies in which.
  bool check_areas() {
    const size_t before = problems_.size();
    for (size_t i = 0; i < programme_.areas.size(); ++i) {
      const AreaVersion& area = programme_.areas[i];
      if (i > 0 && programme_.areas[i - 1].id == area.id)
        check_versions(programme_.areas[i - 1], area);
      check_parent(area);
    }
    return problems_.size() == before;
  }

 private:
  void report(std::string key, std::vector<std::string> args, Where where) {
    problems_.push_back({ErrorCode::kBadInput, std::move(key), std::move(args), std::move(where)});
  }
  void report_unknown(const std::string& value, const Table& target, Where where) {
    report("value.unknown_reference",
           {value, target.file, nearest(value, {target.ids.begin(), target.ids.end()})},
           std::move(where));
  }
  int config_line(const std::string& key) const {
    const auto at = config_.lines.find(key);
    return at == config_.lines.end() ? 0 : at->second;
  }

  void check_config() {
    const Config& config = config_.config;
    const Table& areas = tables_.at("areas");
    if (areas.readable && !config.country.empty()) {
      const AreaVersion* country = programme_.find_area(config.country, Date::distant_future());
      const Where where{kConfigFile, config_line("country"), "country"};
      if (!areas.ids.contains(config.country))
        report_unknown(config.country, areas, where);
      else if (country != nullptr && country->kind != AreaKind::kCountry)
        report("config.country", {config.country}, where);
    }
    const Table& places = tables_.at("places");
    for (const SiteKind& kind : config.kinds) {
      for (const std::string& place : kind.places) {
        if (!places.readable || places.ids.contains(place)) continue;
        report_unknown(place, places,
                       {kConfigFile, config_line("kind." + kind.id + ".places"), "places"});
      }
    }
  }

  void check_versions(const AreaVersion& earlier, const AreaVersion& later) {
    if (earlier.period.overlaps(later.period)) {
      const int first = tables_.where("areas", key_of(earlier), "").row;
      report("area.overlap", {later.id, std::to_string(first)},
             tables_.where("areas", key_of(later), "from"));
    }
    if (earlier.kind != later.kind) {
      report("area.kind_changed", {later.id}, tables_.where("areas", key_of(later), "kind"));
    }
  }

  void check_parent(const AreaVersion& area) {
    const Where where = tables_.where("areas", key_of(area), "parent");
    if (area.kind == AreaKind::kCountry) {
      if (!area.parent.empty()) report("area.country_parent", {area.id}, where);
      return;
    }
    if (area.parent.empty()) return report("area.no_parent", {area.id}, where);
    bool known = false;
    bool alive = false;
    for (const AreaVersion& parent : programme_.areas) {
      if (parent.id != area.parent) continue;
      if (!known && parent.kind >= area.kind)
        report("area.parent_kind", {area.id, area.parent}, where);
      known = true;
      alive = alive || parent.period.overlaps(area.period);
    }
    if (known && !alive) report("area.parent_ended", {area.id, area.parent}, where);
  }

  void check_successions() {
    for (const Succession& succession : programme_.successions) {
      const std::vector<std::string> key{succession.of_body ? "body" : "area", succession.older,
                                         succession.newer, succession.date.to_string()};
      const Table& target = tables_.at(succession.of_body ? "bodies" : "areas");
      if (!target.readable) continue;
      const auto check = [&](const std::string& id, const char* column) {
        if (!target.ids.contains(id))
          report_unknown(id, target, tables_.where("successions", key, column));
      };
      check(succession.older, "old");
      check(succession.newer, "new");
      if (succession.older == succession.newer) {
        report("succession.itself", {succession.older}, tables_.where("successions", key, "new"));
      }
    }
  }

  bool is_district(const std::string& id) const {
    const AreaVersion* area = programme_.find_area(id, Date::distant_future());
    return area == nullptr || area->kind == AreaKind::kDistrict;
  }

  void check_members(const StatArea& stat_area) {
    for (const std::string& member : stat_area.members) {
      if (!is_district(member))
        report("area.not_district", {member},
               tables_.where("stat_areas", {stat_area.id}, "members"));
    }
  }

  void check_place(const Place& place) {
    if (!is_district(place.area))
      report("area.not_district", {place.area}, tables_.where("places", {place.id}, "area"));
    const AreaVersion* district = programme_.find_area(place.area, Date::distant_future());
    if (district == nullptr || district->point == Coordinate{}) return;
    check_near(place.point, district->point, "point.far_from_district", district->id,
               tables_.where("places", {place.id}, "lon"));
  }

  void check_site_point(const Fact& site) {
    const auto lon = parse_degrees(site.property("lon"));
    const auto lat = parse_degrees(site.property("lat"));
    const Where where = tables_.where("sites", {site.id}, "lon");
    if (lon.has_value() != lat.has_value()) return report("point.half", {}, where);
    const Place* place = programme_.find_place(site.place);
    if (!lon || !lat || place == nullptr) return;
    check_near(Coordinate::from_degrees(*lon, *lat), place->point, "point.far_from_place",
               place->id, where);
  }

  void check_near(const Coordinate& point, const Coordinate& anchor, const char* key,
                  const std::string& anchor_id, const Where& where) {
    const double metres = rough_metres(point, anchor);
    if (metres <= kFarMetres) return;
    const bool swappable = std::abs(point.lon()) <= 90;
    const Coordinate swapped{point.lat_e7, point.lon_e7};
    if (swappable && rough_metres(swapped, anchor) <= kFarMetres)
      return report("point.swapped", {}, where);
    report(key, {anchor_id, std::to_string(std::lround(metres / 1000))}, where);
  }

  void check_registers() {
    for (const auto& [name, facts] : programme_.tables) {
      if (name == kSites) continue;
      for (const Fact& fact : facts) {
        // A place that is not known has been reported already.
        if (fact.area.empty() && fact.place.empty())
          report("register.no_area", {fact.id}, tables_.where(name, {fact.id}, "area"));
      }
    }
  }

  void check_completeness() {
    std::vector<std::string> names;
    names.reserve(programme_.tables.size());
    for (const auto& [name, facts] : programme_.tables) names.push_back(name);
    const Config& config = config_.config;
    for (const Completeness& row : programme_.completeness) {
      const std::vector<std::string> key{row.table, row.kind, row.area,
                                         row.period.from.to_string()};
      if (!config_.readable) continue;  // registers and kinds are unknown
      if (std::find(names.begin(), names.end(), row.table) == names.end()) {
        report("completeness.table", {row.table, nearest(row.table, names)},
               tables_.where("completeness", key, "table"));
      } else if (row.kind.empty()) {
        continue;
      } else if (row.table != kSites) {
        report("completeness.kind_of_register", {row.table},
               tables_.where("completeness", key, "kind"));
      } else if (std::none_of(config.kinds.begin(), config.kinds.end(),
                              [&](const SiteKind& kind) { return kind.is(row.kind); })) {
        report("completeness.kind", {row.kind}, tables_.where("completeness", key, "kind"));
      }
    }
  }

  const Programme& programme_;
  const Tables& tables_;
  const ConfigReading& config_;
  Problems& problems_;
};

}  // namespace

void check_consistency(const Programme& programme, const Tables& tables,
                       const ConfigReading& config, Problems& problems) {
  ConsistencyChecker checker(programme, tables, config, problems);
  checker.check();
  const bool areas_sound = checker.check_areas();
  check_figures(programme, tables, config, areas_sound, problems);
}

}  // namespace dostyq::world
