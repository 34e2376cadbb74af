#include "optim/location/cover_count.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace dostyq::optim {
namespace {

constexpr int kStepsAtRoot = 400;
constexpr int kSteps = 60;
constexpr int kPatience = 6;  // steps without a better bound before they become shorter
constexpr double kShortest = 0.02;
constexpr double kMemory = 0.5;  // of the direction before: prices swing less
constexpr double kBetter = 1e-4;
constexpr int kMuch = 10;  // every tenth
constexpr double kRounding = 1e-6;

size_t at(int index) { return static_cast<size_t>(index); }

/// Whether it is worth its while to go on with what is left of so many columns.
bool is_much(int fewer, int columns) { return fewer * kMuch > columns; }

uint64_t bit(int index) { return uint64_t{1} << (static_cast<unsigned>(index) % 64); }

/// Whether a's bits that are left are all among b's.
bool within(const uint64_t* a, const uint64_t* b, const std::vector<uint64_t>& left) {
  for (size_t w = 0; w < left.size(); ++w) {
    if ((a[w] & ~b[w] & left[w]) != 0) return false;
  }
  return true;
}

}  // namespace

CoverCount::CoverCount(const CoverGroups& groups, std::span<const SiteState> states,
                       int most_sites) {
  Node root;
  Rest& rest = root.rest;
  root.left = most_sites;
  std::vector<int> column(states.size(), -1);
  rest.row_start.push_back(0);
  for (int group = 0; group < groups.size(); ++group) {
    for (const int32_t site : groups.sites(group)) {
      if (states[at(site)] != SiteState::kFree) continue;
      if (column[at(site)] < 0) {
        column[at(site)] = rest.columns();
        rest.site.push_back(site);
      }
      rest.column_of.push_back(column[at(site)]);
    }
    const auto end = static_cast<int>(rest.column_of.size());
    if (end == rest.row_start.back()) return;  // nothing is left to try
    rest.row_start.push_back(end);
    rest.price.push_back(0);
  }
  rest.list_columns();
  for (int row = 0; row < rest.rows(); ++row) {
    size_t most = 1;
    for (const int c : rest.columns_of(row)) most = std::max(most, rest.rows_of(c).size());
    rest.price[at(row)] = 1 / static_cast<double>(most);
  }
  stack_.push_back(std::move(root));
}

void CoverCount::Rest::list_columns() {
  column_start.assign(site.size() + 1, 0);
  for (const int column : column_of) ++column_start[at(column) + 1];
  std::partial_sum(column_start.begin(), column_start.end(), column_start.begin());
  row_of.resize(column_of.size());
  std::vector<int> next(column_start.begin(), column_start.end() - 1);
  for (int row = 0; row < rows(); ++row) {
    for (const int column : columns_of(row)) row_of[at(next[at(column)]++)] = row;
  }
}

void CoverCount::begin(const Rest& rest) {
  states_.assign(rest.site.size(), SiteState::kFree);
  dropped_.assign(rest.price.size(), 0);
  changed_ = false;
}

void CoverCount::open_single(const Rest& rest) {
  for (int row = 0; row < rest.rows(); ++row) {
    const std::span<const int> columns = rest.columns_of(row);
    if (columns.size() != 1) continue;
    states_[at(columns.front())] = SiteState::kOpen;
    changed_ = true;
  }
}

/// Rows that are covered whenever another is; their price goes to that one.
void CoverCount::drop_rows(Rest& rest) {
  column_words_ = (rest.site.size() + 63) / 64;
  row_bits_.assign(rest.price.size() * column_words_, 0);
  columns_left_.assign(column_words_, ~uint64_t{0});
  for (int row = 0; row < rest.rows(); ++row) {
    for (const int c : rest.columns_of(row)) {
      row_bits_[at(row) * column_words_ + at(c) / 64] |= bit(c);
    }
  }
  for (int row = 0; row < rest.rows(); ++row) {
    if (dropped_[at(row)] != 0) continue;
    const std::span<const int> own = rest.columns_of(row);
    const int rarest =
        *std::ranges::min_element(own, {}, [&](int c) { return rest.rows_of(c).size(); });
    for (const int other : rest.rows_of(rarest)) {
      if (other == row || dropped_[at(other)] != 0) continue;
      if (rest.columns_of(other).size() < own.size()) continue;
      if (!within(&row_bits_[at(row) * column_words_], &row_bits_[at(other) * column_words_],
                  columns_left_)) {
        continue;
      }
      dropped_[at(other)] = 1;
      rest.price[at(row)] += rest.price[at(other)];
      changed_ = true;
    }
  }
}

