#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "optim/location/assignment_search.hpp"
#include "optim/location/solution_mix.hpp"

namespace dostyq::optim {
namespace {

constexpr int kRoundings = 6;
constexpr int kRounds = 10;
constexpr size_t kManyCustomers = 50'000;  ///< interchange from any choice would take long
constexpr double kOfChoice = 0.3;          ///< in the first average; the rest is the best solution
constexpr double kFirstStep = 0.05;
constexpr double kLeastStep = 0.005;  ///< to begin a climb with
constexpr double kLeastGain = 0.001;  ///< of half a climb, as a share of what is missing

size_t at(int index) { return static_cast<size_t>(index); }

}  // namespace

/// Interchange from a set of sites, then from the best mixture of the result with the best known
/// solution; kept when it is the best.
void AssignmentSearch::improve(const std::vector<int>& open) {
  // Counting a set of sites takes a while where there are many customers.
  if (best_cost_ != LocationResult::kNone && stopped()) return;
  if (!interchange_.load(open)) return;
  interchange_.improve([&] { return !stopped(); });
  std::vector<int> found = interchange_.open();
  if (best_cost_ != LocationResult::kNone && mixes()) {
    const std::vector<int> mixture = best_mixture(model_, best_, found);
    if (mixture != best_ && mixture != found && interchange_.load(mixture)) {
      interchange_.improve([&] { return !stopped(); });
      found = interchange_.open();
    }
  }
  if (interchange_.cost() >= best_cost_) return;
  best_cost_ = interchange_.cost();
  best_ = std::move(found);
  fix_by_root_bound();
}

/// Sites whose other state the root's bound rules out.
void AssignmentSearch::fix_by_root_bound() {
  if (reduced_.empty()) return;
  for (size_t j = 0; j < states_.size(); ++j) {
    if (states_[j] != SiteState::kFree || root_bound_ + std::abs(reduced_[j]) <= enough()) continue;
    states_[j] = reduced_[j] > 0 ? SiteState::kShut : SiteState::kOpen;
  }
}

/// How far the lists need to go: a multiple of where the second nearest open site stands.
std::vector<uint32_t> AssignmentSearch::reach(double factor) const {
  std::vector<uint32_t> found(model_.weight.size());
  for (size_t i = 0; i < found.size(); ++i) {
    const int customer = static_cast<int>(i);
    const int32_t second = interchange_.nearest_two(customer).second;
    size_t k = 0;
    for (size_t wanted = 16;; wanted *= 2) {
      const std::span<const Near> list = model_.costs->nearest(customer, wanted);
      while (k < list.size() && list[k].cost < second) ++k;
      if (k < list.size() || list.size() < wanted) break;
    }
    found[i] = static_cast<uint32_t>(factor * static_cast<double>(k)) + 8;
  }
  return found;
}

/// The sites that score highest, as many as have to open; without such a number those above half.
std::vector<int> AssignmentSearch::likeliest(const std::vector<double>& score) const {
  std::vector<int> sites;
  for (int j = 0; j < model_.rules.sites; ++j) {
    if (states_[at(j)] != SiteState::kShut) sites.push_back(j);
  }
  const auto rank = [&](int j) {
    return states_[at(j)] == SiteState::kOpen ? -HUGE_VAL : -score[at(j)];
  };
  std::sort(sites.begin(), sites.end(),
            [&](int a, int b) { return std::pair(rank(a), a) < std::pair(rank(b), b); });
  if (count_ >= 0) {
    sites.resize(std::min(sites.size(), at(count_)));
  } else {
    while (sites.size() > 1 && rank(sites.back()) > -0.5) sites.pop_back();
  }
  return sites;
}

void AssignmentSearch::round_average(const VolumeState& state) {
  if (count_ < 0 && !model_.rules.rows.empty()) return;
  improve(likeliest(state.y));
  std::mt19937_64 random(options_.seed + static_cast<uint64_t>(root_bound_));
  std::uniform_real_distribution<double> even(1e-9, 1);
  for (int n = 0; n < kRoundings && !stopped() && !done(); ++n) {
    // Drawn without replacement, a site's chances as its share (Efraimidis & Spirakis 2006).
    std::vector<double> score(state.y.size());
    for (size_t j = 0; j < score.size(); ++j) {
      score[j] = state.y[j] > 1e-3 ? std::pow(even(random), 1 / state.y[j]) : 0;
    }
    improve(likeliest(score));
  }
}

void AssignmentSearch::climb_root(VolumeState& state, int iterations) {
  Lagrangian lagrangian(model_, *lists_, threads_);
  lagrangian.sites().fix(states_);
  int evaluations = 0;
  if (climbs_near()) state.step = std::max(state.step, kLeastStep);
  VolumeOptions options;
  options.iterations = iterations;
  options.patience = 125;
  options.least_gain = climbs_near() ? kLeastGain : 0;
  options.near = climbs_near();
  options.on_bound = [&](const Lagrangian& now, bool best) {
    ++evaluations;
    if (best) {
      bound_ = std::max(bound_, static_cast<double>(now.whole_bound()));
      if (now.bound() > root_bound_) {
        root_bound_ = now.bound();
        reduced_.assign(now.sites().reduced_costs().begin(), now.sites().reduced_costs().end());
      }
    }
    if (evaluations % 200 == 0 && count_ >= 0 && model_.weight.size() < kManyCustomers) {
      improve(likeliest({now.sites().y().begin(), now.sites().y().end()}));
    }
    report(false);
    return stopped() ? -HUGE_VAL : enough();
  };
  if (!climb(lagrangian, *lists_, state, options)) bound_ = target();
}

/// Prices between the costs of the nearest open site and of the second nearest, at the share of the
/// way that gives the best bound.
std::vector<double> AssignmentSearch::first_prices() const {
  Lagrangian lagrangian(model_, *lists_, threads_);
  std::vector<double> price(model_.weight.size()), best_price;
  double best = -HUGE_VAL;
  for (double share : {0.02, 0.06, 0.12, 0.25, 0.5}) {
    for (size_t i = 0; i < price.size(); ++i) {
      const auto [first, second] = interchange_.nearest_two(static_cast<int>(i));
      const double farther = second == Costs::kNever ? 2.0 * first + 1 : second;
      price[i] = first + share * (farther - first);
    }
    if (!lagrangian.evaluate(price) || lagrangian.bound() < best) break;
    best = lagrangian.bound();
    best_price = price;
  }
  return best_price.empty() ? price : best_price;
}

/// Fixes what the root's prices prove; fewer sites make shorter lists.
void AssignmentSearch::shrink(const VolumeState& state) {
  Lagrangian lagrangian(model_, *lists_, threads_);
  lagrangian.sites().fix(states_);
  if (!lagrangian.evaluate(state.price)) return;
  fix_by_costs(lagrangian, states_);
  const auto free =
      static_cast<size_t>(std::count(states_.begin(), states_.end(), SiteState::kFree));
  if (10 * free > 8 * listed_) return;
  listed_ = free;
  interchange_.load(best_);
  lists_ = std::make_unique<PriceLists>(model_, states_, reach(3));
}

/// Small models are proven sooner from steps that wander more at first.
bool AssignmentSearch::climbs_near() const {
  return effort_.share > 0 || !effort_.y.empty() || model_.weight.size() >= kManyCustomers;
}

/// Prices, and an average that nearly serves everybody once: steps from there do not lead astray.
VolumeState AssignmentSearch::first_state() {
  interchange_.load(best_);
  const double factor = model_.weight.size() < kManyCustomers ? 3 : 2;
  lists_ = std::make_unique<PriceLists>(model_, states_, reach(factor));
  listed_ = states_.size();
  VolumeState state;
  if (effort_.price.empty()) {
    state.price = first_prices();
  } else {
    state.price.assign(effort_.price.begin(), effort_.price.end());
  }
  if (!climbs_near()) return state;
  Lagrangian lagrangian(model_, *lists_, threads_);
  if (!lagrangian.evaluate(state.price)) return state;
  state.y.assign(lagrangian.sites().y().begin(), lagrangian.sites().y().end());
  for (double& y : state.y) y *= kOfChoice;
  if (effort_.y.empty()) {
    for (int site : best_) state.y[at(site)] += 1 - kOfChoice;
  } else {
    for (size_t j = 0; j < state.y.size(); ++j) state.y[j] += (1 - kOfChoice) * effort_.y[j];
  }
  state.served = lagrangian.served_by(state.y);
  state.step = kFirstStep;
  return state;
}

void AssignmentSearch::climb_in_rounds(VolumeState& state) {
  double gap = HUGE_VAL;
  for (int round = 0; round < kRounds && !stopped(); ++round) {
    climb_root(state, 250);
    if (done()) return;
    if (round % 2 == 1) round_average(state);
    shrink(state);
    const double now = target() - root_bound_;
    if (round >= 3 && now > 0.95 * gap) break;
    gap = now;
  }
}

AssignmentStart AssignmentSearch::approach(const std::vector<int>& start) {
  prepare();
  improve(start);
  VolumeState state = first_state();
  climb_in_rounds(state);
  return {best_, state.price, state.y};
}

/// Leaves in open_ what is still to be searched.
void AssignmentSearch::root() {
  VolumeState state = first_state();
  climb_in_rounds(state);
  if (done()) return;
  if (!effort_.is_region) refine(state);
  if (done() || stopped() || finish_by_cuts(state)) return;
  Node node;
  node.bound = bound_;
  node.states = states_;
  node.from = std::make_shared<const VolumeState>(std::move(state));
  open_.push(std::move(node));
}

}  // namespace dostyq::optim
