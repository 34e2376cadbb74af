#include "optim/location/interchange.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "base/check.hpp"

namespace dostyq::optim {
namespace {

constexpr double kRoom = 1e-9;  ///< of a row's side
constexpr size_t kClosings = 8;
/// With more sites than this, moves look at fewer of them, and closings are ranked anew when there
/// is no move left.
constexpr int kManySites = 20'000;

size_t at(int index) { return static_cast<size_t>(index); }

bool fixes_the_count(const SiteRules& rules) {
  if (rules.rows.size() != 1) return false;
  const Row& row = rules.rows.front();
  return row.lower == row.upper && row.terms.size() == at(rules.sites) &&
         std::all_of(row.terms.begin(), row.terms.end(),
                     [](const Term& term) { return term.coefficient == 1; });
}

}  // namespace

Interchange::Interchange(const AssignmentModel& model)
    : model_(model),
      is_fixed_(at(model.rules.sites), 0),
      rows_of_(at(model.rules.sites)),
      counts_only_(fixes_the_count(model.rules)) {
  for (int site : model.rules.forced) is_fixed_[at(site)] = 1;
  for (int site : model.rules.forbidden) is_fixed_[at(site)] = 1;
  for (size_t r = 0; r < model.rules.rows.size(); ++r) {
    for (const Term& term : model.rules.rows[r].terms) {
      rows_of_[at(term.column)].emplace_back(static_cast<int>(r), term.coefficient);
    }
  }
}

bool Interchange::load(std::span<const int> open) {
  const size_t sites = at(model_.rules.sites);
  is_open_.assign(sites, 0);
  gain_.assign(sites, 0);
  loss_.assign(sites, 0);
  extra_.assign(sites, {});
  near_.assign(sites, {});
  activity_.assign(model_.rules.rows.size(), 0);
  cost_ = 0;
  for (int site : open) {
    is_open_[at(site)] = 1;
    cost_ += model_.opening_cost.empty() ? 0 : model_.opening_cost[at(site)];
    for (const auto& [row, value] : rows_of_[at(site)]) activity_[at(row)] += value;
  }
  for (size_t r = 0; r < activity_.size(); ++r) {
    if (!fits(static_cast<int>(r), 0)) return false;
  }
  for (int site : model_.rules.forced) {
    if (is_open_[at(site)] == 0) return false;
  }
  for (int site : model_.rules.forbidden) {
    if (is_open_[at(site)] != 0) return false;
  }
  served_.assign(model_.weight.size(), {});
  stamp_.assign(model_.weight.size(), 0);
  moves_ = 0;
  cursor_ = 0;
  closings_.clear();
  for (int i = 0; i < model_.costs->customers(); ++i) {
    if (model_.weight[at(i)] == 0) continue;
    served_[at(i)] = serve(i);
    count(i, 1);
  }
  return true;
}

std::vector<int> Interchange::open() const {
  std::vector<int> found;
  for (int site = 0; site < model_.rules.sites; ++site) {
    if (is_open_[at(site)] != 0) found.push_back(site);
  }
  return found;
}

Interchange::Served Interchange::serve(int customer) const {
  Served served;
  served.reach = served_[at(customer)].reach;
  size_t k = 0;
  for (size_t wanted = 16;; wanted *= 4) {
    const std::span<const Near> list = model_.costs->nearest(customer, wanted);
    for (; k < list.size(); ++k) {
      if (is_open_[at(list[k].site)] == 0) continue;
      if (served.first < 0) {
        served.first = list[k].site;
        served.first_cost = list[k].cost;
      } else {
        served.second = list[k].site;
        served.second_cost = list[k].cost;
        return served;
      }
    }
    if (list.size() < wanted) return served;
  }
}

/// Adds what the customer means for every move (sign 1) or takes it back (sign -1).
void Interchange::count(int customer, int64_t sign) {
  Served& served = served_[at(customer)];
  const int64_t weight = sign * model_.weight[at(customer)];
  const int64_t first = served.first_cost, second = served.second_cost;
  cost_ += weight * first;
  if (served.first >= 0) loss_[at(served.first)] += weight * (second - first);
  size_t k = 0;
  for (size_t wanted = 16;; wanted *= 4) {
    const std::span<const Near> list = model_.costs->nearest(customer, wanted);
    for (; k < list.size(); ++k) {
      const auto [cost, site] = list[k];
      if (k >= served.reach) {
        near_[at(site)].push_back({cost, customer});
        served.reach = static_cast<uint32_t>(k + 1);
      }
      if (site == served.second) return;
      if (site == served.first || cost >= second) continue;
      if (cost < first) gain_[at(site)] += weight * (first - cost);
      if (served.first >= 0) {
        add_extra(site, served.first, weight * (second - std::max<int64_t>(cost, first)));
      }
    }
    if (list.size() < wanted) return;
  }
}

void Interchange::add_extra(int in, int out, int64_t value) {
  if (value == 0) return;
  std::vector<Extra>& extras = extra_[at(in)];
  for (Extra& extra : extras) {
    if (extra.site != out) continue;
    extra.value += value;
    if (extra.value == 0) {
      extra = extras.back();
      extras.pop_back();
    }
    return;
  }
  extras.push_back({out, value});
}

/// What closing an open site saves, what its customers lose counted.
int64_t Interchange::saving(int out) const {
  const int64_t opening = model_.opening_cost.empty() ? 0 : model_.opening_cost[at(out)];
  return opening - loss_[at(out)];
}

bool Interchange::fits(int row, double change) const {
  const Row& rule = model_.rules.rows[at(row)];
  const double now = activity_[at(row)] + change;
  return now >= rule.lower - kRoom * (1 + std::abs(rule.lower)) &&
         now <= rule.upper + kRoom * (1 + std::abs(rule.upper));
}

bool Interchange::allowed(int in, int out) const {
  if (out >= 0 && is_fixed_[at(out)] != 0) return false;
  if (counts_only_) return in >= 0 && out >= 0;
  const auto change_by = [&](int row) {
    double change = 0;
    if (in >= 0) {
      for (const auto& [r, value] : rows_of_[at(in)]) change += r == row ? value : 0;
    }
    if (out >= 0) {
      for (const auto& [r, value] : rows_of_[at(out)]) change -= r == row ? value : 0;
    }
    return change;
  };
  for (int site : {in, out}) {
    if (site < 0) continue;
    for (const auto& [row, unused] : rows_of_[at(site)]) {
      if (!fits(row, change_by(row))) return false;
    }
  }
  return true;
}

/// The best move that opens `in`, alone or against another.
Interchange::Move Interchange::best_for(int in) const {
  Move best;
  const int64_t opening = model_.opening_cost.empty() ? 0 : model_.opening_cost[at(in)];
  const int64_t alone = gain_[at(in)] - opening;
  const auto consider = [&](int out, int64_t profit) {
    if (profit > best.profit && allowed(in, out)) best = {profit, in, out};
  };
  if (!counts_only_) consider(-1, alone);
  for (const Extra& extra : extra_[at(in)]) {
    consider(extra.site, alone + saving(extra.site) + extra.value);
  }
  // One that is not listed shares nothing; one that is has been looked at, and only does better.
  for (int out : closings_) {
    consider(out, alone + saving(out));
    if (counts_only_) break;
  }
  return best;
}

void Interchange::rank_closings() {
  closings_.clear();
  for (int site = 0; site < model_.rules.sites; ++site) {
    if (is_open_[at(site)] != 0 && is_fixed_[at(site)] == 0) closings_.push_back(site);
  }
  const auto cheaper = [&](int a, int b) {
    return std::pair(-saving(a), a) < std::pair(-saving(b), b);
  };
  const size_t kept = std::min(closings_.size(), kClosings);
  std::partial_sort(closings_.begin(), closings_.begin() + static_cast<std::ptrdiff_t>(kept),
                    closings_.end(), cheaper);
  closings_.resize(kept);
}

bool Interchange::step() {
  const bool many = model_.rules.sites > kManySites;
  if (many && !closings_.empty() && step_from()) return true;
  rank_closings();
  return step_from();
}

/// Looks at the sites in turn, a block at a time, and makes the best move of the first block that
/// has one.
bool Interchange::step_from() {
  const int sites = model_.rules.sites;
  Move best;
  if (!counts_only_) {
    for (int out : closings_) {
      if (saving(out) > best.profit && allowed(-1, out)) best = {saving(out), -1, out};
    }
  }
  const int block = sites > kManySites ? 2000 : std::max(2000, sites / 16);
  for (int looked = 0; looked < sites && best.profit <= 0;) {
    for (int n = 0; n < block && looked < sites; ++n, ++looked) {
      const int in = cursor_;
      cursor_ = cursor_ + 1 == sites ? 0 : cursor_ + 1;
      if (is_open_[at(in)] != 0 || is_fixed_[at(in)] != 0) continue;
      const Move move = best_for(in);
      if (move.profit > best.profit) best = move;
    }
  }
  if (best.profit <= 0) return false;
  [[maybe_unused]] const int64_t expected = cost_ - best.profit;
  apply(best);
  assert(cost_ == expected);
  return true;
}

/// Customers to whom opening or closing the site makes a difference.
void Interchange::collect(int site, bool opens, std::vector<int>& changed) {
  for (const auto& [cost, customer] : near_[at(site)]) {
    const Served& served = served_[at(customer)];
    const bool matters =
        opens ? cost < served.second_cost : served.first == site || served.second == site;
    if (!matters || stamp_[at(customer)] == moves_) continue;
    stamp_[at(customer)] = moves_;
    changed.push_back(customer);
  }
}

void Interchange::apply(const Move& move) {
  ++moves_;
  std::vector<int> changed;
  if (move.in >= 0) collect(move.in, true, changed);
  if (move.out >= 0) collect(move.out, false, changed);
  for (int customer : changed) count(customer, -1);
  const auto flip = [&](int site, int64_t sign) {
    if (site < 0) return;
    is_open_[at(site)] = sign > 0 ? 1 : 0;
    if (!model_.opening_cost.empty()) cost_ += sign * model_.opening_cost[at(site)];
    for (const auto& [row, value] : rows_of_[at(site)]) {
      activity_[at(row)] += static_cast<double>(sign) * value;
    }
  };
  flip(move.in, 1);
  flip(move.out, -1);
  std::erase(closings_, move.out);
  for (int customer : changed) {
    served_[at(customer)] = serve(customer);
    count(customer, 1);
  }
}

}  // namespace dostyq::optim
