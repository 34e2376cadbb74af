#include "optim/location/feasible_sites.hpp"

#include <algorithm>
#include <cmath>

#include "optim/location/site_moves.hpp"
#include "optim/problem.hpp"

namespace dostyq::optim {
namespace {

/// Sites that may be open, when the only row counts exactly them and can be met; else nothing.
std::vector<int> counted_sites(const SiteRules& rules) {
  const std::optional<std::vector<SiteState>> states = site_states(rules);
  if (rules.rows.size() != 1 || !states) return {};
  const SparseRows rows = to_sparse(rules.rows, rules.sites);
  std::vector<double> weight(states->size(), 0);
  for (size_t k = 0; k < rows.column.size(); ++k) {
    weight[static_cast<size_t>(rows.column[k])] = rows.value[k];
  }
  std::vector<int> sites;
  for (int site = 0; site < rules.sites; ++site) {
    const auto j = static_cast<size_t>(site);
    if ((*states)[j] == SiteState::kClosed) continue;
    if (weight[j] != 1) return {};
    sites.push_back(site);
  }
  const double least = std::ceil(rows.lower[0] - kFeasibility);
  const bool met = least <= std::floor(rows.upper[0] + kFeasibility) &&
                   least <= static_cast<double>(sites.size());
  return met ? sites : std::vector<int>();
}

}  // namespace

SiteRules without_least_count(const SiteRules& rules) {
  SiteRules looser = rules;
  if (!counted_sites(rules).empty()) looser.rows[0].lower = -kInfinity;
  return looser;
}

std::optional<int> most_open(const SiteRules& rules) {
  if (counted_sites(rules).empty()) return std::nullopt;
  const SparseRows rows = to_sparse(rules.rows, rules.sites);
  if (rows.lower[0] > kFeasibility) return std::nullopt;
  const double most = std::floor(rows.upper[0] + kFeasibility);
  return static_cast<int>(std::clamp(most, -1.0, static_cast<double>(rules.sites)));
}

void fill_up(const SiteRules& rules, std::vector<int>& sites) {
  const std::vector<int> counted = counted_sites(rules);
  for (const int site : counted) {
    if (static_cast<double>(sites.size()) >= rules.rows[0].lower - kFeasibility) return;
    const auto at = std::ranges::lower_bound(sites, site);
    if (at == sites.end() || *at != site) sites.insert(at, site);
  }
}

MipModel site_model(const SiteRules& rules, const std::vector<SiteState>& states) {
  MipModel model;
  for (const SiteState state : states) {
    Column column;
    column.lower = state == SiteState::kOpen ? 1 : 0;
    column.upper = state == SiteState::kClosed ? 0 : 1;
    model.add_column(std::move(column));
  }
  model.rows = rules.rows;
  return model;
}

std::vector<int> open_columns(std::span<const double> x, int sites) {
  std::vector<int> found;
  if (x.empty()) return found;
  for (int site = 0; site < sites; ++site) {
    if (x[static_cast<size_t>(site)] > 0.5) found.push_back(site);
  }
  return found;
}

FeasibleSites find_feasible(const SiteRules& rules, const std::vector<SiteState>& states,
                            std::span<const double> profit, const SolveClock& clock,
                            const LocationOptions& options) {
  MipModel model = site_model(rules, states);
  double total = 0;
  for (size_t j = 0; j < model.columns.size(); ++j) {
    model.columns[j].cost = -profit[j];
    total += std::abs(profit[j]);
  }
  MipOptions mip;
  mip.time_limit_seconds = clock.seconds_left();
  mip.stop = options.stop;
  mip.absolute_gap = 0.01 * total + 1e-6;
  const MipResult result = solve(model, mip);
  if (result.status == MipStatus::kInfeasible) return {MipStatus::kInfeasible, {}};
  if (result.x.empty()) return {MipStatus::kLimit, {}};
  return {MipStatus::kFeasible, open_columns(result.x, rules.sites)};
}

bool keeps_rules(const SiteRules& rules, std::span<const int> sites) {
  const std::optional<std::vector<SiteState>> states = site_states(rules);
  if (!states) return false;
  std::vector<uint8_t> open(states->size(), 0);
  for (const int site : sites) open[static_cast<size_t>(site)] = 1;
  for (size_t j = 0; j < states->size(); ++j) {
    if ((*states)[j] == (open[j] != 0 ? SiteState::kClosed : SiteState::kOpen)) return false;
  }
  return std::ranges::all_of(rules.rows, [&](const Row& row) {
    double sum = 0;
    for (const Term& term : row.terms)
      sum += term.coefficient * open[static_cast<size_t>(term.column)];
    return sum >= row.lower - kFeasibility && sum <= row.upper + kFeasibility;
  });
}

}  // namespace dostyq::optim
