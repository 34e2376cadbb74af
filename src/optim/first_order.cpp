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
constexpr int kJudge = 40;             ///< steps between two looks at the bound
constexpr double kSufficient = 0.2, kNecessary = 0.8, kLong = 0.36;  // of restarts (PDLP, 3.2)
constexpr double kFeasible = 0.01;  ///< of the tolerance: what rows may be broken by

double between(double value, double lower, double upper) {
  return std::min(std::max(value, lower), upper);
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
