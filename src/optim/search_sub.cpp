#include <algorithm>
#include <cmath>

#include "optim/search.hpp"
#include "optim/subproblem.hpp"

namespace dostyq::optim {

/// Enough is fixed: what is left is presolved afresh and searched in our place, on smaller LPs.
void Search::restart() {
  Subproblem sub = make_subproblem(presolved_, global_, options_, model_.integral_objective);
  const SparseRows& rows = relaxation_.rows();
  for (int i = problem_.rows.size(); i < rows.size(); ++i) {
    if (relaxation_.simplex().is_basic_row(i)) continue;
    Row row{rows.lower[static_cast<size_t>(i)], rows.upper[static_cast<size_t>(i)], {}, ""};
    for (int k = rows.begin(i); k < rows.end(i); ++k) {
      row.terms.push_back(
          {rows.column[static_cast<size_t>(k)], rows.value[static_cast<size_t>(k)]});
    }
    sub.model.add_row(std::move(row));
  }
  sub.options.node_limit = options_.node_limit - nodes_;
  sub.options.time_limit_seconds = seconds_left();
  if (options_.progress) {
    sub.options.progress = [this](const Progress& inner) { relay_progress(inner); };
  }
  Effort effort = effort_;
  ++effort.restarts;
  effort.iteration_limit -= relaxation_.simplex().iterations();
  effort.known_objective = best_objective() - problem_.offset;
  const MipResult result = Search(sub.model, sub.options, effort).run();
  nodes_ += result.nodes;
  cuts_ += result.cuts;
  if (!result.x.empty()) submit(result.x);
  if (result.status != MipStatus::kOptimal && result.status != MipStatus::kInfeasible) {
    stopped_ = true;
    unresolved_bound_ = std::min(unresolved_bound_, result.bound + problem_.offset);
  }
}

/// Searches a neighbourhood for something better, within a node limit.
bool Search::search_neighbourhood(const Domain& bounds, int64_t node_limit) {
  Subproblem sub = make_subproblem(presolved_, bounds, options_, model_.integral_objective);
  sub.options.node_limit = node_limit;
  sub.options.time_limit_seconds = seconds_left();
  sub.options.heuristic = nullptr;
  Effort effort;
  effort.level = effort_.level + 1;
  effort.restarts = effort_.restarts;
  effort.iteration_limit = 20000;
  effort.known_objective = best_objective() - problem_.offset;
  const MipResult result = Search(sub.model, sub.options, effort).run();
  return !result.x.empty() && submit(result.x);
}

/// Relaxation induced neighbourhood (Danna, Rothberg, Le Pape, Math. Programming 102 (2005) 71-90):
/// what the incumbent and the LP agree on stays.
bool Search::search_near_relaxation(const Domain& domain) {
  if (!incumbent_.exists() || effort_.level > 0) return false;
  const std::vector<double> best = presolved_.reduce(incumbent_.x());
  Domain bounds = domain;
  int fixed = 0;
  int integers = 0;
  for (size_t j = 0; j < best.size(); ++j) {
    if (problem_.integer[j] == 0) continue;
    ++integers;
    const bool inside = best[j] >= bounds.lower[j] && best[j] <= bounds.upper[j];
    if (inside && std::abs(best[j] - x_[j]) < 1e-6) bounds.lower[j] = bounds.upper[j] = best[j];
    fixed += bounds.lower[j] >= bounds.upper[j] ? 1 : 0;
  }
  if (fixed * 2 < integers || fixed == integers) return false;
  return search_neighbourhood(bounds, 100);
}

void Search::relay_progress(const Progress& inner) {
  Progress progress = inner;
  const double best = std::min(inner.has_incumbent ? inner.incumbent + problem_.offset : kInfinity,
                               incumbent_.objective());
  progress.has_incumbent = std::isfinite(best);
  progress.incumbent = progress.has_incumbent ? best : 0;
  progress.bound = std::min(std::max(inner.bound + problem_.offset, root_bound_), best);
  progress.seconds = seconds_used();
  progress.nodes += nodes_;
  options_.progress(progress);
}

}  // namespace dostyq::optim
