#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <memory>

#include "base/check.hpp"
#include "base/parallel.hpp"
#include "optim/orienteering/branch_and_cut.hpp"
#include "optim/orienteering/orienteering.hpp"
#include "optim/orienteering/ruin_and_recreate.hpp"

namespace dostyq::optim::orienteering {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kNeighbours = 24;
constexpr int kProvable = 250;  // points

size_t at(int index) { return static_cast<size_t>(index); }

void validate(const Problem& problem) {
  const int n = problem.points;
  DOSTYQ_CHECK(n >= 1 && problem.start >= 0 && problem.start < n && problem.end >= 0 &&
               problem.end < n && problem.routes >= 1);
  DOSTYQ_CHECK(problem.score.size() == at(n) && problem.cost.size() == at(n) * at(n));
  DOSTYQ_CHECK(problem.required.empty() || problem.required.size() == at(n));
  for (int a = 0; a < n; ++a) {
    DOSTYQ_CHECK(problem.score[at(a)] >= 0);
    for (int b = 0; b < a; ++b)
      DOSTYQ_CHECK(problem.between(a, b) == problem.between(b, a) && problem.between(a, b) >= 0);
  }
}

class Solve {
 public:
  Solve(const Problem& problem, const Options& options)
      : problem_(problem), options_(options), neighbours_(nearest_points(problem, kNeighbours)) {
    for (const int end : {problem.start, problem.end}) {
      base_ += problem_.score[at(end)];
      problem_.score[at(end)] = 0;
      if (!problem_.required.empty()) problem_.required[at(end)] = 0;
    }
  }

  Result run() {
    Result result;
    if (problem_.between(problem_.start, problem_.end) <= problem_.limit) single_stops();
    for (int i = 0; i < problem_.points; ++i) {
      if (problem_.is_required(i) && !neighbours_.reachable(problem_, i)) return infeasible();
    }
    search();
    BranchAndCut proof(problem_, options_, neighbours_, *search_, routes_, score_, has_routes_,
                       begin_);
    if (bound_by_points() > score_ || !has_routes_) {
      proof.run();
      take(proof.routes(), proof.has_routes());
      bound_ = std::max(proof.bound(), has_routes_ ? score_ : proof.bound());
    } else {
      bound_ = score_;
    }
    result.nodes = proof.nodes();
    result.cuts = proof.relaxation().cuts_added();
    result.columns = proof.relaxation().edge_count();
    return finish(std::move(result));
  }

 private:
  double seconds() const { return std::chrono::duration<double>(Clock::now() - begin_).count(); }

  Result infeasible() const {
    Result result;
    result.status = MipStatus::kInfeasible;
    result.seconds = seconds();
    return result;
  }

  void take(const std::vector<Route>& routes, bool any) {
    if (!any) return;
    const Recount counted = recount(problem_, routes);
    if (!counted.broken.empty() || (has_routes_ && counted.score <= score_)) return;
    has_routes_ = true;
    routes_ = routes;
    score_ = counted.score;
  }

  /// Staying at home, or out to one point and back: the relaxation of one closed tour has neither.
  void single_stops() {
    take({}, true);
    for (int i = 0; i < problem_.points; ++i) {
      if (!problem_.is_end(i) && neighbours_.reachable(problem_, i)) take({{i}}, true);
    }
  }

  int64_t bound_by_points() const {
    int64_t sum = 0;
    for (int i = 0; i < problem_.points; ++i) {
      if (!problem_.is_end(i) && neighbours_.reachable(problem_, i)) sum += problem_.score[at(i)];
    }
    return sum;
  }

  /// As many as the time has room for, by the time that a few take: cooling has to come to its end.
  int64_t rounds(RuinAndRecreate& search, double share,
                 const std::function<bool()>& stopped) const {
    if (options_.search_rounds > 0) return options_.search_rounds;
    const int64_t usual = 20'000 + 400LL * problem_.points;
    if (!std::isfinite(share)) return usual;
    constexpr int64_t kTrial = 1024;
    const double before = seconds();
    search.polish(kTrial, stopped);
    const double each = std::max(1e-7, (seconds() - before) / kTrial);
    const double room = 0.95 * std::max(0.0, share - seconds()) / each;
    return std::clamp(static_cast<int64_t>(std::min(room, 1e12)), int64_t{1}, 10 * usual);
  }

  static bool is_better(const RuinAndRecreate& one, const RuinAndRecreate& other) {
    return one.has_best() && (!other.has_best() || one.best_score() > other.best_score());
  }

  void search() {
    const double limit = options_.time_limit_seconds;
    // Beyond some hundred points a proof is out of reach of most limits: better routes are not.
    const double share = limit * (problem_.points > kProvable ? std::max(options_.search_share, 0.7)
                                                              : options_.search_share);
    const unsigned threads = threads_or_all(options_.threads);
    std::vector<std::unique_ptr<RuinAndRecreate>> searches(threads);
    const auto stopped = [&] {
      if (options_.stop != nullptr && options_.stop->requested()) return true;
      return std::isfinite(share) && seconds() >= share;
    };
    for_each_index(threads, threads, [&](size_t t) {
      // Where a proof is out of reach the time left is for searches from another seed.
      const bool again =
          problem_.points > kProvable && std::isfinite(share) && options_.search_rounds == 0;
      for (uint64_t seed = options_.seed + t; searches[t] == nullptr || (again && !stopped());
           seed += threads) {
        auto one = std::make_unique<RuinAndRecreate>(problem_, neighbours_, seed);
        one->start({});
        one->run(rounds(*one, share, stopped), stopped);
        if (searches[t] == nullptr || is_better(*one, *searches[t])) searches[t] = std::move(one);
      }
    });
    size_t best = 0;
    for (size_t t = 0; t < threads; ++t) {
      if (!searches[t]->has_best()) continue;
      take(searches[t]->best(), true);
      if (is_better(*searches[t], *searches[best])) best = t;
    }
    search_ = std::move(searches[best]);
  }

  Result finish(Result result) {
    result.seconds = seconds();
    result.score = base_ + score_;
    result.bound = base_ + bound_;
    result.routes = routes_;
    if (!has_routes_) {
      result.score = 0;
      result.status = bound_ < 0 ? MipStatus::kInfeasible : MipStatus::kLimit;
      return result;
    }
    result.status = bound_ <= score_ ? MipStatus::kOptimal : MipStatus::kFeasible;
    return result;
  }

  Problem problem_;
  const Options& options_;
  Neighbours neighbours_;
  Clock::time_point begin_ = Clock::now();
  int64_t base_ = 0;
  std::unique_ptr<RuinAndRecreate> search_;
  std::vector<Route> routes_;
  int64_t score_ = 0, bound_ = 0;
  bool has_routes_ = false;
};

}  // namespace

Result solve(const Problem& problem, const Options& options) {
  validate(problem);
  return Solve(problem, options).run();
}

}  // namespace dostyq::optim::orienteering
