#include "cli/solve_models.hpp"

#include <array>

#include "cli/solve_covering.hpp"
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
  Solution solution;
  solution.result = optim::solve_assignment(model, options);
  return solution;
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
  Solution solution;
  solution.result = result;
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
    SolveModel{instances::Model::kMclp, "open sites: the most weight within the radius",
               "dostyq solve mclp grid.dat --radius 5.5 --budget 10\n"
               "  dostyq solve mclp villages.csv --radius 30000 --p 20 --json\n"
               "  dostyq solve mclp villages.csv --radius 30000 --p 20 --backup 2",
               solve_maximal_covering},
    SolveModel{instances::Model::kLscp,
               "open the fewest sites, or the cheapest, that leave nobody beyond the radius",
               "dostyq solve lscp villages.csv --radius 30000\n"
               "  dostyq solve lscp villages.csv --radius 30000 --share 95 --json",
               solve_set_covering},
    SolveModel{instances::Model::kPCentre,
               "open at most p sites: the farthest customer is as near as can be",
               "dostyq solve pcentre pmed1.txt\n"
               "  dostyq solve pcentre u1060.tsp --p 50 --exact --json\n"
               "  dostyq solve pcentre villages.csv --p 20 --force 7",
               solve_centre},
};

}  // namespace

std::span<const SolveModel> solve_models() { return kModels; }

}  // namespace dostyq::cli
