#include "naive/naive_facts.hpp"

#include <algorithm>
#include <set>

namespace dostyq::trial {
namespace {

bool counts_as(const world::SiteKind& kind, const std::string& wanted) {
  if (kind.id == wanted) return true;
  for (const std::string& name : kind.counts_as) {
    if (name == wanted) return true;
  }
  return false;
}

bool is_of(const world::Programme& programme, const world::Fact& fact, const std::string& wanted) {
  for (const world::SiteKind& kind : programme.config.kinds) {
    if (kind.id == fact.property("kind")) return counts_as(kind, wanted);
  }
  return false;
}

const world::AreaVersion* alive(const world::Programme& programme, const std::string& id,
                                Date day) {
  for (const world::AreaVersion& version : programme.areas) {
    if (version.id == id && version.period.from <= day && day < version.period.to) return &version;
  }
  return nullptr;
}

bool lies_in(const world::Programme& programme, std::string area, const std::string& in, Date day) {
  while (!area.empty()) {
    if (area == in) return true;
    const world::AreaVersion* version = alive(programme, area, day);
    area = version == nullptr ? "" : version->parent;
  }
  return false;
}

/// `acting` is the body, or took over from it, or from one that did.
bool acts_for(const world::Programme& programme, const std::string& acting,
              const std::string& body) {
  if (acting == body) return true;
  return std::any_of(programme.successions.begin(), programme.successions.end(),
                     [&](const world::Succession& step) {
                       return step.of_body && step.newer == acting &&
                              acts_for(programme, step.older, body);
                     });
}

std::vector<std::string> split(const std::string& cell) {
  std::vector<std::string> items{""};
  for (char c : cell) {
    if (c == '|')
      items.emplace_back();
    else
      items.back() += c;
  }
  return items;
}

bool lists_kind(const world::World& world, const std::string& table, const world::SiteKind* kind,
                const std::string& area, Date day) {
  for (const world::Completeness& row : world.programme().completeness) {
    if (row.table != table || day < row.period.from || row.period.to <= day) continue;
    if (!row.kind.empty() && (kind == nullptr || !counts_as(*kind, row.kind))) continue;
    if (lies_in(world.programme(), area, row.area, day)) return true;
  }
  return false;
}

/// People of one place who belong to the group, and those who may.
struct Crowd {
  size_t place = 0;
  int64_t people = 0, maybe = 0;
};

/// "groups_complete = no: absent is then unknown, not zero." Those people are among the ones whose
/// group is not given, or in the published row of all others.
int64_t may_belong(const world::World& world, const world::DemandPoint& point, size_t group) {
  const world::Programme& programme = world.programme();
  const world::StatArea& area = programme.stat_areas[point.stat_area];
  if (area.groups_complete || area.by_group.count(programme.groups[group].id) > 0) return 0;
  int64_t people = point.unknown_group;
  for (size_t g = 0; g < programme.groups.size(); ++g) {
    if (programme.groups[g].id == "other") people += point.by_group[g];
  }
  return people;
}

class Seats {
 public:
  Seats(const directive::Reach& reach, const world::World& world, Date day)
      : reach_(reach), world_(world) {
    const world::Programme& programme = world.programme();
    for (const world::Fact* site : world.facts(world::kSites)) {
      if (!is_of(programme, *site, reach.kind)) continue;
      if (day < site->period.from || site->period.to <= day) continue;
      for (size_t p = 0; p < programme.places.size(); ++p) {
        if (programme.places[p].id != site->place) continue;
        sites_.push_back(p);
        capacity_.push_back(programme.find_kind(site->property("kind"))->capacity);
      }
    }
  }

  /// How many of these people (one number for each crowd) can be served. With capacities: the
  /// smallest cut over all sets of crowds (Ford and Fulkerson).
  int64_t served(const std::vector<Crowd>& crowds, const std::vector<int64_t>& people) const {
    int64_t smallest = -1;
    for (size_t cut = 0; cut < size_t{1} << crowds.size(); ++cut) {
      int64_t value = 0;
      std::set<size_t> used;
      for (size_t i = 0; i < crowds.size(); ++i) {
        if ((cut >> i & 1) == 0) {
          value += people[i];
          continue;
        }
        for (size_t s : in_reach(crowds[i].place)) used.insert(s);
      }
      for (size_t s : used) value += reach_.capacity ? capacity_[s] : 1'000'000;
      if (smallest < 0 || value < smallest) smallest = value;
    }
    return smallest;
  }

 private:
  std::vector<size_t> in_reach(size_t place) const {
    std::vector<size_t> found;
    for (size_t s = 0; s < sites_.size(); ++s) {
      const auto seconds = world_.travel().seconds(place, sites_[s]);
      if (seconds && *seconds <= 60 * reach_.minutes) found.push_back(s);
    }
    return found;
  }

