#include "instances/solve_service.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "instances/service_model.hpp"
#include "optim/location/equity.hpp"
#include "optim/location/kolm_pollak.hpp"

namespace dostyq::instances {
namespace {

/// The solver's values as the file's unit has them.
using InUnit = std::function<double(double)>;

optim::LocationOptions in_unit(const optim::LocationOptions& options, InUnit unit) {
  optim::LocationOptions made = options;
  if (!options.progress) return made;
  made.progress = [unit = std::move(unit), sink = options.progress](Progress progress) {
    progress.incumbent = unit(progress.incumbent);
    progress.bound = unit(progress.bound);
    sink(progress);
  };
  return made;
}

}  // namespace

Result<void> sums_fit(const Instance& instance, const Question& question) {
  constexpr double kMost = 4e18;  // what optim::solve_assignment takes
  double factor = 0, total = 0;
  for (int phase = 0; phase < question.phases; ++phase)
    factor += static_cast<double>(question.phase_weight(phase));
  for (const int64_t weight : instance.weight) total += static_cast<double>(weight);
  if (total * factor * optim::Costs::kNever < kMost) return {};
  return fail("instances.sums_too_large");
}

Result<Solution> solve_served(Instance& instance, const Question& question,
                              const optim::LocationOptions& options) {
  const Result<optim::ServiceModel> model = service_model(instance, question);
  if (!model) return tl::unexpected(model.error());
  const bool real = question.has_real_objective();
  const double scale = real ? static_cast<double>(instance.money_scale()) : 1;
  const InUnit unit = [scale](double value) { return value / scale; };
  const optim::ServiceResult result = optim::solve_service(*model, in_unit(options, unit));
  Solution solution;
  solution.result = result;
  if (real) solution.real = {unit(result.value), unit(result.bound_value)};
  take_phases(question.phases, solution);
  return solution;
}

Result<Solution> solve_groups(Instance& instance, const Question& question,
                              const optim::LocationOptions& options) {
  const Result<optim::ServiceModel> model = service_model(instance, question);
  if (!model) return tl::unexpected(model.error());
  // Of coverage the solver knows what is missed.
  const bool covers = question.model == Model::kMclp;
  const auto scale = static_cast<double>(covers ? most_value(question) : instance.cost_scale);
  const InUnit unit = [covers, scale](double mean) {
    return covers ? 100 * (1 - mean / scale) : mean / scale;
  };
  const bool all = question.equity == Equity::kLexicographic;
  const optim::EquityResult result = optim::solve_equity(*model, all, in_unit(options, unit));
  Solution solution;
  solution.result = result;
  solution.real = {unit(result.value), unit(result.bound_value)};
  solution.proven = result.proven;
  for (const optim::GroupMean& group : result.groups) {
    // As a fraction of whole numbers, so that no rounding shows.
    const double earned =
        static_cast<double>(group.weight) * scale - static_cast<double>(group.cost);
    const double of = static_cast<double>(group.weight) * scale;
    const double value = covers ? 100 * earned / of : static_cast<double>(group.cost) / of;
    solution.groups.push_back(group.weight > 0 ? std::optional(value) : std::nullopt);
  }
  if (customer_groups(instance).names.empty()) solution.groups.clear();
  return solution;
}

Result<Solution> solve_equivalent(Instance& instance, const Question& question,
                                  const optim::LocationOptions& options) {
  if (Result<void> made = make_costs(instance); !made) return tl::unexpected(made.error());
  if (Result<void> fit = sums_fit(instance, question); !fit) return tl::unexpected(fit.error());
  optim::AssignmentModel model;
  model.costs = instance.costs.get();
  model.weight = instance.weight;
  model.rules = site_rules(question, instance);
  const auto scale = static_cast<double>(instance.cost_scale);
  const InUnit unit = [scale](double value) { return value / scale; };
  std::optional<double> kappa = question.kappa;
  if (kappa) *kappa /= scale;
  const optim::KolmPollakResult result =
      optim::solve_kolm_pollak(model, kappa, question.epsilon.value_or(1), in_unit(options, unit));
  if (result.too_large) return fail("instances.kappa_too_large");
  Solution solution;
  solution.result = result;
  solution.real = {unit(result.value), unit(result.bound_value)};
  if (result.kappa > 0) solution.kappa = result.kappa * scale;
  return solution;
}

Result<Solution> solve_phases_in_order(Instance& instance, const Question& question,
                                       const optim::LocationOptions& options) {
  const Result<optim::ServiceModel> model = service_model(instance, question);
  if (!model) return tl::unexpected(model.error());
  std::vector<int> order(static_cast<size_t>(question.phases));
  std::iota(order.begin(), order.end(), 0);
  if (question.phase_order == PhaseOrder::kLast) std::reverse(order.begin(), order.end());
  const bool covers = question.model == Model::kMclp;
  // Of coverage the solver knows what is missed.
  const auto all = static_cast<double>(most_value(question) * model->group_weight(order.front()));
  const InUnit unit = [covers, all](double value) { return covers ? all - value : value; };
  const optim::EquityResult result = optim::solve_in_order(*model, order, in_unit(options, unit));
  Solution solution;
  solution.result = result;
  if (covers) {
    solution.result.objective = std::llround(unit(static_cast<double>(result.objective)));
    solution.result.bound = std::llround(unit(static_cast<double>(result.bound)));
  }
  solution.proven = result.proven;
  take_phases(question.phases, solution);
  return solution;
}

}  // namespace dostyq::instances
