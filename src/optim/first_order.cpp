#include "optim/first_order.hpp"

#include <algorithm>
#include <barrier>
#include <cmath>
#include <thread>

#include "base/check.hpp"
#include "base/parallel.hpp"

namespace dostyq::optim {
namespace {

constexpr size_t kPieces = 32;         ///< of a pass: sums are formed by piece, whoever takes it
constexpr int kWorthAThread = 20'000;  ///< entries
constexpr int kScalings = 10;          ///< of Ruiz, before that of Pock and Chambolle
constexpr int kJudge = 40;             ///< steps between two looks at the bound
constexpr double kSufficient = 0.2, kNecessary = 0.8, kLong = 0.36;  // of restarts (PDLP, 3.2)
constexpr double kFeasible = 0.01;   ///< of the tolerance: what rows may be broken by
constexpr double kWeight = 2;        ///< of the costs
constexpr double kDualWeight = 4;    ///< of duals to begin with
constexpr double kFar = 25;          ///< natural logarithm: how many times duals may grow or shrink
constexpr double kRounding = 1e-11;  ///< of the sum of all terms of a bound

double between(double value, double lower, double upper) {
  return std::min(std::max(value, lower), upper);
}

double norm_of(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += std::isfinite(value) ? value * value : 0;
  return std::sqrt(sum);
}

}  // namespace

FirstOrder::FirstOrder(const Problem& problem, unsigned threads)
    : columns_(problem.cost.size()),
      rows_(problem.rows),
      cost_(problem.cost),
      lower_(problem.bounds.lower),
      upper_(problem.bounds.upper),
      offset_(problem.offset),
      threads_(problem.rows.entries() < kWorthAThread
                   ? 1
                   : std::min<unsigned>(threads_or_all(threads), kPieces)),
      x_(columns_, 0),
      reduced_(columns_, 0) {
  for (size_t j = 0; j < columns_; ++j) {
    DOSTYQ_CHECK(std::isfinite(lower_[j]) && std::isfinite(upper_[j]));
    x_[j] = cost_[j] < 0 ? upper_[j] : lower_[j];
  }
  find_settled();
}

void FirstOrder::set_cost(std::span<const double> cost, double offset) {
  cost_.assign(cost.begin(), cost.end());
  offset_ = offset;
  bound_ = -kInfinity;
  std::fill(py_.begin(), py_.end(), 0.0);  // the old duals speak of another objective
  if (kept_row_ >= 0) begin_at_kept();
  if (!scaled_) return;
  for (size_t j = 0; j < columns_; ++j) c_[j] = cost_[j] * column_scale_[j];
  set_weight();
}

void FirstOrder::keep(double value) {
  SparseRows row;
  for (size_t j = 0; j < columns_; ++j)
    if (cost_[j] != 0) row.add_entry(static_cast<int>(j), cost_[j]);
  row.finish_row(-kInfinity, value - offset_);
  kept_row_ = rows_.size();
  add_rows(row);
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

void FirstOrder::add_rows(const SparseRows& rows) {
  for (int i = 0; i < rows.size(); ++i) {
    rows_.add(rows.lower[static_cast<size_t>(i)], rows.upper[static_cast<size_t>(i)],
              rows.columns(i), rows.values(i));
  }
  if (scaled_) {
    for (size_t j = 0; j < columns_; ++j) x_[j] = px_[j] * column_scale_[j];
    for (size_t i = 0; i < py_.size(); ++i) py_[i] *= row_scale_[i];
  }
  scaled_ = false;
}

// Rows and columns to entries of one size (Ruiz 2001), then to row and column sums of at most 1.
void FirstOrder::scale() {
  const auto rows = static_cast<size_t>(rows_.size());
  row_scale_.assign(rows, 1), column_scale_.assign(columns_, 1);
  for (int pass = 0; pass <= kScalings; ++pass) {
    std::vector<double> row(rows, 0), column(columns_, 0);
    const bool sums = pass == kScalings;
    for (int i = 0; i < rows_.size(); ++i) {
      const auto at = static_cast<size_t>(i);
      for (int k = rows_.begin(i); k < rows_.end(i); ++k) {
        const auto j = static_cast<size_t>(rows_.column[static_cast<size_t>(k)]);
        const double size =
            std::abs(rows_.value[static_cast<size_t>(k)]) * row_scale_[at] * column_scale_[j];
        row[at] = sums ? row[at] + size : std::max(row[at], size);
        column[j] = sums ? column[j] + size : std::max(column[j], size);
      }
    }
    for (size_t i = 0; i < rows; ++i) row_scale_[i] /= row[i] > 0 ? std::sqrt(row[i]) : 1;
    for (size_t j = 0; j < columns_; ++j)
      column_scale_[j] /= column[j] > 0 ? std::sqrt(column[j]) : 1;
  }
  by_row_.start.assign(1, 0), by_row_.entry.clear();
  by_column_.start.assign(columns_ + 1, 0);
  by_column_.entry.resize(static_cast<size_t>(rows_.entries()));
  for (const int column : rows_.column) ++by_column_.start[static_cast<size_t>(column) + 1];
  for (size_t j = 0; j < columns_; ++j) by_column_.start[j + 1] += by_column_.start[j];
  std::vector<size_t> next(by_column_.start.begin(), by_column_.start.end() - 1);
  for (int i = 0; i < rows_.size(); ++i) {
    const auto at = static_cast<size_t>(i);
    for (int k = rows_.begin(i); k < rows_.end(i); ++k) {
      const int column = rows_.column[static_cast<size_t>(k)];
      const auto j = static_cast<size_t>(column);
      const double value = rows_.value[static_cast<size_t>(k)] * row_scale_[at] * column_scale_[j];
      by_row_.entry.push_back({column, value});
      by_column_.entry[next[j]++] = {i, value};
    }
    by_row_.start.push_back(by_row_.entry.size());
  }
  row_pieces_ = pieces(by_row_), column_pieces_ = pieces(by_column_);
  c_.resize(columns_), l_.resize(columns_), u_.resize(columns_), px_.resize(columns_);
  for (size_t j = 0; j < columns_; ++j) {
    c_[j] = cost_[j] * column_scale_[j];
    l_[j] = lower_[j] / column_scale_[j], u_[j] = upper_[j] / column_scale_[j];
    px_[j] = std::clamp(x_[j] / column_scale_[j], l_[j], u_[j]);
  }
  row_l_.resize(rows), row_u_.resize(rows), py_.resize(rows, 0);
  for (size_t i = 0; i < rows; ++i) {
    row_l_[i] = rows_.lower[i] * row_scale_[i], row_u_[i] = rows_.upper[i] * row_scale_[i];
    py_[i] /= row_scale_[i];
  }
  next_x_.assign(columns_, 0), mirror_.assign(columns_, 0), next_y_.assign(rows, 0);
  step_ = 0.998 / norm();
  set_weight();
  scaled_ = true;
}

// What one unit of the way of x is worth beside one of the duals: costs go with the duals, the
// widths of the columns with x. It stays; following the ways that were gone, as PDLP does, led the
// weight astray by six orders on models of plans.
void FirstOrder::set_weight() {
  std::vector<double> width(columns_);
  for (size_t j = 0; j < columns_; ++j) width[j] = u_[j] - l_[j];
  std::nth_element(width.begin(), width.begin() + static_cast<std::ptrdiff_t>(columns_ / 2),
                   width.end());
  const double x =
      columns_ == 0 ? 0 : width[columns_ / 2] * std::sqrt(static_cast<double>(columns_));
  const double costs = norm_of(c_), duals = norm_of(py_), way = norm_of(px_);
  weight_ = x > 0 && costs > 0 ? kWeight * costs / x : 1;
  if (duals > 0 && way > 0) weight_ = std::max(weight_, kDualWeight * duals / way);
}

// The largest singular value, by the power method.
double FirstOrder::norm() const {
  std::vector<double> v(columns_), w(row_scale_.size());
  for (size_t j = 0; j < columns_; ++j)  // no pattern that a matrix could be blind to
    v[j] = 1 + static_cast<double>((j * 7919) % 1009) / 1009;
  double size = norm_of(v), found = 1;
  for (int pass = 0; pass < 30 && size > 0; ++pass) {
    for (double& value : v) value /= size;
    for (size_t i = 0; i < w.size(); ++i) {
      w[i] = 0;
      for (size_t k = by_row_.start[i]; k < by_row_.start[i + 1]; ++k)
        w[i] += by_row_.entry[k].value * v[static_cast<size_t>(by_row_.entry[k].at)];
    }
    for (size_t j = 0; j < columns_; ++j) {
      v[j] = 0;
      for (size_t k = by_column_.start[j]; k < by_column_.start[j + 1]; ++k)
        v[j] += by_column_.entry[k].value * w[static_cast<size_t>(by_column_.entry[k].at)];
    }
    size = norm_of(v);
    found = std::sqrt(size);
  }
  return std::max(found, 1e-12) * 1.01;  // the method comes from below
}

std::vector<FirstOrder::Piece> FirstOrder::pieces(const Compressed& matrix) {
  const size_t n = matrix.start.size() - 1;
  const size_t work = matrix.entry.size() + n;
  std::vector<Piece> found;
  size_t begin = 0;
  for (size_t i = 0; i < n; ++i) {
    if (matrix.start[i + 1] + i + 1 < work * (found.size() + 1) / kPieces && i + 1 < n) continue;
    found.push_back({begin, i + 1});
    begin = i + 1;
  }
  return found;
}

// From x to where one step leads, its mirror image, and the next point in hand.
void FirstOrder::column_step(size_t piece, double share) {
  const double tau = step_ / weight_;
  double moved = 0;
  for (size_t j = column_pieces_[piece].begin; j < column_pieces_[piece].end; ++j) {
    double gradient = c_[j];
    for (size_t k = by_column_.start[j]; k < by_column_.start[j + 1]; ++k)
      gradient -= by_column_.entry[k].value * py_[static_cast<size_t>(by_column_.entry[k].at)];
    const double next = std::clamp(px_[j] - tau * gradient, l_[j], u_[j]);
    const double mirror = 2 * next - px_[j];
    moved += (next - px_[j]) * (next - px_[j]);
    next_x_[j] = next;
    mirror_[j] = mirror;
    px_[j] = share * mirror + (1 - share) * begin_x_[j];
  }
  moved_x_[piece] = moved;
}

void FirstOrder::row_step(size_t piece, double share) {
  const double sigma = step_ * weight_;
  double moved = 0;
  for (size_t i = row_pieces_[piece].begin; i < row_pieces_[piece].end; ++i) {
    double activity = 0;
    for (size_t k = by_row_.start[i]; k < by_row_.start[i + 1]; ++k)
      activity += by_row_.entry[k].value * mirror_[static_cast<size_t>(by_row_.entry[k].at)];
    const double wanted = between(activity - py_[i] / sigma, row_l_[i], row_u_[i]);
    const double next = py_[i] + sigma * (wanted - activity);
    moved += (next - py_[i]) * (next - py_[i]);
    next_y_[i] = next;
    py_[i] = share * (2 * next - py_[i]) + (1 - share) * begin_y_[i];
  }
  moved_y_[piece] = moved;
}

// How far one step leads from the point in hand.
double FirstOrder::moved() const {
  double x = 0, y = 0;
  for (const double piece : moved_x_) x += piece;
  for (const double piece : moved_y_) y += piece;
  return std::sqrt(weight_ * x + y / weight_);
}

// A new epoch at the point that the last step led to.
void FirstOrder::restart() {
  px_ = begin_x_ = next_x_;
  py_ = begin_y_ = next_y_;
  inner_ = 0;
}

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

FirstOrder::Outcome FirstOrder::run(double tolerance, const std::function<bool()>& enough) {
  if (!scaled_) scale();
  begin_x_ = px_, begin_y_ = py_;
  inner_ = 0;
  moved_x_.assign(column_pieces_.size(), 0), moved_y_.assign(row_pieces_.size(), 0);
  double most = offset_;
  for (size_t j = 0; j < columns_; ++j)
    most += std::max(cost_[j] * lower_[j], cost_[j] * upper_[j]);
  Outcome outcome = Outcome::kStopped;
  bool done = false;
  double at_begin = kInfinity, before = kInfinity, share = 0.5;
  const int first = steps_;
  // After both halves of a step: whether to restart, to look, to end.
  const auto between_steps = [&] {
    ++inner_, ++steps_;
    const double now = moved();
    if (inner_ == 1) at_begin = now;
    const bool wrong = !std::isfinite(now);
    if ((steps_ - first) % kJudge == 0 || now == 0 || wrong) {
      judge();
      const double size = std::max(1.0, std::abs(bound_));
      if (bound_ > most + 1e-9 * std::max(1.0, std::abs(most))) {
        outcome = Outcome::kInfeasible, done = true;
      } else if (now == 0 || (std::abs(value_ - bound_) <= tolerance * size &&
                              violation_ <= kFeasible * tolerance)) {
        outcome = Outcome::kConverged, done = true;
      } else if (wrong || (enough && enough()) || (stop_ != nullptr && stop_->requested()) ||
                 std::chrono::steady_clock::now() >= deadline_) {
        done = true;
      }
    }
    const bool small = now <= kSufficient * at_begin;
    const bool stuck = now <= kNecessary * at_begin && now > before;
    const bool old = inner_ >= kLong * (steps_ - first);
    before = now;
    if (!done && inner_ > 1 && (small || stuck || old)) {
      restart();
      before = kInfinity;
    }
    share = static_cast<double>(inner_ + 1) / (inner_ + 2);
  };
  std::barrier<> meet(static_cast<std::ptrdiff_t>(threads_));
  const auto work = [&](unsigned worker) {
    while (!done) {
      for (size_t p = worker; p < column_pieces_.size(); p += threads_) column_step(p, share);
      meet.arrive_and_wait();
      for (size_t p = worker; p < row_pieces_.size(); p += threads_) row_step(p, share);
      meet.arrive_and_wait();
      if (worker == 0) between_steps();
      meet.arrive_and_wait();
    }
  };
  std::vector<std::thread> team;
  for (unsigned worker = 1; worker < threads_; ++worker) team.emplace_back(work, worker);
  work(0);
  for (std::thread& thread : team) thread.join();
  px_ = next_x_, py_ = next_y_;
  return outcome;
}

}  // namespace dostyq::optim