/// Columns whose rows another column covers as well.
void CoverCount::close_columns(const Rest& rest) {
  row_words_ = (rest.price.size() + 63) / 64;
  column_bits_.assign(rest.site.size() * row_words_, 0);
  rows_left_.assign(row_words_, 0);
  for (int row = 0; row < rest.rows(); ++row) {
    if (dropped_[at(row)] != 0) continue;
    rows_left_[at(row) / 64] |= bit(row);
    for (const int c : rest.columns_of(row)) {
      column_bits_[at(c) * row_words_ + at(row) / 64] |= bit(row);
    }
  }
  for (int column = 0; column < rest.columns(); ++column) {
    int fewest = -1;
    for (const int row : rest.rows_of(column)) {
      if (dropped_[at(row)] != 0) continue;
      if (fewest < 0 || rest.columns_of(row).size() < rest.columns_of(fewest).size()) fewest = row;
    }
    const uint64_t* own = &column_bits_[at(column) * row_words_];
    const auto covers = [&](int other) {
      return other != column && states_[at(other)] != SiteState::kClosed &&
             within(own, &column_bits_[at(other) * row_words_], rows_left_);
    };
    if (states_[at(column)] != SiteState::kFree) continue;
    if (fewest >= 0 && std::ranges::none_of(rest.columns_of(fewest), covers)) continue;
    states_[at(column)] = SiteState::kClosed;
    changed_ = true;
  }
}

/// Leaves out what has been decided. False: a row has no column left, or too many are open.
bool CoverCount::take_decisions(Node& node) {
  const Rest& old = node.rest;
  Rest rest;
  std::vector<int> column(old.site.size(), -1);
  for (int c = 0; c < old.columns(); ++c) {
    if (states_[at(c)] == SiteState::kFree) {
      column[at(c)] = rest.columns();
      rest.site.push_back(old.site[at(c)]);
    } else if (states_[at(c)] == SiteState::kOpen) {
      node.opened.push_back(old.site[at(c)]);
      --node.left;
      for (const int row : old.rows_of(c)) dropped_[at(row)] = 1;
    }
  }
  if (node.left < 0) return false;
  rest.row_start.push_back(0);
  rest.column_of.reserve(old.column_of.size());
  for (int row = 0; row < old.rows(); ++row) {
    if (dropped_[at(row)] != 0) continue;
    for (const int c : old.columns_of(row)) {
      if (column[at(c)] >= 0) rest.column_of.push_back(column[at(c)]);
    }
    if (static_cast<int>(rest.column_of.size()) == rest.row_start.back()) return false;
    rest.row_start.push_back(static_cast<int>(rest.column_of.size()));
    rest.price.push_back(old.price[at(row)]);
  }
  rest.list_columns();
  node.rest = std::move(rest);
  return true;
}

/// A lower bound on the sites needed.
double CoverCount::value(const Rest& rest) {
  double sum = 0;
  for (const double price : price_) sum += price;
  std::ranges::fill(slope_, 1);
  for (int column = 0; column < rest.columns(); ++column) {
    double reduced = 1;
    for (const int row : rest.rows_of(column)) reduced -= price_[at(row)];
    reduced_[at(column)] = reduced;
    if (reduced >= 0) continue;
    sum += reduced;
    for (const int row : rest.rows_of(column)) slope_[at(row)] -= 1;
  }
  return sum;
}

