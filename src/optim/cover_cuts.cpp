#include "optim/cover_cuts.hpp"

#include <algorithm>
#include <cmath>

namespace dostyq::optim {
namespace {

constexpr double kMinViolation = 1e-3;
constexpr size_t kShortestKnapsack = 3;

/// Sum of weight * item <= capacity over binary items; a complemented item is 1 - x.
struct Item {
  int column = 0;
  bool complemented = false;
  double weight = 0;
  double value = 0;  ///< of the item at x
};

struct Knapsack {
  std::vector<Item> items;
  double capacity = 0;
};

/// sign * row <= side with everything but free binaries at its least. Empty when that is infinite.
Knapsack read_knapsack(const Problem& problem, const Domain& domain, const std::vector<double>& x,
                       int row, double sign, double side) {
  Knapsack knapsack;
  knapsack.capacity = side;
  for (int k = problem.rows.begin(row); k < problem.rows.end(row); ++k) {
    const int column = problem.rows.column[static_cast<size_t>(k)];
    const auto j = static_cast<size_t>(column);
    const double a = sign * problem.value_of(k);
    const bool binary = problem.integral(column) && domain.lower[j] == 0 && domain.upper[j] == 1;
    if (!binary) {
      knapsack.capacity -= a * (a > 0 ? domain.lower[j] : domain.upper[j]);
    } else if (a > 0) {
      knapsack.items.push_back({column, false, a, x[j]});
    } else {
      knapsack.items.push_back({column, true, -a, 1 - x[j]});
      knapsack.capacity -= a;
    }
  }
  if (!std::isfinite(knapsack.capacity)) knapsack.items.clear();
  return knapsack;
}

/// Takes the items that LP likes most until they do not fit, then drops what is not needed. Returns
/// how many items, moved to the front, form the minimal cover; 0 when everything fits.
size_t greedy_cover(Knapsack& knapsack, double tolerance) {
  auto& items = knapsack.items;
  std::stable_sort(items.begin(), items.end(), [](const Item& a, const Item& b) {
    return a.value != b.value ? a.value > b.value : a.weight > b.weight;
  });
  double weight = 0;
  size_t size = 0;
  while (size < items.size() && weight <= knapsack.capacity + tolerance)
    weight += items[size++].weight;
  if (weight <= knapsack.capacity + tolerance) return 0;
  for (size_t k = size; k-- > 0;) {
    if (weight - items[k].weight <= knapsack.capacity + tolerance) continue;
    weight -= items[k].weight;
    std::rotate(items.begin() + static_cast<std::ptrdiff_t>(k),
                items.begin() + static_cast<std::ptrdiff_t>(k) + 1,
                items.begin() + static_cast<std::ptrdiff_t>(size));
    --size;
  }
  return size;
}

/// Coefficients of the items: 1 in the cover, lifted outside. least[v]: least weight of value v.
std::vector<int> lift(const Knapsack& knapsack, size_t cover, double tolerance) {
  const auto& items = knapsack.items;
  std::vector<int> coefficients(items.size(), 0);
  std::vector<double> weights;
  weights.reserve(cover);
  for (size_t k = 0; k < cover; ++k) weights.push_back(items[k].weight);
  std::sort(weights.begin(), weights.end());
  std::vector<double> least(cover, kInfinity);  // values 0 .. |cover| - 1
  least[0] = 0;
  for (size_t v = 1; v < cover; ++v) least[v] = least[v - 1] + weights[v - 1];
  for (size_t k = 0; k < items.size(); ++k) {
    if (k < cover) {
      coefficients[k] = 1;
      continue;
    }
    const double left = knapsack.capacity + tolerance - items[k].weight;
    size_t reach = 0;  // values 0 .. reach - 1 still fit beside the item
    while (reach < cover && least[reach] <= left) ++reach;
    const size_t lifted = cover - reach;
    if (lifted == 0) continue;
    coefficients[k] = static_cast<int>(lifted);
    for (size_t v = cover; v-- > 1;) {
      const double before = v >= lifted ? least[v - lifted] : 0;
      least[v] = std::min(least[v], before + items[k].weight);
    }
    for (size_t v = cover - 1; v-- > 0;) least[v] = std::min(least[v], least[v + 1]);
  }
  return coefficients;
}

void separate_row(const Problem& problem, const Domain& domain, const std::vector<double>& x,
                  int row, double sign, double side, SparseRows& cuts) {
  Knapsack knapsack = read_knapsack(problem, domain, x, row, sign, side);
  if (knapsack.items.size() < kShortestKnapsack) return;
  // What nearly fits counts as fitting: the row itself may be off by its tolerance.
  const double tolerance = kFeasibility + 1e-9 * std::abs(knapsack.capacity);
  const size_t cover = greedy_cover(knapsack, tolerance);
  if (cover < 2) return;
  const std::vector<int> coefficients = lift(knapsack, cover, tolerance);
  double activity = 0;
  for (size_t k = 0; k < coefficients.size(); ++k) {
    activity += coefficients[k] * knapsack.items[k].value;
  }
  double limit = static_cast<double>(cover) - 1;
  if (activity <= limit + kMinViolation * static_cast<double>(cover)) return;
  std::vector<std::pair<int, double>> terms;
  for (size_t k = 0; k < coefficients.size(); ++k) {
    if (coefficients[k] == 0) continue;
    const Item& item = knapsack.items[k];
    terms.emplace_back(item.column, item.complemented ? -coefficients[k] : coefficients[k]);
    if (item.complemented) limit -= coefficients[k];
  }
  std::sort(terms.begin(), terms.end());
  for (const auto& [column, coefficient] : terms) cuts.add_entry(column, coefficient);
  cuts.finish_row(-kInfinity, limit);
}

}  // namespace

SparseRows find_cover_cuts(const Problem& problem, const Domain& domain,
                           const std::vector<double>& x) {
  SparseRows cuts;
  for (int row = 0; row < problem.rows.size(); ++row) {
    const double lower = problem.rows.lower[static_cast<size_t>(row)];
    const double upper = problem.rows.upper[static_cast<size_t>(row)];
    // Unit rows are covers already, or cliques.
    const auto values = problem.rows.values(row);
    const bool unit =
        std::all_of(values.begin(), values.end(), [](double a) { return std::abs(a) == 1; });
    if (unit) continue;
    if (!std::isinf(upper)) separate_row(problem, domain, x, row, 1, upper, cuts);
    if (!std::isinf(lower)) separate_row(problem, domain, x, row, -1, -lower, cuts);
  }
  return cuts;
}

}  // namespace dostyq::optim
