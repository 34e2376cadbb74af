#pragma once

// Random and planted models for the tests of this folder, and a solver by enumeration.

#include <cmath>
#include <cstdint>
#include <optional>
#include <random>
#include <vector>

#include "optim/mip.hpp"

namespace dostyq::optim::testing {

/// The standard fixes mt19937 but not the distributions: draw by hand to be the same everywhere.
class Dice {
 public:
  explicit Dice(uint32_t seed) : engine_(seed) {}
  int below(int n) { return static_cast<int>(engine_() % static_cast<uint32_t>(n)); }
  int between(int low, int high) { return low + below(high - low + 1); }
  bool chance(int percent) { return below(100) < percent; }

 private:
  std::mt19937 engine_;
};

/// Best value over all integer points; continuous columns are not allowed. Exact for small integers.
inline std::optional<double> enumerate(const MipModel& model) {
  std::vector<double> x;
  for (const Column& column : model.columns) x.push_back(column.lower);
  std::optional<double> best;
  while (true) {
    bool feasible = true;
    for (const Row& row : model.rows) {
      double sum = 0;
      for (const Term& term : row.terms) {
        sum += term.coefficient * x[static_cast<size_t>(term.column)];
      }
      feasible = feasible && sum >= row.lower - 1e-7 && sum <= row.upper + 1e-7;
      if (!feasible) break;
    }
    if (feasible) {
      double value = 0;
      for (size_t j = 0; j < x.size(); ++j) value += model.columns[j].cost * x[j];
      if (!best || value < *best) best = value;
    }
    size_t j = 0;
    while (j < x.size() && x[j] >= model.columns[j].upper) x[j] = model.columns[j].lower, ++j;
    if (j == x.size()) return best;
    x[j] += 1;
  }
}

/// y[place, kind, phase]: open by the end of the phase; z[class, phase]: covered.
struct PlannerSize {
  int places = 300;
  int kinds = 3;
  int phases = 3;
  int classes = 1200;
  uint32_t seed = 1;
  int budget_permille = 80;  ///< of the cost of everything, over all phases
};

struct PlannerModel {
  MipModel model;
  std::vector<Term> coverage;  ///< people covered at the end
  std::vector<Term> money;
  std::vector<Term> early;     ///< people covered, summed over the phases
};

/// Multi-period maximum covering with budgets, one kind a place, precedence, quotas by region.
inline PlannerModel planner_model(const PlannerSize& size) {
  Dice dice(size.seed);
  PlannerModel result;
  MipModel& model = result.model;
  const auto index = [&](int place, int kind, int phase) {
    return (place * size.kinds + kind) * size.phases + phase;
  };
  std::vector<int> px, py, cost;
  for (int p = 0; p < size.places; ++p) {
    px.push_back(dice.below(1000));
    py.push_back(dice.below(1000));
  }
  for (int p = 0; p < size.places; ++p) {
    for (int k = 0; k < size.kinds; ++k) {
      cost.push_back(dice.between(20, 60) * (k + 1));
      for (int t = 0; t < size.phases; ++t) model.add_column({0, 1, 0, true, ""});
    }
  }
  for (int p = 0; p < size.places; ++p) {
    for (int t = 0; t < size.phases; ++t) {
      Row one{-kInfinity, 1, {}, ""};
      for (int k = 0; k < size.kinds; ++k) one.terms.push_back({index(p, k, t), 1});
      model.add_row(one);
      for (int k = 0; k < size.kinds && t > 0; ++k) {
        model.add_row({0, kInfinity, {{index(p, k, t), 1}, {index(p, k, t - 1), -1}}, ""});
      }
    }
  }
  int64_t everything = 0;
  for (int c : cost) everything += c;
  for (int t = 0; t < size.phases; ++t) {
    const int64_t budget =
        everything * size.budget_permille * (t + 1) / (1000LL * size.phases * size.kinds);
    Row row{-kInfinity, static_cast<double>(budget), {}, ""};
    for (int p = 0; p < size.places; ++p) {
      for (int k = 0; k < size.kinds; ++k) {
        const double c = cost[static_cast<size_t>(p * size.kinds + k)];
        row.terms.push_back({index(p, k, t), c});
        if (t + 1 == size.phases) result.money.push_back({index(p, k, t), c});
      }
    }
    model.add_row(row);
  }
  for (int region = 0; region < 10; ++region) {
    Row quota{2, kInfinity, {}, ""};
    for (int p = region; p < size.places; p += 10) {
      for (int k = 0; k < size.kinds; ++k) quota.terms.push_back({index(p, k, size.phases - 1), 1});
    }
    model.add_row(quota);
  }
  for (int d = 0; d < size.classes; ++d) {
    const int x = dice.below(1000);
    const int y = dice.below(1000);
    const double people = dice.between(20, 9000);
    for (int t = 0; t < size.phases; ++t) {
      const int z = model.add_column({0, 1, t + 1 == size.phases ? -people : 0, false, ""});
      Row cover{0, kInfinity, {{z, -1}}, ""};
      for (int p = 0; p < size.places; ++p) {
        const double distance = std::hypot(px[static_cast<size_t>(p)] - x, py[static_cast<size_t>(p)] - y);
        for (int k = 0; k < size.kinds; ++k) {
          if (distance <= 40 + 30 * k) cover.terms.push_back({index(p, k, t), 1});
        }
      }
      model.add_row(cover);
      if (t + 1 == size.phases) result.coverage.push_back({z, people});
      result.early.push_back({z, people});
    }
  }
  model.integral_objective = true;
  return result;
}

/// The next lexicographic stage: the old objective stays at its optimum, `terms` are minimised.
inline MipModel next_stage(MipModel model, double optimum, const std::vector<Term>& terms, double sign) {
  Row keep{-kInfinity, optimum, {}, "keep"};
  for (int j = 0; j < static_cast<int>(model.columns.size()); ++j) {
    Column& column = model.columns[static_cast<size_t>(j)];
    if (column.cost != 0) keep.terms.push_back({j, column.cost});
    column.cost = 0;
  }
  model.add_row(keep);
  for (const Term& term : terms) {
    model.columns[static_cast<size_t>(term.column)].cost += sign * term.coefficient;
  }
  return model;
}

}  // namespace dostyq::optim::testing
