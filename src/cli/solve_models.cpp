#include "cli/solve_models.hpp"

#include <array>

#include "instances/capacitated_model.hpp"
#include "optim/location/assignment.hpp"

namespace dostyq::cli {
namespace {

using instances::Instance;
using instances::Question;

/// p-median and uncapacitated location: everybody goes to the nearest open site.
Result<Solution> solve_nearest(Instance& instance, const Question& question,
                               const optim::LocationOptions& options) {
  if (Result<void> made = instances::make_costs(instance); !made)
    return tl::unexpected(made.error());
  optim::AssignmentModel model;
  model.costs = instance.costs.get();
  model.weight = instance.weight;
  model.opening_cost = instance.opening_cost;
  model.rules = instances::site_rules(question, instance);
  return Solution{optim::solve_assignment(model, options), {}};
}

/// Capacitated location: whoever serves a customer must have room.
Result<Solution> solve_with_room(Instance& instance, const Question& question,
                                 const optim::LocationOptions& options) {
  if (instance.wide_costs.empty()) {
    if (Result<void> made = instances::make_costs(instance); !made)
      return tl::unexpected(made.error());
  }
  const Result<optim::CapacitatedModel> model = instances::capacitated_model(instance, question);
  if (!model) return tl::unexpected(model.error());
  optim::CapacitatedResult result = optim::solve_capacitated(*model, options);
  Solution solution{result, {}};
  if (question.divisible) {
    solution.shipments = std::move(result.shipments);
  } else {
    for (const optim::Shipment& one : result.shipments) solution.assignment.push_back(one.site);
  }
  return solution;
}

constexpr std::array kModels{
    SolveModel{
        instances::Model::kPMedian,
        "open p sites: least sum of weight times distance to the nearest",
        "dostyq solve pmedian pmed1.txt\n"
        "  dostyq solve pmedian fl1400.tsp --p 50 --json\n"
        "  dostyq solve pmedian villages.csv --p 20 --force 7 --time-limit 60 --out answer.json\n"
        "  dostyq solve pmedian villages.csv --check answer.json",
        solve_nearest},
    SolveModel{instances::Model::kUfl,
               "open sites: least sum of opening costs and of the costs of serving everybody",
               "dostyq solve ufl cap71.txt\n"
               "  dostyq solve ufl towns.csv --p 5 --budget 1200000 --json",
               solve_nearest},
    SolveModel{instances::Model::kCflp,
               "open sites with capacities and assign customers: least opening and service costs",
               "dostyq solve cflp p7.txt\n"
               "  dostyq solve cflp houses.csv --p 12 --forbid 3 --time-limit 60 --json\n"
               "  dostyq solve cflp cap41.txt --divisible --out answer.json",
               solve_with_room},
};

}  // namespace

std::span<const SolveModel> solve_models() { return kModels; }

}  // namespace dostyq::cli
