#include "optim/orienteering/orienteering.hpp"

namespace dostyq::optim::orienteering {
namespace {

Recount broken(Recount recount, const char* what, int at) {
  recount.broken = what;
  recount.at = at;
  return recount;
}

}  // namespace

Recount recount(const Problem& problem, const std::vector<Route>& routes) {
  Recount sum;
  if (static_cast<int>(routes.size()) > problem.routes)
    return broken(std::move(sum), "routes", static_cast<int>(routes.size()));
  std::vector<bool> seen(static_cast<size_t>(problem.points), false);
  const auto count = [&](int point) {
    seen[static_cast<size_t>(point)] = true;
    sum.score += problem.score[static_cast<size_t>(point)];
  };
  count(problem.start);
  if (!problem.closed()) count(problem.end);
  for (const Route& route : routes) {
    int64_t length = 0;
    int from = problem.start;
    for (const int point : route) {
      if (point < 0 || point >= problem.points) return broken(std::move(sum), "point", point);
      if (seen[static_cast<size_t>(point)]) return broken(std::move(sum), "twice", point);
      count(point);
      length += problem.between(from, point);
      from = point;
    }
    length += problem.between(from, problem.end);
    sum.lengths.push_back(length);
    sum.length += length;
    if (length > problem.limit)
      return broken(std::move(sum), "too_long", static_cast<int>(sum.lengths.size()) - 1);
  }
  for (int point = 0; point < problem.points; ++point) {
    if (problem.is_required(point) && !seen[static_cast<size_t>(point)])
      return broken(std::move(sum), "required", point);
  }
  return sum;
}

}  // namespace dostyq::optim::orienteering
