#include <algorithm>
#include <cmath>

#include "optim/search.hpp"

namespace dostyq::optim {
namespace {

constexpr int kReliable = 4;         ///< observations each way before a pseudocost is believed
constexpr int kProbeIterations = 40;
constexpr int kCandidates = 16;
constexpr int kPatience = 4;         ///< probes without a better score
constexpr int64_t kFreeProbeIterations = 4000;

}  // namespace

std::vector<int> Search::fractional() const {
  std::vector<int> columns;
  for (int column = 0; column < problem_.columns(); ++column) {
    const auto j = static_cast<size_t>(column);
    if (problem_.integer[j] != 0 && std::abs(x_[j] - std::round(x_[j])) > kIntegrality) {
      columns.push_back(column);
    }
  }
  return columns;
}

int Search::unfixed_integer(const Domain& domain) const {
  for (int column = 0; column < problem_.columns(); ++column) {
    if (problem_.integer[static_cast<size_t>(column)] != 0 && !domain.fixed(column)) return column;
  }
  return -1;
}

/// Solves one child for a few iterations. `gain`: by how much its safe bound exceeds the node's.
NodeLp Search::probe(const Node& node, const Domain& domain, int column, bool up, double& gain) {
  const auto j = static_cast<size_t>(column);
  Domain child = domain;
  (up ? child.lower : child.upper)[j] = up ? std::ceil(x_[j]) : std::floor(x_[j]);
  gain = kInfinity;
  const int seeds[] = {column};
  if (!propagator_.propagate(child, seeds)) return NodeLp::kPruned;
  relaxation_.restore_basis(*node.basis);
  relaxation_.set_domain(child);
  const NodeLp lp = relaxation_.solve(cutoff(), kProbeIterations);
  if (lp != NodeLp::kPruned) gain = std::max(relaxation_.bound() - relaxation_bound_, 0.0);
  return lp;
}

/// Reliability branching: strong branching where the pseudocosts are young.
Search::Verdict Search::choose(const Node& node, Domain& domain, Choice& choice) {
  struct Candidate {
    int column;
    double score;
  };
  std::vector<Candidate> candidates;
  auto distances = [&](int column) {
    const double x = x_[static_cast<size_t>(column)];
    return std::pair{x - std::floor(x), std::ceil(x) - x};
  };
  for (int column : fractional()) {
    if (domain.fixed(column)) continue;
    const auto [down, up] = distances(column);
    candidates.push_back({column, Pseudocosts::score(pseudocosts_.estimate(column, false, down),
                                                     pseudocosts_.estimate(column, true, up))});
  }
  // Everything fractional was fixed since the LP: solve again.
  if (candidates.empty()) return Verdict::kTightened;
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
  double best = -1;
  int stale = 0;
  int probes = 0;
  // Probing may cost about as much as the search itself.
  const int64_t affordable =
      kFreeProbeIterations + (relaxation_.simplex().iterations() - probe_iterations_);
  for (const Candidate& candidate : candidates) {
    double score = candidate.score;
    const auto [down, up] = distances(candidate.column);
    if (pseudocosts_.reliability(candidate.column) < kReliable && probes < kCandidates &&
        stale < kPatience && probe_iterations_ < affordable && !limit_reached()) {
      ++probes;
      const int64_t spent = relaxation_.simplex().iterations();
      double gains[2];
      const NodeLp lps[2] = {probe(node, domain, candidate.column, false, gains[0]),
                             probe(node, domain, candidate.column, true, gains[1])};
      probe_iterations_ += relaxation_.simplex().iterations() - spent;
      if (lps[0] == NodeLp::kPruned && lps[1] == NodeLp::kPruned) return Verdict::kPruned;
      for (int side : {0, 1}) {
        if (lps[side] != NodeLp::kPruned) {
          if (lps[side] == NodeLp::kSolved) {
            pseudocosts_.learn(candidate.column, side == 1, side == 1 ? up : down, gains[side]);
          }
          continue;
        }
        const auto j = static_cast<size_t>(candidate.column);
        if (side == 0) {
          domain.lower[j] = std::ceil(x_[j]);
        } else {
          domain.upper[j] = std::floor(x_[j]);
        }
        const int seeds[] = {candidate.column};
        return propagator_.propagate(domain, seeds) ? Verdict::kTightened : Verdict::kPruned;
      }
      score = Pseudocosts::score(gains[0], gains[1]);
    }
    if (score > best) {
      best = score;
      stale = 0;
      choice = {candidate.column, x_[static_cast<size_t>(candidate.column)]};
    } else {
      ++stale;
    }
  }
  return Verdict::kBranch;
}

}  // namespace dostyq::optim
