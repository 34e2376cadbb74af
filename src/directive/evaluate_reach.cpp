#include <algorithm>
#include <limits>
#include <map>
#include <queue>
#include <set>
#include <utility>

#include "directive/evaluate_forms.hpp"
#include "directive/finding.hpp"

namespace dostyq::directive {
namespace {

struct Server {
  size_t place = 0;
  int64_t capacity = 0;
};

// People of one settlement that may count: of one group or all, and those whose group is not known.
struct Crowd {
  size_t place = 0;
  int64_t people = 0;
  int64_t maybe = 0;
};

std::vector<Server> servers(const Reach& reach, const world::World& world, Date day,
                            Finding& finding) {
  std::vector<Server> found;
  const auto& places = world.programme().places;
  for (const world::Fact* fact : world.facts(world::kSites)) {
    const world::SiteKind* kind = world.programme().find_kind(fact->property("kind"));
    if (kind == nullptr || !kind->is(reach.kind) || !fact->period.contains(day)) continue;
    const world::Place* place = world.programme().find_place(fact->place);
    if (place == nullptr) continue;
    found.push_back({static_cast<size_t>(place - places.data()), kind->capacity});
    rest_on(finding, fact->provenance);
    if (reach.capacity) finding.confidence = weakest(finding.confidence, kind->confidence);
  }
  return found;
}

bool in_reach(const world::World& world, size_t from, const Server& server, int32_t limit) {
  const std::optional<int32_t> seconds = world.travel().seconds(from, server.place);
  return seconds && *seconds <= limit;
}

// Largest number of people that can be served when no server takes more than its capacity:
// augmenting paths over the servers (a path moves people from one server to the next), as in Ford
// and Fulkerson, People fit whole.
class Assignment {
 public:
  Assignment(std::vector<int64_t> people, std::vector<int64_t> capacity,
             std::vector<std::vector<size_t>> choices)
      : left_(std::move(people)),
        room_(std::move(capacity)),
        choices_(std::move(choices)),
        flow_(left_.size()) {
    for (size_t i = 0; i < left_.size(); ++i) {
      flow_[i].assign(choices_[i].size(), 0);
    }
  }

  int64_t largest() {
    int64_t served = 0;
    for (size_t i = 0; i < left_.size(); ++i) {
      for (int64_t step = augment(i); step > 0; step = augment(i)) served += step;
    }
    return served;
  }

 private:
  struct Via {
    size_t crowd = 0, choice = 0;              // how the server was reached
    size_t before = kNone, before_choice = 0;  // server it came from, and the crowd's choice there
  };
  static constexpr size_t kNone = std::numeric_limits<size_t>::max();

  int64_t augment(size_t crowd) {
    if (left_[crowd] == 0) return 0;
    std::vector<std::optional<Via>> via(room_.size());
    std::queue<size_t> open;
    for (size_t c = 0; c < choices_[crowd].size(); ++c) {
      const size_t server = choices_[crowd][c];
      if (via[server]) continue;
      via[server] = Via{crowd, c, kNone, 0};
      open.push(server);
    }
    while (!open.empty()) {
      const size_t server = open.front();
      open.pop();
      if (room_[server] > 0) return push(crowd, server, via);
      for (size_t other = 0; other < left_.size(); ++other) {
        for (size_t here = 0; here < choices_[other].size(); ++here) {
          if (choices_[other][here] != server || flow_[other][here] == 0) continue;
          for (size_t c = 0; c < choices_[other].size(); ++c) {
            const size_t next = choices_[other][c];
            if (via[next]) continue;
            via[next] = Via{other, c, server, here};
            open.push(next);
          }
        }
      }
    }
    return 0;
  }

  int64_t push(size_t crowd, size_t server, const std::vector<std::optional<Via>>& via) {
    int64_t step = std::min(left_[crowd], room_[server]);
    for (size_t s = server; via[s]->before != kNone; s = via[s]->before) {
      step = std::min(step, flow_[via[s]->crowd][via[s]->before_choice]);
    }
    room_[server] -= step;
    left_[crowd] -= step;
    for (size_t s = server;; s = via[s]->before) {
      flow_[via[s]->crowd][via[s]->choice] += step;
      if (via[s]->before == kNone) break;
      flow_[via[s]->crowd][via[s]->before_choice] -= step;
    }
    return step;
  }