/// Raises the bound by deflected subgradients (Camerini, Fratta & Maffioli 1975) towards one more
/// site than is left. True: reached.
bool CoverCount::bound(Node& node, int most_steps) {
  price_ = node.rest.price;
  slope_.resize(price_.size());
  direction_.assign(price_.size(), 0);
  reduced_.resize(node.rest.site.size());
  best_ = -1;
  double length = 1;
  int idle = 0;
  for (int step = 0; step < most_steps && length > kShortest; ++step) {
    const double now = value(node.rest);
    idle = now > best_ + kBetter ? 0 : idle + 1;
    if (idle == kPatience) {
      idle = 0;
      length /= 2;
    }
    if (now > best_) {
      best_ = now;
      best_price_ = price_;
      best_reduced_ = reduced_;
      if (best_ > node.left + kRounding) return true;
    }
    double squares = 0;
    for (size_t r = 0; r < price_.size(); ++r) {
      if (price_[r] <= 0 && slope_[r] < 0) slope_[r] = 0;
      direction_[r] = slope_[r] + kMemory * direction_[r];
      squares += direction_[r] * direction_[r];
    }
    if (squares == 0) break;
    const double by = length * (node.left + 1 - now) / squares;
    for (size_t r = 0; r < price_.size(); ++r) {
      price_[r] = std::max(0.0, price_[r] + by * direction_[r]);
    }
  }
  node.rest.price = best_price_;
  return false;
}

/// Decides sites against which the bound speaks.
void CoverCount::fix(const Rest& rest, int left) {
  for (int column = 0; column < rest.columns(); ++column) {
    const double reduced = best_reduced_[at(column)];
    if (best_ + std::abs(reduced) <= left + kRounding) continue;
    states_[at(column)] = reduced > 0 ? SiteState::kClosed : SiteState::kOpen;
    changed_ = true;
  }
}

/// Leaves out what others decide, again while that is much.
CoverCount::Step CoverCount::reduce(Node& node) {
  while (true) {
    const int before = node.rest.columns();
    if (node.rest.rows() == 0) return Step::kCovered;
    if (node.left <= 0) return Step::kCut;
    begin(node.rest);
    open_single(node.rest);
    const bool single = changed_;
    if (!single) {
      drop_rows(node.rest);
      close_columns(node.rest);
    }
    if (!changed_) return Step::kBranch;
    if (!take_decisions(node)) return Step::kCut;
    if (!single && !is_much(before - node.rest.columns(), before)) return Step::kBranch;
  }
}

CoverCount::Step CoverCount::settle(Node& node) {
  int most_steps = nodes_ == 0 ? kStepsAtRoot : kSteps;
  while (true) {
    const Step step = reduce(node);
    if (step != Step::kBranch) return step;
    if (bound(node, most_steps)) return Step::kCut;
    const int before = node.rest.columns();
    begin(node.rest);
    fix(node.rest, node.left);
    if (!changed_) return Step::kBranch;
    if (!take_decisions(node)) return Step::kCut;
    if (node.rest.rows() == 0) return Step::kCovered;
    if (node.left == 0) return Step::kCut;
    if (!is_much(before - node.rest.columns(), before)) return Step::kBranch;
    most_steps = kSteps / 2;
  }
}

/// Of the row with the fewest columns, the dearest of equals, the column of the greatest surplus.
int CoverCount::branching_column(const Rest& rest) {
  const auto key = [&](int row) {
    return std::pair(rest.columns_of(row).size(), -rest.price[at(row)]);
  };
  int best = 0;
  for (int row = 1; row < rest.rows(); ++row) {
    if (key(row) < key(best)) best = row;
  }
  return *std::ranges::max_element(rest.columns_of(best), {}, [&](int column) {
    double sum = 0;
    for (const int row : rest.rows_of(column)) sum += rest.price[at(row)];
    return sum;
  });
}

void CoverCount::branch(const Node& node) {
  const int column = branching_column(node.rest);
  for (const SiteState state : {SiteState::kClosed, SiteState::kOpen}) {
    Node child = node;
    begin(child.rest);
    states_[at(column)] = state;
    if (take_decisions(child)) stack_.push_back(std::move(child));
  }
}

MipStatus CoverCount::run(int64_t most_nodes, const SolveClock& clock) {
  while (!stack_.empty()) {
    if (nodes_ >= most_nodes || clock.expired()) return MipStatus::kLimit;
    Node node = std::move(stack_.back());
    stack_.pop_back();
    const Step step = settle(node);
    ++nodes_;
    if (step == Step::kCovered) {
      opened_ = std::move(node.opened);
      return MipStatus::kFeasible;
    }
    if (step == Step::kBranch) branch(node);
  }
  return MipStatus::kInfeasible;
}

}  // namespace dostyq::optim
