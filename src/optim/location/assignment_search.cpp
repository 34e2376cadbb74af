#include "optim/location/assignment_search.hpp"

#include <algorithm>
#include <cmath>

#include "base/parallel.hpp"

namespace dostyq::optim {
namespace {

size_t at(int index) { return static_cast<size_t>(index); }

}  // namespace

AssignmentSearch::AssignmentSearch(const AssignmentModel& model, const LocationOptions& options,
                                   const AssignmentEffort& effort)
    : model_(model),
      options_(options),
      effort_(effort),
      threads_(threads_or_all(options.threads)),
      count_(exact_count(model.rules)),
      interchange_(model),
      states_(initial_states(model.rules)) {}

/// The lists that serving at all will need, on all threads.
void AssignmentSearch::prepare() {
  if (count_ <= 0 || threads_ <= 1) return;
  const size_t likely = 2 * states_.size() / at(count_) + 16;
  parallel_for(model_.weight.size(), threads_, 256, [&](size_t begin, size_t end, unsigned) {
    for (size_t i = begin; i < end; ++i) model_.costs->nearest(static_cast<int>(i), likely);
  });
}

LocationResult AssignmentSearch::run(const std::vector<int>& start) {
  prepare();
  improve(start);
  root();
  tree();
  report(true);
  return finish();
}

bool AssignmentSearch::stopped() const {
  if (options_.stop != nullptr && options_.stop->requested()) return true;
  return std::chrono::duration<double>(Clock::now() - begin_).count() >=
         options_.time_limit_seconds;
}

void AssignmentSearch::report(bool force) {
  if (!options_.progress) return;
  const double seconds = std::chrono::duration<double>(Clock::now() - begin_).count();
  if (!force && seconds < reported_ + 0.25) return;
  reported_ = seconds;
  Progress progress;
  progress.stage = "solve";
  progress.has_incumbent = true;
  progress.incumbent = target();
  progress.bound = std::min(bound_, target());
  progress.seconds = seconds;
  progress.nodes = nodes_;
  options_.progress(progress);
}

/// Sites whose other state would cost as much as the best solution. Returns whether there were any.
bool AssignmentSearch::fix_by_costs(const Lagrangian& lagrangian,
                                    std::vector<SiteState>& states) const {
  const std::span<const double> reduced = lagrangian.sites().reduced_costs();
  const double room = enough() - lagrangian.bound();
  bool changed = false;
  for (size_t j = 0; j < states.size(); ++j) {
    if (states[j] != SiteState::kFree || std::abs(reduced[j]) <= room) continue;
    states[j] = reduced[j] > 0 ? SiteState::kShut : SiteState::kOpen;
    changed = true;
  }
  return changed;
}

/// The free site that the average leaves nearest to half open.
int AssignmentSearch::site_to_branch_on(const std::vector<SiteState>& states,
                                        const VolumeState& state) const {
  int best = -1;
  double nearest = HUGE_VAL;
  for (int j = 0; j < model_.rules.sites; ++j) {
    if (states[at(j)] != SiteState::kFree) continue;
    const double distance = std::abs(state.y[at(j)] - 0.5);
    if (distance < nearest) {
      nearest = distance;
      best = j;
    }
  }
  return best;
}

AssignmentSearch::Outcome AssignmentSearch::process(const Node& node,
                                                    Lagrangian& lagrangian) const {
  Outcome outcome;
  outcome.states = node.states;
  for (size_t j = 0; j < states_.size(); ++j) {
    if (states_[j] == SiteState::kFree || outcome.states[j] == states_[j]) continue;
    if (outcome.states[j] != SiteState::kFree) return outcome;  // against what the root has proven
    outcome.states[j] = states_[j];
  }
  lagrangian.sites().fix(outcome.states);
  outcome.state = std::make_shared<VolumeState>(*node.from);
  outcome.state->step = std::max(outcome.state->step, 0.02);
  VolumeOptions options;
  options.iterations = 300;
  options.patience = 20;
  options.least_gain = 0.05;
  options.on_bound = [&](const Lagrangian& now, bool best) {
    if (best && fix_by_costs(now, outcome.states)) lagrangian.sites().fix(outcome.states);
    return stopped() ? -HUGE_VAL : enough();
  };
  if (!climb(lagrangian, *lists_, *outcome.state, options)) return outcome;
  if (outcome.state->bound > enough()) return outcome;
  outcome.branch_on = site_to_branch_on(outcome.states, *outcome.state);
  outcome.settled = outcome.branch_on < 0;
  return outcome;
}

void AssignmentSearch::branch(const Outcome& outcome) {
  for (const SiteState state : {SiteState::kOpen, SiteState::kShut}) {
    Node child;
    child.bound = outcome.state->bound;
    child.id = next_id_++;
    child.states = outcome.states;
    child.states[at(outcome.branch_on)] = state;
    child.from = outcome.state;
    open_.push(std::move(child));
  }
}

void AssignmentSearch::take(Outcome outcome) {
  ++nodes_;
  if (outcome.settled) {
    std::vector<int> open;
    for (int j = 0; j < model_.rules.sites; ++j) {
      if (outcome.states[at(j)] == SiteState::kOpen) open.push_back(j);
    }
    improve(std::move(open));
  }
  if (outcome.branch_on < 0) return;
  if (count_ >= 0 && (nodes_ < 20 || nodes_ % 10 == 0)) improve(likeliest(outcome.state->y));
  branch(outcome);
}

void AssignmentSearch::tree() {
  if (open_.empty()) return;
  std::vector<std::unique_ptr<Lagrangian>> workers;
  workers.reserve(threads_);
  for (unsigned t = 0; t < threads_; ++t) {
    workers.push_back(std::make_unique<Lagrangian>(model_, *lists_, 1));
  }
  while (!open_.empty()) {
    bound_ = std::max(bound_, std::ceil(open_.top().bound - 1e-6));
    report(false);
    if (done() || stopped() || nodes_ >= effort_.node_limit) return;
    std::vector<Node> batch;
    while (batch.size() < threads_ && !open_.empty()) {
      batch.push_back(open_.top());
      open_.pop();
    }
    std::vector<Outcome> outcomes(batch.size());
    parallel_for(batch.size(), threads_, 1, [&](size_t k, size_t, unsigned worker) {
      outcomes[k] = process(batch[k], *workers[worker]);
    });
    if (stopped()) {
      for (Node& node : batch) open_.push(std::move(node));
      return;
    }
    for (Outcome& outcome : outcomes) take(std::move(outcome));
  }
  bound_ = std::max(bound_, target() - static_cast<double>(effort_.grain - 1));
}

LocationResult AssignmentSearch::finish() const {
  LocationResult result;
  result.objective = best_cost_;
  result.sites = best_;
  result.bound = static_cast<int64_t>(std::min(bound_, target()));
  result.status = result.bound >= best_cost_ ? MipStatus::kOptimal : MipStatus::kFeasible;
  result.nodes = nodes_;
  result.seconds = std::chrono::duration<double>(Clock::now() - begin_).count();
  return result;
}

}  // namespace dostyq::optim
