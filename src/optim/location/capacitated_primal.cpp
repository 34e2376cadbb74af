#include "optim/location/capacitated_primal.hpp"

#include <algorithm>

#include "optim/location/capacitated_search.hpp"
#include "optim/location/transport.hpp"

namespace dostyq::optim::capacitated {

// On the sites that the last Lagrangian solution opens, beginning with those whom it serves.
void Search::look_for_solution() {
  std::vector<int> sites, hints;
  std::vector<int64_t> cheapest(network_.demand.size(), LocationResult::kNone);
  for (int j = 0; j < network_.sites(); ++j) {
    if (!bound_.open(j)) continue;
    sites.push_back(j);
    for (const Use& use : bound_.uses(j)) {
      const Arc& arc = network_.arcs[static_cast<size_t>(use.arc)];
      int64_t& least = cheapest[static_cast<size_t>(arc.customer)];
      if (arc.cost < least) least = arc.cost;
    }
  }
  if (!tried_.insert(sites).second) return;
  for (int j : sites) {
    for (const Use& use : bound_.uses(j)) {
      const Arc& arc = network_.arcs[static_cast<size_t>(use.arc)];
      if (arc.cost == cheapest[static_cast<size_t>(arc.customer)]) hints.push_back(use.arc);
    }
  }
  try_sites(sites, hints);
}

void Search::try_sites(const std::vector<int>& sites, const std::vector<int>& hints) {
  std::vector<uint8_t> open(network_.capacity.size(), 0);
  for (int j : sites) open[static_cast<size_t>(j)] = 1;
  if (!rows_hold(network_, open)) return;
  if (!network_.single_source) {
    try_shared(sites);
    return;
  }
  for (const bool with_hints : {true, false}) {
    if (with_hints && hints.empty()) continue;
    Assignment assignment(network_, sites);
    if (!assignment.build(with_hints ? hints : std::vector<int>())) continue;
    assignment.improve(deadline_);
    offer(sites, assignment);
  }
}

void Search::offer(const std::vector<int>& sites, const Assignment& assignment) {
  int64_t objective = assignment.service_cost();
  for (int j : sites) objective += network_.opening[static_cast<size_t>(j)];
  if (objective >= incumbent_.objective) return;
  incumbent_.objective = objective;
  incumbent_.open.assign(network_.capacity.size(), 0);
  for (int j : sites) incumbent_.open[static_cast<size_t>(j)] = 1;
  incumbent_.arc_of = assignment.arcs();
}

void Search::try_shared(const std::vector<int>& sites) {
  std::vector<int64_t> supply;
  std::vector<TransportWay> ways;
  for (size_t s = 0; s < sites.size(); ++s) {
    const auto site = static_cast<size_t>(sites[s]);
    supply.push_back(network_.capacity[site]);
    for (int a = network_.first_of_site[site]; a < network_.first_of_site[site + 1]; ++a) {
      const Arc& arc = network_.arcs[static_cast<size_t>(a)];
      ways.push_back({static_cast<int>(s), arc.customer, arc.cost});
    }
  }
  const auto amounts = transport(supply, network_.demand, ways);
  if (!amounts) return;
  int64_t objective = 0;
  for (int j : sites) objective += network_.opening[static_cast<size_t>(j)];
  for (size_t w = 0; w < ways.size(); ++w) objective += ways[w].cost * (*amounts)[w];
  if (objective >= incumbent_.objective) return;
  incumbent_.objective = objective;
  incumbent_.open.assign(network_.capacity.size(), 0);
  for (int j : sites) incumbent_.open[static_cast<size_t>(j)] = 1;
  incumbent_.shipments.clear();
  for (size_t w = 0; w < ways.size(); ++w) {
    if ((*amounts)[w] == 0) continue;
    incumbent_.shipments.push_back(
        {ways[w].sink, sites[static_cast<size_t>(ways[w].source)], (*amounts)[w]});
  }
}

// The best sites with one closed, one opened, or one for another, as long as that helps: those
// first whose bound is least.
void Search::try_neighbours(const Domain& domain) {
  constexpr size_t kMostTries = 100;
  bool better = incumbent_.exists();
  while (better) {
    const int64_t before = incumbent_.objective;
    auto neighbours = neighbours_of(incumbent_.open, domain);
    if (neighbours.size() > kMostTries) neighbours.resize(kMostTries);
    const std::vector<int> hints = incumbent_.arc_of;
    better = false;
    for (const auto& [bound, sites] : neighbours) {
      if (better || bound > limit() || deadline_.passed()) break;
      if (!tried_.insert(sites).second) continue;
      try_sites(sites, hints);
      better = incumbent_.objective < before;
    }
  }
}

std::vector<std::pair<int64_t, std::vector<int>>> Search::neighbours_of(
    const std::vector<uint8_t>& open, const Domain& domain) const {
  std::vector<int> outs{-1}, ins{-1};
  for (int j : residual_.undecided) {
    if (domain.site[static_cast<size_t>(j)] != SiteState::kUndecided) continue;
    (open[static_cast<size_t>(j)] != 0 ? outs : ins).push_back(j);
  }
  std::vector<std::pair<int64_t, std::vector<int>>> neighbours;
  std::vector<int> sites;
  for (int out : outs) {
    for (int in : ins) {
      if (in < 0 && out < 0) continue;
      sites.clear();
      for (int j = 0; j < network_.sites(); ++j) {
        if (j != out && (j == in || open[static_cast<size_t>(j)] != 0)) sites.push_back(j);
      }
      const int64_t bound = bound_.bound_of(sites);
      if (bound <= limit()) neighbours.emplace_back(bound, sites);
    }
  }
  std::sort(neighbours.begin(), neighbours.end());
  return neighbours;
}

void Search::report() {
  if (!options_.progress) return;
  const auto time = std::chrono::steady_clock::now();
  if (time - reported_ < std::chrono::milliseconds(250)) return;
  reported_ = time;
  Progress progress;
  progress.stage = "capacitated";
  progress.has_incumbent = incumbent_.exists();
  if (progress.has_incumbent) progress.incumbent = static_cast<double>(incumbent_.objective);
  progress.bound = static_cast<double>(bound());
  progress.seconds = std::chrono::duration<double>(time - began_).count();
  progress.nodes = nodes_;
  options_.progress(progress);
}

}  // namespace dostyq::optim::capacitated
