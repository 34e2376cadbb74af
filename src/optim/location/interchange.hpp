#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "optim/location/assignment.hpp"

namespace dostyq::optim {

/// Local search over sets of open sites by opening one, closing one, or both at once.
///
/// Keeps what each move would change, as Resende & Werneck (European J. Operational Research 174
/// (2006) 54–68) do: gain of opening a site, loss of closing one, and what the two have in common
/// ("extra"), in whole numbers. After a move only customers whose nearest or second nearest open
/// site changed are counted again. One step is O(sites + changed customers · their nearer sites).
/// Deterministic.
class Interchange {
 public:
  explicit Interchange(const AssignmentModel& model);

  /// Returns false, with nothing to improve, where `open` breaks the rules.
  bool load(std::span<const int> open);
  /// Moves until none improves, or `may_go_on` says no (asked at every move).
  template <typename Predicate>
  void improve(const Predicate& may_go_on) {
    while (may_go_on() && step()) {
    }
  }
  int64_t cost() const { return cost_; }
  std::vector<int> open() const;
  /// Cost of the nearest and of the second nearest open site; Costs::kNever without.
  std::pair<int32_t, int32_t> nearest_two(int customer) const {
    const Served& served = served_[static_cast<size_t>(customer)];
    return {served.first_cost, served.second_cost};
  }

 private:
  struct Extra {
    int site;  // the open one
    int64_t value;
  };
  /// The open site that serves a customer and the next nearest one, -1 where there is none: then
  /// the cost is kNever, and a set of sites that serves everybody always costs less.
  struct Served {
    int32_t first_cost = Costs::kNever;
    int32_t second_cost = Costs::kNever;
    int first = -1;
    int second = -1;
    uint32_t reach = 0;  // entries of the customer's list, from the first, that stand in near_
  };
  struct Move {
    int64_t profit = 0;
    int in = -1;
    int out = -1;
  };

  bool step();
  bool step_from();
  Move best_for(int in) const;
  bool allowed(int in, int out) const;
  bool fits(int row, double change) const;
  void apply(const Move& move);
  Served serve(int customer) const;
  void count(int customer, int64_t sign);
  void add_extra(int in, int out, int64_t value);
  void collect(int site, bool opens, std::vector<int>& changed);
  void rank_closings();
  int64_t saving(int out) const;

  const AssignmentModel& model_;
  std::vector<char> is_open_;
  std::vector<char> is_fixed_;
  std::vector<Served> served_;
  std::vector<int64_t> gain_;  // of opening a site, its opening cost not counted
  std::vector<int64_t> loss_;  // of closing one
  std::vector<std::vector<Extra>> extra_;
  std::vector<std::vector<Near>> near_;  // of a site: customers (in `site`) it may matter to
  std::vector<uint32_t> stamp_;          // of a customer: the move that changed it last
  uint32_t moves_ = 0;
  std::vector<double> activity_;  // of the rules' rows
  std::vector<std::vector<std::pair<int, double>>> rows_of_;
  bool counts_only_ = false;   // the only row fixes how many open: any swap is allowed
  std::vector<int> closings_;  // open sites, the cheapest to close first when they were ranked
  int64_t cost_ = 0;
  int cursor_ = 0;
};

}  // namespace dostyq::optim
