// Any bytes as a file of OPLib or of Chao: an error with a file, or a problem that holds together.
// Small ones are solved; the routes are counted again, and against every possible choice.
#include <algorithm>
#include <cstdint>
#include <cstdlib>

#include "instances/orienteering_file.hpp"

namespace {

using namespace dostyq;
using optim::orienteering::Problem;
using optim::orienteering::Route;

void require(bool condition) {
  if (!condition) std::abort();
}

/// The most score of one route over any stops in any order; -1 when not even going home fits.
int64_t best_by_hand(const Problem& problem, Route& route, std::vector<bool>& used) {
  const auto counted = recount(problem, {route});
  int64_t best = counted.broken.empty() ? counted.score : -1;
  for (int point = 0; point < problem.points; ++point) {
    if (problem.is_end(point) || used[static_cast<size_t>(point)]) continue;
    used[static_cast<size_t>(point)] = true;
    route.push_back(point);
    best = std::max(best, best_by_hand(problem, route, used));
    route.pop_back();
    used[static_cast<size_t>(point)] = false;
  }
  return best;
}

void check(const Problem& problem) {
  const auto n = static_cast<size_t>(problem.points);
  require(problem.score.size() == n && problem.cost.size() == n * n && problem.routes >= 1);
  require(problem.start >= 0 && problem.start < problem.points);
  require(problem.end >= 0 && problem.end < problem.points);
  for (size_t a = 0; a < n; ++a) {
    require(problem.score[a] >= 0);
    for (size_t b = 0; b < n; ++b)
      require(problem.cost[a * n + b] >= 0 && problem.cost[a * n + b] == problem.cost[b * n + a]);
  }
}

void solve_small(const Problem& problem) {
  if (problem.points > 7 || problem.routes > 3) return;
  optim::orienteering::Options options;
  options.search_rounds = 200;
  options.time_limit_seconds = 2;
  const auto found = optim::orienteering::solve(problem, options);
  if (found.has_solution()) {
    const auto counted = recount(problem, found.routes);
    require(counted.broken.empty() && counted.score == found.score && found.bound >= found.score);
  }
  if (problem.routes != 1 || problem.points > 6) return;
  Route route;
  std::vector<bool> used(static_cast<size_t>(problem.points), false);
  const int64_t best = best_by_hand(problem, route, used);
  require(best < 0 || found.bound >= best);
  if (found.status == optim::MipStatus::kOptimal) require(found.score == best);
  if (found.status == optim::MipStatus::kInfeasible) require(best < 0);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto read = instances::parse_orienteering({text, "fuzz", {}});
  if (!read) {
    require(!read.error().empty() && !read.error().front().where.file.empty());
    return 0;
  }
  check(read->problem);
  solve_small(read->problem);
  return 0;
}