  std::vector<int64_t> left_, room_;
  std::vector<std::vector<size_t>> choices_;
  std::vector<std::vector<int64_t>> flow_;
};

// Most people that can be served: `factor` times the people known and the `extra` of those who may
// belong, with capacities `factor` times as large, so that a share of a person stays a whole
// number.
int64_t served(const std::vector<Crowd>& crowds, const std::vector<Server>& sites,
               const world::World& world, int32_t limit, int64_t factor, int64_t extra) {
  std::vector<int64_t> people, capacity;
  std::vector<std::vector<size_t>> choices(crowds.size());
  for (const Server& server : sites) capacity.push_back(factor * server.capacity);
  for (size_t i = 0; i < crowds.size(); ++i) {
    people.push_back(factor * crowds[i].people + extra * crowds[i].maybe);
    for (size_t j = 0; j < sites.size(); ++j) {
      if (in_reach(world, crowds[i].place, sites[j], limit)) choices[i].push_back(j);
    }
  }
  return Assignment(std::move(people), std::move(capacity), std::move(choices)).largest();
}

// A group without a row where groups may be missing is unknown there, not zero: its people may be
// among those whose group is not given and in the published row of all others. A group that has a
// row is known.
int64_t may_belong(const world::Programme& programme, const world::DemandPoint& point,
                   size_t group) {
  if (point.stat_area == world::DemandPoint::kNoStatArea) return 0;
  const world::StatArea& area = programme.stat_areas[point.stat_area];
  if (area.groups_complete || area.by_group.contains(programme.groups[group].id)) return 0;
  int64_t people = point.unknown_group;
  for (size_t g = 0; g < programme.groups.size(); ++g) {
    if (programme.groups[g].id == "other") people += point.by_group[g];
  }
  return people;
}

struct Tally {
  int64_t total = 0;    // known members of the group
  int64_t reached = 0;  // of them
  int64_t needed = 0;   // whatever the unknown ones are
  Truth truth = Truth::kUnknown;
};

// Which places have a site within the minutes: from the few sites outwards, for there may be a
// million places.
std::vector<char> within_reach(const Reach& reach, const std::vector<Server>& sites,
                               const world::World& world) {
  std::vector<char> reached(world.programme().places.size(), 0);
  std::vector<char> seen(reached.size(), 0);  // a second site at a place reaches nobody else
  for (const Server& server : sites) {
    if (std::exchange(seen[server.place], 1) != 0) continue;
    world.travel().for_each_arrival(server.place, [&](size_t from, int32_t seconds) {
      if (seconds <= 60 * reach.minutes) reached[from] = 1;
    });
  }
  return reached;
}

// People who may belong to the group could all live out of reach, or all within it.
Tally without_capacity(const Reach& reach, const std::vector<Crowd>& crowds,
                       const std::vector<char>& reached) {
  Tally tally;
  int64_t maybe_reached = 0, maybe_not = 0;
  for (const Crowd& crowd : crowds) {
    const bool is_reached = reached[crowd.place] != 0;
    tally.total += crowd.people;
    tally.reached += is_reached ? crowd.people : 0;
    (is_reached ? maybe_reached : maybe_not) += crowd.maybe;
  }
  const bool surely = 100 * tally.reached >= reach.percent * (tally.total + maybe_not);
  const bool perhaps =
      100 * (tally.reached + maybe_reached) >= reach.percent * (tally.total + maybe_reached);
  tally.truth = surely ? Truth::kTrue : perhaps ? Truth::kUnknown : Truth::kFalse;
  tally.needed = (reach.percent * (tally.total + maybe_not) + 99) / 100;
  return tally;
}

// Someone who may belong can take a seat and can also be turned away. At the worst the members are
// such that 100 · served - percent · members is smallest; by max-flow min-cut that is one flow in
// which each of them weighs `percent` and each known member 100. At the best those who still find a
// seat are members and the others are not.
Tally within_capacity(const Reach& reach, const std::vector<Crowd>& crowds,
                      const std::vector<Server>& sites, const world::World& world) {
  const int32_t limit = 60 * reach.minutes;
  Tally tally;
  int64_t maybe = 0;
  for (const Crowd& crowd : crowds) {
    tally.total += crowd.people;
    maybe += crowd.maybe;
  }
  tally.reached = served(crowds, sites, world, limit, 1, 0);
  const int64_t most = served(crowds, sites, world, limit, 1, 1);
  const bool surely = served(crowds, sites, world, limit, 100, reach.percent) >=
                      reach.percent * (tally.total + maybe);
  const bool perhaps = 100 * most >= reach.percent * (tally.total + most - tally.reached);
  tally.truth = surely ? Truth::kTrue : perhaps ? Truth::kUnknown : Truth::kFalse;
  tally.needed = (reach.percent * (tally.total + maybe) + 99) / 100;
  return tally;
}

// The figures and settlements of the area, each once: there are many, from few sources.
void rest_on_figures(Finding& finding, const world::World& world,
                     const std::vector<uint32_t>& inside) {
  const world::Programme& programme = world.programme();
  std::set<size_t> stat_areas;
  std::set<std::string> sources;
  const std::string* last = nullptr;
  const auto rest = [&](const world::Provenance& row) {
    finding.confidence = weakest(finding.confidence, row.confidence);
    if (last == nullptr || *last != row.source) last = &*sources.insert(row.source).first;
  };
  for (const uint32_t i : inside) {
    const world::DemandPoint& point = world.demand().points[i];
    rest(programme.places[point.place].provenance);
    if (point.stat_area != world::DemandPoint::kNoStatArea) stat_areas.insert(point.stat_area);
  }
  for (size_t index : stat_areas) {
    rest(programme.stat_areas[index].provenance);
    for (const auto& [group, row] : programme.stat_areas[index].group_provenance) rest(row);
  }
  finding.sources.insert(finding.sources.end(), sources.begin(), sources.end());
}

// What the question is about: the area, its settlements, the sites that may serve them.
struct Question {
  const Reach& reach;
  const world::World& world;
  const world::Territory& area;
  std::vector<uint32_t> inside;
  std::vector<Server> sites;
  std::vector<char> reached;  // by place, where capacity does not count
};

// One group, or everyone when `group` is nothing.
Finding reach_one(const Question& question, std::optional<size_t> group, const Text& who) {
  const auto& [reach, world, area, inside, sites, reached] = question;
  Finding finding;
  finding.confidence = weakest(world.travel().confidence(), Confidence::kModelled);
  std::vector<Crowd> crowds;
  crowds.reserve(inside.size());
  for (const uint32_t i : inside) {
    const world::DemandPoint& point = world.demand().points[i];
    crowds.push_back({point.place, group ? point.by_group[*group] : point.people,
                      group ? may_belong(world.programme(), point, *group) : 0});
  }
  const Tally tally = reach.capacity ? within_capacity(reach, crowds, sites, world)
                                     : without_capacity(reach, crowds, reached);
  finding.truth = tally.truth;
  if (finding.truth == Truth::kFalse) finding.shortfall = tally.needed - tally.reached;
  if (finding.truth != Truth::kTrue) finding.missing_areas.push_back(area.area);
  const int64_t basis_points = tally.total == 0 ? 0 : 10000 * tally.reached / tally.total;
  const std::string share = std::to_string(basis_points / 100) + "." +
                            (basis_points % 100 < 10 ? "0" : "") +
                            std::to_string(basis_points % 100);
  finding.witness.push_back(
      {finding.truth == Truth::kUnknown ? "evaluate.reach_unknown" : "evaluate.reach",
       {area.name, who, i18n::number(tally.reached), i18n::number(tally.total), i18n::same(share),
        i18n::number(reach.minutes), i18n::number(tally.needed)}});
  return finding;
}

// Sites elsewhere count too: the list must be complete wherever a site could serve people of
// `area`. Of a place whose travel times were not kept (no site may open there) nobody knows: it
// could.
bool lists_all_that_could_serve(const Question& question, Date day) {
  const auto& [reach, world, area, inside, sites, reached] = question;
  if (world.has_plan()) return true;  // a plan's list of sites is complete
  const auto& places = world.programme().places;
  std::vector<char> is_inside(places.size(), 0);
  for (const uint32_t i : inside) is_inside[world.demand().points[i].place] = 1;
  std::set<std::string> found(area.ids.begin(), area.ids.end());
  for (size_t to = 0; to < places.size(); ++to) {
    if (found.contains(places[to].area)) continue;
    bool could_serve = !world.travel().knows(to);
    if (!could_serve) {
      world.travel().for_each_arrival(to, [&](size_t from, int32_t seconds) {
        could_serve = could_serve || (is_inside[from] != 0 && seconds <= 60 * reach.minutes);
      });
    }
    if (could_serve) found.insert(places[to].area);
  }
  world::Territory around = area;
  around.ids.assign(found.begin(), found.end());
  return world.is_complete(world::kSites, reach.kind, around, day);
}

}  // namespace

Finding evaluate_reach(const Reach& reach, const world::World& world, const world::Territory& area,
                       Date day) {
  Finding basis;
  Question question{reach, world, area, world.demand().points_in(area.ids), {}, {}};
  question.sites = servers(reach, world, day, basis);
  if (!reach.capacity) question.reached = within_reach(reach, question.sites, world);
  rest_on_figures(basis, world, question.inside);
  const auto& groups = world.programme().groups;
  std::vector<Finding> parts;
  if (reach.who == Reach::Who::kEveryone) {
    parts.push_back(
        reach_one(question, std::nullopt, i18n::say(i18n::Phrase{"evaluate.everyone", {}})));
  }
  for (size_t g = 0; g < groups.size(); ++g) {
    const bool asked = reach.who == Reach::Who::kGroup
                           ? groups[g].id == reach.group
                           : reach.who == Reach::Who::kEachGroup && groups[g].id != "other";
    if (asked) parts.push_back(reach_one(question, g, groups[g].name));
  }
  Finding finding = conjunction(std::move(parts));
  rest_on(finding, basis);
  // Sites that are not listed could still serve: a shortfall is only known where the list is
  // complete.
  if (finding.truth == Truth::kFalse && !lists_all_that_could_serve(question, day)) {
    finding.truth = Truth::kUnknown;
    finding.shortfall = 0;
  }
  tidy(finding);
  return finding;
}

}  // namespace dostyq::directive
