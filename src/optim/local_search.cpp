#include "optim/local_search.hpp"

#include <algorithm>
#include <cmath>

namespace dostyq::optim {
namespace {

constexpr int kShortRow = 12;
constexpr size_t kPairLists = 300;   ///< longest list of either half of a pair
constexpr size_t kPairTrials = 300;  ///< pairs evaluated exactly, the most promising first
constexpr double kTolerance = 1e-7;

bool blocks(const Problem& problem, int entry, int direction) {
  const auto row = static_cast<size_t>(problem.row_of(entry));
  return problem.value_of(entry) * direction > 0 ? !std::isinf(problem.rows.upper[row])
                                                 : !std::isinf(problem.rows.lower[row]);
}

}  // namespace

bool LocalSearch::is_applicable(const Problem& problem) {
  for (size_t j = 0; j < problem.cost.size(); ++j) {
    if (problem.integer[j] == 0 && problem.implied[j] == 0) return false;
  }
  return true;
}

LocalSearch::LocalSearch(const Problem& problem, const Domain& domain)
    : problem_(problem),
      domain_(domain),
      owner_(static_cast<size_t>(problem.rows.size()), -1),
      row_scale_(owner_.size(), 1),
      flipped_at_(problem.cost.size(), 0) {
  for (int column = 0; column < problem.columns(); ++column) {
    if (movable(column)) movable_.push_back(column);
    const int direction = problem.implied[static_cast<size_t>(column)];
    if (direction == 0) continue;
    for (int entry : problem.entries(column)) {
      if (blocks(problem, entry, direction))
        owner_[static_cast<size_t>(problem.row_of(entry))] = column;
    }
  }
  for (int row = 0; row < problem.rows.size(); ++row) {
    double most = 0;
    for (double a : problem.rows.values(row)) most = std::max(most, std::abs(a));
    if (most > 0) row_scale_[static_cast<size_t>(row)] = 1 / most;
    const bool is_long = problem.rows.length(row) > kShortRow;
    is_long_.push_back(is_long && owner_[static_cast<size_t>(row)] < 0 ? 1 : 0);
  }
}

double LocalSearch::row_violation(int row) const {
  const auto i = static_cast<size_t>(row);
  const double excess =
      std::max({problem_.rows.lower[i] - activity_[i], activity_[i] - problem_.rows.upper[i], 0.0});
  return excess <= kTolerance ? 0 : excess * row_scale_[i];
}

void LocalSearch::load(const std::vector<double>& x) {
  x_ = x;
  activity_.assign(owner_.size(), 0);
  now_ = Score();
  trail_.clear();
  for (int row = 0; row < problem_.rows.size(); ++row) {
    double sum = 0;
    for (int k = problem_.rows.begin(row); k < problem_.rows.end(row); ++k) {
      sum += problem_.value_of(k) *
             x_[static_cast<size_t>(problem_.rows.column[static_cast<size_t>(k)])];
    }
    activity_[static_cast<size_t>(row)] = sum;
    now_.violation += row_violation(row);
  }
  for (size_t j = 0; j < x_.size(); ++j) {
    now_.cost += problem_.cost[j] * x_[j];
    if (problem_.implied[j] != 0) pending_implied_.push_back(static_cast<int>(j));
  }
  follow();
  trail_.clear();
  work_ += problem_.rows.entries();
}

void LocalSearch::shift(int row, double change) {
  now_.violation -= row_violation(row);
  activity_[static_cast<size_t>(row)] += change;
  now_.violation += row_violation(row);
  if (is_long_[static_cast<size_t>(row)] != 0) long_changes_.emplace_back(row, change);
}

void LocalSearch::set(int column, double value) {
  const auto j = static_cast<size_t>(column);
  const double change = value - x_[j];
  if (change == 0) return;
  x_[j] = value;
  now_.cost += change * problem_.cost[j];
  const bool implied = problem_.implied[j] != 0;
  for (int entry : problem_.entries(column)) {
    const int row = problem_.row_of(entry);
    shift(row, change * problem_.value_of(entry));
    const int owner = owner_[static_cast<size_t>(row)];
    if (owner >= 0 && owner != column) {
      pending_implied_.push_back(owner);
    } else if (!implied && problem_.rows.length(row) <= kShortRow) {
      pending_rows_.push_back(row);
    }
  }
  work_ += static_cast<int64_t>(problem_.entries(column).size());
}

/// In a violated short row, flips what cannot stay whatever the others do.
void LocalSearch::force_short_row(int row) {
  if (row_violation(row) == 0) return;
  const auto columns = problem_.rows.columns(row);
  const auto values = problem_.rows.values(row);
  const bool over =
      activity_[static_cast<size_t>(row)] > problem_.rows.upper[static_cast<size_t>(row)];
  const double sign = over ? 1 : -1;
  const double side =
      sign * (over ? problem_.rows.upper : problem_.rows.lower)[static_cast<size_t>(row)];
  auto is_open = [&](int column) {
    return movable(column) && flipped_at_[static_cast<size_t>(column)] != closure_;
  };
  double least = 0;  // of sign * row, over the columns this closure may still flip
  for (size_t k = 0; k < columns.size(); ++k) {
    const double a = sign * values[k];
    least += is_open(columns[k]) ? std::min(a, 0.0) : a * x_[static_cast<size_t>(columns[k])];
  }
  for (size_t k = 0; k < columns.size(); ++k) {
    if (!is_open(columns[k])) continue;
    const double a = sign * values[k];
    if (least + a * x_[static_cast<size_t>(columns[k])] - std::min(a, 0.0) <= side + kTolerance)
      continue;
    flipped_at_[static_cast<size_t>(columns[k])] = closure_;
    trail_.emplace_back(columns[k], x_[static_cast<size_t>(columns[k])]);
    set(columns[k], 1 - x_[static_cast<size_t>(columns[k])]);
  }
}

/// Implied columns go where their rows now let them.
void LocalSearch::follow() {
  while (!pending_implied_.empty()) {
    const int column = pending_implied_.back();
    pending_implied_.pop_back();
    const auto j = static_cast<size_t>(column);
    const int direction = problem_.implied[j];
    double limit = direction > 0 ? problem_.bounds.upper[j] : problem_.bounds.lower[j];
    for (int entry : problem_.entries(column)) {
      if (!blocks(problem_, entry, direction)) continue;
      const auto row = static_cast<size_t>(problem_.row_of(entry));
      const double own = problem_.value_of(entry);
      const double side = own * direction > 0 ? problem_.rows.upper[row] : problem_.rows.lower[row];
      const double stop = std::round((side - activity_[row] + own * x_[j]) / own);
      limit = direction > 0 ? std::min(limit, stop) : std::max(limit, stop);
    }
    const double value = std::clamp(limit, problem_.bounds.lower[j], problem_.bounds.upper[j]);
    if (value == x_[j]) continue;
    trail_.emplace_back(column, x_[j]);
    set(column, value);
  }
}

void LocalSearch::flip(int column) {
  ++closure_;
  flipped_at_[static_cast<size_t>(column)] = closure_;
  trail_.emplace_back(column, x_[static_cast<size_t>(column)]);
  set(column, 1 - x_[static_cast<size_t>(column)]);
  size_t head = 0;
  while (head < pending_rows_.size()) force_short_row(pending_rows_[head++]);  // it grows
  pending_rows_.clear();
  follow();
}

void LocalSearch::undo_to(size_t mark) {
  while (trail_.size() > mark) {
    const auto [column, value] = trail_.back();
    trail_.pop_back();
    set(column, value);
  }
  pending_rows_.clear();
  pending_implied_.clear();
}

LocalSearch::Move LocalSearch::try_flip(int column) {
  Move move;
  move.column = column;
  const Score before = now_;
  const size_t mark = trail_.size();
  long_changes_.clear();
  flip(column);
  move.change = since(before);
  std::sort(long_changes_.begin(), long_changes_.end());
  for (const auto& [row, change] : long_changes_) {
    if (move.long_rows.empty() || move.long_rows.back().first != row) {
      move.long_rows.emplace_back(row, 0.0);
    }
    move.long_rows.back().second += change;
  }
  undo_to(mark);
  now_ = before;  // to the last digit
  return move;
}

/// The share of what is left in the long rows that the move uses up (Toyoda, Management Science 21
/// (1975) 1417-1427).
double LocalSearch::scarcity(const Move& move) const {
  double share = 1e-3;
  for (const auto& [row, change] : move.long_rows) {
    const auto i = static_cast<size_t>(row);
    const double left =
        change > 0 ? problem_.rows.upper[i] - activity_[i] : activity_[i] - problem_.rows.lower[i];
    if (!std::isinf(left)) share += std::abs(change) / std::max(left, std::abs(change));
  }
  return share;
}

/// Takes the best single flip as long as one improves: by violation, then by gain for what it uses.
bool LocalSearch::improve_singly() {
  bool improved = false;
  while (work_ < work_limit_) {
    Move best;
    double best_value = 0;
    for (int column : movable_) {
      const Move move = try_flip(column);
      if (!better(move.change)) continue;
      const double value = move.change.cost / scarcity(move);
      const double mended = move.change.violation - best.change.violation;
      if (best.column < 0 || mended < -1e-9 || (mended <= 1e-9 && value < best_value)) {
        best = move;
        best_value = value;
      }
    }
    if (best.column < 0) return improved;
    flip(best.column);
    trail_.clear();
    improved = true;
  }
  return improved;
}

/// Do the long rows hold after both, as far as their changes add up?
bool LocalSearch::may_fit(const Move& a, const Move& b) const {
  size_t l = 0;
  for (const auto& [row, change] : a.long_rows) {
    const auto i = static_cast<size_t>(row);
    while (l < b.long_rows.size() && b.long_rows[l].first < row) ++l;
    const bool both = l < b.long_rows.size() && b.long_rows[l].first == row;
    const double after = activity_[i] + change + (both ? b.long_rows[l].second : 0);
    if (after > problem_.rows.upper[i] + kTolerance) return false;
    if (after < problem_.rows.lower[i] - kTolerance) return false;
  }
  return true;
}

std::vector<LocalSearch::Pair> LocalSearch::promising_pairs(const std::vector<Move>& losses,
                                                            const std::vector<Move>& gains) const {
  std::vector<Pair> pairs;
  for (const Move& loss : losses) {
    for (const Move& gain : gains) {
      const double cost = loss.change.cost + gain.change.cost;
      if (now_.violation == 0 && (cost >= -1e-7 || !may_fit(gain, loss))) continue;
      pairs.push_back({&loss, &gain, cost});
    }
  }
  const size_t kept = std::min(pairs.size(), kPairTrials);
  std::partial_sort(pairs.begin(), pairs.begin() + static_cast<std::ptrdiff_t>(kept), pairs.end(),
                    [](const Pair& a, const Pair& b) {
                      if (a.cost != b.cost) return a.cost < b.cost;
                      return std::pair(a.loss->column, a.gain->column) <
                             std::pair(b.loss->column, b.gain->column);
                    });
  pairs.resize(kept);
  return pairs;
}

/// One flip that gains but may break a row, one that mends at a loss: the first pair that improves.
bool LocalSearch::improve_in_pairs() {
  std::vector<Move> gains;
  std::vector<Move> losses;
  for (int column : movable_) {
    Move move = try_flip(column);
    (move.change.cost < 0 ? gains : losses).push_back(std::move(move));
    if (work_ >= work_limit_) return false;
  }
  const auto by_cost = [](const Move& a, const Move& b) { return a.change.cost < b.change.cost; };
  std::stable_sort(gains.begin(), gains.end(), by_cost);
  std::stable_sort(losses.begin(), losses.end(), by_cost);
  if (gains.size() > kPairLists) gains.resize(kPairLists);
  if (losses.size() > kPairLists) losses.resize(kPairLists);
  work_ += static_cast<int64_t>(gains.size() * losses.size());
  for (const Pair& pair : promising_pairs(losses, gains)) {
    const Score before = now_;
    flip(pair.loss->column);
    flip(pair.gain->column);
    if (better(since(before))) {
      trail_.clear();
      return true;
    }
    undo_to(0);
    now_ = before;
    if (work_ >= work_limit_) break;
  }
  return false;
}

bool LocalSearch::improve(std::vector<double>& x, int64_t work_limit) {
  work_ = 0;
  work_limit_ = work_limit;
  load(x);
  improve_singly();
  while (work_ < work_limit_ && improve_in_pairs()) improve_singly();
  x = x_;
  return now_.violation <= 1e-9;
}

}  // namespace dostyq::optim
