#include "optim/location/assignment.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "optim/location/assignment_search.hpp"
#include "optim/location/lagrangian.hpp"

namespace dostyq::optim {
namespace {

size_t at(int index) { return static_cast<size_t>(index); }

/// A small model and what it needs to live.
struct Trial {
  std::unique_ptr<Costs> costs;
  AssignmentModel model;
};

class Dice {
 public:
  explicit Dice(uint64_t seed) : random_(seed) {}
  int below(int end) { return static_cast<int>(random_() % static_cast<uint64_t>(end)); }
  bool chance(int percent) { return below(100) < percent; }

 private:
  std::mt19937_64 random_;
};

Row random_row(Dice& dice, int sites) {
  Row row;
  const int kind = dice.below(4);
  if (kind == 3 && sites >= 2) {  // precedence: the second only with the first
    const int first = dice.below(sites);
    const int second = (first + 1 + dice.below(sites - 1)) % sites;
    row.terms = {{first, 1}, {second, -1}};
    row.lower = 0;
    return row;
  }
  for (int j = 0; j < sites; ++j) {
    if (dice.chance(60)) row.terms.push_back({j, kind == 2 ? 1.0 + dice.below(9) : 1.0});
  }
  if (kind == 0) row.lower = dice.below(3);
  if (kind == 1) row.upper = 1 + dice.below(3);
  if (kind == 2) row.upper = 3 + dice.below(15);
  return row;
}

Trial random_trial(Dice& dice) {
  Trial trial;
  const int customers = dice.below(9), sites = 1 + dice.below(8);
  std::vector<int32_t> matrix(at(customers * sites));
  const int span = dice.chance(30) ? 4 : 1000;
  const int never = dice.chance(30) ? 25 : 0;
  for (int32_t& cost : matrix) cost = dice.chance(never) ? Costs::kNever : dice.below(span);
  trial.costs = matrix_costs(customers, sites, matrix);
  trial.model.costs = trial.costs.get();
  for (int i = 0; i < customers; ++i) trial.model.weight.push_back(dice.below(6));
  if (dice.chance(50)) {
    for (int j = 0; j < sites; ++j) trial.model.opening_cost.push_back(dice.below(2 * span));
  }
  SiteRules& rules = trial.model.rules;
  rules.sites = sites;
  if (dice.chance(60)) {
    Row exactly;
    exactly.lower = exactly.upper = dice.below(sites + 1);
    for (int j = 0; j < sites; ++j) exactly.terms.push_back({j, 1});
    rules.rows.push_back(std::move(exactly));
  }
  for (int r = dice.chance(50) ? 0 : 1 + dice.below(3); r > 0; --r) {
    rules.rows.push_back(random_row(dice, sites));
  }
  if (dice.chance(20)) rules.forced.push_back(dice.below(sites));
  if (dice.chance(20)) rules.forbidden.push_back(dice.below(sites));
  return trial;
}

bool respects(const SiteRules& rules, const std::vector<int>& open) {
  const auto is_open = [&](int site) {
    return std::find(open.begin(), open.end(), site) != open.end();
  };
  for (int site : rules.forced) {
    if (!is_open(site)) return false;
  }
  for (int site : rules.forbidden) {
    if (is_open(site)) return false;
  }
  return std::all_of(rules.rows.begin(), rules.rows.end(), [&](const Row& row) {
    double sum = 0;
    for (const Term& term : row.terms) sum += is_open(term.column) ? term.coefficient : 0;
    return sum >= row.lower && sum <= row.upper;
  });
}

int64_t least_cost(const AssignmentModel& model) {
  int64_t best = LocationResult::kNone;
  for (int set = 0; set < 1 << model.rules.sites; ++set) {
    std::vector<int> open;
    for (int j = 0; j < model.rules.sites; ++j) {
      if ((set >> j & 1) != 0) open.push_back(j);
    }
    if (respects(model.rules, open)) best = std::min(best, assignment_cost(model, open));
  }
  return best;
}

void expect_optimal(const AssignmentModel& model, const LocationResult& result, int64_t least) {
  ASSERT_EQ(result.status, MipStatus::kOptimal);
  EXPECT_EQ(result.objective, least);
  EXPECT_EQ(result.bound, least);
  EXPECT_TRUE(respects(model.rules, result.sites));
  EXPECT_EQ(assignment_cost(model, result.sites), least);
}

TEST(Assignment, AsGoodAsTryingEverySet) {
  int infeasible = 0, optimal = 0;
  for (uint64_t seed = 0; seed < 4000; ++seed) {
    SCOPED_TRACE(seed);
    Dice dice(seed);
    const Trial trial = random_trial(dice);
    const int64_t least = least_cost(trial.model);
    LocationOptions options;
    options.threads = 1 + static_cast<unsigned>(seed % 2);
    options.seed = seed;
    const LocationResult result = solve_assignment(trial.model, options);
    if (least == LocationResult::kNone) {
      ASSERT_EQ(result.status, MipStatus::kInfeasible);
      ++infeasible;
    } else {
      expect_optimal(trial.model, result, least);
      ++optimal;
    }
    if (HasFailure()) return;
  }
  EXPECT_GE(optimal, 1000);
  EXPECT_GE(infeasible, 500);
}

/// Points of a square with "exactly p", large enough for cuts and for the tree.
Trial random_plane(Dice& dice, int points, int count) {
  Trial trial;
  std::vector<PlanePoint> plane;
  for (int i = 0; i < points; ++i) {
    plane.push_back({static_cast<double>(dice.below(1000)), static_cast<double>(dice.below(1000))});
  }
  trial.costs = plane_costs(plane, plane);
  trial.model.costs = trial.costs.get();
  trial.model.rules.sites = points;
  Row exactly{static_cast<double>(count), static_cast<double>(count), {}, ""};
  for (int j = 0; j < points; ++j) {
    exactly.terms.push_back({j, 1});
    trial.model.weight.push_back(1 + dice.below(9));
  }
  trial.model.rules.rows.push_back(std::move(exactly));
  return trial;
}

TEST(Assignment, CutsAndTreeAgree) {
  for (uint64_t seed = 0; seed < 12; ++seed) {
    SCOPED_TRACE(seed);
    Dice dice(seed);
    const int points = 40 + dice.below(60);
    const Trial trial = random_plane(dice, points, 2 + dice.below(points / 4));
    std::vector<int> start(at(static_cast<int>(trial.model.rules.rows.front().lower)));
    for (size_t k = 0; k < start.size(); ++k) start[k] = static_cast<int>(k);
    LocationOptions one, two;
    one.threads = 1;
    two.threads = 2;
    const LocationResult cuts = AssignmentSearch(trial.model, one).run(start);
    const LocationResult tree = AssignmentSearch(trial.model, one, {.cut_entries = 0}).run(start);
    const LocationResult both = AssignmentSearch(trial.model, two, {.cut_entries = 0}).run(start);
    expect_optimal(trial.model, cuts, cuts.objective);
    expect_optimal(trial.model, tree, cuts.objective);
    expect_optimal(trial.model, both, cuts.objective);
    // The same run again, to the last site.
    EXPECT_EQ(AssignmentSearch(trial.model, two, {.cut_entries = 0}).run(start).sites, both.sites);
  }
}

TEST(Assignment, EveryPriceGivesABound) {
  for (uint64_t seed = 0; seed < 1000; ++seed) {
    SCOPED_TRACE(seed);
    Dice dice(seed);
    const Trial trial = random_trial(dice);
    const int64_t least = least_cost(trial.model);
    if (initial_states(trial.model.rules).empty()) continue;
    std::vector<uint32_t> reach(trial.model.weight.size());
    for (uint32_t& one : reach) one = static_cast<uint32_t>(dice.below(9));
    const std::vector<SiteState> states = initial_states(trial.model.rules);
    const PriceLists lists(trial.model, states, reach);
    Lagrangian lagrangian(trial.model, lists, 1);
    std::vector<double> price(reach.size());
    for (double& one : price) one = dice.below(1500) + dice.below(100) / 100.0;
    if (!lagrangian.evaluate(price)) {
      EXPECT_EQ(least, LocationResult::kNone);
    } else {
      EXPECT_LE(lagrangian.whole_bound(), least);
    }
    if (HasFailure()) return;
  }
}

TEST(Assignment, InterchangeCountsItsMovesExactly) {
  for (uint64_t seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE(seed);
    Dice dice(seed);
    const Trial trial = random_plane(dice, 60, 2 + dice.below(20));
    const int count = static_cast<int>(trial.model.rules.rows.front().lower);
    std::vector<int> start;
    for (int j = 0; j < count; ++j) start.push_back(j);
    Interchange interchange(trial.model);
    interchange.load(start);
    int64_t last = assignment_cost(trial.model, start);
    EXPECT_EQ(interchange.cost(), last);
    interchange.improve([&] {
      EXPECT_EQ(interchange.cost(), assignment_cost(trial.model, interchange.open()));
      EXPECT_LE(interchange.cost(), last);
      last = interchange.cost();
      return !testing::Test::HasFailure();
    });
    EXPECT_EQ(interchange.open().size(), start.size());
  }
}

TEST(Assignment, StopsWithTheBestAndAValidBound) {
  Dice dice(7);
  const Trial trial = random_plane(dice, 400, 40);
  const LocationResult whole = solve_assignment(trial.model, {});
  ASSERT_EQ(whole.status, MipStatus::kOptimal);
  StopFlag stop;
  stop.request();
  LocationOptions options;
  options.stop = &stop;
  const LocationResult stopped = solve_assignment(trial.model, options);
  EXPECT_EQ(stopped.status, MipStatus::kFeasible);
  EXPECT_GE(stopped.objective, whole.objective);
  EXPECT_LE(stopped.bound, whole.objective);
  EXPECT_EQ(assignment_cost(trial.model, stopped.sites), stopped.objective);
}

/// `count` of as many sites as the matrix has columns.
Trial matrix_trial(int customers, int sites, std::vector<int32_t> matrix, int count) {
  Trial trial;
  trial.costs = matrix_costs(customers, sites, std::move(matrix));
  trial.model.costs = trial.costs.get();
  trial.model.weight.assign(at(customers), 1);
  trial.model.rules.sites = sites;
  Row exactly{static_cast<double>(count), static_cast<double>(count), {}, ""};
  for (int j = 0; j < sites; ++j) exactly.terms.push_back({j, 1});
  trial.model.rules.rows.push_back(std::move(exactly));
  return trial;
}

TEST(Assignment, NoSitesAndAllSites) {
  Dice dice(3);
  Trial trial = random_plane(dice, 50, 0);
  EXPECT_EQ(solve_assignment(trial.model).status, MipStatus::kInfeasible);
  trial.model.weight.assign(50, 0);  // nobody to serve: no site will do
  expect_optimal(trial.model, solve_assignment(trial.model), 0);
  const Trial all = random_plane(dice, 50, 50);
  expect_optimal(all.model, solve_assignment(all.model), 0);
  Trial more = random_plane(dice, 50, 50);
  more.model.rules.rows.front().lower = more.model.rules.rows.front().upper = 51;
  EXPECT_EQ(solve_assignment(more.model).status, MipStatus::kInfeasible);
}

TEST(Assignment, NobodyAndNothing) {
  const Trial nobody = matrix_trial(0, 4, {}, 2);
  expect_optimal(nobody.model, solve_assignment(nobody.model), 0);
  const Trial nothing = matrix_trial(0, 0, {}, 0);
  expect_optimal(nothing.model, solve_assignment(nothing.model), 0);
  const Trial nowhere = matrix_trial(2, 0, {}, 0);
  EXPECT_EQ(solve_assignment(nowhere.model).status, MipStatus::kInfeasible);
}

TEST(Assignment, TiesAndDuplicates) {
  // All costs equal, then all points in one of three places.
  const Trial ties = matrix_trial(30, 30, std::vector<int32_t>(900, 7), 5);
  expect_optimal(ties.model, solve_assignment(ties.model), 210);
  for (int count = 1; count <= 4; ++count) {
    Trial trial = matrix_trial(60, 60, std::vector<int32_t>(3600, 0), count);
    std::vector<PlanePoint> points;
    for (int i = 0; i < 60; ++i) points.push_back({i % 3 * 100.0, 0});
    trial.costs = plane_costs(points, points);
    trial.model.costs = trial.costs.get();
    const int64_t least = count == 1 ? 4000 : count == 2 ? 2000 : 0;
    expect_optimal(trial.model, solve_assignment(trial.model), least);
  }
}

TEST(Assignment, CustomersOfNoWeightDoNotCount) {
  // Whom nobody can serve does not matter either, if he has no weight.
  Trial trial = matrix_trial(3, 2, {1, 9, 9, 1, Costs::kNever, Costs::kNever}, 1);
  EXPECT_EQ(solve_assignment(trial.model).status, MipStatus::kInfeasible);
  trial.model.weight = {5, 1, 0};
  expect_optimal(trial.model, solve_assignment(trial.model), 14);
}

TEST(Assignment, PartsThatDoNotReachEachOther) {
  // Four islands of five points: four sites or none will do, and a fifth helps one island.
  std::vector<int32_t> matrix(400, Costs::kNever);
  for (int i = 0; i < 20; ++i) {
    for (int j = i / 5 * 5; j < i / 5 * 5 + 5; ++j) matrix[at(20 * i + j)] = 10 * std::abs(i - j);
  }
  const Trial few = matrix_trial(20, 20, matrix, 3);
  EXPECT_EQ(solve_assignment(few.model).status, MipStatus::kInfeasible);
  const Trial enough = matrix_trial(20, 20, matrix, 4);
  expect_optimal(enough.model, solve_assignment(enough.model), 4 * 60);
  const Trial more = matrix_trial(20, 20, matrix, 5);
  expect_optimal(more.model, solve_assignment(more.model), 3 * 60 + 30);
}

TEST(AssignmentDeathTest, SumsThatDoNotFit) {
  Trial trial = matrix_trial(2, 2, {0, 1, 1, 0}, 1);
  trial.model.weight = {int64_t{1} << 31, int64_t{1} << 31};
  EXPECT_DEATH(solve_assignment(trial.model), "");
}

}  // namespace
}  // namespace dostyq::optim
