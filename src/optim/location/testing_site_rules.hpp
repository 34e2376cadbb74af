#pragma once

#include <cstdint>
#include <functional>
#include <random>
#include <vector>

#include "optim/location/location.hpp"

namespace dostyq::optim::testing {

inline int below(std::mt19937& random, int limit) {
  return static_cast<int>(random() % static_cast<unsigned>(limit));
}

/// Rules of every kind that planners have, more often than not with a solution.
inline SiteRules random_rules(std::mt19937& random, int sites) {
  SiteRules rules;
  rules.sites = sites;
  if (sites == 0) return rules;
  for (int site = 0; site < sites; ++site) {
    if (below(random, 12) == 0) rules.forced.push_back(site);
    if (below(random, 12) == 0) rules.forbidden.push_back(site);
  }
  const auto row = [&](double lower, double upper, const std::function<double(int)>& weight) {
    Row made;
    made.lower = lower;
    made.upper = upper;
    for (int site = 0; site < sites; ++site) {
      if (weight(site) != 0) made.terms.push_back({site, weight(site)});
    }
    rules.rows.push_back(std::move(made));
  };
  const auto one = [](int) { return 1.0; };
  const double p = below(random, sites + 1);
  switch (below(random, 4)) {
    case 0:
      row(p, p, one);
      break;
    case 1:
      row(-kInfinity, p, one);
      break;
    case 2: {
      std::vector<double> cost;
      for (int site = 0; site < sites; ++site) cost.push_back(1 + below(random, 9));
      row(-kInfinity, below(random, 6 * sites),
          [&](int site) { return cost[static_cast<size_t>(site)]; });
      break;
    }
    default:
      break;
  }
  for (int more = below(random, 5) - 1; more > 0; --more) {
    const auto area = static_cast<uint32_t>(random());
    const auto within = [&](int site) { return (area >> (site % 31)) & 1U ? 1.0 : 0.0; };
    const int a = below(random, sites), b = below(random, sites);
    switch (below(random, 3)) {
      case 0:  // at least so many in an area
        row(below(random, 3), kInfinity, within);
        break;
      case 1:  // at most so many
        row(-kInfinity, 1 + below(random, 3), within);
        break;
      default:  // a only where b
        if (a != b)
          row(-kInfinity, 0, [&](int site) { return site == a ? 1.0 : site == b ? -1.0 : 0.0; });
    }
  }
  return rules;
}

/// Calls `use` with every set of sites that keeps the rules, checked by nothing but sums.
inline void for_each_choice(const SiteRules& rules,
                            const std::function<void(const std::vector<int>&)>& use) {
  for (uint32_t set = 0; set < (1U << rules.sites); ++set) {
    const auto open = [&](int site) { return ((set >> site) & 1U) != 0; };
    bool kept = true;
    for (const int site : rules.forced) kept = kept && open(site);
    for (const int site : rules.forbidden) kept = kept && !open(site);
    for (const Row& row : rules.rows) {
      double sum = 0;
      for (const Term& term : row.terms) sum += open(term.column) ? term.coefficient : 0;
      kept = kept && sum >= row.lower - 1e-9 && sum <= row.upper + 1e-9;
    }
    if (!kept) continue;
    std::vector<int> sites;
    for (int site = 0; site < rules.sites; ++site) {
      if (open(site)) sites.push_back(site);
    }
    use(sites);
  }
}

}  // namespace dostyq::optim::testing
