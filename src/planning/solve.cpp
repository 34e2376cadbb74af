#include "planning/solve.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "planning/measure.hpp"
#include "planning/objectives.hpp"
#include "planning/plan_model.hpp"

namespace dostyq::planning {
namespace {

using optim::MipStatus;

double seconds_since(std::chrono::steady_clock::time_point begin) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

// Solves stage after stage on one model; each stage's value is then kept by a row.
class LexicographicSolve {
 public:
  LexicographicSolve(const Case& plan_case, const PlanOptions& options, PlanModel& model)
      : case_(plan_case),
        options_(options),
        model_(model),
        begin_(std::chrono::steady_clock::now()) {}

  Plan run() {
    Stages stages = build_stages(model_, options_);
    TravelCuts cuts(stages.travel);
    mip_ = model_.assemble();
    Plan plan;
    plan.status = PlanStatus::kOptimal;
    bool has_plan = false;
    if (options_.until_feasible) {
      stages.stages = {Stage{Stage::What::kTies, {}, {}, 0}};
      stages.travel.clear();  // any travel time will do
    }
    for (const Stage& stage : stages.stages) {
      // Without rows to come, presolve may do more.
      const optim::MipResult result = solve(stage, stages.travel.empty() ? nullptr : &cuts);
      // Not x.empty(): where nothing may open, the empty plan has no columns.
      const bool solved =
          result.status == MipStatus::kOptimal || result.status == MipStatus::kFeasible;
      if (!solved && !has_plan) {
        plan.status =
            result.status == MipStatus::kInfeasible ? PlanStatus::kConflict : PlanStatus::kLimit;
        return plan;
      }
      if (solved) x_ = result.x;
      has_plan = true;
      if (result.status != MipStatus::kOptimal) plan.status = PlanStatus::kFeasible;
      bounds_.push_back(result.bound);
      keep(stage);
    }
    plan.openings = model_.decode(x_);
    fill_objectives(stages.stages, plan);
    return plan;
  }

 private:
  optim::MipResult solve(const Stage& stage, TravelCuts* cuts) {
    for (optim::Column& column : mip_.columns) column.cost = 0;
    for (const optim::Term& term : stage.terms)
      mip_.columns[static_cast<size_t>(term.column)].cost += term.coefficient;
    mip_.integral_objective = true;
    optim::MipOptions options;
    options.time_limit_seconds = std::max(0.0, options_.time_limit_seconds - seconds_since(begin_));
    options.stop = options_.stop;
    options.separator = cuts;
    options.start = x_;
    options.absolute_gap = 0.5;
    const std::string name = stage.what == Stage::What::kMeasure ? describe(stage.objective)
                             : stage.what == Stage::What::kTies  ? "ties"
                                                                 : "preferred";
    if (options_.progress) {
      const double sign =
          is_maximised(stage.objective.measure) && stage.what == Stage::What::kMeasure ? -1 : 1;
      options.progress = [this, &stage, name, sign](const Progress& progress) {
        Progress said = progress;
        said.stage = name;
        said.incumbent = sign * (progress.incumbent + stage.constant);
        said.bound = sign * (progress.bound + stage.constant);
        said.seconds = seconds_since(begin_);
        options_.progress(said);
      };
    }
    return optim::solve(mip_, options);
  }

  // Later stages may not lose what this one won.
  void keep(const Stage& stage) {
    if (stage.terms.empty()) return;
    optim::Row row{-optim::kInfinity, 0, stage.terms, ""};
    double value = 0;
    for (const optim::Term& term : stage.terms)
      value += term.coefficient * x_[static_cast<size_t>(term.column)];
    // Room below the next whole value: a row without any lies on the relaxation's edge, where the
    // later stages were seen to take ten times as long.
    row.upper = std::round(value) + 0.25;
    mip_.rows.push_back(std::move(row));
  }

