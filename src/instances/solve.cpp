#include "instances/solve.hpp"

#include <memory>

#include "instances/capacitated_model.hpp"
#include "instances/solve_covering.hpp"
#include "instances/solve_service.hpp"
#include "optim/location/assignment.hpp"
#include "optim/location/phases.hpp"

namespace dostyq::instances {
namespace {

/// p-median and uncapacitated location: everybody goes to the nearest open site.
Result<Solution> solve_nearest(Instance& instance, const Question& question,
                               const optim::LocationOptions& options) {
  if (question.equity == Equity::kKolmPollak) return solve_equivalent(instance, question, options);
  if (question.equity != Equity::kNone) return solve_groups(instance, question, options);
  if (question.phase_order != PhaseOrder::kSum)
    return solve_phases_in_order(instance, question, options);
  if (question.nearest > 1 || !question.shut.empty())
    return solve_served(instance, question, options);
  if (Result<void> made = make_costs(instance); !made) return tl::unexpected(made.error());
  if (Result<void> fit = sums_fit(instance, question); !fit) return tl::unexpected(fit.error());
  const int phases = question.phases;
  const std::unique_ptr<optim::Costs> phased =
      phases > 1 ? optim::phased_costs(*instance.costs, phases) : nullptr;
  optim::AssignmentModel model;
  model.costs = phases > 1 ? phased.get() : instance.costs.get();
  for (const int64_t weight : instance.weight) {
    for (int phase = 0; phase < phases; ++phase)
      model.weight.push_back(weight * question.phase_weight(phase));
  }
  for (const int64_t cost : instance.opening_cost)
    model.opening_cost.insert(model.opening_cost.end(), static_cast<size_t>(phases), cost);
  model.rules = site_rules(question, instance);
  Solution solution;
  solution.result = optim::solve_assignment(model, options);
  take_phases(phases, solution);
  return solution;
}

/// Capacitated location: whoever serves a customer must have room.
Result<Solution> solve_with_room(Instance& instance, const Question& question,
                                 const optim::LocationOptions& options) {
  if (instance.wide_costs.empty()) {
    if (Result<void> made = make_costs(instance); !made) return tl::unexpected(made.error());
  }
  const Result<optim::CapacitatedModel> model = capacitated_model(instance, question);
  if (!model) return tl::unexpected(model.error());
  optim::CapacitatedResult result = optim::solve_capacitated(*model, options);
  Solution solution;
  solution.result = result;
  if (question.divisible) {
    solution.shipments = std::move(result.shipments);
  } else {
    for (const optim::Shipment& one : result.shipments) solution.assignment.push_back(one.site);
  }
  return solution;
}

}  // namespace

double objective_of(const Solution& solution, int64_t scale) {
  if (solution.real) return solution.real->objective;
  return static_cast<double>(solution.result.objective) / static_cast<double>(scale);
}

double bound_of(const Solution& solution, int64_t scale) {
  if (solution.real) return solution.real->bound;
  return static_cast<double>(solution.result.bound) / static_cast<double>(scale);
}

void take_phases(int phases, Solution& solution) {
  if (phases == 1) return;
  std::vector<int>& sites = solution.result.sites;
  solution.phase.clear();
  for (int& site : sites) {
    solution.phase.push_back(site % phases);
    site /= phases;
  }
}

Result<Solution> solve(Instance& instance, const Question& question,
                       const optim::LocationOptions& options) {
  switch (question.model) {
    case Model::kPMedian:
    case Model::kUfl:
      return solve_nearest(instance, question, options);
    case Model::kCflp:
      return solve_with_room(instance, question, options);
    case Model::kMclp:
      return solve_maximal_covering(instance, question, options);
    case Model::kLscp:
      return solve_set_covering(instance, question, options);
    case Model::kPCentre:
      break;
  }
  return solve_centre(instance, question, options);
}

}  // namespace dostyq::instances
