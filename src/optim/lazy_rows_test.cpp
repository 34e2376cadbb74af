// Travelling salesman with subtour rows found lazily: where Cbc's callbacks claimed false optima.
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

#include "optim/mip.hpp"
#include "optim/test_models.hpp"

namespace dostyq::optim {
namespace {

struct Tour {
  int nodes = 0;
  std::vector<std::vector<int>> distance;
  int edge(int a, int b) const {
    if (a > b) std::swap(a, b);
    return a * nodes - a * (a + 1) / 2 + b - a - 1;
  }
};

Tour random_tour(uint32_t seed, int nodes) {
  testing::Dice dice(seed);
  Tour tour{nodes, {}};
  tour.distance.assign(static_cast<size_t>(nodes), std::vector<int>(static_cast<size_t>(nodes), 0));
  for (size_t a = 0; a < tour.distance.size(); ++a) {
    for (size_t b = 0; b < a; ++b) tour.distance[a][b] = tour.distance[b][a] = dice.between(1, 99);
  }
  return tour;
}

int shortest_by_enumeration(const Tour& tour) {
  std::vector<size_t> order(static_cast<size_t>(tour.nodes) - 1);
  std::iota(order.begin(), order.end(), size_t{1});
  int best = 1 << 30;
  do {
    int length = tour.distance[0][order.front()] + tour.distance[order.back()][0];
    for (size_t i = 0; i + 1 < order.size(); ++i) length += tour.distance[order[i]][order[i + 1]];
    best = std::min(best, length);
  } while (std::next_permutation(order.begin(), order.end()));
  return best;
}

/// Components of the support: each short of all nodes gives a row. At fractional points it may find
/// nothing, as the contract allows.
class SubtourSeparator : public CutSeparator {
 public:
  explicit SubtourSeparator(const Tour& tour) : tour_(tour) {}

  void separate(std::span<const double> x, bool integral, std::vector<Row>& rows) override {
    ++calls;
    if (integral) {
      for (double value : x) EXPECT_EQ(value, std::round(value));
    }
    std::vector<int> component(static_cast<size_t>(tour_.nodes), -1);
    int components = 0;
    for (int start = 0; start < tour_.nodes; ++start) {
      if (component[static_cast<size_t>(start)] < 0) flood(x, start, components++, component);
    }
    for (int c = 0; components > 1 && c < components; ++c) {
      Row row{2, kInfinity, {}, ""};
      for (int a = 0; a < tour_.nodes; ++a) {
        for (int b = a + 1; b < tour_.nodes; ++b) {
          const bool in_a = component[static_cast<size_t>(a)] == c;
          const bool in_b = component[static_cast<size_t>(b)] == c;
          if (in_a != in_b) row.terms.push_back({tour_.edge(a, b), 1});
        }
      }
      rows.push_back(row);
    }
  }
  int calls = 0;

 private:
  void flood(std::span<const double> x, int from, int number, std::vector<int>& component) {
    component[static_cast<size_t>(from)] = number;
    for (int to = 0; to < tour_.nodes; ++to) {
      if (to == from || component[static_cast<size_t>(to)] >= 0) continue;
      if (x[static_cast<size_t>(tour_.edge(from, to))] > 0.01) flood(x, to, number, component);
    }
  }
  const Tour& tour_;
};

MipModel degree_model(const Tour& tour) {
  MipModel model;
  for (int a = 0; a < tour.nodes; ++a) {
    for (int b = a + 1; b < tour.nodes; ++b) {
      model.add_column(
          {0, 1, 1.0 * tour.distance[static_cast<size_t>(a)][static_cast<size_t>(b)], true, ""});
    }
  }
  for (int a = 0; a < tour.nodes; ++a) {
    Row degree{2, 2, {}, ""};
    for (int b = 0; b < tour.nodes; ++b) {
      if (b != a) degree.terms.push_back({tour.edge(a, b), 1});
    }
    model.add_row(degree);
  }
  return model;
}

TEST(LazyRows, TravellingSalesmanEqualsEnumeration) {
  for (uint32_t seed = 1; seed <= 40; ++seed) {
    SCOPED_TRACE(seed);
    const Tour tour = random_tour(seed, 5 + static_cast<int>(seed % 5));
    SubtourSeparator separator(tour);
    MipOptions options;
    options.separator = &separator;
    const MipResult result = solve(degree_model(tour), options);
    ASSERT_EQ(result.status, MipStatus::kOptimal);
    ASSERT_EQ(result.objective, shortest_by_enumeration(tour));
    ASSERT_GT(separator.calls, 0);
  }
}

TEST(LazyRows, StartThatBreaksAHiddenRowIsRefused) {
  const Tour tour = random_tour(3, 6);
  SubtourSeparator separator(tour);
  MipOptions options;
  options.separator = &separator;
  options.node_limit = 0;
  options.start.assign(15, 0.0);
  for (auto [a, b] : {std::pair{0, 1}, {1, 2}, {0, 2}, {3, 4}, {4, 5}, {3, 5}}) {
    options.start[static_cast<size_t>(tour.edge(a, b))] = 1;
  }
  EXPECT_EQ(solve(degree_model(tour), options).status, MipStatus::kLimit);
}

/// theta >= (k - x)^2 by tangents, theta unbounded below in the model itself.
class Tangents : public CutSeparator {
 public:
  void separate(std::span<const double> x, bool, std::vector<Row>& rows) override {
    const double value = (3.4 - x[0]) * (3.4 - x[0]);
    if (x[1] >= value - 1e-7) return;
    const double slope = 2 * (x[0] - 3.4);
    rows.push_back({value - slope * x[0], kInfinity, {{1, 1}, {0, -slope}}, ""});
  }
};

TEST(LazyRows, ObjectiveColumnBoundedOnlyByLazyRows) {
  MipModel model;
  model.add_column({0, 10, 0, true, ""});
  model.add_column({-kInfinity, kInfinity, 1, false, ""});
  Tangents tangents;
  MipOptions options;
  options.separator = &tangents;
  const MipResult result = solve(model, options);
  ASSERT_EQ(result.status, MipStatus::kOptimal);
  EXPECT_EQ(result.x[0], 3);
  EXPECT_NEAR(result.objective, 0.16, 1e-5);
}

void expect_benders_equals_compact(const testing::MedianInstance& instance, bool with_heuristic) {
  testing::MedianSeparator separator(instance);
  MipOptions options;
  options.separator = &separator;
  if (with_heuristic) options.heuristic = testing::median_heuristic(instance);
  const MipResult benders = solve(testing::benders_median(instance), options);
  const MipResult compact = solve(testing::compact_median(instance));
  ASSERT_EQ(benders.status, MipStatus::kOptimal);
  ASSERT_EQ(compact.status, MipStatus::kOptimal);
  ASSERT_NEAR(benders.objective, compact.objective, 1e-6);
  ASSERT_NEAR(benders.bound, compact.objective, 2e-6);
}

TEST(LazyRows, BendersMedianEqualsCompactModel) {
  for (uint32_t seed = 1; seed <= 12; ++seed) {
    SCOPED_TRACE(seed);
    const int sites = 12 + static_cast<int>(seed) * 2;
    const int open = 2 + static_cast<int>(seed % 4);
    expect_benders_equals_compact(testing::median_instance(seed, sites, open), seed % 2 == 0);
    expect_benders_equals_compact(testing::rough_median_instance(seed, 24, open), seed % 2 == 0);
  }
}

}  // namespace
}  // namespace dostyq::optim
