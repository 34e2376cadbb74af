#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "optim/location/cover_groups.hpp"
#include "optim/location/solve_clock.hpp"

namespace dostyq::optim {

/// Decides whether at most so many sites cover every group, each needing one. Depth first; at every
/// node dominated groups and sites are left out, and prices of groups bound the number of sites
/// from below and decide sites (Beasley 1987). A node is far less work than a simplex.
class CoverCount {
 public:
  /// Only free sites may open.
  CoverCount(const CoverGroups& groups, std::span<const SiteState> states, int most_sites);

  /// kFeasible, kInfeasible, or kLimit: out of time or of nodes.
  MipStatus run(int64_t most_nodes, const SolveClock& clock);
  const std::vector<int>& sites() const { return opened_; }  ///< that cover every group
  int64_t nodes() const { return nodes_; }

 private:
  /// Rows still to be covered by columns still free, both ways in compressed form.
  struct Rest {
    std::vector<int> site;      ///< by column
    std::vector<double> price;  ///< by row
    std::vector<int> row_start, column_of, column_start, row_of;

    int rows() const { return static_cast<int>(price.size()); }
    int columns() const { return static_cast<int>(site.size()); }
    std::span<const int> columns_of(int row) const { return part(row_start, column_of, row); }
    std::span<const int> rows_of(int column) const { return part(column_start, row_of, column); }
    static std::span<const int> part(const std::vector<int>& start, const std::vector<int>& of,
                                     int i) {
      const auto at = static_cast<size_t>(i);
      return {of.data() + start[at], static_cast<size_t>(start[at + 1] - start[at])};
    }
    void list_columns();
  };
  struct Node {
    Rest rest;
    std::vector<int> opened;
    int left = 0;  ///< sites that may still open
  };
  enum class Step { kBranch, kCovered, kCut };

  Step settle(Node& node);
  Step reduce(Node& node);
  void begin(const Rest& rest);
  void open_single(const Rest& rest);
  void drop_rows(Rest& rest);
  void close_columns(const Rest& rest);
  bool take_decisions(Node& node);
  bool bound(Node& node, int most_steps);
  double value(const Rest& rest);
  void fix(const Rest& rest, int left);
  static int branching_column(const Rest& rest);
  void branch(const Node& node);

  std::vector<Node> stack_;
  std::vector<int> opened_;
  int64_t nodes_ = 0;
  // Of the node at hand.
  std::vector<SiteState> states_;  ///< by column
  std::vector<uint8_t> dropped_;   ///< by row
  bool changed_ = false;
  std::vector<uint64_t> row_bits_, column_bits_, rows_left_, columns_left_;
  size_t row_words_ = 0, column_words_ = 0;
  std::vector<double> price_, best_price_, reduced_, best_reduced_, slope_, direction_;
  double best_ = 0;
};

}  // namespace dostyq::optim
