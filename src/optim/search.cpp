#include "optim/search.hpp"

#include <algorithm>
#include <cmath>

namespace dostyq::optim {
namespace {

using Clock = std::chrono::steady_clock;

Clock::time_point deadline_of(Clock::time_point begin, double seconds) {
  if (!(seconds < 1e8)) return Clock::time_point::max();
  return begin + std::chrono::duration_cast<Clock::duration>(
                     std::chrono::duration<double>(std::max(seconds, 0.0)));
}

std::vector<char> mentioned(const CutSeparator* separator, const MipModel& model) {
  std::vector<char> found;
  if (separator == nullptr) return found;
  found.resize(model.columns.size());
  for (size_t j = 0; j < found.size(); ++j)
    found[j] = separator->mentions(static_cast<int>(j)) ? 1 : 0;
  return found;
}

}  // namespace

Search::Search(const MipModel& model, const MipOptions& options, const Effort& effort)
    : model_(model),
      options_(options),
      effort_(effort),
      begin_(Clock::now()),
      deadline_(deadline_of(begin_, options.time_limit_seconds)),
      last_report_(begin_),
      incumbent_(model, options.separator),
      presolved_(presolve(to_problem(model), mentioned(options.separator, model))),
      problem_(presolved_.problem),
      propagator_(problem_),
      completion_(problem_),
      relaxation_(problem_),
      pseudocosts_(problem_.columns()),
      global_(problem_.bounds),
      constant_objective_(std::all_of(problem_.cost.begin(), problem_.cost.end(),
                                      [](double cost) { return cost == 0; })) {
  relaxation_.set_limits(deadline_, options.stop);
}

MipResult Search::run() {
  if (!options_.start.empty()) incumbent_.offer(options_.start, nullptr);
  infeasible_ = presolved_.infeasible || !propagator_.propagate_all(global_);
  if (!infeasible_ && problem_.columns() == 0) {
    submit({});
  } else if (!infeasible_) {
    warm_up();
    open_root();
    explore();
  }
  return finish();
}

double Search::seconds_used() const {
  return std::chrono::duration<double>(Clock::now() - begin_).count();
}

double Search::seconds_left() const { return options_.time_limit_seconds - seconds_used(); }

double Search::cutoff() const {
  const double best = best_objective();
  if (std::isinf(best)) return kInfinity;
  if (problem_.step <= 0) return best - std::max(options_.absolute_gap, 1e-9 * std::abs(best));
  // The next value of the grid below the incumbent.
  const double noise = rounding_noise(best);
  const double steps = std::ceil((best - problem_.anchor) / problem_.step - noise) - 1;
  return std::min(best - options_.absolute_gap, problem_.anchor + (steps + noise) * problem_.step);
}

double Search::round_up(double bound) const {
  if (problem_.step <= 0 || !std::isfinite(bound)) return bound;
  return problem_.anchor + problem_.step * std::ceil((bound - problem_.anchor) / problem_.step -
                                                     rounding_noise(bound));
}

/// What sums of many doubles may be off by, in steps of the grid.
double Search::rounding_noise(double value) const {
  return std::min(0.25, 1e-6 + 1e-12 * std::abs(value) / problem_.step);
}

double Search::lower_bound() const {
  const double open = std::min({open_.least_bound(), current_bound_, unresolved_bound_});
  return std::min(open, best_objective());
}

bool Search::limit_reached() const {
  return stopped_ || nodes_ >= options_.node_limit || best_objective() <= options_.target ||
         relaxation_.simplex().iterations() >= effort_.iteration_limit ||
         (options_.stop != nullptr && options_.stop->requested()) ||
         (deadline_ != Clock::time_point::max() && Clock::now() >= deadline_);
}

void Search::report_progress(bool force, double bound) {
  if (!options_.progress) return;
  const Clock::time_point now = Clock::now();
  if (!force && now - last_report_ < std::chrono::milliseconds(250)) return;
  last_report_ = now;
  Progress progress;
  progress.stage = "solve";
  progress.has_incumbent = incumbent_.exists();
  progress.incumbent = incumbent_.exists() ? incumbent_.objective() : 0;
  progress.bound = bound;
  progress.seconds = seconds_used();
  progress.nodes = nodes_;
  options_.progress(progress);
}

void Search::explore() {
  while (!open_.empty() && !stopped_) {
    if (limit_reached()) {
      stopped_ = true;
      return;
    }
    plunge(open_.pop());
  }
}

void Search::plunge(Node node) {
  while (true) {
    current_bound_ = node.bound;
    report_progress(false, lower_bound());
    if (node.bound > cutoff()) break;
    std::optional<Children> children = process(node);
    if (!children) break;
    open_.push(std::move(children->second));
    node = std::move(children->first);
    // Deep below the best bound a plunge only pays while there is nothing to prune with.
    const double least = open_.least_bound();
    const double gap = best_objective() - least;
    if (limit_reached() || (std::isfinite(gap) && node.bound - least > 0.5 * gap)) {
      open_.push(std::move(node));
      break;
    }
  }
  current_bound_ = kInfinity;
}

void Search::give_up(const Node& node) {
  unresolved_bound_ = std::min(unresolved_bound_, node.bound);
}

/// The relaxation falls without end: so does the model, if it has any solution (rational data).
void Search::finish_unbounded() {
  MipModel feasibility = model_;
  for (Column& column : feasibility.columns) column.cost = 0;
  MipOptions options;
  options.stop = options_.stop;
  options.node_limit = options_.node_limit;
  options.separator = options_.separator;
  options.time_limit_seconds = seconds_left();
  const MipResult result = Search(feasibility, options, Effort()).run();
  infeasible_ = result.status == MipStatus::kInfeasible;
  unbounded_ = !result.x.empty();
  stopped_ = !infeasible_ && !unbounded_;
  if (unbounded_) incumbent_.offer(result.x, nullptr);
}

/// When nothing is left: every other solution is above the cutoff, hence on the next grid value.
double Search::proven_bound() const {
  if (std::isinf(best_objective())) return kInfinity;
  double bound = cutoff();
  if (problem_.step > 0) {
    const double steps = std::floor((bound - problem_.anchor) / problem_.step + 1e-7) + 1;
    bound = problem_.anchor + steps * problem_.step;
  }
  return std::min(bound, best_objective());
}

MipResult Search::finish() {
  MipResult result;
  result.nodes = nodes_;
  result.cuts = cuts_;
  const bool resolved = std::isinf(unresolved_bound_) || unresolved_bound_ > cutoff();
  const bool finished = !stopped_ && open_.empty() && resolved;
  if (incumbent_.exists()) {
    result.x = incumbent_.x();
    result.objective = incumbent_.objective();
  }
  if (unbounded_) {
    result.status = MipStatus::kUnbounded;
  } else if (infeasible_ && !incumbent_.exists()) {
    result.status = MipStatus::kInfeasible;
    result.bound = kInfinity;
  } else if (finished && !infeasible_) {
    result.status = incumbent_.exists() ? MipStatus::kOptimal : MipStatus::kInfeasible;
    result.bound = proven_bound();
  } else {
    result.status = incumbent_.exists() ? MipStatus::kFeasible : MipStatus::kLimit;
    // A start that holds only within tolerance where presolve sees a contradiction proves nothing.
    result.bound = infeasible_
                       ? -kInfinity
                       : std::max(lower_bound(), std::min(round_up(root_bound_), result.objective));
  }
  report_progress(true, result.bound);
  result.seconds = seconds_used();
  return result;
}

}  // namespace dostyq::optim