  void fill_objectives(const std::vector<Stage>& stages, Plan& plan) const {
    const world::World with_plan =
        case_.world.with_plan(intended_facts(plan.openings, case_.world.programme()));
    for (size_t i = 0; i < stages.size(); ++i) {
      if (stages[i].what != Stage::What::kMeasure) continue;
      ObjectiveResult result;
      result.objective = stages[i].objective;
      result.name = describe(result.objective);
      result.maximise = is_maximised(result.objective.measure);
      result.unit = unit(result.objective.measure);
      result.value =
          measure(result.objective, with_plan, plan.openings, options_, case_.directives);
      result.bound = whole_bound(result, bounds_[i] + stages[i].constant);
      result.gap = static_cast<double>(std::abs(result.bound - result.value)) /
                   std::max<double>(1, static_cast<double>(std::abs(result.value)));
      const bool mean = result.objective.measure == world::Measure::kMeanTravelTime;
      const int64_t days = result.objective.every_phase
                               ? static_cast<int64_t>(case_.world.programme().config.phases.size())
                               : 1;
      result.shown = mean && case_.world.demand().people > 0
                         ? result.value / (case_.world.demand().people * days)
                         : result.value;
      plan.objectives.push_back(std::move(result));
    }
  }

  // In whole units, as the measure is.
  int64_t whole_bound(const ObjectiveResult& result, double bound) const {
    const auto value = static_cast<double>(result.value);
    if (result.maximise) bound = -bound;
    if (std::abs(bound - value) <= 0.5) return result.value;
    if (result.maximise) {
      return std::max(result.value,
                      static_cast<int64_t>(std::floor(
                          std::min(bound, static_cast<double>(most(result.objective))) + 1e-6)));
    }
    return std::min(result.value, static_cast<int64_t>(std::ceil(std::max(bound, 0.0) - 1e-6)));
  }

  // What no plan can exceed, solved or not: the bound of a stage that was stopped before its first
  // relaxation.
  int64_t most(const world::Objective& objective) const {
    const auto days = objective.every_phase
                          ? static_cast<int64_t>(case_.world.programme().config.phases.size())
                          : 1;
    switch (objective.measure) {
      case world::Measure::kPeopleReached:
        return days * case_.world.demand().people;
      case world::Measure::kWorstGroupReached:
        return days * 10000;
      default:
        return days * static_cast<int64_t>(case_.directives.size());
    }
  }

  const Case& case_;
  const PlanOptions& options_;
  PlanModel& model_;
  std::chrono::steady_clock::time_point begin_;
  optim::MipModel mip_;
  std::vector<double> x_;
  std::vector<double> bounds_;
};

}  // namespace

Result<std::vector<directive::Verdict>> check(const Case& plan_case,
                                              const std::vector<PlannedSite>& openings) {
  const world::World with_plan =
      plan_case.world.with_plan(intended_facts(openings, plan_case.world.programme()));
  std::vector<directive::Verdict> verdicts;
  for (const directive::Directive& order : plan_case.directives) {
    Result<directive::Verdict> verdict = directive::check_plan(order, with_plan);
    if (!verdict) return tl::unexpected(verdict.error());
    verdicts.push_back(std::move(*verdict));
  }
  return verdicts;
}

std::vector<std::string> broken(const Case& plan_case,
                                const std::vector<directive::Verdict>& verdicts) {
  std::vector<std::string> ids;
  for (size_t i = 0; i < verdicts.size(); ++i) {
    const directive::Interpretation* reading = plan_case.directives[i].chosen();
    const bool counts =
        verdicts[i].plannable && reading != nullptr && reading->force == directive::Force::kBinding;
    if (counts && verdicts[i].status != directive::Status::kMet)
      ids.push_back(verdicts[i].directive);
  }
  return ids;
}

Result<Plan> make_plan(const Case& plan_case, const PlanOptions& options) {
  Result<std::unique_ptr<PlanModel>> model = PlanModel::build(plan_case, options);
  if (!model) return tl::unexpected(model.error());
  Plan plan = LexicographicSolve(plan_case, options, **model).run();
  if (plan.status == PlanStatus::kConflict || plan.status == PlanStatus::kLimit) return plan;
  Result<std::vector<directive::Verdict>> verdicts = check(plan_case, plan.openings);
  if (!verdicts) return tl::unexpected(verdicts.error());
  plan.verdicts = std::move(*verdicts);
  for (const std::string& id : broken(plan_case, plan.verdicts)) {
    if (!options.without.contains(id)) return fail("planning.bug", {id}, {}, ErrorCode::kInternal);
  }
  return plan;
}

}  // namespace dostyq::planning
