#pragma once

#include <cstdint>
#include <random>
#include <span>
#include <utility>
#include <vector>

#include "optim/location/site_moves.hpp"
#include "optim/location/solve_clock.hpp"

namespace dostyq::optim {

/// Greedy and interchange search for maximal covering (Church & ReVelle 1974; Teitz & Bart 1968):
/// what each site would add or take away is kept up to date, so that the best site in exchange for
/// a given one is found in the time of reading that one's groups. Whole numbers throughout.
class CoverSearch {
 public:
  /// Keeps references: to the decided groups, their transposed and the rules.
  CoverSearch(const CoverGroups& groups, const GroupsOfSites& columns, const SiteRules& rules,
              const std::vector<SiteState>& states);

  bool is_open(int site) const { return moves_.is_open(site); }
  int64_t earned() const { return earned_; }
  bool kept() const { return moves_.kept(); }
  std::vector<int> open_sites() const { return moves_.open_sites(); }

  /// Opens and closes until exactly these sites are open, whatever the rules say.
  void set(std::span<const int> sites);
  /// Opens sites that add most, `favour` (by site, or empty) times what they add, as long as rows
  /// allow it; those that mend broken rows before others.
  void fill(std::span<const double> favour = {});
  /// Adds and exchanges until none is better.
  void climb(const SolveClock& clock);
  /// Closes sites, the dearest by price first, as long as `least` is earned and rows allow it.
  void thin(int64_t least);
  /// Exchanges `count` sites by chance, fills and climbs.
  void shake(int count, std::mt19937_64& random, const SolveClock& clock);

  /// What opening a site uses up of scarce rows, in weight: prices of a good bound. Moves are then
  /// judged by what they earn less what they use up, and what is left over is filled again.
  void price(std::vector<double> prices) { price_ = std::move(prices); }
  double value() const;
  /// Closes up to `count` sites around one drawn by chance and opens others in their place; back to
  /// where it was unless that is better. True: better.
  bool rebuild(int count, std::mt19937_64& random);

 private:
  bool climb_once(int out);
  double price_of(int site) const { return price_[static_cast<size_t>(site)]; }
  double worth(int site) const {
    return static_cast<double>(gain_[static_cast<size_t>(site)]) - price_of(site);
  }
  std::vector<int> around(int site, size_t count);
  std::vector<int> all_near(std::span<const int> sites);
  void refill(std::span<const int> candidates, std::mt19937_64& random);
  void open(int site);
  void close(int site);
  void shift(int site, int direction);

  const CoverGroups& groups_;
  const GroupsOfSites& columns_;
  SiteMoves moves_;
  std::vector<int32_t> count_;  ///< open sites of each group
  std::vector<int64_t> gain_;   ///< by site: weight of its groups that lack one site
  std::vector<int64_t> loss_;   ///< by site: weight of its groups that lack none and have no spare
  std::vector<int64_t> both_;   ///< by site, zero between calls: what an exchange adds to the two
  std::vector<double> price_;   ///< by site
  std::vector<uint8_t> seen_;   ///< by site, zero between calls
  int64_t earned_ = 0;
};

}  // namespace dostyq::optim
