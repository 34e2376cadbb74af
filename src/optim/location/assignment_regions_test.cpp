#include "optim/location/assignment_regions.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

#include "optim/location/assignment_search.hpp"
#include "optim/location/solution_mix.hpp"
#include "optim/location/volume.hpp"

namespace dostyq::optim {
namespace {

size_t at(int index) { return static_cast<size_t>(index); }

class Dice {
 public:
  explicit Dice(uint64_t seed) : random_(seed) {}
  int below(int end) { return static_cast<int>(random_() % static_cast<uint64_t>(end)); }

 private:
  std::mt19937_64 random_;
};

struct Plane {
  std::unique_ptr<Costs> costs;
  AssignmentModel model;
};

/// Points of a square, each a customer and a site; `count` of them open.
Plane random_plane(Dice& dice, int points, int count) {
  Plane plane;
  std::vector<PlanePoint> places;
  for (int i = 0; i < points; ++i) {
    places.push_back({static_cast<double>(dice.below(400)), static_cast<double>(dice.below(400))});
  }
  plane.costs = plane_costs(places, places);
  plane.model.costs = plane.costs.get();
  plane.model.rules.sites = points;
  Row exactly{static_cast<double>(count), static_cast<double>(count), {}, ""};
  for (int j = 0; j < points; ++j) {
    exactly.terms.push_back({j, 1});
    plane.model.weight.push_back(dice.below(4));
  }
  plane.model.rules.rows.push_back(std::move(exactly));
  return plane;
}

/// Makes it a question of what sites cost, with rows of other kinds.
void ask_otherwise(Dice& dice, Plane& plane) {
  SiteRules& rules = plane.model.rules;
  rules.rows.clear();
  for (int j = 0; j < rules.sites; ++j) plane.model.opening_cost.push_back(20 + dice.below(100));
  if (dice.below(2) == 0) return;
  for (int r = 0; r < 2; ++r) {
    Row row{static_cast<double>(2 + r), static_cast<double>(4 + 3 * r), {}, ""};
    for (int j = r; j < rules.sites; j += 2) row.terms.push_back({j, 1});
    rules.rows.push_back(std::move(row));
  }
}

std::vector<SiteState> random_states(Dice& dice, const AssignmentModel& model,
                                     const std::vector<int>& best) {
  std::vector<SiteState> states(at(model.rules.sites), SiteState::kFree);
  const int fixed = dice.below(3);
  for (int j = 0; j < model.rules.sites; ++j) {
    if (fixed == 0 || dice.below(4) > fixed) continue;
    const bool open = std::binary_search(best.begin(), best.end(), j);
    states[at(j)] = open ? SiteState::kOpen : SiteState::kShut;
  }
  return states;
}

/// What the customers and the shares of one region cost in a solution.
double cost_in(const AssignmentRegion& region, const AssignmentModel& model,
               const std::vector<int>& open) {
  double cost = 0;
  for (int i : region.customers) {
    int32_t least = Costs::kNever;
    for (int site : open) least = std::min(least, model.costs->cost(i, site));
    cost += static_cast<double>(model.weight[at(i)]) * least;
  }
  for (size_t k = 0; k < region.sites.size(); ++k) {
    if (std::binary_search(open.begin(), open.end(), region.sites[k])) cost += region.share[k];
  }
  return cost;
}

TEST(AssignmentRegions, NeverSayMoreThanTheOptimum) {
  int lifted = 0;
  double missing = 0, gained = 0;
  for (uint64_t seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE(seed);
    Dice dice(seed);
    const int points = 60 + dice.below(60);
    Plane plane = random_plane(dice, points, 6 + dice.below(points / 4));
    if (seed % 3 == 0) ask_otherwise(dice, plane);
    LocationOptions one;
    one.threads = 1;
    const LocationResult whole = solve_assignment(plane.model, one);
    ASSERT_EQ(whole.status, MipStatus::kOptimal);

    const std::vector<SiteState> states = random_states(dice, plane.model, whole.sites);
    const std::vector<uint32_t> reach(plane.model.weight.size(), 20 + dice.below(40));
    const PriceLists lists(plane.model, states, reach);
    Lagrangian lagrangian(plane.model, lists, 1);
    lagrangian.sites().fix(states);
    VolumeState state;
    state.price.assign(reach.size(), 15 + dice.below(10));
    VolumeOptions climbing;
    climbing.iterations = 150;
    climbing.on_bound = [&](const Lagrangian&, bool) {
      return static_cast<double>(whole.objective) + 1;
    };
    ASSERT_TRUE(climb(lagrangian, lists, state, climbing));
    ASSERT_TRUE(lagrangian.evaluate(state.price));

    AssignmentRegions regions(plane.model, lists, lagrangian, state.y, whole.sites);
    AssignmentRegions::Limits limits;
    limits.customers = 10 + at(dice.below(60));
    limits.depth = 1 + dice.below(4);
    limits.tolerance = 0.01;
    regions.solve(limits);
    const double bound = lagrangian.bound() + regions.gain();
    const double optimum = static_cast<double>(whole.objective);
    EXPECT_LE(bound, optimum + 1e-6);
    for (const AssignmentRegion& region : regions.regions()) {
      EXPECT_LE(region.least, cost_in(region, plane.model, whole.sites) + 1e-6);
    }
    // No site is ruled out that the optimum has, nor one demanded that it has not.
    const std::vector<double> reduced = regions.reduced_costs();
    for (int j = 0; j < points; ++j) {
      if (states[at(j)] != SiteState::kFree) continue;
      const bool open = std::binary_search(whole.sites.begin(), whole.sites.end(), j);
      if (open == (reduced[at(j)] > 0)) {
        EXPECT_LE(bound + std::abs(reduced[at(j)]), optimum + 1e-6);
      }
    }
    lifted += regions.gain() > 0.5 ? 1 : 0;
    missing += optimum - lagrangian.bound();
    gained += regions.gain();
  }
  EXPECT_GE(lifted, 10);
  EXPECT_GE(gained, 0.3 * missing);
}

/// The least that a region's customers and shares can cost, by trying every set of its sites; all
/// other sites may open for nothing.
double least_by_trying(const AssignmentRegion& region, const AssignmentModel& model) {
  std::vector<int> others;
  for (int j = 0; j < model.rules.sites; ++j) {
    if (std::find(region.sites.begin(), region.sites.end(), j) == region.sites.end()) {
      others.push_back(j);
    }
  }
  double least = kInfinity;
  for (int set = 0; set < 1 << region.sites.size(); ++set) {
    std::vector<int> open = others;
    for (size_t k = 0; k < region.sites.size(); ++k) {
      if ((set >> k & 1) != 0) open.push_back(region.sites[k]);
    }
    std::sort(open.begin(), open.end());
    const double cost = cost_in(region, model, open);
    least = std::min(least, open.empty() && !region.customers.empty() ? kInfinity : cost);
  }
  return least;
}

TEST(AssignmentRegions, AreProvenByTryingEverySet) {
  int tried = 0;
  for (uint64_t seed = 0; seed < 150; ++seed) {
    SCOPED_TRACE(seed);
    Dice dice(seed);
    const int points = 12 + dice.below(20);
    const int count = 2 + dice.below(points / 3);
    const Plane plane = random_plane(dice, points, count);
    const std::vector<SiteState> states(at(points), SiteState::kFree);
    const std::vector<uint32_t> reach(at(points), static_cast<uint32_t>(2 + dice.below(points)));
    const PriceLists lists(plane.model, states, reach);
    Lagrangian lagrangian(plane.model, lists, 1);
    VolumeState state;
    state.price.assign(at(points), 40);
    VolumeOptions climbing;
    climbing.iterations = 100;
    climbing.on_bound = [](const Lagrangian&, bool) { return 1e6; };
    ASSERT_TRUE(climb(lagrangian, lists, state, climbing));
    ASSERT_TRUE(lagrangian.evaluate(state.price));
    AssignmentRegions regions(plane.model, lists, lagrangian, state.y, {});
    AssignmentRegions::Limits limits;
    limits.customers = 4 + at(dice.below(10));
    limits.depth = 1 + dice.below(2);
    limits.from_all = dice.below(2) == 0;
    limits.tolerance = 0.01;
    regions.solve(limits);
    for (const AssignmentRegion& region : regions.regions()) {
      if (region.sites.size() > 10) continue;
      ++tried;
      const double least = least_by_trying(region, plane.model);
      EXPECT_LE(region.least, least + 1e-6);
      if (reach.front() >= at(points)) {
        EXPECT_GE(region.least, least - 0.5);
      }
    }
  }
  EXPECT_GE(tried, 100);
}

TEST(SolutionMix, IsNeverWorseAndKeepsTheRules) {
  int better = 0;
  for (uint64_t seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE(seed);
    Dice dice(seed);
    const int points = 60 + dice.below(120);
    const int count = 3 + dice.below(points / 3);
    Plane plane = random_plane(dice, points, count);
    if (seed % 3 == 0) {
      plane.model.rules.rows.clear();
      plane.model.opening_cost.assign(at(points), 30);
    }
    const auto draw = [&] {
      std::vector<int> sites(at(points));
      std::iota(sites.begin(), sites.end(), 0);
      for (int k = 0; k < count; ++k)
        std::swap(sites[at(k)], sites[at(k + dice.below(points - k))]);
      sites.resize(at(count));
      Interchange interchange(plane.model);
      interchange.load(sites);
      int moves = 0;  // a few, so that the two differ in many places
      interchange.improve([&] { return moves++ < points / 6; });
      return interchange.open();
    };
    const std::vector<int> first = draw(), second = draw();
    const std::vector<int> mixed = best_mixture(plane.model, first, second);
    const int64_t cost = assignment_cost(plane.model, mixed);
    const int64_t least =
        std::min(assignment_cost(plane.model, first), assignment_cost(plane.model, second));
    EXPECT_LE(cost, least);
    better += cost < least ? 1 : 0;
    if (seed % 3 != 0) {
      EXPECT_EQ(mixed.size(), first.size());
    }
  }
  EXPECT_GE(better, 20);
}

}  // namespace
}  // namespace dostyq::optim
