#include "optim/location/assignment_start.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <set>

#include "optim/location/interchange.hpp"

namespace dostyq::optim {
namespace {

size_t at(int index) { return static_cast<size_t>(index); }

struct Plane {
  std::vector<PlanePoint> points;
  std::unique_ptr<Costs> costs;
  AssignmentModel model;
};

Plane make_plane(std::vector<PlanePoint> points, int count) {
  Plane plane;
  plane.points = std::move(points);
  plane.costs = plane_costs(plane.points, plane.points);
  plane.model.costs = plane.costs.get();
  plane.model.weight.assign(plane.points.size(), 1);
  plane.model.rules.sites = static_cast<int>(plane.points.size());
  Row exactly{static_cast<double>(count), static_cast<double>(count), {}, ""};
  for (int j = 0; j < plane.model.rules.sites; ++j) exactly.terms.push_back({j, 1});
  plane.model.rules.rows.push_back(std::move(exactly));
  return plane;
}

/// `clumps` places far apart, so that one site for each is best.
std::vector<PlanePoint> clumps_of_points(int clumps, int points, uint64_t seed) {
  std::mt19937_64 random(seed);
  std::vector<PlanePoint> found;
  for (int i = 0; i < points; ++i) {
    const auto x = static_cast<double>(random() % 1000), y = static_cast<double>(random() % 1000);
    found.push_back({x + 100'000.0 * (i % clumps), y});
  }
  return found;
}

/// The best site of every clump, by trying each.
int64_t least_by_clump(const std::vector<PlanePoint>& points, const Costs& costs, int clumps) {
  const int count = static_cast<int>(points.size());
  std::vector<int64_t> least(at(clumps), LocationResult::kNone);
  for (int j = 0; j < count; ++j) {
    int64_t sum = 0;
    for (int i = j % clumps; i < count; i += clumps) sum += costs.cost(i, j);
    least[at(j % clumps)] = std::min(least[at(j % clumps)], sum);
  }
  return std::accumulate(least.begin(), least.end(), int64_t{0});
}

TEST(CoarseAssignment, StandsForTheWhole) {
  Plane plane = make_plane(clumps_of_points(3, 4000, 1), 5);
  for (size_t i = 0; i < plane.model.weight.size(); ++i) {
    plane.model.weight[i] = static_cast<int64_t>(i % 5);
  }
  const CoarseAssignment coarse(plane.model, 400, 7);
  const AssignmentModel& model = coarse.model();
  EXPECT_GT(model.rules.sites, 200);
  EXPECT_LT(model.rules.sites, 800);
  EXPECT_EQ(std::accumulate(model.weight.begin(), model.weight.end(), int64_t{0}),
            std::accumulate(plane.model.weight.begin(), plane.model.weight.end(), int64_t{0}));
  for (int i = 0; i < model.costs->customers(); i += 17) {
    const std::span<const Near> few = model.costs->nearest(i, 10);
    ASSERT_GE(few.size(), 10U);
    const std::vector<Near> first(few.begin(), few.begin() + 10);
    const std::span<const Near> all = model.costs->all(i);
    ASSERT_EQ(all.size(), at(model.rules.sites));
    std::set<int> sites;
    for (size_t k = 0; k < all.size(); ++k) {
      sites.insert(all[k].site);
      EXPECT_EQ(all[k].cost, model.costs->cost(i, all[k].site));
      if (k > 0) {
        EXPECT_LT(std::pair(all[k - 1].cost, all[k - 1].site), std::pair(all[k].cost, all[k].site));
      }
      if (k < 10) {
        EXPECT_EQ(all[k].site, first[k].site);
      }
    }
    EXPECT_EQ(sites.size(), all.size());
  }

  AssignmentStart start;
  start.open = {0, 5, 9};
  start.y.assign(at(model.rules.sites), 0.25);
  for (int j = 0; j < model.rules.sites; ++j) start.price.push_back(100 + j);
  const AssignmentStart whole = coarse.to_whole(start);
  EXPECT_EQ(whole.open.size(), 3U);
  EXPECT_TRUE(std::is_sorted(whole.open.begin(), whole.open.end()));
  EXPECT_DOUBLE_EQ(std::accumulate(whole.y.begin(), whole.y.end(), 0.0), 0.25 * model.rules.sites);
  ASSERT_EQ(whole.price.size(), plane.model.weight.size());
  for (double price : whole.price) {
    EXPECT_GE(price, 100 - 1e-9);
    EXPECT_LE(price, 100 + model.rules.sites);
  }
}

TEST(AssignmentStart, DrawsAsManyAsAskedWithinTheRules) {
  for (const int count : {1, 40, 900, 2399}) {
    Plane plane = make_plane(clumps_of_points(4, 2400, 3), count);
    if (count < 2399) plane.model.rules.forced = {7, 11};
    plane.model.rules.forbidden = {5};
    if (count == 1) plane.model.rules.forced = {7};
    const std::vector<int> open = first_sites(plane.model, count, {}).open;
    const std::set<int> sites(open.begin(), open.end());
    EXPECT_EQ(sites.size(), at(count));
    EXPECT_EQ(open.size(), sites.size());
    for (int site : plane.model.rules.forced) EXPECT_TRUE(sites.contains(site));
    EXPECT_FALSE(sites.contains(5));
  }
}

/// Large enough to be seen from afar first, and still of an optimum that can be counted.
TEST(AssignmentStart, LeadsToTheOptimum) {
  constexpr int kClumps = 60;
  const Plane plane = make_plane(clumps_of_points(kClumps, 8000, 1), kClumps);
  LocationOptions options;
  options.threads = 1;
  const AssignmentStart start = first_sites(plane.model, kClumps, options);
  EXPECT_EQ(start.open.size(), at(kClumps));
  EXPECT_EQ(start.price.size(), plane.model.weight.size());  // it was seen from afar
  const LocationResult result = solve_assignment(plane.model, options);
  const int64_t least = least_by_clump(plane.points, *plane.costs, kClumps);
  EXPECT_EQ(result.status, MipStatus::kOptimal);
  EXPECT_EQ(result.objective, least);
  EXPECT_EQ(result.bound, least);
  EXPECT_EQ(assignment_cost(plane.model, result.sites), least);
}

TEST(Interchange, CountsMovesExactlyAmongManySites) {
  std::mt19937_64 random(5);
  constexpr int kCustomers = 60, kSites = 21'000, kOpen = 12;
  std::vector<int32_t> matrix(at(kCustomers) * at(kSites));
  for (int32_t& cost : matrix) cost = static_cast<int32_t>(random() % 1000);
  const std::unique_ptr<Costs> costs = matrix_costs(kCustomers, kSites, matrix);
  AssignmentModel model;
  model.costs = costs.get();
  model.weight.assign(at(kCustomers), 3);
  model.rules.sites = kSites;
  Row exactly{kOpen, kOpen, {}, ""};
  for (int j = 0; j < kSites; ++j) exactly.terms.push_back({j, 1});
  model.rules.rows.push_back(std::move(exactly));
  Interchange interchange(model);
  std::vector<int> open(kOpen);
  std::iota(open.begin(), open.end(), 0);
  ASSERT_TRUE(interchange.load(open));
  int64_t last = interchange.cost();
  int moves = 0;
  interchange.improve([&] {
    open = interchange.open();
    EXPECT_EQ(interchange.cost(), assignment_cost(model, open));
    EXPECT_LE(interchange.cost(), last);
    last = interchange.cost();
    ++moves;
    return !testing::Test::HasFailure();
  });
  EXPECT_GT(moves, 10);
  // No swap is left that would do better.
  for (int in = 0; in < kSites; in += 101) {
    for (int out = 0; out < kOpen; ++out) {
      std::vector<int> other = interchange.open();
      if (std::binary_search(other.begin(), other.end(), in)) continue;
      other[at(out)] = in;
      EXPECT_GE(assignment_cost(model, other), interchange.cost());
    }
  }
}

}  // namespace
}  // namespace dostyq::optim
