#include "optim/location/cover_tree.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "optim/location/feasible_sites.hpp"

namespace dostyq::optim {
namespace {

constexpr int kMostSteps = 400;
constexpr int kStepsBetweenLooks = 20;
constexpr double kWorthwhile = 0.03;  // of the gap, that so many steps should close

}  // namespace

void CoverTree::run(const std::vector<SiteState>& states, const CoverDual& root, int64_t best,
                    int64_t most_nodes) {
  best_ = best;
  stack_.push_back({states, std::make_shared<CoverDual::Memory>(root.memory()), root.bound()});
  while (!stack_.empty() && nodes_ < most_nodes && !clock_.expired()) {
    Node node = std::move(stack_.back());
    stack_.pop_back();
    if (!worth(node.bound)) continue;
    ++nodes_;
    process(std::move(node));
  }
  std::erase_if(stack_, [this](const Node& node) { return !worth(node.bound); });
}

double CoverTree::bound() const {
  double most = 0;
  for (const Node& node : stack_) most = std::max(most, node.bound);
  return most;
}

bool CoverTree::worth(double bound) const {
  return std::floor(bound + 1e-6) > static_cast<double>(best_);
}

void CoverTree::process(Node node) {
  while (true) {
    SiteProfit profit(rules_, node.states);
    CoverDual dual(groups_, columns_, profit, 1);
    dual.resume(*node.memory);
    if (close_by_bound(node, dual)) return;
    if (clock_.expired()) {
      stack_.push_back(std::move(node));
      return;
    }
    const int fixed = fix(node, dual);
    if (std::ranges::count(node.states, SiteState::kFree) == 0) return note(node.states);
    if (fixed == 0 || dual.reduced().empty()) return branch(std::move(node), dual);
    node.memory = std::make_shared<CoverDual::Memory>(dual.memory());
  }
}

/// True when nothing better lies below the node.
bool CoverTree::close_by_bound(Node& node, CoverDual& dual) {
  double before = node.bound;
  for (int step = 1; step <= kMostSteps && !dual.settled(); ++step) {
    if (!dual.step(static_cast<double>(best_), clock_)) {
      if (clock_.expired()) return false;
      // What the simplex calls infeasible is proven by a search over the sites alone.
      const std::vector<double> none(node.states.size(), 0);
      return find_feasible(rules_, node.states, none, clock_, options_).status ==
             MipStatus::kInfeasible;
    }
    node.bound = std::min(node.bound, dual.bound());
    if (!worth(node.bound)) return true;
    if (step % kStepsBetweenLooks != 0) continue;
    const double gap = node.bound - static_cast<double>(best_);
    if (step > kStepsBetweenLooks && before - node.bound < kWorthwhile * gap) break;
    before = node.bound;
  }
  return false;
}

int CoverTree::fix(Node& node, const CoverDual& dual) const {
  if (dual.reduced().empty()) return 0;
  int count = 0;
  for (size_t j = 0; j < node.states.size(); ++j) {
    const double reduced = dual.reduced()[j];
    if (node.states[j] != SiteState::kFree || worth(dual.bound() - std::abs(reduced))) continue;
    node.states[j] = reduced > 0 ? SiteState::kOpen : SiteState::kClosed;
    ++count;
  }
  return count;
}

/// On the site whose share is the least decided, weighed by what depends on it.
void CoverTree::branch(Node node, const CoverDual& dual) {
  int chosen = -1;
  double best_score = -1;
  for (size_t j = 0; j < node.states.size(); ++j) {
    if (node.states[j] != SiteState::kFree) continue;
    const double share = dual.share()[j];
    double weight = 1;
    for (const int32_t group : columns_.of(static_cast<int>(j))) {
      weight += static_cast<double>(groups_.weight[static_cast<size_t>(group)]);
    }
    const double score = (std::min(share, 1 - share) + 1e-6) * weight;
    if (score > best_score) best_score = score, chosen = static_cast<int>(j);
  }
  const auto site = static_cast<size_t>(chosen);
  node.memory = std::make_shared<CoverDual::Memory>(dual.memory());
  Node other = node;
  const bool open_first = dual.share()[site] >= 0.5;
  other.states[site] = open_first ? SiteState::kClosed : SiteState::kOpen;
  node.states[site] = open_first ? SiteState::kOpen : SiteState::kClosed;
  stack_.push_back(std::move(other));
  stack_.push_back(std::move(node));
}

void CoverTree::note(const std::vector<SiteState>& states) {
  std::vector<int> open;
  for (size_t j = 0; j < states.size(); ++j) {
    if (states[j] == SiteState::kOpen) open.push_back(static_cast<int>(j));
  }
  const int64_t weight = covered_weight(groups_, open);
  if (weight <= best_ || !keeps_rules(rules_, open)) return;
  best_ = weight;
  sites_ = std::move(open);
}

}  // namespace dostyq::optim
