#pragma once

#include <cstdint>
#include <vector>

#include "optim/location/capacitated_network.hpp"
#include "optim/location/knapsack.hpp"

namespace dostyq::optim::capacitated {

/// What being served is worth to customers, and the rows' prices; in the unit of cost.
struct Prices {
  std::vector<double> customer;  ///< of the whole customer, >= 0
  std::vector<double> row;       ///< > 0 pushes the row's lower side, < 0 its upper side
};

/// Part of a customer that an arc serves in a Lagrangian solution.
struct Use {
  int arc = 0;
  double share = 1;
};

/// The Lagrangian bound of a domain: service of every customer and the rows priced; each site packs
/// the customers that pay best into its room (an exact knapsack, or a continuous one), and the
/// sites that pay are opened such that their room holds all demand (one more exact knapsack). See
/// Holmberg, Rönnqvist & Yuan, EJOR 113 (1999) 544-559; Beasley, EJOR 65 (1993) 383-399.
///
/// Everything is computed in whole numbers, 1 / Network::scale of the unit of cost: a bound rounded
/// up is valid to the last unit.
class LagrangianBound {
 public:
  explicit LagrangianBound(const Network& network);

  /// Both must live as long as they are evaluated.
  void set_domain(const Domain& domain, const Residual& residual);
  int64_t evaluate(const Prices& prices);

  // Of the last evaluation.
  int64_t bound() const { return bound_; }
  bool open(int site) const { return open_[static_cast<size_t>(site)] != 0; }
  /// Also of sites that stay closed.
  const std::vector<Use>& uses(int site) const { return sites_[static_cast<size_t>(site)].uses; }
  /// The bound if an undecided site must be in this state.
  int64_t bound_with(int site, bool open);
  /// The bound if these sites are open and no others. They must be what the domain allows.
  int64_t bound_of(const std::vector<int>& sites) const;

  /// Takes out of `domain`, the one that was set, what no solution that costs at most `limit` (in
  /// scaled units) has, by the last evaluation. True if that was enough to go on with the rest.
  bool fix(Domain& domain, int64_t limit);

 private:
  struct Site {
    std::vector<KnapsackItem> items;  ///< that pay, by pay per weight; key: arc
    std::vector<int64_t> weight_before;
    std::vector<int64_t> profit_before;
    int64_t profit = 0;
    std::vector<Use> uses;
  };

  void quantise(const Prices& prices);
  void add_row_prices(const Prices& prices);
  void pack(int site);
  void pack_shared(Site& site, int64_t room);
  int64_t choose_sites(int forced_site, bool forced_open, bool keep);
  int64_t profit_of(int arc) const;
  void add_up(Site& site) const;
  int64_t linear_profit(const Site& site, int64_t room, int without) const;
  int64_t profit_changed(int site, int arc, bool with, bool exact, int64_t enough);
  bool fix_sites(Domain& domain, int64_t limit);
  size_t fix_arcs(Domain& domain, int64_t limit, bool exact);

  const Network& network_;
  const Domain* domain_ = nullptr;
  const Residual* residual_ = nullptr;
  Knapsack knapsack_;
  std::vector<int64_t> price_;     ///< by customer: of the whole, or of a unit where divisible
  std::vector<int64_t> row_cost_;  ///< by site: what the priced rows add to opening it
  std::vector<int64_t> reduced_;   ///< by site: opening less profit
  std::vector<Site> sites_;
  std::vector<uint8_t> open_;
  int64_t constant_ = 0;  ///< of the bound, without undecided sites
  int64_t bound_ = 0;
  std::vector<KnapsackItem> choice_;
  std::vector<int64_t> loss_;  ///< by arc, in fix_arcs
};

}  // namespace dostyq::optim::capacitated
