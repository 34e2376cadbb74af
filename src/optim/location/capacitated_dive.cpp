#include <algorithm>
#include <cmath>

#include "optim/location/capacitated_search.hpp"

namespace dostyq::optim::capacitated {

// A solution near the fractional one: what is clearest is decided, much at a time, and the prices
// follow, until everything is decided or nothing better can come of it.
void Search::dive(const Node& from) {
  Node node{from.domain, from.prices, from.bound, from.depth + 1, 0};
  const auto watch = [&](const LagrangianBound&) { return limit(); };
  while (!deadline_.passed() && propagate(network_, node.domain, residual_)) {
    if (settle_leaf(node)) break;
    const AscentEffort effort{30, 15, 0.05, 0.2};
    const int64_t bound =
        ascent_.run(node.domain, residual_, node.prices, limit(), effort, deadline_, watch);
    if (bound > limit()) break;
    look_for_solution();
    if (residual_.undecided.empty()) {
      decide_clearest_arcs(node.domain);
    } else {
      decide_clearest_sites(node.domain);
    }
  }
}

void Search::decide_clearest_sites(Domain& domain) const {
  constexpr double kClear = 0.02;
  std::vector<std::pair<double, int>> doubts;
  for (int j : residual_.undecided) {
    const double openness = ascent_.openness(j);
    doubts.emplace_back(std::min(openness, 1 - openness), j);
  }
  std::sort(doubts.begin(), doubts.end());
  for (const auto& [doubt, j] : doubts) {
    if (doubt > kClear && doubt > doubts.front().first) break;
    domain.site[static_cast<size_t>(j)] =
        ascent_.openness(j) >= 0.5 ? SiteState::kOpen : SiteState::kClosed;
  }
}

// At least a tenth of the customers, the clearest first, as far as there is room.
void Search::decide_clearest_arcs(Domain& domain) const {
  constexpr double kClear = 0.9;
  std::vector<int> best(network_.demand.size(), -1);
  for (const auto& arcs : residual_.arcs) {
    for (int a : arcs) {
      int& now = best[static_cast<size_t>(network_.arcs[static_cast<size_t>(a)].customer)];
      if (now < 0 || ascent_.share(a) > ascent_.share(now)) now = a;
    }
  }
  std::vector<std::pair<double, int>> doubts;
  for (int i : residual_.free) {
    const int a = best[static_cast<size_t>(i)];
    doubts.emplace_back(-ascent_.share(a), a);
  }
  std::sort(doubts.begin(), doubts.end());
  std::vector<int64_t> room = residual_.room;
  size_t decided = 0;
  for (const auto& [doubt, a] : doubts) {
    if (-doubt < kClear && decided > doubts.size() / 10) break;
    const Arc& arc = network_.arcs[static_cast<size_t>(a)];
    int64_t& left = room[static_cast<size_t>(arc.site)];
    if (left < network_.demand_of(a)) continue;
    left -= network_.demand_of(a);
    ++decided;
    for (int other : network_.choices(arc.customer)) {
      if (other != a) domain.allowed[static_cast<size_t>(other)] = 0;
    }
  }
}

}  // namespace dostyq::optim::capacitated
