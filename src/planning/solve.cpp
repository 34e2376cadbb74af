#include "planning/solve.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "planning/large_solve.hpp"
#include "planning/measure.hpp"
#include "planning/objectives.hpp"
#include "planning/plan_model.hpp"
#include "planning/solve_closely.hpp"
#include "planning/stage_results.hpp"

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
    stage_count_ = stages.stages.size();
    size_t left = stage_count_;
    for (const Stage& stage : stages.stages) {
      // Without rows to come, presolve may do more.
      const optim::MipResult result =
          solve(stage, stages.travel.empty() ? nullptr : &cuts, has_plan ? left : 1);
      --left;
      ++stage_index_;
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
      // Within the gap that was asked for is not yet proven.
      const bool proven =
          result.status == MipStatus::kOptimal && result.objective - result.bound <= 0.5;
      if (!proven) plan.status = PlanStatus::kFeasible;
      bounds_.push_back(result.bound);
      keep(stage);
    }
    plan.openings = model_.decode(x_);
    fill_objectives(case_, options_, stages.stages, bounds_, plan);
    return plan;
  }

 private:
  optim::MipResult solve(const Stage& stage, TravelCuts* cuts, size_t stages_left) {
    for (optim::Column& column : mip_.columns) column.cost = 0;
    for (const optim::Term& term : stage.terms)
      mip_.columns[static_cast<size_t>(term.column)].cost += term.coefficient;
    mip_.integral_objective = true;
    const double limit =
        stage_seconds(options_.time_limit_seconds - seconds_since(begin_), stages_left);
    if (options_.stage_begins) options_.stage_begins({stage_index_, stage_count_, limit});
    optim::MipOptions options;
    options.time_limit_seconds = limit;
    options.stop = options_.stop;
    options.separator = cuts;
    options.start = x_;
    options.absolute_gap = 0.5;
    if (options_.progress) {
      const double sign = stage_sign(stage);
      options.progress = [this, &stage, sign](const Progress& progress) {
        Progress said = progress;
        said.stage = stage_name(stage);
        said.incumbent = sign * (progress.incumbent + stage.constant);
        said.bound = sign * (progress.bound + stage.constant);
        said.seconds = seconds_since(begin_);
        options_.progress(said);
      };
    }
    if (options_.gap == 0 || stage.what != Stage::What::kMeasure)
      return optim::solve(mip_, options);
    return solve_to_gap(mip_, options, options_.gap, stage.constant);
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

  const Case& case_;
  const PlanOptions& options_;
  PlanModel& model_;
  std::chrono::steady_clock::time_point begin_;
  optim::MipModel mip_;
  std::vector<double> x_;
  std::vector<double> bounds_;
  size_t stage_index_ = 0, stage_count_ = 1;
};

Result<Plan> solve_at_once(const Case& plan_case, const PlanOptions& options) {
  Result<std::unique_ptr<PlanModel>> model = PlanModel::build(plan_case, options);
  if (!model) return tl::unexpected(model.error());
  return LexicographicSolve(plan_case, options, **model).run();
}

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
  Result<Plan> made =
      is_large(plan_case) ? solve_large(plan_case, options) : solve_at_once(plan_case, options);
  if (!made || made->status == PlanStatus::kConflict || made->status == PlanStatus::kLimit)
    return made;
  Result<std::vector<directive::Verdict>> verdicts = check(plan_case, made->openings);
  if (!verdicts) return tl::unexpected(verdicts.error());
  made->verdicts = std::move(*verdicts);
  for (const std::string& id : broken(plan_case, made->verdicts)) {
    if (!options.without.contains(id)) return fail("planning.bug", {id}, {}, ErrorCode::kInternal);
  }
  return made;
}

}  // namespace dostyq::planning
