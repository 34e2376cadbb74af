#include "cli/solve_answer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/parallel.hpp"
#include "cli/solve_question.hpp"
#include "cli/status_name.hpp"

namespace dostyq::cli {
namespace {

using Json = nlohmann::ordered_json;
using instances::Instance;
using instances::Question;

Json scaled(int64_t whole, int64_t scale) {
  if (scale == 1) return whole;
  return static_cast<double>(whole) / static_cast<double>(scale);
}

Json from_one(const std::vector<int>& sites) {
  Json list = Json::array();
  for (const int site : sites) list.push_back(site + 1);
  return list;
}

void add_more_conditions(const Question& question, const Instance& instance, Json& json) {
  for (const instances::SideRow& row : question.rows) json["rows"].push_back(row.text);
  for (const instances::Step& step : question.steps)
    json["steps"].push_back(
        {{"radius", step.radius}, {"value", scaled(step.value, question.step_scale)}});
  if (question.nearest > 1) json["nearest"] = question.nearest;
  if (!question.shut.empty()) json["shut"] = question.shut;
  if (question.penalty) json["penalty"] = scaled(*question.penalty, instance.cost_scale);
  if (question.equity != instances::Equity::kNone)
    json["equity"] = instances::kEquityNames[static_cast<size_t>(question.equity)];
  if (question.epsilon) json["epsilon"] = *question.epsilon;
  if (!question.phase_weights.empty()) json["phase_weights"] = question.phase_weights;
  if (question.phase_order != instances::PhaseOrder::kSum)
    json["phase_order"] = instances::kPhaseOrderNames[static_cast<size_t>(question.phase_order)];
}

Json conditions(const Question& question, const Instance& instance) {
  Json json = Json::object();
  json["p"] = question.p ? Json(*question.p) : Json(nullptr);
  if (question.radius) json["radius"] = *question.radius;
  if (question.divisible) json["divisible"] = true;
  if (question.share) json["share"] = *question.share;
  if (question.backup > 1) json["backup"] = question.backup;
  if (question.exact) json["exact"] = true;
  if (question.budget) json["budget"] = scaled(*question.budget, instance.money_scale());
  if (!question.forced.empty()) json["forced"] = from_one(question.forced);
  if (!question.forbidden.empty()) json["forbidden"] = from_one(question.forbidden);
  for (const instances::AreaLimit& limit : question.areas) {
    Json area{{"area", limit.area}, {"at_least", limit.at_least}};
    if (limit.at_most) area["at_most"] = *limit.at_most;
    json["areas"].push_back(std::move(area));
  }
  add_more_conditions(question, instance, json);
  return json;
}

/// What the answer says of phases and groups.
void add_parts(const Solution& solution, const Question& question, const Instance& instance,
               Json& json) {
  for (int phase = 0; question.phases > 1 && phase < question.phases; ++phase) {
    Json opened = Json::array();
    for (size_t k = 0; k < solution.phase.size(); ++k) {
      if (solution.phase[k] == phase) opened.push_back(solution.result.sites[k] + 1);
    }
    json["phases"].push_back({{"opened", std::move(opened)}});
  }
  const instances::CustomerGroups groups = instances::customer_groups(instance);
  for (size_t g = 0; g < solution.groups.size(); ++g) {
    json["groups"].push_back(
        {{"group", groups.names[g]},
         {"value", solution.groups[g] ? Json(*solution.groups[g]) : Json(nullptr)}});
  }
  if (question.equity == instances::Equity::kLexicographic) json["proven"] = solution.proven;
  if (solution.kappa) json["kappa"] = *solution.kappa;
}

}  // namespace

std::string show_objective(const Solution& solution, int64_t scale) {
  if (solution.real) return fmt::format("{}", solution.real->objective);
  return show_scaled(solution.result.objective, scale);
}

std::string show_bound(const Solution& solution, int64_t scale) {
  if (solution.real) return fmt::format("{}", solution.real->bound);
  return show_scaled(solution.result.bound, scale);
}

double relative_gap(const Solution& solution) {
  const double objective = objective_of(solution, 1);
  const double apart = std::abs(objective - bound_of(solution, 1));
  const double least = solution.real ? 1e-12 : 1.0;
  return apart == 0 ? 0 : apart / std::max(least, std::abs(objective));
}

std::string answer_json(const Solution& solution, const Question& question,
                        const Instance& instance, const SolveArguments& arguments) {
  const optim::LocationResult& result = solution.result;
  const int64_t scale = instances::objective_scale(question, instance);
  const bool infeasible = result.status == optim::MipStatus::kInfeasible;
  Json json{{"status", status_name(result.status)},
            {"model", instances::name(question.model)},
            {"instance", instance.name},
            {"format", instance.format}};
  const bool solved = result.has_solution();
  const auto value = [&](int64_t whole, double real) {
    return solution.real ? Json(real) : scaled(whole, scale);
  };
  const bool bounded = !infeasible && (solved || !question.has_real_objective());
  json["objective"] =
      solved ? value(result.objective, objective_of(solution, scale)) : Json(nullptr);
  json["bound"] = bounded ? value(result.bound, bound_of(solution, scale)) : Json(nullptr);
  json["gap"] = solved ? Json(relative_gap(solution)) : Json(nullptr);
  json["seconds"] = result.seconds;
  json["sites"] = solved ? from_one(result.sites) : Json::array();
  if (solved && !instance.site_ids.empty()) {
    for (const int site : result.sites) json["site_ids"].push_back(site_name(instance, site));
  }
  if (solved && !solution.assignment.empty()) json["assignment"] = from_one(solution.assignment);
  for (const optim::Shipment& one : solution.shipments) {
    json["shipments"].push_back({{"customer", one.customer + 1},
                                 {"site", one.site + 1},
                                 {"amount", scaled(one.amount, instance.amount_scale)}});
  }
  if (solved) add_parts(solution, question, instance, json);
  if (solution.out_of_reach > 0) json["out_of_reach"] = solution.out_of_reach;
  json.update(conditions(question, instance));
  if (arguments.decimals) json["decimals"] = *arguments.decimals;
  json["nodes"] = result.nodes;
  json["seed"] = arguments.seed;
  json["threads"] = threads_or_all(arguments.threads);
  return json.dump(2) + "\n";
}

}  // namespace dostyq::cli
