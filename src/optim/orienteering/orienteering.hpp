#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "base/progress.hpp"
#include "optim/mip.hpp"

// The orienteering problem: routes of limited length that collect the most score.
namespace dostyq::optim::orienteering {

/// `routes` routes from `start` to `end` (equal: closed tours), each no longer than `limit`; every
/// other point is visited at most once and gives its score, required points are visited. Plain
/// data, validated by `solve`. Costs are symmetric and need not obey the triangle inequality.
struct Problem {
  int points = 0;
  int start = 0;
  int end = 0;
  int routes = 1;
  int64_t limit = 0;              ///< of each route
  std::vector<int64_t> score;     ///< of each point, >= 0; the ends' scores count once
  std::vector<int32_t> cost;      ///< points x points, row by row, symmetric, >= 0
  std::vector<uint8_t> required;  ///< empty: none

  int64_t between(int a, int b) const {
    return cost[static_cast<size_t>(a) * static_cast<size_t>(points) + static_cast<size_t>(b)];
  }
  bool is_end(int point) const { return point == start || point == end; }
  bool is_required(int point) const {
    return !required.empty() && required[static_cast<size_t>(point)] != 0;
  }
  bool closed() const { return start == end; }
};

/// Stops between the ends, in order; an empty route stays at home.
using Route = std::vector<int>;

/// What `routes` are worth by the problem alone.
struct Recount {
  int64_t score = 0;
  int64_t length = 0;  ///< of all routes
  std::vector<int64_t> lengths;
  /// "" or what is wrong: "point", "twice", "too_long", "required", "routes"
  std::string broken;
  int at = 0;  ///< the point or the route that is wrong
};
/// O(stops). The length of an empty route is that from start to end.
Recount recount(const Problem& problem, const std::vector<Route>& routes);

struct Options {
  double time_limit_seconds = std::numeric_limits<double>::infinity();
  unsigned threads = 1;  ///< for the metaheuristic: independent searches, the best one is kept
  uint64_t seed = 1;
  const StopFlag* stop = nullptr;
  ProgressSink progress;  ///< called from the solving thread
  /// Share of the time limit for the metaheuristic; the rest is for the proof.
  double search_share = 0.4;
  int64_t search_rounds = 0;  ///< of the metaheuristic; 0: by size
};

struct Result {
  MipStatus status = MipStatus::kLimit;
  std::vector<Route> routes;
  int64_t score = 0;
  int64_t bound = 0;  ///< no answer collects more, whatever the status
  int64_t nodes = 0;
  int64_t cuts = 0;
  int columns = 0;  ///< edges that entered the relaxation
  double seconds = 0;

  bool has_solution() const {
    return status == MipStatus::kOptimal || status == MipStatus::kFeasible;
  }
};

/// Ruin and recreate, then branch and cut with connectivity, matching and cover inequalities and
/// priced edges (docs/orienteering.md). kOptimal: proven. kInfeasible: proven that no routes visit
/// all required points. The answer is recounted from the problem before it is given. With one
/// thread and no time limit the same problem gives the same answer.
Result solve(const Problem& problem, const Options& options = {});

}  // namespace dostyq::optim::orienteering