  const directive::Reach& reach_;
  const world::World& world_;
  std::vector<size_t> sites_;
  std::vector<int64_t> capacity_;
};

/// Calls `visit` with every way in which those who may belong do belong.
void for_each_membership(const std::vector<Crowd>& crowds, std::vector<int64_t>& people, size_t i,
                         const auto& visit) {
  if (i == crowds.size()) return visit();
  for (int64_t more = 0; more <= crowds[i].maybe; ++more) {
    people.push_back(crowds[i].people + more);
    for_each_membership(crowds, people, i + 1, visit);
    people.pop_back();
  }
}

Leaf reach_of(const directive::Reach& reach, const world::World& world,
              const world::Territory& area, const Seats& seats, std::optional<size_t> group) {
  std::vector<Crowd> crowds;
  std::vector<int64_t> known;
  int64_t total = 0, unreachable = 0, may = 0;
  for (const world::DemandPoint& point : world.demand().points) {
    if (!area.contains(world.programme().places[point.place].area)) continue;
    Crowd crowd{point.place, group ? point.by_group[*group] : point.people,
                group ? may_belong(world, point, *group) : 0};
    known.push_back(crowd.people);
    total += crowd.people;
    may += crowd.maybe;
    if (seats.served({crowd}, {1}) == 0) unreachable += crowd.maybe;
    crowds.push_back(crowd);
  }
  bool always = true, ever = false;
  std::vector<int64_t> people;
  for_each_membership(crowds, people, 0, [&] {
    int64_t members = 0;
    for (int64_t n : people) members += n;
    const bool enough = 100 * seats.served(crowds, people) >= reach.percent * members;
    always = always && enough;
    ever = ever || enough;
  });
  Leaf leaf;
  leaf.answer = always ? Answer::kYes : ever ? Answer::kPerhaps : Answer::kNo;
  if (leaf.answer == Answer::kNo) {
    const int64_t members = total + (reach.capacity ? may : unreachable);
    leaf.shortfall = (reach.percent * members + 99) / 100 - seats.served(crowds, known);
  }
  return leaf;
}

}  // namespace

bool naive_complete(const world::World& world, const std::string& table, const std::string& kind,
                    const std::vector<std::string>& area_ids, Date day) {
  if (world.has_plan() && table == world::kSites) return true;
  const world::Programme& programme = world.programme();
  std::vector<std::string> areas, districts;
  for (const std::string& id : area_ids) {
    const world::AreaVersion* version = alive(programme, id, day);
    if (version == nullptr) continue;
    areas.push_back(id);
    if (version->kind == world::AreaKind::kDistrict) districts.push_back(id);
  }
  // A site stands in a district; a mediator may belong to a region.
  if (table == world::kSites && !districts.empty()) areas = districts;
  if (areas.empty()) return false;
  for (const std::string& area : areas) {
    if (table != world::kSites) {
      if (!lists_kind(world, table, nullptr, area, day)) return false;
      continue;
    }
    for (const world::SiteKind& site_kind : programme.config.kinds) {
      if (!kind.empty() && !counts_as(site_kind, kind)) continue;
      if (!lists_kind(world, table, &site_kind, area, day)) return false;
    }
  }
  return true;
}

Leaf naive_count(const directive::Count& count, const world::World& world,
                 const world::Territory& area, Date day) {
  int64_t known = 0;
  for (const world::Fact* fact : world.facts(count.table)) {
    bool counts = fact->period.from <= day && day < fact->period.to && area.contains(fact->area);
    if (count.opened_after) counts = counts && fact->period.from > *count.opened_after;
    bool kind_fits = count.kinds.empty();
    for (const std::string& kind : count.kinds) {
      kind_fits = kind_fits || is_of(world.programme(), *fact, kind);
    }
    for (const auto& [column, value] : count.where) {
      if (column == "body") {
        counts = counts && acts_for(world.programme(), fact->property(column), value);
        continue;
      }
      const std::vector<std::string> cell = split(fact->property(column));
      counts = counts && std::find(cell.begin(), cell.end(), value) != cell.end();
    }
    known += counts && kind_fits;
  }
  bool complete = true;
  for (const std::string& kind : count.kinds) {
    complete = complete && naive_complete(world, count.table, kind, area.ids, day);
  }
  if (count.kinds.empty()) complete = naive_complete(world, count.table, "", area.ids, day);

  // The table may list fewer than there are: `known` or, when it is not complete, any number above.
  const int64_t n = count.comparison.n;
  bool can_hold = false, can_fail = false;
  for (int64_t real = known; real <= (complete ? known : std::max(known, n) + 1); ++real) {
    const bool holds = count.comparison.op == directive::Comparison::Op::kAtLeast  ? real >= n
                       : count.comparison.op == directive::Comparison::Op::kAtMost ? real <= n
                                                                                   : real == n;
    (holds ? can_hold : can_fail) = true;
  }
  Leaf leaf;
  leaf.answer = !can_fail ? Answer::kYes : can_hold ? Answer::kPerhaps : Answer::kNo;
  if (leaf.answer == Answer::kNo) leaf.shortfall = known < n ? n - known : known - n;
  return leaf;
}

Leaf naive_reach(const directive::Reach& reach, const world::World& world,
                 const world::Territory& area, Date day) {
  const Seats seats(reach, world, day);
  const auto& groups = world.programme().groups;
  Leaf all{Answer::kYes, 0};
  const auto add = [&](std::optional<size_t> group) {
    const Leaf one = reach_of(reach, world, area, seats, group);
    all.answer = std::min(all.answer, one.answer);
    all.shortfall += one.shortfall;
  };
  if (reach.who == directive::Reach::Who::kEveryone) add(std::nullopt);
  for (size_t g = 0; g < groups.size(); ++g) {
    if (reach.who == directive::Reach::Who::kGroup && groups[g].id == reach.group) add(g);
    if (reach.who == directive::Reach::Who::kEachGroup && groups[g].id != "other") add(g);
  }
  if (all.answer != Answer::kNo) return all;
  // A site that is not listed could serve them, wherever it stands.
  std::vector<std::string> around = area.ids;
  for (const world::DemandPoint& point : world.demand().points) {
    if (!area.contains(world.programme().places[point.place].area)) continue;
    for (size_t to = 0; to < world.programme().places.size(); ++to) {
      const auto seconds = world.travel().seconds(point.place, to);
      if (seconds && *seconds <= 60 * reach.minutes)
        around.push_back(world.programme().places[to].area);
    }
  }
  if (!naive_complete(world, world::kSites, reach.kind, around, day)) return {Answer::kPerhaps, 0};
  return all;
}

}  // namespace dostyq::trial
