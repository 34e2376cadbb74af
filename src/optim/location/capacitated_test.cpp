#include "optim/location/capacitated.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <random>

namespace dostyq::optim {
namespace {

int below(std::mt19937& random, int count) {
  return static_cast<int>(random() % static_cast<unsigned>(count));
}

std::vector<Row> random_rows(std::mt19937& random, int sites) {
  std::vector<Row> rows(random() % 3);
  for (Row& row : rows) {
    double sum = 0;
    for (int j = 0; j < sites; ++j) {
      if (random() % 3 == 0) continue;
      row.terms.push_back({j, random() % 2 == 0 ? 1.0 : (below(random, 9) - 4) * 0.5});
      sum += std::abs(row.terms.back().coefficient);
    }
    const double middle = std::floor(sum * below(random, 5) / 6);
    const auto kind = random() % 3;
    if (kind != 0) row.lower = middle - 1;
    if (kind != 1) row.upper = middle + (kind == 2 ? 0 : 1);
  }
  return rows;
}

CapacitatedModel random_model(std::mt19937& random, int most_sites, int most_customers) {
  CapacitatedModel model;
  const int sites = 1 + below(random, most_sites);
  const int dearest = 1 + below(random, 40), largest = 1 + below(random, 12);
  model.rules.sites = sites;
  model.demand.resize(random() % static_cast<unsigned>(most_customers + 1));
  int64_t total = 0;
  for (int64_t& demand : model.demand) total += demand = below(random, largest);
  for (int j = 0; j < sites; ++j) {
    model.capacity.push_back(
        below(random, static_cast<int>(2 * total / (1 + below(random, sites))) + 2));
    model.opening_cost.push_back(random() % 4 == 0 ? 0 : below(random, 5 * dearest));
    if (random() % 12 == 0) model.rules.forced.push_back(j);
    if (random() % 12 == 0) model.rules.forbidden.push_back(j);
  }
  if (random() % 5 == 0) model.opening_cost.clear();
  model.services.resize(model.demand.size());
  for (auto& services : model.services) {
    for (int j = 0; j < sites; ++j) {
      if (random() % 8 != 0) services.push_back({j, below(random, dearest)});
      if (random() % 20 == 0) services.push_back({j, below(random, dearest)});
    }
  }
  if (random() % 2 == 0) model.rules.rows = random_rows(random, sites);
  return model;
}

// Every set of sites and every way to serve the customers from it.
int64_t by_trying_all(const CapacitatedModel& model) {
  const int sites = model.rules.sites;
  const size_t customers = model.demand.size();
  int64_t best = LocationResult::kNone;
  for (unsigned set = 0; set < 1U << sites; ++set) {
    std::vector<int> open;
    for (int j = 0; j < sites; ++j) {
      if ((set >> j & 1U) != 0) open.push_back(j);
    }
    std::vector<int64_t> room = model.capacity;
    std::vector<Shipment> shipments;
    const auto serve = [&](const auto& self, size_t i) -> void {
      if (i == customers) {
        best = std::min(best, capacitated_cost(model, open, shipments));
        return;
      }
      for (int j : open) {
        if (room[static_cast<size_t>(j)] < model.demand[i]) continue;
        room[static_cast<size_t>(j)] -= model.demand[i];
        shipments.push_back({static_cast<int>(i), j, model.demand[i]});
        self(self, i + 1);
        shipments.pop_back();
        room[static_cast<size_t>(j)] += model.demand[i];
      }
    };
    serve(serve, 0);
  }
  return best;
}

// The textbook's model for the general solver: y of sites, then amounts, or who serves whom.
MipResult by_general_solver(const CapacitatedModel& model) {
  MipModel mip;
  mip.rows = model.rules.rows;
  for (size_t j = 0; j < model.capacity.size(); ++j) {
    const double cost =
        model.opening_cost.empty() ? 0.0 : static_cast<double>(model.opening_cost[j]);
    mip.add_column({0, 1, cost, true, ""});
  }
  for (int j : model.rules.forced) mip.columns[static_cast<size_t>(j)].lower = 1;
  for (int j : model.rules.forbidden) mip.columns[static_cast<size_t>(j)].upper = 0;
  std::vector<Row> room(model.capacity.size());
  for (size_t j = 0; j < room.size(); ++j) {
    room[j].upper = 0;
    room[j].terms.push_back({static_cast<int>(j), -static_cast<double>(model.capacity[j])});
  }
  for (size_t i = 0; i < model.demand.size(); ++i) {
    const auto demand = static_cast<double>(model.demand[i]);
    const double whole = model.single_source ? 1 : demand;
    Row served;
    served.lower = served.upper = whole;
    for (const Service& service : model.services[i]) {
      const int column =
          mip.add_column({0, whole, static_cast<double>(service.cost), model.single_source, ""});
      served.terms.push_back({column, 1});
      // A customer without demand still needs a site that is open.
      const double weight = model.single_source ? demand : 1;
      room[static_cast<size_t>(service.site)].terms.push_back({column, weight});
      if (model.single_source && demand == 0) {
        mip.add_row({-kInfinity, 0, {{column, 1}, {service.site, -1}}, ""});
      }
    }
    mip.add_row(served);
  }
  for (Row& row : room) mip.add_row(std::move(row));
  return solve(mip);
}

void expect_solved(const CapacitatedModel& model, const CapacitatedResult& result, int64_t best) {
  if (best == LocationResult::kNone) {
    ASSERT_EQ(result.status, MipStatus::kInfeasible);
    return;
  }
  ASSERT_EQ(result.status, MipStatus::kOptimal);
  ASSERT_EQ(result.objective, best);
  ASSERT_EQ(result.bound, best);
  ASSERT_EQ(capacitated_cost(model, result.sites, result.shipments), best);
}

TEST(Capacitated, SingleSourceEqualsTryingAll) {
  std::mt19937 random(4);
  int feasible = 0;
  for (int trial = 0; trial < 3000; ++trial) {
    const CapacitatedModel model = random_model(random, 5, 6);
    const int64_t best = by_trying_all(model);
    feasible += best != LocationResult::kNone ? 1 : 0;
    expect_solved(model, solve_capacitated(model), best);
    if (HasFatalFailure()) FAIL() << "trial " << trial;
  }
  EXPECT_GT(feasible, 500);
  EXPECT_LT(feasible, 2900);
}

// Returns how many could be solved.
int compare_with_general_solver(std::mt19937& random, int trials, bool single_source, int sites,
                                int customers) {
  int feasible = 0;
  for (int trial = 0; trial < trials; ++trial) {
    CapacitatedModel model = random_model(random, sites, customers);
    model.single_source = single_source;
    const MipResult mip = by_general_solver(model);
    const bool found = mip.status == MipStatus::kOptimal;
    EXPECT_TRUE(found || mip.status == MipStatus::kInfeasible);
    feasible += found ? 1 : 0;
    expect_solved(model, solve_capacitated(model),
                  found ? std::llround(mip.objective) : LocationResult::kNone);
    if (testing::Test::HasFatalFailure()) {
      ADD_FAILURE() << "trial " << trial;
      break;
    }
  }
  return feasible;
}

TEST(Capacitated, SingleSourceEqualsTheGeneralSolver) {
  std::mt19937 random(8);
  const int feasible = compare_with_general_solver(random, 700, true, 7, 14);
  EXPECT_GT(feasible, 200);
  EXPECT_LT(feasible, 690);
}

TEST(Capacitated, DivisibleEqualsTheGeneralSolver) {
  std::mt19937 random(5);
  const int feasible = compare_with_general_solver(random, 2000, false, 7, 9);
  EXPECT_GT(feasible, 500);
  EXPECT_LT(feasible, 1950);
}

// Larger than can be tried: the two models bound each other, and a stopped search bounds both.
TEST(Capacitated, BoundsAreBounds) {
  std::mt19937 random(6);
  for (int trial = 0; trial < 60; ++trial) {
    CapacitatedModel model = random_model(random, 20, 40);
    const CapacitatedResult whole = solve_capacitated(model);
    ASSERT_TRUE(whole.status == MipStatus::kOptimal || whole.status == MipStatus::kInfeasible);
    int asked = 0;
    StopFlag stop;
    LocationOptions options;
    options.stop = &stop;
    options.time_limit_seconds = 0.0005 * (1 + trial % 7);
    options.progress = [&](const Progress&) {
      if (++asked == 2) stop.request();
    };
    const CapacitatedResult cut = solve_capacitated(model, options);
    EXPECT_LE(cut.bound, whole.objective);
    if (cut.has_solution()) {
      EXPECT_GE(cut.objective, whole.objective);
      EXPECT_EQ(capacitated_cost(model, cut.sites, cut.shipments), cut.objective);
    }
    if (cut.status == MipStatus::kOptimal) {
      EXPECT_EQ(cut.objective, whole.objective);
    }
    if (cut.status == MipStatus::kInfeasible) {
      EXPECT_EQ(whole.status, MipStatus::kInfeasible);
    }
  }
}

TEST(Capacitated, SameAnswerTwice) {
  std::mt19937 random(7);
  for (int trial = 0; trial < 50; ++trial) {
    const CapacitatedModel model = random_model(random, 12, 25);
    const CapacitatedResult a = solve_capacitated(model), b = solve_capacitated(model);
    EXPECT_EQ(a.sites, b.sites);
    EXPECT_EQ(a.shipments, b.shipments);
    EXPECT_EQ(a.nodes, b.nodes);
  }
}

CapacitatedModel two_sites(std::vector<int64_t> capacity, std::vector<int64_t> demand) {
  CapacitatedModel model;
  model.rules.sites = 2;
  model.capacity = std::move(capacity);
  model.opening_cost = {10, 10};
  model.services.assign(demand.size(), {{0, 3}, {1, 3}});
  model.demand = std::move(demand);
  return model;
}

TEST(Capacitated, NobodyToServe) {
  CapacitatedModel model = two_sites({5, 5}, {});
  CapacitatedResult result = solve_capacitated(model);
  EXPECT_EQ(result.status, MipStatus::kOptimal);
  EXPECT_EQ(result.objective, 0);
  EXPECT_TRUE(result.sites.empty());
  model.rules.rows.push_back({1, kInfinity, {{0, 1}, {1, 1}}, "at least one"});
  result = solve_capacitated(model);
  EXPECT_EQ(result.objective, 10);
  EXPECT_EQ(result.sites.size(), 1U);
  CapacitatedModel nothing;
  EXPECT_EQ(solve_capacitated(nothing).status, MipStatus::kOptimal);
}

TEST(Capacitated, DemandBeyondEveryCapacity) {
  CapacitatedModel model = two_sites({5, 5}, {6});
  EXPECT_EQ(solve_capacitated(model).status, MipStatus::kInfeasible);
  EXPECT_EQ(solve_capacitated(model).bound, LocationResult::kNone);
  model.single_source = false;
  const CapacitatedResult shared = solve_capacitated(model);
  EXPECT_EQ(shared.status, MipStatus::kOptimal);
  EXPECT_EQ(shared.objective, 20 + 18);
  EXPECT_EQ(shared.shipments.size(), 2U);
}

// Enough room in all, but three of three do not fit twice five.
TEST(Capacitated, WhatDoesNotPack) {
  CapacitatedModel model = two_sites({5, 5}, {3, 3, 3});
  EXPECT_EQ(solve_capacitated(model).status, MipStatus::kInfeasible);
  model.single_source = false;
  EXPECT_EQ(solve_capacitated(model).objective, 20 + 27);
}

TEST(Capacitated, NoCapacityAndNoDemand) {
  CapacitatedModel model = two_sites({0, 0}, {0, 0});
  CapacitatedResult result = solve_capacitated(model);
  EXPECT_EQ(result.objective, 10 + 6);
  model.single_source = false;
  result = solve_capacitated(model);
  EXPECT_EQ(result.objective, 0);
  model = two_sites({0, 0}, {1});
  EXPECT_EQ(solve_capacitated(model).status, MipStatus::kInfeasible);
}

TEST(Capacitated, ForcedAndForbidden) {
  CapacitatedModel model = two_sites({9, 9}, {1});
  model.rules.forced = {1, 1};
  EXPECT_EQ(solve_capacitated(model).sites, std::vector<int>{1});
  model.rules.forbidden = {1};
  EXPECT_EQ(solve_capacitated(model).status, MipStatus::kInfeasible);
  model.rules.forced = {};
  model.rules.forbidden = {0, 1};
  EXPECT_EQ(solve_capacitated(model).status, MipStatus::kInfeasible);
}

TEST(Capacitated, StoppedBeforeItBegan) {
  StopFlag stop;
  stop.request();
  LocationOptions options;
  options.stop = &stop;
  const CapacitatedResult result = solve_capacitated(two_sites({9, 9}, {1}), options);
  EXPECT_EQ(result.status, MipStatus::kLimit);
  EXPECT_LE(result.bound, 13);
}

TEST(Capacitated, AnswersThatBreakTheModelHaveNoCost) {
  CapacitatedModel model = two_sites({5, 5}, {4, 3});
  EXPECT_EQ(capacitated_cost(model, {0, 1}, {{0, 0, 4}, {1, 1, 3}}), 26);
  EXPECT_EQ(capacitated_cost(model, {0, 1}, {{0, 0, 4}, {1, 0, 3}}), LocationResult::kNone);
  EXPECT_EQ(capacitated_cost(model, {0}, {{0, 0, 4}, {1, 1, 3}}), LocationResult::kNone);
  EXPECT_EQ(capacitated_cost(model, {0, 1}, {{0, 0, 4}}), LocationResult::kNone);
  EXPECT_EQ(capacitated_cost(model, {0, 1}, {{0, 0, 4}, {1, 0, 1}, {1, 1, 2}}),
            LocationResult::kNone);
  EXPECT_EQ(capacitated_cost(model, {0, 0}, {{0, 0, 4}, {1, 1, 3}}), LocationResult::kNone);
}

TEST(CapacitatedDeathTest, FiguresThatDoNotFit) {
  CapacitatedModel model = two_sites({5, 5}, {1, 1});
  model.services[0][0].cost = int64_t{1} << 61;
  EXPECT_DEATH(solve_capacitated(model), "check failed");
  model = two_sites({5, 5}, {-1});
  EXPECT_DEATH(solve_capacitated(model), "check failed");
}

}  // namespace
}  // namespace dostyq::optim
