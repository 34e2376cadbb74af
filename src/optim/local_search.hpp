#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "optim/problem.hpp"

namespace dostyq::optim {

/// Flips binaries, alone and in pairs, each with what it forces in short rows (precedence, "one
/// kind a place"); implied columns follow. Violation first, then cost; every step is an
/// improvement, so it ends in a local optimum. One evaluation is O(entries of the flipped and
/// following columns). Deterministic; work is counted in entries touched.
///
/// Not for problems with plain continuous columns: is_applicable().
class LocalSearch {
 public:
  LocalSearch(const Problem& problem, const Domain& domain);

  static bool is_applicable(const Problem& problem);
  /// Improves x in place; x needs integral integer columns only. Returns whether it ends feasible.
  bool improve(std::vector<double>& x, int64_t work_limit);

 private:
  struct Score {
    double violation = 0;
    double cost = 0;
  };
  /// What a flip would do, and how it moves the long rows: budgets, quotas, kept objectives.
  struct Move {
    int column = -1;
    Score change;
    std::vector<std::pair<int, double>> long_rows;
  };
  struct Pair {
    const Move* loss;
    const Move* gain;
    double cost;
  };

  void load(const std::vector<double>& x);
  bool improve_singly();
  bool improve_in_pairs();
  Move try_flip(int column);
  double scarcity(const Move& move) const;
  bool may_fit(const Move& a, const Move& b) const;
  std::vector<Pair> promising_pairs(const std::vector<Move>& losses,
                                    const std::vector<Move>& gains) const;
  void flip(int column);
  void force_short_row(int row);
  void follow();
  void set(int column, double value);
  void shift(int row, double change);
  void undo_to(size_t mark);
  double row_violation(int row) const;
  static bool better(const Score& change) {
    return change.violation < -1e-9 || (change.violation <= 1e-9 && change.cost < -1e-7);
  }
  Score since(const Score& before) const {
    return {now_.violation - before.violation, now_.cost - before.cost};
  }
  bool movable(int column) const {
    const auto j = static_cast<size_t>(column);
    return problem_.integer[j] != 0 && domain_.lower[j] == 0 && domain_.upper[j] == 1;
  }

  const Problem& problem_;
  const Domain& domain_;
  std::vector<int> movable_;
  std::vector<int> owner_;  ///< of a row: the implied column it stops, or -1
  std::vector<double> row_scale_;
  std::vector<char> is_long_;  ///< more than a few columns, and no implied column's own row
  std::vector<double> x_;
  std::vector<double> activity_;
  Score now_;
  std::vector<std::pair<int, double>> trail_;
  std::vector<std::pair<int, double>> long_changes_;
  std::vector<int> pending_rows_;
  std::vector<int> pending_implied_;
  std::vector<int> flipped_at_;  ///< of a column: the closure that flipped it last
  int closure_ = 0;
  int64_t work_ = 0;
  int64_t work_limit_ = 0;
};

}  // namespace dostyq::optim
