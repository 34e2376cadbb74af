// Small problems against every possible choice of routes; parts by themselves.
#include "optim/orienteering/orienteering.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "optim/orienteering/lin_kernighan.hpp"
#include "optim/orienteering/random.hpp"
#include "optim/orienteering/ruin_and_recreate.hpp"
#include "optim/orienteering/support_graph.hpp"
#include "optim/orienteering/thin_out.hpp"
#include "optim/orienteering/tour_order.hpp"

namespace dostyq::optim::orienteering {
namespace {

size_t at(int index) { return static_cast<size_t>(index); }

struct Kind {
  int points = 8;
  int routes = 1;
  bool closed = true;
  bool plane = true;  ///< else any symmetric costs
  int most_score = 9;
  int required = 0;
};

Problem random_problem(const Kind& kind, Random& random) {
  Problem problem;
  const int n = problem.points = kind.points;
  problem.routes = kind.routes;
  problem.start = random.below(n);
  problem.end = kind.closed ? problem.start : (problem.start + 1) % n;
  problem.cost.assign(at(n * n), 0);
  std::vector<std::pair<int, int>> place;
  for (int i = 0; i < n; ++i) place.emplace_back(random.below(100), random.below(100));
  for (int a = 0; a < n; ++a) {
    problem.score.push_back(random.below(kind.most_score + 1));
    for (int b = 0; b < a; ++b) {
      const double dx = place[at(a)].first - place[at(b)].first;
      const double dy = place[at(a)].second - place[at(b)].second;
      const int cost =
          kind.plane ? static_cast<int>(std::lround(std::hypot(dx, dy))) : random.below(60);
      problem.cost[at(a * n + b)] = problem.cost[at(b * n + a)] = cost;
    }
  }
  problem.required.assign(at(n), 0);
  for (int k = 0; k < kind.required; ++k) problem.required[at(random.below(n))] = 1;
  problem.limit = 20 + random.below(280 / kind.routes);
  return problem;
}

/// The best score by every subset of points: shortest ways through subsets (Held and Karp), then
/// partitions into routes. -1: none.
int64_t by_hand(const Problem& problem) {
  std::vector<int> inner;
  for (int i = 0; i < problem.points; ++i) {
    if (!problem.is_end(i)) inner.push_back(i);
  }
  const int k = static_cast<int>(inner.size());
  const int64_t kFar = int64_t{1} << 40;
  const size_t sets = size_t{1} << k;
  std::vector<int64_t> way(sets * at(std::max(k, 1)), kFar);
  std::vector<uint8_t> one(sets, 0);  // a single route can visit exactly these
  one[0] = problem.between(problem.start, problem.end) <= problem.limit;
  for (size_t set = 1; set < sets; ++set) {
    int64_t shortest = kFar;
    for (int last = 0; last < k; ++last) {
      if ((set >> last & 1U) == 0) continue;
      int64_t& here = way[set * at(k) + at(last)];
      const size_t rest = set ^ (size_t{1} << last);
      if (rest == 0) here = problem.between(problem.start, inner[at(last)]);
      for (int before = 0; before < k; ++before) {
        if ((rest >> before & 1U) != 0)
          here = std::min(here, way[rest * at(k) + at(before)] +
                                    problem.between(inner[at(before)], inner[at(last)]));
      }
      shortest = std::min(shortest, here + problem.between(inner[at(last)], problem.end));
    }
    one[set] = shortest <= problem.limit;
  }
  std::vector<uint8_t> some = one;
  // A route that is not used costs nothing.
  some[0] = 1;
  for (int r = 1; r < problem.routes; ++r) {
    std::vector<uint8_t> more = some;
    for (size_t set = 1; set < sets; ++set) {
      for (size_t part = set; part > 0 && more[set] == 0; part = (part - 1) & set)
        more[set] = one[part] != 0 && some[set ^ part] != 0;
    }
    some = more;
  }
  int64_t base = problem.score[at(problem.start)];
  if (!problem.closed()) base += problem.score[at(problem.end)];
  int64_t best = -1;
  for (size_t set = 0; set < sets; ++set) {
    if (some[set] == 0) continue;
    int64_t score = base;
    bool all = true;
    for (int i = 0; i < k; ++i) {
      if ((set >> i & 1U) != 0)
        score += problem.score[at(inner[at(i)])];
      else if (problem.is_required(inner[at(i)]))
        all = false;
    }
    if (all) best = std::max(best, score);
  }
  return best;
}

void compare(const Kind& kind, int trials, uint64_t seed) {
  Random random(seed);
  for (int trial = 0; trial < trials; ++trial) {
    const Problem problem = random_problem(kind, random);
    // One empty route is still a route here: the ends must be within reach of each other.
    if (problem.between(problem.start, problem.end) > problem.limit) continue;
    Options options;
    options.search_rounds = 64;
    const Result result = solve(problem, options);
    const int64_t best = by_hand(problem);
    SCOPED_TRACE("trial " + std::to_string(trial));
    if (best < 0) {
      EXPECT_EQ(result.status, MipStatus::kInfeasible);
      continue;
    }
    ASSERT_EQ(result.status, MipStatus::kOptimal);
    EXPECT_EQ(result.score, best);
    EXPECT_EQ(result.bound, best);
    const Recount counted = recount(problem, result.routes);
    EXPECT_EQ(counted.broken, "");
    EXPECT_EQ(counted.score, best);
  }
}

TEST(Orienteering, ClosedToursEqualBruteForce) { compare({9, 1, true, true, 9, 0}, 700, 1); }
TEST(Orienteering, PathsEqualBruteForce) { compare({9, 1, false, true, 9, 0}, 400, 2); }
TEST(Orienteering, OtherCostsEqualBruteForce) { compare({8, 1, true, false, 5, 0}, 400, 3); }
TEST(Orienteering, EqualScoresEqualBruteForce) { compare({9, 1, true, true, 1, 0}, 300, 4); }
TEST(Orienteering, RequiredPointsEqualBruteForce) { compare({8, 1, true, true, 9, 3}, 400, 5); }
TEST(Orienteering, TeamsEqualBruteForce) { compare({8, 2, false, true, 9, 0}, 300, 6); }
TEST(Orienteering, ClosedTeamsEqualBruteForce) { compare({8, 3, true, true, 9, 1}, 200, 7); }
TEST(Orienteering, TinyProblemsEqualBruteForce) {
  for (int n = 2; n <= 5; ++n) {
    compare({n, 1, true, true, 3, 1}, 60, 8);
    compare({n, 1, false, true, 3, 1}, 60, 9);
    compare({n, 2, true, true, 3, 0}, 60, 10);
  }
}

TEST(Orienteering, APointAloneIsAnswered) {
  Problem problem;
  problem.points = 1;
  problem.score = {5};
  problem.cost = {0};
  const Result result = solve(problem);
  EXPECT_EQ(result.status, MipStatus::kOptimal);
  EXPECT_EQ(result.score, 5);
}

TEST(Orienteering, TheBoundHoldsWhenTimeIsShort) {
  Random random(3);
  for (int trial = 0; trial < 20; ++trial) {
    const Problem problem = random_problem({10, 1, true, true, 9, 0}, random);
    Options options;
    options.time_limit_seconds = trial % 2 == 0 ? 1e-9 : 2e-4;
    const Result result = solve(problem, options);
    const int64_t best = by_hand(problem);
    EXPECT_GE(result.bound, best);
    EXPECT_LE(result.score, best);
  }
}

TEST(Orienteering, ManyPointsAreSearchedAgainUntilTheirTimeEnds) {
  Random random(31);
  Problem problem = random_problem({300, 1, true, true, 9, 0}, random);
  problem.limit = 60;
  Options once;
  once.search_rounds = 1;
  once.time_limit_seconds = 2;
  Options options;
  options.time_limit_seconds = 2;
  const Result found = solve(problem, options);
  ASSERT_TRUE(found.has_solution());
  const Recount counted = recount(problem, found.routes);
  EXPECT_EQ(counted.broken, "");
  EXPECT_EQ(counted.score, found.score);
  EXPECT_GE(found.bound, found.score);
  EXPECT_GE(found.score, solve(problem, once).score);
}

TEST(Orienteering, ThreadsGiveTheSameOptimum) {
  Random random(11);
  const Problem problem = random_problem({10, 1, true, true, 9, 0}, random);
  Options two;
  two.threads = 2;
  EXPECT_EQ(solve(problem, two).score, solve(problem).score);
}

TEST(RouteLists, TakesBackWhatItDid) {
  Random random(5);
  const Problem problem = random_problem({9, 2, false, true, 9, 0}, random);
  RouteLists lists(problem);
  std::vector<int> inner;
  for (int i = 0; i < 9; ++i) {
    if (!problem.is_end(i)) inner.push_back(i);
  }
  for (const int point : inner) lists.insert(point, lists.first(point % 2));
  const std::vector<Route> before = lists.routes();
  const int64_t length = lists.length();
  lists.mark();
  for (const int point : {inner[0], inner[3], inner[5]}) lists.remove(point);
  lists.insert(inner[3], lists.first(1));
  lists.take_back();
  EXPECT_EQ(lists.routes(), before);
  EXPECT_EQ(lists.length(), length);
}

TEST(TourOrder, SavesWhatItSaysAndKeepsTheStops) {
  Random random(6);
  for (int trial = 0; trial < 50; ++trial) {
    Problem problem = random_problem({30, 1, trial % 2 == 0, true, 9, 0}, random);
    problem.limit = int64_t{1} << 30;
    const Neighbours neighbours = nearest_points(problem, 10);
    Route route;
    for (int i = 0; i < 30; ++i) {
      if (!problem.is_end(i)) route.push_back(i);
    }
    const Recount before = recount(problem, {route});
    const int64_t saved = shorten(problem, neighbours, route);
    const Recount after = recount(problem, {route});
    EXPECT_EQ(after.broken, "");
    EXPECT_EQ(before.length - after.length, saved);
    EXPECT_EQ(before.score, after.score);
    EXPECT_GT(saved, 0);
  }
}

TEST(LinKernighan, SavesWhatItSaysAndKeepsTheStops) {
  Random random(21);
  for (int trial = 0; trial < 300; ++trial) {
    Problem problem =
        random_problem({5 + random.below(90), 1, trial % 2 == 0, trial % 3 != 0, 9, 0}, random);
    problem.limit = int64_t{1} << 40;
    Route route;
    for (int i = 0; i < problem.points; ++i) {
      if (!problem.is_end(i)) route.push_back(i);
    }
    const Route stops = route;
    const int64_t before = recount(problem, {route}).length;
    const int64_t saved = lin_kernighan(problem, route);
    EXPECT_EQ(recount(problem, {route}).length, before - saved) << trial;
    EXPECT_GE(saved, 0);
    std::sort(route.begin(), route.end());
    EXPECT_EQ(route, stops) << trial;
  }
}

TEST(LinKernighan, IsNearlyAlwaysShortestForAFewStops) {
  Random random(22);
  int shortest = 0;
  constexpr int kTrials = 200;
  for (int trial = 0; trial < kTrials; ++trial) {
    Problem problem = random_problem({8, 1, trial % 2 == 0, true, 9, 0}, random);
    problem.limit = int64_t{1} << 40;
    Route route;
    for (int i = 0; i < problem.points; ++i) {
      if (!problem.is_end(i)) route.push_back(i);
    }
    Route every = route;
    lin_kernighan(problem, route);
    const int64_t found = recount(problem, {route}).length;
    int64_t least = found;
    do {
      least = std::min(least, recount(problem, {every}).length);
    } while (std::next_permutation(every.begin(), every.end()));
    shortest += found == least;
  }
  EXPECT_GE(shortest, kTrials * 8 / 10);
}

TEST(ThinOut, KeepsTheOrderAndTheLimit) {
  Random random(7);
  for (int trial = 0; trial < 50; ++trial) {
    const Problem problem = random_problem({20, 1, true, true, 9, 1}, random);
    Route route;
    for (int i = 0; i < 20; ++i) {
      if (!problem.is_end(i)) route.push_back(i);
    }
    const Route kept = thin_out(problem, route);
    EXPECT_TRUE(std::is_sorted(kept.begin(), kept.end()));
    if (!kept.empty()) {
      EXPECT_EQ(recount(problem, {kept}).broken, "");
    }
  }
}

TEST(MinimumCut, EqualsEveryCut) {
  Random random(8);
  for (int trial = 0; trial < 60; ++trial) {
    const int n = 7;
    std::vector<WeightedEdge> edges;
    for (int a = 0; a < n; ++a) {
      for (int b = a + 1; b < n; ++b) {
        if (random.below(2) == 0) edges.push_back({a, b, random.below(8) / 4.0, 0});
      }
    }
    const auto weight = [&](unsigned set) {
      double sum = 0;
      for (const WeightedEdge& edge : edges) {
        if ((set >> edge.a & 1U) != (set >> edge.b & 1U)) sum += edge.weight;
      }
      return sum;
    };
    double least = HUGE_VAL;
    for (unsigned set = 0; set < 1U << n; ++set) {
      if ((set & 1U) == 0 && (set >> (n - 1) & 1U) != 0) least = std::min(least, weight(set));
    }
    const SupportGraph graph(n, edges);
    MinimumCut cut(graph);
    EXPECT_NEAR(cut.run(0, n - 1, HUGE_VAL), least, 1e-9);
    unsigned side = 0;
    for (const int node : cut.sink_side()) side |= 1U << node;
    EXPECT_NEAR(weight(side), least, 1e-9);
  }
}

}  // namespace
}  // namespace dostyq::optim::orienteering
