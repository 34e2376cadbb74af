#include "random/random_programme.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace dostyq::trial {
namespace {

using world::AreaKind;

const world::Provenance kFrom{"s", Confidence::kPublished};

Date day_of(unsigned month, unsigned day) { return *Date::from_ymd(kYear, month, day); }

Text named(const std::string& id) { return {id, id, id}; }

class Maker {
 public:
  Maker(Dice& dice, const Shape& shape) : dice_(dice), shape_(shape) {}

  world::Programme make() {
    add_config();
    add_areas();
    add_figures();
    add_places();
    add_travel();
    add_facts();
    add_completeness();
    sort();
    return std::move(p_);
  }

 private:
  /// What makes a large number no round one.
  int64_t odd() { return shape_.size == 1 ? 0 : dice_.between(0, shape_.size - 1); }

  int64_t money() const { return shape_.size == 1 ? 1'000'000 : 1'000'000'000; }

  static std::string numbered(const char* prefix, int64_t n) { return prefix + std::to_string(n); }

  void add_config() {
    world::Config& config = p_.config;
    config.id = "random";
    config.country = "c";
    config.zone = "UTC";
    config.edition = "2027-01-01";
    config.currency = "XTS";
    config.name = named("random");
    config.languages = {Language::kEnglish};
    config.epoch = *Date::from_ymd(2020, 1, 1);
    config.travel.speeds = {{std::nullopt, 60}};
    config.travel.limit_minutes = 120;
    config.phases = {{"a", day_of(1, 1), day_of(3, 31), {}, {}, Confidence::kDemo},
                     {"b", day_of(4, 1), day_of(6, 30), {}, {}, Confidence::kDemo}};
    if (shape_.phases == 1 || dice_.chance(20)) config.phases.pop_back();
    for (world::Phase& phase : config.phases) {
      if (shape_.limits && dice_.chance(60)) phase.budget = money() * dice_.between(2, 12);
      if (shape_.limits && dice_.chance(30)) phase.at_most = static_cast<int>(dice_.between(1, 3));
    }
    add_kind("branch", {"branch", "representation"}, true);
    add_kind("house", {"house", "representation"}, true);
    if (dice_.chance(40)) add_kind("hall", {"hall", "house", "representation"}, true);
    add_kind("museum", {"museum"}, false);
    config.registers = {{"evidence", named("evidence"), {"about"}},
                        {"teams", named("teams"), {"trained", "tongues", "body"}}};
    p_.sources = {{"s", "s", "", "", "", ""}};
    p_.groups = {
        {"g1", named("g1"), kFrom}, {"g2", named("g2"), kFrom}, {"other", named("other"), kFrom}};
  }

  void add_kind(const char* id, std::vector<std::string> counts_as, bool can_open) {
    world::SiteKind kind;
    kind.id = id;
    kind.name = named(id);
    kind.counts_as = std::move(counts_as);
    kind.can_open = can_open;
    kind.open_cost = money() * dice_.between(1, 6);
    kind.year_cost = money() / 1000 * 365 * dice_.between(0, 3);
    kind.capacity = shape_.size * dice_.between(0, 12) + odd();
    p_.config.kinds.push_back(std::move(kind));
  }

  void add_area(const std::string& id, AreaKind kind, const std::string& parent, Period period) {
    p_.areas.push_back({id, kind, parent, "", named(id), {}, period, kFrom});
  }

  // Region r3 may have been carved out of r1, district d9 out of d1.
  void add_areas() {
    const Date split = random_day(dice_);
    if (dice_.chance(50)) p_.successions.push_back({true, "b1", "b2", split, kFrom});
    const bool regions_split = dice_.chance(50), district_split = dice_.chance(35);
    add_area("c", AreaKind::kCountry, "", {});
    add_area("r1", AreaKind::kRegion, "c", {});
    add_area("r2", AreaKind::kRegion, "c", {});
    if (regions_split) {
      add_area("r3", AreaKind::kRegion, "c", {split, Date::distant_future()});
      p_.successions.push_back({false, "r1", "r3", split, kFrom});
    }
    const int64_t n = dice_.between(2, shape_.most_districts - (district_split ? 1 : 0));
    for (int64_t i = 1; i <= n; ++i) {
      const std::string id = numbered("d", i), home = dice_.chance(60) ? "r1" : "r2";
      districts_.push_back(id);
      if (regions_split && home == "r1" && dice_.chance(50)) {
        add_area(id, AreaKind::kDistrict, home, {Date::distant_past(), split});
        add_area(id, AreaKind::kDistrict, "r3", {split, Date::distant_future()});
      } else {
        add_area(id, AreaKind::kDistrict, home, {});
      }
    }
    if (!district_split) return;
    const Date birth = random_day(dice_);
    add_area("d9", AreaKind::kDistrict, "r2", {birth, Date::distant_future()});
    p_.successions.push_back({false, "d1", "d9", birth, kFrom});
    districts_.push_back("d9");
  }

  void add_figures() {
    size_t next = 0;
    while (next < districts_.size()) {
      world::StatArea area;
      area.members = {districts_[next++]};
      if (next < districts_.size() && dice_.chance(25)) area.members.push_back(districts_[next++]);
      std::sort(area.members.begin(), area.members.end());
      area.id = area.pooled() ? "pool-" + area.members[0] : area.members[0];
      area.edition = p_.config.edition;
      area.provenance = kFrom;
      give_people(area);
      world::StatArea before = area;
      before.id += "-old";
      before.edition = "2021-01-01";
      give_people(before);
      p_.stat_areas.push_back(std::move(area));
      if (dice_.chance(70)) p_.stat_areas.push_back(std::move(before));
    }
  }

  void give_people(world::StatArea& area) {
    area.by_group.clear();
    area.people = 0;
    area.groups_complete = !shape_.incomplete || !dice_.chance(25);
    for (const char* group : {"g1", "g2", "other"}) {
      if (dice_.chance(area.groups_complete ? 10 : 40)) continue;
      area.by_group[group] = shape_.size * dice_.between(0, 12) + odd();
      area.people += area.by_group[group];
    }
    if (!area.groups_complete) area.people += dice_.between(0, 4);
  }

  void add_places() {
    std::vector<std::string> homes = districts_;
    while (static_cast<int>(homes.size()) < shape_.most_places && dice_.chance(50)) {
      homes.push_back(dice_.pick(districts_));
    }
    int candidates = 0;
    for (size_t i = 0; i < homes.size(); ++i) {
      world::Place place;
      place.id = numbered("p", static_cast<int64_t>(i));
      place.area = homes[i];
      place.name = named(place.id);
      place.weight = dice_.between(1, 4);
      place.seat = dice_.chance(70) ? world::Seat::kDistrict : world::Seat::kNone;
      place.candidate = candidates < shape_.most_candidates && dice_.chance(75);
      candidates += place.candidate;
      place.provenance = kFrom;
      p_.places.push_back(std::move(place));
    }
  }

  // Whole tens of minutes, some of them a second longer: T is met exactly, or just missed.
  void add_travel() {
    for (const world::Place& from : p_.places) {
      for (const world::Place& to : p_.places) {
        if (from.id == to.id || dice_.chance(15)) continue;
        const auto seconds = static_cast<int32_t>(600 * dice_.between(1, 11) + dice_.chance(25));
        p_.travel.push_back({from.id, to.id, seconds, kFrom});
      }
    }
    p_.travel.push_back({p_.places[0].id, p_.places[0].id, 0, kFrom});
  }

  Period random_period() {
    Period period;
    if (dice_.chance(60)) period.from = random_day(dice_);
    if (dice_.chance(40)) period.to = random_day(dice_);
    if (period.to <= period.from) period.to = Date::distant_future();
    return period;
  }

  std::string random_area() {
    return dice_.chance(70) ? dice_.pick(districts_) : dice_.pick(p_.areas).id;
  }

  void add_facts() {
    auto& sites = p_.tables["sites"];
    for (int64_t i = dice_.between(0, 3); i > 0; --i) {
      const world::Place& place = dice_.pick(p_.places);
      const std::string& kind = dice_.pick(p_.config.kinds).id;
      sites.push_back(
          {numbered("s", i), place.area, place.id, random_period(), {{"kind", kind}}, kFrom});
    }
    auto& teams = p_.tables["teams"];
    for (int64_t i = dice_.between(0, 4); i > 0; --i) {
      std::map<std::string, std::string> properties{{"trained", dice_.chance(60) ? "yes" : "no"}};
      properties["body"] = dice_.chance(50) ? "b1" : "b2";
      if (dice_.chance(50)) properties["tongues"] = dice_.chance(50) ? "kk|ru" : "kk";
      teams.push_back({numbered("t", i), random_area(), "", random_period(), properties, kFrom});
    }
    auto& evidence = p_.tables["evidence"];
    for (int64_t i = dice_.between(0, 2); i > 0; --i) {
      evidence.push_back(
          {numbered("e", i), random_area(), "", random_period(), {{"about", "it"}}, kFrom});
    }
  }

  void add_completeness() {
    for (const char* table : {"sites", "teams", "evidence"}) {
      if (!shape_.incomplete || dice_.chance(40)) {
        p_.completeness.push_back({table, "", "c", {}, kFrom});
        continue;
      }
      for (int64_t i = dice_.between(0, 3); i > 0; --i) {
        const bool one_kind = std::string(table) == "sites" && dice_.chance(50);
        const char* kind = !one_kind ? "" : dice_.chance(50) ? "house" : "representation";
        const std::string area = dice_.chance(50) ? "r1" : dice_.pick(p_.areas).id;
        p_.completeness.push_back(
            {table, kind, area, dice_.chance(50) ? Period{} : random_period(), kFrom});
      }
    }
  }

  template <typename Row>
  static void sort_by_id(std::vector<Row>& rows) {
    std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.id < b.id; });
  }

