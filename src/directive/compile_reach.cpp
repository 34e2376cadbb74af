#include <algorithm>
#include <cmath>

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

const CoverageColumns& Compiler::coverage(const std::string& kind, int minutes, Date day) {
  const auto key = std::make_tuple(kind, minutes, day);
  if (const auto known = coverage_.find(key); known != coverage_.end()) return known->second;
  const auto& programme = world_.programme();
  const auto& travel = world_.travel();
  const size_t n = programme.places.size();
  std::vector<bool> serves(n, false);
  for (const world::Fact* site : world_.facts(world::kSites)) {
    const world::SiteKind* site_kind = programme.find_kind(site->property("kind"));
    const world::Place* place = programme.find_place(site->place);
    if (site_kind == nullptr || place == nullptr || !site_kind->is(kind) ||
        !site->period.contains(day))
      continue;
    serves[static_cast<size_t>(place - programme.places.data())] = true;
  }
  CoverageColumns columns;
  for (const world::DemandPoint& point : world_.demand().points) {
    std::vector<size_t> candidates;
    bool always = false;
    for (size_t to = 0; to < n && !always; ++to) {
      const std::optional<int32_t> seconds = travel.seconds(point.place, to);
      if (!seconds || *seconds > 60 * minutes) continue;
      always = serves[to];
      if (!openings_at_[to].empty()) candidates.push_back(to);
    }
    if (always) {
      columns.state.push_back(CoverageColumns::kAlways);
      continue;
    }
    std::vector<int> cover_set;
    for (size_t place : candidates) {
      if (const int column = presence_column(place, kind, day); column >= 0)
        cover_set.push_back(column);
    }
    std::sort(cover_set.begin(), cover_set.end());
    if (cover_set.empty()) {
      columns.state.push_back(CoverageColumns::kNever);
      continue;
    }
    const auto [entry, is_new] = column_of_cover_set_.try_emplace(cover_set, 0);
    if (is_new) {
      entry->second = model_.add_column({0, 1, 0, false, ""});
      optim::Row link{0, optim::kInfinity, {}, ""};
      for (int column : cover_set) link.terms.push_back({column, 1});
      link.terms.push_back({entry->second, -1});
      linking_.push_back(std::move(link));
    }
    columns.state.push_back(entry->second);
  }
  return coverage_.emplace(key, std::move(columns)).first->second;
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
  std::map<int, double> weight;
  double needed = 0;
  const double share = reach.percent / 100.0;
  const auto& points = world_.demand().points;
  bool whole = true;
  for (size_t i = 0; i < points.size(); ++i) {
    if (!area.contains(world_.programme().places[points[i].place].area)) continue;
    const auto people = static_cast<double>(group ? points[i].by_group[*group] : points[i].people);
    const double maybe = may_belong(world_.programme(), points[i], group);
    needed += share * people;
    if (columns.state[i] == CoverageColumns::kAlways) {
      needed -= people;
      continue;
    }
    if (maybe > 0) whole = false;
    needed += share * maybe;
    if (columns.state[i] >= 0) weight[columns.state[i]] += people + share * maybe;
  }
  optim::Row row;
  // Whole people on the left: the right side may be rounded up.
  row.lower = whole ? std::ceil(needed - 1e-6) : needed - kHalfHundredth;
  for (const auto& [column, people] : weight) {
    if (people > 0) row.terms.push_back({column, people});
  }
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
  std::vector<optim::Row> at_site(programme.places.size());
  optim::Row reached;
  double total = 0;
  bool whole = true;
  for (const world::DemandPoint& point : world_.demand().points) {
    if (!area.contains(programme.places[point.place].area)) continue;
    const auto known = static_cast<double>(group ? point.by_group[*group] : point.people);
    const double maybe = may_belong(programme, point, group);
    const double people = known + reach.percent * maybe / 100.0;
    total += known + maybe;
    whole = whole && maybe == 0;
    optim::Row at_most{-optim::kInfinity, people, {}, ""};
    for (size_t to = 0; to < programme.places.size(); ++to) {
      const std::optional<int32_t> seconds = world_.travel().seconds(point.place, to);
      const bool may_serve = open_capacity[to] > 0 || !opening_columns(to, reach.kind, day).empty();
      if (people == 0 || !seconds || *seconds > 60 * reach.minutes || !may_serve) continue;
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
    for (int column : opening_columns(to, reach.kind, day)) {
      const auto opening = std::find_if(openings_.begin(), openings_.end(),
                                        [&](const Opening& o) { return o.column == column; });
      at_site[to].terms.push_back(
          {column, -static_cast<double>(programme.config.kinds[opening->kind].capacity)});
    }
    linking_.push_back(std::move(at_site[to]));
  }
  const double needed = reach.percent * total / 100.0;
  reached.lower = whole ? std::ceil(needed - 1e-6) : needed - kHalfHundredth;
  return reached;
}

}  // namespace dostyq::directive
