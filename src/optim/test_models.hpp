#pragma once

// Random and planted models for the tests of this folder, and a solver by enumeration.

#include <algorithm>
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

/// Best value over all integer points; continuous columns are not allowed. Exact for small
/// integers.
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
  std::vector<Term> early;  ///< people covered, summed over the phases
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
        const double distance =
            std::hypot(px[static_cast<size_t>(p)] - x, py[static_cast<size_t>(p)] - y);
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

/// p-median on random points of a plane, integer distances.
struct MedianInstance {
  int sites = 0;
  int open = 0;
  std::vector<std::vector<int>> distance;  ///< [customer][site]
};

inline MedianInstance median_instance(uint32_t seed, int sites, int open) {
  Dice dice(seed);
  std::vector<int> x, y;
  for (int i = 0; i < sites; ++i) {
    x.push_back(dice.below(1000));
    y.push_back(dice.below(1000));
  }
  MedianInstance instance{sites, open, {}};
  for (size_t i = 0; i < x.size(); ++i) {
    std::vector<int> row;
    for (size_t j = 0; j < x.size(); ++j) {
      row.push_back(static_cast<int>(std::lround(std::hypot(x[i] - x[j], y[i] - y[j]))));
    }
    instance.distance.push_back(std::move(row));
  }
  return instance;
}

/// Distances without any geometry: the relaxation is far from integral, so that the tree is used.
inline MedianInstance rough_median_instance(uint32_t seed, int sites, int open) {
  Dice dice(seed);
  MedianInstance instance{sites, open, {}};
  for (int i = 0; i < sites; ++i) {
    std::vector<int> row;
    for (int j = 0; j < sites; ++j) row.push_back(i == j ? 0 : dice.between(1, 100));
    instance.distance.push_back(std::move(row));
  }
  return instance;
}

/// The textbook model with assignment columns.
inline MipModel compact_median(const MedianInstance& instance) {
  MipModel model;
  Row count{static_cast<double>(instance.open), static_cast<double>(instance.open), {}, ""};
  for (int j = 0; j < instance.sites; ++j)
    count.terms.push_back({model.add_column({0, 1, 0, true, ""}), 1});
  model.add_row(count);
  for (const std::vector<int>& row : instance.distance) {
    Row assigned{1, 1, {}, ""};
    for (int j = 0; j < instance.sites; ++j) {
      const double cost = row[static_cast<size_t>(j)];
      const int x = model.add_column({0, 1, cost, false, ""});
      assigned.terms.push_back({x, 1});
      model.add_row({0, kInfinity, {{j, 1}, {x, -1}}, ""});
    }
    model.add_row(assigned);
  }
  return model;
}

/// Benders: columns y then theta, one for each customer; rows come from MedianSeparator.
inline MipModel benders_median(const MedianInstance& instance) {
  MipModel model;
  Row count{static_cast<double>(instance.open), static_cast<double>(instance.open), {}, ""};
  for (int j = 0; j < instance.sites; ++j)
    count.terms.push_back({model.add_column({0, 1, 0, true, ""}), 1});
  model.add_row(count);
  for (int i = 0; i < instance.sites; ++i) model.add_column({0, kInfinity, 1, false, ""});
  model.integral_objective = true;
  return model;
}

/// theta_i >= D - sum over nearer sites of (D - d_ij) y_j, D where the nearest sites add up to one.
class MedianSeparator : public CutSeparator {
 public:
  explicit MedianSeparator(const MedianInstance& instance) : instance_(instance) {
    for (const std::vector<int>& row : instance.distance) {
      std::vector<int> order(row.size());
      for (size_t j = 0; j < order.size(); ++j) order[j] = static_cast<int>(j);
      std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
        return row[static_cast<size_t>(a)] < row[static_cast<size_t>(b)];
      });
      order_.push_back(std::move(order));
    }
  }

  void separate(std::span<const double> x, bool, std::vector<Row>& rows) override {
    for (size_t i = 0; i < order_.size(); ++i) {
      const std::vector<int>& distance = instance_.distance[i];
      double open = 0;
      double value = 0;
      size_t k = 0;
      for (; k + 1 < order_[i].size(); ++k) {
        const auto j = static_cast<size_t>(order_[i][k]);
        const double share = std::min(x[j], 1 - open);
        open += share;
        value += share * distance[j];
        if (open >= 1 - 1e-9) break;
      }
      const int far = distance[static_cast<size_t>(order_[i][k])];
      const int theta = instance_.sites + static_cast<int>(i);
      if (x[static_cast<size_t>(theta)] >= value - 1e-6) continue;
      Row row{static_cast<double>(far), kInfinity, {{theta, 1}}, ""};
      for (int j : order_[i]) {
        const int near = distance[static_cast<size_t>(j)];
        if (near >= far) break;
        row.terms.push_back({j, static_cast<double>(far - near)});
      }
      rows.push_back(std::move(row));
    }
  }

 private:
  const MedianInstance& instance_;
  std::vector<std::vector<int>> order_;
};

/// Opens the sites with the largest y.
inline Heuristic median_heuristic(const MedianInstance& instance) {
  return [&instance](std::span<const double> x, std::vector<double>& solution) {
    std::vector<int> order(static_cast<size_t>(instance.sites));
    for (size_t j = 0; j < order.size(); ++j) order[j] = static_cast<int>(j);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
      return x[static_cast<size_t>(a)] > x[static_cast<size_t>(b)];
    });
    solution.assign(static_cast<size_t>(2 * instance.sites), 0);
    order.resize(static_cast<size_t>(instance.open));
    for (int j : order) solution[static_cast<size_t>(j)] = 1;
    for (size_t i = 0; i < instance.distance.size(); ++i) {
      int nearest = 1 << 30;
      for (int j : order) nearest = std::min(nearest, instance.distance[i][static_cast<size_t>(j)]);
      solution[static_cast<size_t>(instance.sites) + i] = nearest;
    }
    return true;
  };
}

/// The next lexicographic stage: the old objective stays at its optimum, `terms` are minimised.
inline MipModel next_stage(MipModel model, double optimum, const std::vector<Term>& terms,
                           double sign) {
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
