#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "optim/location/cover_groups.hpp"

namespace dostyq::optim {

/// A set of open sites and what the rows of the rules say of it: which moves keep them, or bring
/// the set nearer to them. Rows hold within 1e-6, as in mip.hpp.
class SiteMoves {
 public:
  SiteMoves(const SiteRules& rules, std::vector<SiteState> states);

  int sites() const { return static_cast<int>(states_.size()); }
  SiteState state(int site) const { return states_[static_cast<size_t>(site)]; }
  bool is_open(int site) const { return open_[static_cast<size_t>(site)] != 0; }
  std::vector<int> open_sites() const;
  /// Every row holds.
  bool kept() const;

  /// No row is broken more than before. For closed free sites, open free sites and a pair of them.
  bool may_open(int site) const { return allowed(-1, site); }
  bool may_close(int site) const { return allowed(site, -1); }
  bool may_swap(int out, int in) const { return allowed(out, in); }
  /// By how much the rows that are broken come nearer, when the site opens.
  double help(int site) const;

  void open(int site) { move(site, 1); }
  void close(int site) { move(site, -1); }

 private:
  struct Entry {
    int32_t row = 0;
    double coefficient = 0;
  };
  std::span<const Entry> entries(int site) const {
    const auto j = static_cast<size_t>(site);
    return {entries_.data() + start_[j], start_[j + 1] - start_[j]};
  }
  double broken(int32_t row, double activity) const;
  bool allowed(int out, int in) const;
  void move(int site, int direction);

  std::vector<SiteState> states_;
  std::vector<uint8_t> open_;
  std::vector<size_t> start_;
  std::vector<Entry> entries_;
  std::vector<double> lower_, upper_, activity_;
};

}  // namespace dostyq::optim