  void sort() {
    std::sort(p_.areas.begin(), p_.areas.end(), [](const auto& a, const auto& b) {
      return std::tie(a.id, a.period.from) < std::tie(b.id, b.period.from);
    });
    sort_by_id(p_.stat_areas);
    sort_by_id(p_.places);
    for (auto& [table, facts] : p_.tables) sort_by_id(facts);
  }

  Dice& dice_;
  const Shape& shape_;
  world::Programme p_;
  std::vector<std::string> districts_;
};

}  // namespace

Date random_day(Dice& dice) {
  if (dice.chance(40)) {
    const Date end = dice.chance(50) ? day_of(3, 31) : day_of(6, 30);
    return end.plus_days(static_cast<int32_t>(dice.between(-1, 1)));
  }
  return day_of(1, 1).plus_days(static_cast<int32_t>(dice.between(0, 240)));
}

std::shared_ptr<const world::Programme> random_programme(Dice& dice, const Shape& shape) {
  return std::make_shared<const world::Programme>(Maker(dice, shape).make());
}

std::vector<planning::PlannedSite> random_plan(Dice& dice, const world::Programme& programme) {
  std::set<planning::PlannedSite> sites;
  for (int64_t i = dice.between(0, 3); i > 0; --i) {
    sites.insert({dice.pick(programme.config.phases).id, dice.pick(programme.places).id,
                  dice.pick(programme.config.kinds).id});
  }
  return {sites.begin(), sites.end()};
}

}  // namespace dostyq::trial
