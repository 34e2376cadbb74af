#include <algorithm>
#include <cmath>

#include "optim/first_order.hpp"

namespace dostyq::optim {
namespace {

constexpr double kRounding = 1e-11;  ///< of the sum of all terms of a bound
constexpr double kFar = 25;          ///< natural logarithm: how many times duals may grow or shrink

}  // namespace

// Rows whose duals follow from the others: those that define a column as a sum, so that it costs
// nothing either way, and those that let at most one of their columns be 1.
void FirstOrder::find_settled() {
  std::vector<char> taken(columns_, 0), packed(columns_, 0);
  for (int i = 0; i < rows_.size(); ++i) {
    const auto at = static_cast<size_t>(i);
    const auto columns = rows_.columns(i);
    const auto values = rows_.values(i);
    const bool ones = std::count(values.begin(), values.end(), 1.0) + 1 >=
                      static_cast<std::ptrdiff_t>(values.size());
    if (rows_.lower[at] == 0 && rows_.upper[at] == 0 && ones) {
      const auto minus = std::find(values.begin(), values.end(), -1.0);
      const bool fresh = std::none_of(columns.begin(), columns.end(), [&](int column) {
        return taken[static_cast<size_t>(column)] != 0;
      });
      if (minus == values.end() || !fresh) continue;
      const int column = columns[static_cast<size_t>(minus - values.begin())];
      taken[static_cast<size_t>(column)] = 1;
      definitions_.push_back({i, column});
    }
    const bool all = std::all_of(values.begin(), values.end(), [](double v) { return v == 1; });
    const bool free = std::all_of(columns.begin(), columns.end(), [&](int column) {
      const auto j = static_cast<size_t>(column);
      return packed[j] == 0 && lower_[j] == 0 && upper_[j] == 1;
    });
    if (rows_.upper[at] == 1 && std::isinf(rows_.lower[at]) && all && free) {
      for (const int column : columns) packed[static_cast<size_t>(column)] = 1;
      packings_.push_back(i);
    }
  }
}

// The bound that duals give, after those that follow from others have been settled. `reduced`: what
// is left of the costs.
double FirstOrder::settle(std::vector<double>& dual, std::vector<double>& reduced) const {
  reduced = cost_;
  const auto charge = [&](int row, double y) {
    for (int k = rows_.begin(row); k < rows_.end(row); ++k) {
      const auto at = static_cast<size_t>(k);
      reduced[static_cast<size_t>(rows_.column[at])] -= y * rows_.value[at];
    }
  };
  for (const int row : packings_) dual[static_cast<size_t>(row)] = 0;
  for (size_t i = 0; i < dual.size(); ++i) {
    if (!std::isfinite(dual[i] > 0 ? rows_.lower[i] : rows_.upper[i])) dual[i] = 0;
    if (dual[i] != 0) charge(static_cast<int>(i), dual[i]);
  }
  for (const auto& [row, column] : definitions_) {
    const double more = -reduced[static_cast<size_t>(column)];  // its coefficient is -1
    dual[static_cast<size_t>(row)] += more;
    charge(row, more);
  }
  for (const int row : packings_) {
    double least = 0;
    for (const int column : rows_.columns(row))
      least = std::min(least, reduced[static_cast<size_t>(column)]);
    dual[static_cast<size_t>(row)] = least;
    if (least < 0) charge(row, least);
  }
  double bound = offset_, magnitude = std::abs(offset_);
  const auto add = [&](double part) {
    bound += part;
    magnitude += std::abs(part);
  };
  for (size_t i = 0; i < dual.size(); ++i)
    if (dual[i] != 0) add(dual[i] * (dual[i] > 0 ? rows_.lower[i] : rows_.upper[i]));
  for (size_t j = 0; j < columns_; ++j) add(reduced[j] * (reduced[j] > 0 ? lower_[j] : upper_[j]));
  return bound - kRounding * magnitude;
}

// What the last step led to, in the numbers of the problem itself: the bound, and how good x is.
void FirstOrder::judge() {
  std::vector<double> dual(next_y_.size()), reduced;
  for (size_t i = 0; i < dual.size(); ++i) dual[i] = next_y_[i] * row_scale_[i];
  const double bound = settle(dual, reduced);
  if (bound > bound_) {
    bound_ = bound;
    reduced_ = std::move(reduced);
    dual_ = std::move(dual);
  }
  value_ = offset_;
  for (size_t j = 0; j < columns_; ++j) {
    x_[j] = std::clamp(next_x_[j] * column_scale_[j], lower_[j], upper_[j]);
    value_ += cost_[j] * x_[j];
  }
  double violation = 0, sides = 0;
  for (int i = 0; i < rows_.size(); ++i) {
    const auto at = static_cast<size_t>(i);
    double left = 0;
    for (int k = rows_.begin(i); k < rows_.end(i); ++k)
      left += rows_.value[static_cast<size_t>(k)] *
              x_[static_cast<size_t>(rows_.column[static_cast<size_t>(k)])];
    const double over = std::max({0.0, left - rows_.upper[at], rows_.lower[at] - left});
    violation += over * over * row_scale_[at] * row_scale_[at];
    const double side = std::isfinite(row_l_[at]) ? row_l_[at] : row_u_[at];
    if (std::isfinite(side)) sides += side * side;
  }
  violation_ = std::sqrt(violation) / (1 + std::sqrt(sides));
}

// A row that keeps the last objective near its best leaves little room: then the duals of the next
// are those of the last many times over. Limits on what now costs something lose theirs: the cost
// takes their place. How many times: where the bound is highest, which is concave along the way.
void FirstOrder::begin_at_kept() {
  std::vector<double> spent = cost_;
  for (const auto& [row, column] : definitions_) {
    double least = kInfinity;
    for (const int other : rows_.columns(row))
      if (other != column) least = std::min(least, cost_[static_cast<size_t>(other)]);
    spent[static_cast<size_t>(column)] += least;
  }
  dual_.resize(static_cast<size_t>(rows_.size()), 0);
  dual_[static_cast<size_t>(kept_row_)] = -1;
  for (int i = 0; i < rows_.size(); ++i) {
    const auto columns = rows_.columns(i);
    const bool limits = std::all_of(columns.begin(), columns.end(), [&](int column) {
      return spent[static_cast<size_t>(column)] > 0;
    });
    if (limits && dual_[static_cast<size_t>(i)] < 0) dual_[static_cast<size_t>(i)] = 0;
  }
  std::vector<double> reduced;
  const auto times = [&](double power) {
    std::vector<double> dual = dual_;
    for (double& y : dual) y *= std::exp(power);
    return dual;
  };
  const auto bound_at = [&](double power) {
    std::vector<double> dual = times(power);
    return settle(dual, reduced);
  };
  double sum = 0;
  for (const double value : rows_.values(kept_row_)) sum += value * value;
  const double costs = norm_of(cost_);
  if (costs == 0 || sum == 0) return;
  const double middle = std::log(costs / std::sqrt(sum));
  double low = middle - kFar, high = middle + kFar;
  constexpr double kGolden = 0.6180339887498949;
  double a = high - kGolden * (high - low), b = low + kGolden * (high - low);
  double at_a = bound_at(a), at_b = bound_at(b);
  while (high - low > 0.02) {
    if (at_a >= at_b) {
      high = b, b = a, at_b = at_a;
      a = high - kGolden * (high - low), at_a = bound_at(a);
    } else {
      low = a, a = b, at_a = at_b;
      b = low + kGolden * (high - low), at_b = bound_at(b);
    }
  }
  py_ = times((low + high) / 2);
  bound_ = settle(py_, reduced_);
}

}  // namespace dostyq::optim
