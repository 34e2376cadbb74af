#include "optim/location/capacitated_search.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/check.hpp"

namespace dostyq::optim::capacitated {

Search::Search(const Network& network, const LocationOptions& options, const Deadline& deadline)
    : network_(network),
      options_(options),
      deadline_(deadline),
      bound_(network),
      ascent_(network, bound_),
      cut_off_(std::numeric_limits<int64_t>::max()),
      began_(std::chrono::steady_clock::now()),
      reported_(began_) {}

int64_t Search::limit() const {
  const int64_t objective = std::min(incumbent_.objective, network_.ceiling);
  return (objective - 1) * network_.scale;
}

int64_t Search::bound() const {
  int64_t least = cut_off_;
  for (const auto& node : open_) least = std::min(least, node->bound);
  if (next_) least = std::min(least, next_->bound);
  if (least == std::numeric_limits<int64_t>::max()) return incumbent_.objective;
  const int64_t whole = least / network_.scale + (least % network_.scale > 0 ? 1 : 0);
  return std::max<int64_t>(0, std::min(incumbent_.objective, whole));
}

// The weak linear relaxation: every unit of room pays its part of the opening.
Prices Search::first_prices() const {
  Prices prices;
  prices.customer.assign(network_.demand.size(), 0);
  prices.row.assign(network_.rows.size(), 0);
  for (int i = 0; i < network_.customers(); ++i) {
    double least = kInfinity;
    for (int a : network_.choices(i)) {
      const auto site = static_cast<size_t>(network_.arcs[static_cast<size_t>(a)].site);
      const double part = static_cast<double>(network_.demand[static_cast<size_t>(i)]) /
                          static_cast<double>(std::max<int64_t>(1, network_.capacity[site]));
      const double opening = static_cast<double>(network_.opening[site]) * std::min(part, 1.0);
      least = std::min(least, static_cast<double>(network_.whole_cost(a)) + opening);
    }
    if (least < kInfinity) prices.customer[static_cast<size_t>(i)] = least;
  }
  return prices;
}

void Search::run(Domain domain) {
  auto root = std::make_unique<Node>();
  root->domain = std::move(domain);
  root->prices = first_prices();
  next_ = std::move(root);
  while (next_ || !open_.empty()) {
    if (deadline_.passed()) return;
    if (!next_) {
      std::pop_heap(open_.begin(), open_.end(), Worse());
      next_ = std::move(open_.back());
      open_.pop_back();
    }
    report();
    std::unique_ptr<Node> node = std::move(next_);
    ++nodes_;
    if (node->bound > limit() || !narrow(*node)) continue;
    if (time_to_dive()) {
      dive(*node);
      if (!narrow(*node)) continue;
    }
    if (deadline_.passed()) {
      cut_off_ = node->bound;
      return;
    }
    branch(std::move(node));
  }
  finished_ = true;
}

// Often at the beginning, when solutions are poor.
bool Search::time_to_dive() const {
  return network_.single_source && (nodes_ & (nodes_ - 1)) == 0 && !deadline_.passed();
}

AscentEffort Search::effort(const Node& node, int round) const {
  const bool first = round == 0;
  if (node.depth > 0) return {first ? 60 : 40, 20, 0.05, 0.2};
  return first ? AscentEffort{1500, 100, 0.01, 1.0} : AscentEffort{300, 60, 0.02, 0.5};
}

bool Search::narrow(Node& node) {
  // A transportation problem takes as long as many evaluations where there are many arcs.
  const size_t interval = 5 + (network_.single_source ? 0 : network_.arcs.size() / 20'000);
  for (int round = 0;; ++round) {
    if (!propagate(network_, node.domain, residual_)) return false;
    if (settle_leaf(node)) return false;
    size_t since = 0;
    const auto watch = [&](const LagrangianBound&) {
      if (since++ % interval == 0) look_for_solution();
      report();
      return limit();
    };
    node.bound = std::max(node.bound, ascent_.run(node.domain, residual_, node.prices, limit(),
                                                  effort(node, round), deadline_, watch));
    if (node.bound > limit()) return false;
    if (deadline_.passed()) return true;
    node.bound = std::max(node.bound, bound_.evaluate(node.prices));
    if (node.depth == 0 && round == 0) try_neighbours(node.domain);
    if (!bound_.fix(node.domain, limit())) break;
  }
  return propagate(network_, node.domain, residual_) && !settle_leaf(node);
}

// All customers fixed and no need to open another site, or all sites decided where demand is
// shared.
bool Search::settle_leaf(const Node& node) {
  std::vector<int> sites;
  std::vector<uint8_t> open(network_.capacity.size(), 0);
  for (int j = 0; j < network_.sites(); ++j) {
    if (node.domain.site[static_cast<size_t>(j)] != SiteState::kOpen) continue;
    sites.push_back(j);
    open[static_cast<size_t>(j)] = 1;
  }
  if (!network_.single_source) {
    if (!residual_.undecided.empty()) return false;
    try_shared(sites);
    return true;
  }
  if (!residual_.free.empty() || !rows_hold(network_, open)) return false;
  if (residual_.settled_cost < incumbent_.objective) {
    incumbent_.objective = residual_.settled_cost;
    incumbent_.open = open;
    incumbent_.arc_of = residual_.fixed_arc;
  }
  return true;
}

void Search::branch(std::unique_ptr<Node> node) {
  const int site = site_to_branch();
  const int arc = network_.single_source ? arc_to_branch() : -1;
  if (site >= 0) {
    branch_on_site(*node, site, ascent_.openness(site) >= 0.5);
  } else {
    DOSTYQ_CHECK(arc >= 0);
    branch_on_arc(*node, arc);
  }
}

// The site whose openness is least clear, if it is not clear to all appearance; whatever is
// undecided once every customer is.
int Search::site_to_branch() const {
  int best = -1;
  double most = -1;
  for (int j : residual_.undecided) {
    const double doubt = 0.5 - std::abs(ascent_.openness(j) - 0.5);
    if (doubt > most) {
      most = doubt;
      best = j;
    }
  }
  return best;
}

int Search::arc_to_branch() const {
  int best = -1;
  double most = -1;
  for (const auto& arcs : residual_.arcs) {
    for (int a : arcs) {
      const double share = ascent_.share(a);
      const double doubt =
          (0.5 - std::abs(share - 0.5)) * static_cast<double>(1 + network_.demand_of(a));
      if (doubt > most) {
        most = doubt;
        best = a;
      }
    }
  }
  return best;
}

void Search::add_child(const Node& node, Domain domain, bool last) {
  auto child = std::make_unique<Node>();
  child->domain = std::move(domain);
  child->prices = node.prices;
  child->bound = node.bound;
  child->depth = node.depth + 1;
  child->number = nodes_ * 2 + (last ? 1 : 0);
  if (last) {
    next_ = std::move(child);
  } else {
    open_.push_back(std::move(child));
    std::push_heap(open_.begin(), open_.end(), Worse());
  }
}

void Search::branch_on_site(Node& node, int site, bool open_first) {
  for (const bool dive : {false, true}) {
    Domain domain = node.domain;
    domain.site[static_cast<size_t>(site)] =
        dive == open_first ? SiteState::kOpen : SiteState::kClosed;
    add_child(node, std::move(domain), dive);
  }
}

void Search::branch_on_arc(Node& node, int arc) {
  Domain without = node.domain;
  without.allowed[static_cast<size_t>(arc)] = 0;
  Domain with = node.domain;
  for (int a : network_.choices(network_.arcs[static_cast<size_t>(arc)].customer)) {
    if (a != arc) with.allowed[static_cast<size_t>(a)] = 0;
  }
  const bool dive_with = ascent_.share(arc) >= 0.5;
  add_child(node, dive_with ? without : with, false);
  add_child(node, dive_with ? std::move(with) : std::move(without), true);
}

}  // namespace dostyq::optim::capacitated
