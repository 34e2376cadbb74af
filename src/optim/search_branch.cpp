#include <algorithm>
#include <cmath>

#include "optim/search.hpp"

namespace dostyq::optim {
namespace {

constexpr int kReliable = 2;  ///< observations each way before a pseudocost is believed
constexpr int kProbeIterations = 150;
constexpr int kCandidates = 12;
constexpr int kPatience = 6;  ///< probes without a better score
constexpr int64_t kFreeProbeIterations = 4000;

}  // namespace

std::vector<int> Search::fractional(const std::vector<double>& x) const {
  std::vector<int> columns;
  for (int column = 0; column < problem_.columns(); ++column) {
    const auto j = static_cast<size_t>(column);
    if (problem_.integer[j] != 0 && std::abs(x[j] - std::round(x[j])) > kIntegrality) {
      columns.push_back(column);
    }
  }
  return columns;
}

/// The one whose LP value is farthest from an integer, or -1.
int Search::unfixed_integer(const Domain& domain) const {
  int farthest = -1;
  double most = -1;
  for (int column = 0; column < problem_.columns(); ++column) {
    const auto j = static_cast<size_t>(column);
    if (problem_.integer[j] == 0 || domain.fixed(column)) continue;
    const double distance = j < x_.size() ? std::abs(x_[j] - std::round(x_[j])) : 0;
    if (distance > most) {
      most = distance;
      farthest = column;
    }
  }
  return farthest;
}

/// Solves one child for a few iterations. `gain`: by how much its safe bound exceeds the node's.
NodeLp Search::probe(const View& view, const Domain& domain, int column, bool up, double& gain) {
  const auto j = static_cast<size_t>(column);
  Domain child = domain;
  (up ? child.lower : child.upper)[j] = up ? std::ceil(view.x[j]) : std::floor(view.x[j]);
  gain = kInfinity;
  const int seeds[] = {column};
  if (!propagator_.propagate(child, seeds)) return NodeLp::kPruned;
  relaxation_.restore_basis(view.basis);
  relaxation_.set_domain(child);
  const NodeLp lp = relaxation_.solve(view.cutoff, kProbeIterations);
  if (lp != NodeLp::kPruned) gain = std::max(relaxation_.bound() - view.bound, 0.0);
  return lp;
}

/// Strong branching on one column: its two gains, or what a pruned side makes certain.
Search::Verdict Search::probe_both(const View& view, Domain& domain, int column, double* gains) {
  const auto j = static_cast<size_t>(column);
  const double distances[2] = {view.x[j] - std::floor(view.x[j]), std::ceil(view.x[j]) - view.x[j]};
  const int64_t before = relaxation_.simplex().iterations();
  NodeLp lps[2];
  for (int side : {0, 1}) lps[side] = probe(view, domain, column, side == 1, gains[side]);
  probe_iterations_ += relaxation_.simplex().iterations() - before;
  for (int side : {0, 1}) {
    if (lps[side] == NodeLp::kSolved) {
      view.pseudocosts.learn(column, side == 1, distances[side], gains[side]);
    }
  }
  if (lps[0] != NodeLp::kPruned && lps[1] != NodeLp::kPruned) return Verdict::kBranch;
  if (lps[0] == NodeLp::kPruned && lps[1] == NodeLp::kPruned) return Verdict::kPruned;
  if (lps[0] == NodeLp::kPruned) {
    domain.lower[j] = std::ceil(view.x[j]);
  } else {
    domain.upper[j] = std::floor(view.x[j]);
  }
  const int seeds[] = {column};
  return propagator_.propagate(domain, seeds) ? Verdict::kTightened : Verdict::kPruned;
}

/// Reliability branching: strong branching where the pseudocosts are young. Gains count as shares
/// of what is missing to the cutoff, at most one.
Search::Verdict Search::choose(const View& view, Domain& domain, Choice& choice) {
  const double missing = std::isfinite(view.cutoff) ? std::max(view.cutoff - view.bound, 1e-9)
                                                    : 0.1 * std::max(1.0, std::abs(view.bound));
  const auto score_of = [&](double down, double up) {
    return Pseudocosts::score(std::min(down / missing, 1.0), std::min(up / missing, 1.0));
  };
  struct Candidate {
    int column;
    double score;
  };
  std::vector<Candidate> candidates;
  for (int column : fractional(view.x)) {
    if (domain.fixed(column)) continue;
    const double x = view.x[static_cast<size_t>(column)];
    candidates.push_back(
        {column, score_of(view.pseudocosts.estimate(column, false, x - std::floor(x)),
                          view.pseudocosts.estimate(column, true, std::ceil(x) - x))});
  }
  // Everything fractional was fixed since the LP: solve again.
  if (candidates.empty()) return Verdict::kTightened;
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
  choice.score = -1;
  int stale = 0;
  int probes = 0;
  // Probing may cost about as much as the search itself.
  const int64_t affordable =
      kFreeProbeIterations + (relaxation_.simplex().iterations() - probe_iterations_);
  for (const Candidate& candidate : candidates) {
    double score = candidate.score;
    if (view.pseudocosts.reliability(candidate.column) < kReliable && probes < kCandidates &&
        stale < kPatience && probe_iterations_ < affordable && !limit_reached()) {
      ++probes;
      double gains[2];
      const Verdict verdict = probe_both(view, domain, candidate.column, gains);
      if (verdict != Verdict::kBranch) return verdict;
      score = score_of(gains[0], gains[1]);
    }
    if (score > choice.score) {
      choice.score = score;
      choice.column = candidate.column;
      choice.value = view.x[static_cast<size_t>(candidate.column)];
      stale = 0;
    } else {
      ++stale;
    }
  }
  return Verdict::kBranch;
}

}  // namespace dostyq::optim
