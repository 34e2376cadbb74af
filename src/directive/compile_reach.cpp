#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "directive/compile.hpp"
#include "directive/compile_scope.hpp"

namespace dostyq::directive {
namespace {

// Sums that differ, differ by a hundredth of a person at least; half of it keeps rounding errors
// from deciding.
constexpr double kHalfHundredth = 0.005;

// People who may belong to the group: it has no row where groups may be missing.
double may_belong(const world::Programme& programme, const world::DemandPoint& point,
                  std::optional<size_t> group) {
  if (!group || point.stat_area == world::DemandPoint::kNoStatArea) return 0;
  const world::StatArea& area = programme.stat_areas[point.stat_area];
  if (area.groups_complete || area.by_group.contains(programme.groups[*group].id)) return 0;
  const world::Group* other = programme.find_group("other");
  const int64_t others =
      other == nullptr ? 0 : point.by_group[static_cast<size_t>(other - programme.groups.data())];
  return static_cast<double>(point.unknown_group + others);
}

}  // namespace

std::vector<int> Compiler::opening_columns(size_t place, const std::string& kind, Date day) const {
  std::vector<int> columns;
  for (size_t i : openings_at_[place]) {
    const Opening& opening = openings_[i];
    if (opens(opening) <= day && world_.programme().config.kinds[opening.kind].is(kind))
      columns.push_back(opening.column);
  }
  return columns;
}

// 1 when a site of `kind` has opened at `place` by `day`; -1: none can. A column of its own, and
// integer, because "is there one by then" is the question worth branching on, not which kind opens
// in which phase.
int Compiler::presence_column(size_t place, const std::string& kind, Date day) {
  const std::vector<int> columns = opening_columns(place, kind, day);
  if (columns.empty()) return -1;
  if (columns.size() == 1) return columns.front();
  const auto [entry, is_new] = column_of_presence_.try_emplace(columns, 0);
  if (!is_new) return entry->second;
  entry->second = model_.add_column({0, 1, 0, true, ""});
  optim::Row sum{0, 0, {}, ""};
  for (int column : columns) sum.terms.push_back({column, 1});
  sum.terms.push_back({entry->second, -1});
  linking_.push_back(std::move(sum));
  return entry->second;
}

std::vector<std::pair<int, double>> StateWeights::sorted() const {
  std::vector<int> states = states_;
  std::sort(states.begin(), states.end());
  std::vector<std::pair<int, double>> found;
  found.reserve(states.size());
  for (int state : states) found.emplace_back(state, weight_[static_cast<size_t>(state)]);
  return found;
}

// Where a recorded site of `kind` stands on `day`.
std::vector<char> Compiler::serving(const std::string& kind, Date day) const {
  const auto& programme = world_.programme();
  std::vector<char> serves(programme.places.size(), 0);
  for (const world::Fact* site : world_.facts(world::kSites)) {
    const world::SiteKind* site_kind = programme.find_kind(site->property("kind"));
    const world::Place* place = programme.find_place(site->place);
    if (site_kind == nullptr || place == nullptr || !site_kind->is(kind) ||
        !site->period.contains(day))
      continue;
    serves[static_cast<size_t>(place - programme.places.data())] = 1;
  }
  return serves;
}

// The table says who can come to a place; turned round, so that a point's places ascend.
CoverGrouping Compiler::near(int32_t seconds, const std::vector<char>& wanted,
                             const std::vector<char>& without_point) const {
  const size_t n = world_.programme().places.size();
  CoverGrouping lists;
  lists.start.assign(n + 1, 0);
  const auto for_each_pair = [&](auto visit) {
    for (size_t to = 0; to < n; ++to) {
      if (wanted[to] == 0) continue;
      world_.travel().for_each_arrival(to, [&](size_t from, int32_t time) {
        if (time <= seconds && without_point[from] == 0) visit(from, to);
      });
    }
  };
  for_each_pair([&](size_t from, size_t) { ++lists.start[from + 1]; });
  for (size_t i = 0; i < n; ++i) lists.start[i + 1] += lists.start[i];
  lists.place.resize(lists.start[n]);
  std::vector<size_t> next(lists.start.begin(), lists.start.end() - 1);
  for_each_pair(
      [&](size_t from, size_t to) { lists.place[next[from]++] = static_cast<uint32_t>(to); });
  return lists;
}

const CoverageColumns& Compiler::coverage(const std::string& kind, int minutes, Date day) {
  const auto key = std::make_tuple(kind, minutes, day);
  if (const auto known = coverage_.find(key); known != coverage_.end()) return known->second;
  const size_t n = world_.programme().places.size();
  const std::vector<char> serves = serving(kind, day);
  std::vector<char> may_serve(n, 0);
  for (size_t to = 0; to < n; ++to)
    may_serve[to] = !openings_at_[to].empty() && !opening_columns(to, kind, day).empty() ? 1 : 0;
  CoverageColumns columns = grouped(minutes, serves, may_serve);
  if (form_ == CoverageForm::kListed) {
    list_groups(kind, day, columns);
  } else {
    columns.summed.presence = presence(kind, day);
  }
  return coverage_.emplace(key, std::move(columns)).first->second;
}

// Every point by its group among those whom sites `may_serve` within `minutes`, if none `serves`
// it today.
CoverageColumns Compiler::grouped(int minutes, const std::vector<char>& serves,
                                  const std::vector<char>& may_serve) {
  CoverageColumns columns;
  const auto known = std::find_if(groupings_.begin(), groupings_.end(), [&](const auto& one) {
    return one.minutes == minutes && one.serves == serves && one.may_serve == may_serve;
  });
  if (known != groupings_.end()) {
    columns.state = known->state;
    columns.summed.grouping = known->grouping;
    return columns;
  }
  std::vector<char> always(serves.size(), 0);
  for (size_t to = 0; to < serves.size(); ++to) {
    if (serves[to] == 0) continue;
    world_.travel().for_each_arrival(to, [&](size_t from, int32_t seconds) {
      if (seconds <= 60 * minutes) always[from] = 1;
    });
  }
  for (const world::DemandPoint& point : world_.demand().points)
    columns.state.push_back(always[point.place] != 0 ? CoverageColumns::kAlways
                                                     : CoverageColumns::kNever);
  group(near(60 * minutes, may_serve, always), columns);
  groupings_.push_back({minutes, serves, may_serve, columns.state, columns.summed.grouping});
  return columns;
}

// A column for each group of people whom the same columns serve.
void Compiler::list_groups(const std::string& kind, Date day, CoverageColumns& columns) {
  const CoverGrouping& grouping = *columns.summed.grouping;
  std::vector<int> column_of(grouping.size(), -1);
  for (size_t g = 0; g < grouping.size(); ++g) {
    std::vector<int> cover_set;
    for (const uint32_t place : grouping.places(g))
      cover_set.push_back(presence_column(place, kind, day));
    std::sort(cover_set.begin(), cover_set.end());
    const auto [entry, is_new] = column_of_cover_set_.try_emplace(cover_set, 0);
    if (is_new) {
      entry->second = model_.add_column({0, 1, 0, false, ""});
      optim::Row link{0, optim::kInfinity, {}, ""};
      for (int column : cover_set) link.terms.push_back({column, 1});
      link.terms.push_back({entry->second, -1});
      linking_.push_back(std::move(link));
    }
    column_of[g] = entry->second;
  }
  for (int& state : columns.state)
    if (state >= 0) state = column_of[static_cast<size_t>(state)];
}

// Points with the same places are one group: by a hash of the places, which are then compared.
void Compiler::group(const CoverGrouping& near, CoverageColumns& columns) const {
  const auto& points = world_.demand().points;
  auto grouping = std::make_shared<CoverGrouping>();
  std::unordered_multimap<uint64_t, int> group_of;
  for (size_t i = 0; i < points.size(); ++i) {
    const std::span<const uint32_t> places = near.places(points[i].place);
    if (places.empty()) continue;
    uint64_t hash = 0xcbf29ce484222325;
    for (const uint32_t place : places)
      hash = (hash ^ (place + 1)) * 0x9e3779b97f4a7c15, hash ^= hash >> 29;
    int group = -1;
    const auto [first, last] = group_of.equal_range(hash);
    for (auto at = first; at != last && group < 0; ++at) {
      const std::span<const uint32_t> other = grouping->places(static_cast<size_t>(at->second));
      if (std::equal(places.begin(), places.end(), other.begin(), other.end())) group = at->second;
    }
    if (group < 0) {
      group = static_cast<int>(grouping->size());
      grouping->place.insert(grouping->place.end(), places.begin(), places.end());
      grouping->start.push_back(grouping->place.size());
      group_of.emplace(hash, group);
    }
    columns.state[i] = group;
  }
  columns.summed.grouping = std::move(grouping);
}

std::shared_ptr<const Presence> Compiler::presence(const std::string& kind, Date day) {
  std::shared_ptr<const Presence>& known = presence_[{kind, day}];
  if (known != nullptr) return known;
  auto found = std::make_shared<Presence>();
  for (size_t place = 0; place < openings_at_.size(); ++place) {
    if (!openings_at_[place].empty()) {
      const std::vector<int> columns = opening_columns(place, kind, day);
      found->column.insert(found->column.end(), columns.begin(), columns.end());
    }
    found->start.push_back(static_cast<uint32_t>(found->column.size()));
  }
  return known = std::move(found);
}

std::vector<optim::Term> Compiler::served(const CoverageColumns& columns,
                                          const StateWeights& weights) {
  std::vector<std::pair<int, double>> counted = weights.sorted();
  std::erase_if(counted, [](const auto& one) { return !(one.second > 0); });
  if (form_ == CoverageForm::kSummed)
    return counted.empty() ? std::vector<optim::Term>{}
                           : sums_.add(columns.summed, std::move(counted), rank_, model_);
  std::vector<optim::Term> terms;
  terms.reserve(counted.size());
  for (const auto& [column, people] : counted) terms.push_back({column, people});
  return terms;
}

std::vector<optim::Row> Compiler::reach_rows(const Reach& reach, const Scope& scope, Date day) {
  const world::Territory area = scope.named(reach.in, world_);
  std::vector<optim::Row> rows;
  const auto add = [&](std::optional<size_t> group) {
    rows.push_back(reach.capacity ? capacity_row(reach, area, day, group)
                                  : reach_row(reach, area, day, group));
  };
  if (reach.who == Reach::Who::kEveryone) add(std::nullopt);
  const auto& groups = world_.programme().groups;
  for (size_t g = 0; g < groups.size(); ++g) {
    if (reach.who == Reach::Who::kGroup && groups[g].id == reach.group) add(g);
    if (reach.who == Reach::Who::kEachGroup && groups[g].id != "other") add(g);
  }
  return rows;
}

// 100 · reached >= percent · (total + people of unknown group out of reach), all on one side.
optim::Row Compiler::reach_row(const Reach& reach, const world::Territory& area, Date day,
                               std::optional<size_t> group) {
  const CoverageColumns& columns = coverage(reach.kind, reach.minutes, day);
  StateWeights weight;
  double needed = 0;
  const double share = reach.percent / 100.0;
  const auto& points = world_.demand().points;
  bool whole = true;
  for (const uint32_t i : world_.demand().points_in(area.ids)) {
    const auto people = static_cast<double>(group ? points[i].by_group[*group] : points[i].people);
    const double maybe = may_belong(world_.programme(), points[i], group);
    needed += share * people;
    if (columns.state[i] == CoverageColumns::kAlways) {
      needed -= people;
      continue;
    }
    if (maybe > 0) whole = false;
    needed += share * maybe;
    if (columns.state[i] >= 0) weight.add(columns.state[i], people + share * maybe);
  }
  optim::Row row;
  // Whole people on the left: the right side may be rounded up.
  row.lower = whole ? std::ceil(needed - 1e-6) : needed - kHalfHundredth;
  row.terms = served(columns, weight);
  return row;
}

// People are sent to sites, no site takes more than its capacity. Someone who may belong weighs
// `percent` in a hundred: so the row holds exactly when enough are served whoever of them belongs
// (evaluate_reach.cpp gives the same answer by another way).
optim::Row Compiler::capacity_row(const Reach& reach, const world::Territory& area, Date day,
                                  std::optional<size_t> group) {
  const auto& programme = world_.programme();
  std::vector<double> open_capacity(programme.places.size(), 0);
  for (const world::Fact* site : world_.facts(world::kSites)) {
    const world::SiteKind* kind = programme.find_kind(site->property("kind"));
    const world::Place* place = programme.find_place(site->place);
    if (kind == nullptr || place == nullptr || !kind->is(reach.kind) || !site->period.contains(day))
      continue;
    open_capacity[static_cast<size_t>(place - programme.places.data())] +=
        static_cast<double>(kind->capacity);
  }
  std::vector<char> may_serve(programme.places.size(), 0);
  for (size_t to = 0; to < may_serve.size(); ++to)
    may_serve[to] = open_capacity[to] > 0 || !opening_columns(to, reach.kind, day).empty() ? 1 : 0;
  const std::vector<uint32_t> inside = world_.demand().points_in(area.ids);
  std::vector<char> outside(programme.places.size(), 1);
  for (const uint32_t i : inside) outside[world_.demand().points[i].place] = 0;
  const CoverGrouping lists = near(60 * reach.minutes, may_serve, outside);
  std::vector<optim::Row> at_site(programme.places.size());
  optim::Row reached;
  double total = 0;
  bool whole = true;
  for (const uint32_t i : inside) {
    const world::DemandPoint& point = world_.demand().points[i];
    const auto known = static_cast<double>(group ? point.by_group[*group] : point.people);
    const double maybe = may_belong(programme, point, group);
    const double people = known + reach.percent * maybe / 100.0;
    total += known + maybe;
    whole = whole && maybe == 0;
    optim::Row at_most{-optim::kInfinity, people, {}, ""};
    for (const uint32_t to : lists.places(point.place)) {
      if (people == 0) break;
      const int column = model_.add_column({0, people, 0, false, ""});
      at_most.terms.push_back({column, 1});
      at_site[to].terms.push_back({column, 1});
      reached.terms.push_back({column, 1});
    }
    if (!at_most.terms.empty()) linking_.push_back(std::move(at_most));
  }
  for (size_t to = 0; to < at_site.size(); ++to) {
    if (at_site[to].terms.empty()) continue;
    at_site[to].upper = open_capacity[to];
    for (size_t i : openings_at_[to]) {
      const Opening& opening = openings_[i];
      const world::SiteKind& kind = programme.config.kinds[opening.kind];
      if (opens(opening) <= day && kind.is(reach.kind))
        at_site[to].terms.push_back({opening.column, -static_cast<double>(kind.capacity)});
    }
    linking_.push_back(std::move(at_site[to]));
  }
  const double needed = reach.percent * total / 100.0;
  reached.lower = whole ? std::ceil(needed - 1e-6) : needed - kHalfHundredth;
  return reached;
}

}  // namespace dostyq::directive
