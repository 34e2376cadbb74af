#include "optim/orienteering/thin_out.hpp"

#include <algorithm>
#include <cmath>

namespace dostyq::optim::orienteering {
namespace {

size_t at(int index) { return static_cast<size_t>(index); }

struct Choice {
  Route route;
  int64_t length = 0;
};

/// The best path from the start over some of the stops to the end, at this price.
Choice at_price(const Problem& problem, const Route& route, double price) {
  const int n = static_cast<int>(route.size());
  std::vector<int> stops{problem.start};
  stops.insert(stops.end(), route.begin(), route.end());
  stops.push_back(problem.end);
  std::vector<double> best(at(n + 2), -HUGE_VAL);
  std::vector<int> from(at(n + 2), 0);
  best[0] = 0;
  int earliest = 0;  // no required stop may be passed over
  for (int j = 1; j <= n + 1; ++j) {
    const int32_t* row = problem.cost.data() + at(stops[at(j)]) * at(problem.points);
    double value = -HUGE_VAL;
    int chosen = earliest;
    for (int i = earliest; i < j; ++i) {
      const double through = best[at(i)] - price * row[at(stops[at(i)])];
      if (through > value) {
        value = through;
        chosen = i;
      }
    }
    const double score = j <= n ? static_cast<double>(problem.score[at(stops[at(j)])]) : 0;
    best[at(j)] = value + score;
    from[at(j)] = chosen;
    if (j <= n && problem.is_required(stops[at(j)])) earliest = j;
  }
  Choice choice;
  for (int j = n + 1; j > 0; j = from[at(j)]) {
    choice.length += problem.between(stops[at(from[at(j)])], stops[at(j)]);
    if (j <= n) choice.route.push_back(stops[at(j)]);
  }
  std::reverse(choice.route.begin(), choice.route.end());
  return choice;
}

/// Without the one part that brings the route down to the limit for the least score; unchanged if
/// none does.
Route without_a_part(const Problem& problem, const Choice& choice) {
  const int n = static_cast<int>(choice.route.size());
  const auto stop = [&](int i) {
    return i < 0 ? problem.start : i < n ? choice.route[at(i)] : problem.end;
  };
  std::vector<int64_t> along(at(n + 2), 0), score(at(n + 1), 0);  // to stop i - 1; before stop i
  for (int i = 0; i <= n; ++i) {
    along[at(i + 1)] = along[at(i)] + problem.between(stop(i - 1), stop(i));
    if (i < n) score[at(i + 1)] = score[at(i)] + problem.score[at(stop(i))];
  }
  const int64_t excess = choice.length - problem.limit;
  int64_t least = std::numeric_limits<int64_t>::max();
  int from = 0, to = 0;  // stops from .. to - 1 go
  for (int i = 0; i < n; ++i) {
    for (int j = i + 1; j <= n && !problem.is_required(stop(j - 1)); ++j) {
      const int64_t lost = score[at(j)] - score[at(i)];
      if (lost >= least) break;
      const int64_t saved = along[at(j + 1)] - along[at(i)] - problem.between(stop(i - 1), stop(j));
      if (saved < excess) continue;
      least = lost;
      from = i;
      to = j;
      break;
    }
  }
  Route route = choice.route;
  route.erase(route.begin() + from, route.begin() + to);
  return route;
}

int64_t score_of(const Problem& problem, const Route& route) {
  int64_t score = 0;
  for (const int point : route) score += problem.score[at(point)];
  return score;
}

}  // namespace

Route thin_out(const Problem& problem, const Route& route) {
  Choice all = at_price(problem, route, 0);
  if (all.length <= problem.limit) return all.route;
  int64_t scores = 1;
  for (const int point : route) scores += problem.score[at(point)];
  Choice over = all;
  double low = 0, high = static_cast<double>(scores);
  Choice kept = at_price(problem, route, high);
  if (kept.length > problem.limit) return {};
  for (int k = 0; k < 24; ++k) {
    // Prices span many sizes: halve the exponent first.
    const double price = low > 0 ? std::sqrt(low * high) : high * 1e-3;
    Choice choice = at_price(problem, route, price);
    if (choice.length <= problem.limit) {
      high = price;
      kept = std::move(choice);
      if (kept.length == problem.limit) break;
    } else {
      low = price;
      over = std::move(choice);
    }
  }
  // Between the two prices the choice may jump by a whole cluster.
  Route cut = without_a_part(problem, over);
  const bool shorter = cut.size() < over.route.size();
  return shorter && score_of(problem, cut) > score_of(problem, kept.route) ? cut : kept.route;
}

}  // namespace dostyq::optim::orienteering
