#include <algorithm>
#include <numeric>

#include "optim/location/feasible_sites.hpp"
#include "optim/location/service_master.hpp"
#include "optim/location/site_moves.hpp"

namespace dostyq::optim {
namespace {

constexpr int64_t kMostFirst = 20'000;  // moves judged
constexpr int64_t kMostLater = 2'000;

/// The rules, and that whoever must be served is: rows all.
SiteRules all_rows(const ServiceModel& model) {
  SiteRules rules = model.rules();
  for (const std::vector<int>& sites : model.required()) {
    Row row{static_cast<double>(model.service().sites_needed()), kInfinity, {}, ""};
    for (const int site : sites) row.terms.push_back({site, 1});
    rules.rows.push_back(std::move(row));
  }
  return rules;
}

/// One move after another, over and over, until a whole round brings nothing.
class Improver {
 public:
  Improver(const SiteRules& rules, const ChoiceValue& value, int64_t most, const SolveClock& clock)
      : moves_(rules, *site_states(rules)), value_(value), left_(most), clock_(clock) {}

  void run(std::vector<uint8_t>& open) {
    for (size_t j = 0; j < open.size(); ++j) {
      const int site = static_cast<int>(j);
      if (open[j] != 0 && !moves_.is_open(site)) moves_.open(site);
    }
    if (!moves_.kept()) return;
    best_ = value_(open);
    for (bool better = true; better;) better = round(open);
  }

 private:
  bool round(std::vector<uint8_t>& open) {
    bool better = false;
    const int sites = moves_.sites();
    for (int in = 0; in < sites; ++in) {
      if (moves_.state(in) != SiteState::kFree || moves_.is_open(in)) continue;
      if (moves_.may_open(in) && attempt(open, -1, in)) {
        better = true;
        continue;
      }
      for (int out = 0; out < sites && !moves_.is_open(in); ++out) {
        if (moves_.state(out) != SiteState::kFree || !moves_.is_open(out)) continue;
        if (moves_.may_swap(out, in)) better |= attempt(open, out, in);
        if (left_ <= 0) return false;
      }
    }
    for (int out = 0; out < sites; ++out) {
      if (moves_.state(out) != SiteState::kFree || !moves_.is_open(out)) continue;
      if (moves_.may_close(out)) better |= attempt(open, out, -1);
    }
    return better && left_ > 0 && !clock_.expired();
  }

  bool attempt(std::vector<uint8_t>& open, int out, int in) {
    if (--left_ < 0 || (left_ % 64 == 0 && clock_.expired())) return false;
    if (out >= 0) open[static_cast<size_t>(out)] = 0;
    if (in >= 0) open[static_cast<size_t>(in)] = 1;
    const double now = value_(open);
    if (now < best_ - 1e-9 * std::abs(best_)) {
      best_ = now;
      if (out >= 0) moves_.close(out);
      if (in >= 0) moves_.open(in);
      return true;
    }
    if (out >= 0) open[static_cast<size_t>(out)] = 1;
    if (in >= 0) open[static_cast<size_t>(in)] = 0;
    return false;
  }

  SiteMoves moves_;
  const ChoiceValue& value_;
  int64_t left_;
  const SolveClock& clock_;
  double best_ = 0;
};

}  // namespace

void improve_choice(const ServiceModel& model, const ChoiceValue& value, int64_t most,
                    const SolveClock& clock, std::vector<uint8_t>& open) {
  const SiteRules rules = all_rows(model);
  Improver(rules, value, most, clock).run(open);
}

FirstChoice first_choice(const ServiceModel& model, const ChoiceValue& value,
                         const SolveClock& clock, const LocationOptions& options) {
  const SiteRules rules = all_rows(model);
  const auto states = site_states(rules);
  if (!states) return {MipStatus::kInfeasible, {}};
  if (rules.sites == 0)
    return {keeps_rules(rules, {}) ? MipStatus::kFeasible : MipStatus::kInfeasible, {}};
  std::vector<double> profit(states->size(), 0);
  for (int i = 0; i < model.customers(); ++i) {
    const auto near = model.near(i).first(std::min<size_t>(8, model.near(i).size()));
    for (size_t k = 0; k < near.size(); ++k) {
      profit[static_cast<size_t>(near[k].site)] +=
          static_cast<double>(model.weight(i)) / static_cast<double>(k + 1);
    }
  }
  // Even without time left: a solution that is found at once is worth more than none.
  const FeasibleSites found = find_feasible(rules, *states, profit, clock, options);
  FirstChoice first{found.status, {}};
  if (found.status != MipStatus::kFeasible) return first;
  first.open.assign(states->size(), 0);
  for (const int site : found.sites) first.open[static_cast<size_t>(site)] = 1;
  improve_choice(model, value, kMostFirst, clock, first.open);
  return first;
}

std::vector<uint8_t> round_choice(const ServiceModel& model, std::span<const double> y,
                                  const ChoiceValue& value, const SolveClock& clock) {
  const SiteRules rules = all_rows(model);
  SiteMoves moves(rules, *site_states(rules));
  std::vector<int> order(y.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
    return y[static_cast<size_t>(a)] > y[static_cast<size_t>(b)];
  });
  for (const int site : order) {
    const bool free = moves.state(site) == SiteState::kFree && !moves.is_open(site);
    if (!free || !moves.may_open(site)) continue;
    if (y[static_cast<size_t>(site)] > 0.3 || (!moves.kept() && moves.help(site) > 0)) {
      moves.open(site);
    }
  }
  if (!moves.kept()) return {};
  std::vector<uint8_t> open(y.size(), 0);
  for (const int site : moves.open_sites()) open[static_cast<size_t>(site)] = 1;
  improve_choice(model, value, kMostLater, clock, open);
  return open;
}

}  // namespace dostyq::optim
