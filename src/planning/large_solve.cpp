#include "planning/large_solve.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>

#include "optim/cutting_planes.hpp"
#include "planning/measure.hpp"
#include "planning/stage_results.hpp"

namespace dostyq::planning {
namespace {

using optim::CuttingPlanes;
using optim::MipStatus;
using Clock = std::chrono::steady_clock;

constexpr size_t kMostPairs = 20'000;  ///< that a model lists
constexpr double kSupport = 1e-4;      ///< of a column of the relaxation that counts as used
constexpr size_t kStall = 10;          ///< relaxations that bring too little
constexpr int kKernels = 4;            ///< tries for one objective
constexpr double kBlend = 0.2;         ///< of a unit: what all money counts for beside orders

// What a share of the value in the end comes to at least: it lies between the two. 0: nobody knows.
double least_size(double value, double bound) {
  const bool known = std::isfinite(value) && std::isfinite(bound) && value * bound > 0;
  return known ? std::min(std::abs(value), std::abs(bound)) : 0;
}

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

class LargeSolve {
 public:
  LargeSolve(const Case& plan_case, const PlanOptions& options, PlanModel& model)
      : case_(plan_case),
        options_(options),
        model_(model),
        begin_(Clock::now()),
        stages_(build_stages(model, options)),
        mip_(model.assemble()),
        separator_(separators(model, stages_)),
        planes_(mip_, separator_) {
    std::erase_if(stages_.stages,
                  [](const Stage& stage) { return stage.what == Stage::What::kTies; });
    if (options.until_feasible || stages_.stages.empty()) {
      Stage any;
      any.what = Stage::What::kTies;
      stages_.stages = {any};
    }
  }

  Plan run() {
    Plan plan;
    for (size_t s = 0; s < stages_.stages.size(); ++s) {
      solve_stage(s);
      if (infeasible_) {
        plan.status = PlanStatus::kConflict;
        return plan;
      }
      if (!has_plan_) return plan;  // kLimit
      bounds_.push_back(bound() - stages_.stages[s].constant);
      keep(s);
    }
    plan.openings = openings_;
    fill_objectives(case_, options_, stages_.stages, bounds_, plan);
    const bool proven = std::all_of(plan.objectives.begin(), plan.objectives.end(),
                                    [](const auto& o) { return o.value == o.bound; });
    plan.status = proven && unproven_ == 0 ? PlanStatus::kOptimal : PlanStatus::kFeasible;
    return plan;
  }

 private:
  static std::vector<optim::BundleSeparator*> separators(PlanModel& model, const Stages& stages) {
    std::vector<optim::BundleSeparator*> parts{&model.compiler().sums()};
    if (stages.bundled != nullptr) parts.push_back(stages.bundled.get());
    return parts;
  }

  bool stopped() const {
    return (options_.stop != nullptr && options_.stop->requested()) || Clock::now() >= deadline_;
  }
  double bound() const { return std::max(unblended(planes_.bound()), whole_bound_); }
  // Of a bound on the stage's whole number and up to kBlend of money.
  double unblended(double bound) const {
    return blend_.empty() || !std::isfinite(bound) ? bound : std::ceil(bound - kBlend - 1e-6);
  }
  const Stage& stage() const { return stages_.stages[stage_]; }
  double gap() const {
    if (!has_value_) return optim::kInfinity;
    return (value_ - bound()) / std::max(1.0, std::abs(value_));
  }
  bool close_enough() const {
    return has_value_ && (value_ - bound() <= 0.5 || gap() <= std::max(options_.gap, rounding()));
  }

  // Person-seconds of millions of people are more digits than a linear programme carries: the last
  // millionth of a mean travel time is not asked for.
  double rounding() const {
    const bool travel = stage().what == Stage::What::kMeasure &&
                        stage().objective.measure == world::Measure::kMeanTravelTime;
    return travel ? 1e-6 : 0;
  }

  void solve_stage(size_t s) {
    stage_ = s;
    const double seconds = stage_seconds(options_.time_limit_seconds - seconds_since(begin_),
                                         has_plan_ ? stages_.stages.size() - s : 1);
    deadline_ = std::isinf(seconds) ? Clock::time_point::max()
                                    : Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                                         std::chrono::duration<double>(seconds));
    if (options_.stage_begins) options_.stage_begins(seconds);
    planes_.set_limits(deadline_, options_.stop);
    blend();
    std::vector<optim::Term> terms = stage().terms;
    terms.insert(terms.end(), blend_.begin(), blend_.end());
    planes_.set_objective(terms, stage().constant);
    whole_bound_ = -optim::kInfinity;
    has_value_ = false;
    if (has_plan_) take_over();
    bool converged = false;
    kernel_.assign(case_.world.programme().places.size(), 0);
    for (int attempt = 0; attempt < kKernels; ++attempt) {
      converged = converged || relax();
      if (infeasible_) return;
      const bool grown = add_to_kernel(attempt);
      if (close_enough() || (has_value_ && !grown && converged)) break;
      solve_kernel();
      say();
      if (close_enough() || (stopped() && has_value_)) break;
    }
    if (!close_enough() && !stopped()) solve_whole();
    if (infeasible_) return;
    if (has_plan_ && !has_value_) recount();
    if (!close_enough() || value_ - bound() > 0.5) ++unproven_;
  }

  // Where only orders count, any network that meets them would do for the solver, one that wastes
  // the budgets too, and rounding it finds none that holds. Money, counted so small that it decides
  // nothing, leaves room.
  void blend() {
    blend_.clear();
    const bool counts_orders = stage().what != Stage::What::kMeasure ||
                               stage().objective.measure == world::Measure::kOrdersMet;
    if (!counts_orders) return;
    const auto& config = case_.world.programme().config;
    std::vector<double> most(config.phases.size(), 0);
    for (const directive::Opening& opening : model_.openings())
      most[opening.phase] += static_cast<double>(config.kinds[opening.kind].open_cost);
    double all = 1;
    for (size_t t = 0; t < most.size(); ++t) {
      const auto& budget = config.phases[t].budget;
      all += budget ? std::min(most[t], static_cast<double>(*budget)) : most[t];
    }
    // Budgets are compared with costs that cost_percent scales.
    all *= 100.0 / std::min(100, std::max(1, options_.cost_percent));
    for (const directive::Opening& opening : model_.openings()) {
      const auto cost = static_cast<double>(config.kinds[opening.kind].open_cost);
      if (cost > 0) blend_.push_back({opening.column, kBlend * cost / all});
    }
  }

  // Cutting planes until they bring little; true: the relaxation is solved.
  bool relax() {
    std::vector<double> bounds;
    while (true) {
      const CuttingPlanes::Round round = planes_.next();
      // Beside a plan in hand it is the rounding of a kept objective: nothing more to be had.
      infeasible_ = round == CuttingPlanes::Round::kInfeasible && !has_plan_;
      say();
      if (round != CuttingPlanes::Round::kImproved) return round != CuttingPlanes::Round::kStopped;
      if (close_enough() || stopped()) return false;
      bounds.push_back(bound());
      const size_t n = bounds.size();
      if (n <= kStall) continue;
      const double gained = bounds[n - 1] - bounds[n - 1 - kStall];
      if (gained <= std::max(options_.gap, 1e-4) / 8 * std::max(1.0, std::abs(bounds[n - 1])))
        return false;
    }
  }

  // Places that the relaxation uses and those of the plan in hand; from the second attempt on also
  // those whose opening would cost the relaxation least. Whether there are new ones.
  bool add_to_kernel(int attempt) {
    std::vector<char> kernel = kernel_;
    if (!planes_.x().empty()) {
      for (const directive::Opening& opening : model_.openings()) {
        if (planes_.x()[static_cast<size_t>(opening.column)] > kSupport) kernel[opening.place] = 1;
      }
    }
    const auto& programme = case_.world.programme();
    for (const PlannedSite& site : openings_)
      kernel[static_cast<size_t>(programme.find_place(site.place) - programme.places.data())] = 1;
    const auto size = static_cast<size_t>(std::count(kernel.begin(), kernel.end(), 1));
    if (attempt > 0 || !has_plan_) add_cheapest(kernel, std::max<size_t>(size / 2, 50));
    const bool grown = kernel != kernel_;
    kernel_ = std::move(kernel);
    return grown;
  }

  void add_cheapest(std::vector<char>& kernel, size_t count) const {
    std::map<size_t, double> least;
    for (const directive::Opening& opening : model_.openings()) {
      if (kernel[opening.place] != 0) continue;
      const double cost = planes_.reduced_costs()[static_cast<size_t>(opening.column)];
      const auto [at, is_new] = least.try_emplace(opening.place, cost);
      if (!is_new) at->second = std::min(at->second, cost);
    }
    std::vector<std::pair<double, size_t>> order;
    for (const auto& [place, cost] : least) order.emplace_back(cost, place);
    std::sort(order.begin(), order.end());
    for (size_t i = 0; i < std::min(count, order.size()); ++i) kernel[order[i].second] = 1;
  }

  // The whole model for the stage in hand, with what earlier stages won and the cuts found.
  optim::MipModel stage_model() const {
    optim::MipModel mip = mip_;
    for (size_t i = 0; i < kept_.size(); ++i)
      mip.rows.push_back(kept_row(stages_.stages[i], kept_[i]));
    for (optim::Row& row : planes_.added_rows()) mip.rows.push_back(std::move(row));
    for (const optim::Term& term : stage().terms)
      mip.columns[static_cast<size_t>(term.column)].cost += term.coefficient;
    for (const optim::Term& term : blend_)
      mip.columns[static_cast<size_t>(term.column)].cost += term.coefficient;
    mip.integral_objective = blend_.empty();
    return mip;
  }

  // Branch and cut over the places of the kernel alone.
  void solve_kernel() {
    optim::MipModel mip = stage_model();
    for (const directive::Opening& opening : model_.openings()) {
      if (kernel_[opening.place] == 0) mip.columns[static_cast<size_t>(opening.column)].upper = 0;
    }
    optim::MipOptions options;
    options.stop = options_.stop;
    // A quarter of the gap asked for, of a value that is near the relaxation's.
    const double near = std::isfinite(bound()) ? std::abs(bound()) : 0;
    options.absolute_gap = std::max(0.5, std::max(options_.gap / 4, rounding()) * near);
    if (stage().terms.empty()) options.absolute_gap = optim::kInfinity;  // any plan will do
    options.separator = &separator_;
    options.time_limit_seconds = std::max(1.0, 0.6 * seconds_left());
    options.start = x_;
    options.progress = [this](const Progress& progress) {
      const double value = progress.incumbent + stage().constant;
      if (progress.has_incumbent && (!has_value_ || value < value_))
        report(true, value, progress.nodes);
    };
    const optim::MipResult result = optim::solve(mip, options);
    take(result);
  }

  void take(const optim::MipResult& result) {
    if (result.status != MipStatus::kOptimal && result.status != MipStatus::kFeasible) return;
    double value = stage().constant;
    for (const optim::Term& term : stage().terms)
      value += term.coefficient * result.x[static_cast<size_t>(term.column)];
    if (has_value_ && value >= value_) return;
    value_ = value;
    has_value_ = has_plan_ = true;
    x_ = result.x;
    openings_ = model_.decode(x_);
    planes_.set_inside(x_);
  }

  // The plan that earlier stages left, with everything that follows from its openings at its best
  // for this one.
  void take_over() {
    optim::MipModel fixed = stage_model();
    for (const directive::Opening& opening : model_.openings()) {
      const auto j = static_cast<size_t>(opening.column);
      fixed.columns[j].lower = fixed.columns[j].upper = std::round(x_[j]);
    }
    optim::MipOptions options;
    options.stop = options_.stop;
    options.separator = &separator_;
    options.absolute_gap = 0.5;
    options.start = x_;
    take(optim::solve(fixed, options));
  }

  // Stopped before anything could be solved: the plan in hand as the evaluator's facts have it.
  void recount() {
    const world::World with_plan =
        case_.world.with_plan(intended_facts(openings_, case_.world.programme()));
    value_ = stage().what != Stage::What::kMeasure
                 ? 0
                 : stage_sign(stage()) *
                       static_cast<double>(measure(stage().objective, with_plan, openings_,
                                                   options_, case_.directives));
    has_value_ = true;
  }

  // What the relaxation and the kernel leave open: branch and cut over all places.
  void solve_whole() {
    const optim::MipModel mip = stage_model();
    optim::MipOptions options;
    options.stop = options_.stop;
    const double near = has_value_ ? least_size(value_, bound()) : 0;
    options.absolute_gap = std::max(0.5, std::max(options_.gap, rounding()) * near);
    options.separator = &separator_;
    options.time_limit_seconds = seconds_left();
    options.start = x_;
    options.progress = [this](const Progress& progress) {
      whole_bound_ = std::max(whole_bound_, unblended(progress.bound + stage().constant));
      const double value = progress.incumbent + stage().constant;
      const bool better = progress.has_incumbent && (!has_value_ || value < value_);
      report(has_value_ || better, better ? value : value_, progress.nodes);
    };
    const optim::MipResult result = optim::solve(mip, options);
    if (result.status == MipStatus::kInfeasible && !has_plan_) infeasible_ = true;
    whole_bound_ = std::max(whole_bound_, unblended(result.bound + stage().constant));
    take(result);
  }

  double seconds_left() const {
    if (deadline_ == Clock::time_point::max()) return optim::kInfinity;
    return std::chrono::duration<double>(deadline_ - Clock::now()).count();
  }

  // Later objectives may not lose what this one won.
  static optim::Row kept_row(const Stage& stage, double value) {
    return {-optim::kInfinity, std::round(value - stage.constant) + 0.25, stage.terms, ""};
  }
  void keep(size_t s) {
    kept_.push_back(value_);
    if (!stages_.stages[s].terms.empty()) planes_.keep(kept_row(stages_.stages[s], value_));
  }

  void say() { report(has_value_, value_, 0); }
  void report(bool has_incumbent, double incumbent, int64_t nodes) {
    if (!options_.progress) return;
    const double sign = stage_sign(stage());
    Progress progress;
    progress.stage = stage_name(stage());
    progress.has_incumbent = has_incumbent;
    progress.incumbent = sign * incumbent;
    progress.bound = sign * bound();
    progress.seconds = seconds_since(begin_);
    progress.nodes = nodes;
    options_.progress(progress);
  }

  const Case& case_;
  const PlanOptions& options_;
  PlanModel& model_;
  Clock::time_point begin_;
  Clock::time_point deadline_ = Clock::time_point::max();
  Stages stages_;
  optim::MipModel mip_;
  optim::JoinedSeparator separator_;
  CuttingPlanes planes_;

  size_t stage_ = 0;
  double value_ = 0;                        ///< of the stage in hand, in the solver's sense
  double whole_bound_ = -optim::kInfinity;  ///< of branch and cut over all places
  bool has_value_ = false;
  bool has_plan_ = false;
  bool infeasible_ = false;
  int unproven_ = 0;
  std::vector<optim::Term> blend_;
  std::vector<char> kernel_;
  std::vector<double> x_;  ///< of the plan in hand
  std::vector<PlannedSite> openings_;
  std::vector<double> kept_, bounds_;
};

}  // namespace

bool is_large(const Case& plan_case) {
  const auto& programme = plan_case.world.programme();
  int minutes = 0;
  for (const world::Objective& objective : programme.config.objectives)
    minutes = std::max(minutes, objective.minutes);
  size_t pairs = 0;
  for (size_t to = 0; to < programme.places.size() && pairs <= kMostPairs; ++to) {
    if (!programme.places[to].candidate) continue;
    plan_case.world.travel().for_each_arrival(to, [&](size_t, int32_t seconds) {
      if (seconds <= 60 * minutes) ++pairs;
    });
  }
  return pairs > kMostPairs;
}

ModelForm form_of(const Case& plan_case) {
  ModelForm form;
  if (!is_large(plan_case)) return form;
  form.coverage = directive::CoverageForm::kSummed;
  form.bundle_travel = true;
  return form;
}

optim::MipResult solve_to_gap(const optim::MipModel& mip, optim::MipOptions options, double gap,
                              double constant) {
  options.node_limit = 1;
  optim::MipResult root = optim::solve(mip, options);
  const bool found = root.status == MipStatus::kOptimal || root.status == MipStatus::kFeasible;
  if (root.status == MipStatus::kInfeasible || root.status == MipStatus::kOptimal) return root;
  if (found) {
    options.start = root.x;
    const double near = least_size(root.objective + constant, root.bound + constant);
    options.absolute_gap = std::max(options.absolute_gap, gap * near);
    if (root.objective - root.bound <= options.absolute_gap) return root;
  }
  options.node_limit = std::numeric_limits<int64_t>::max();
  options.time_limit_seconds -= root.seconds;
  optim::MipResult rest = optim::solve(mip, options);
  rest.bound = std::max(rest.bound, root.bound);
  return rest;
}

optim::MipResult solve_closely(PlanModel& model, const optim::MipModel& mip,
                               optim::MipOptions options, double gap) {
  if (model.form().coverage == directive::CoverageForm::kListed) return optim::solve(mip, options);
  directive::CoverSums& sums = model.compiler().sums();
  options.separator = &sums;
  optim::MipResult result;
  std::vector<optim::Term> costs;
  for (size_t j = 0; j < mip.columns.size(); ++j) {
    if (mip.columns[j].cost != 0) costs.push_back({static_cast<int>(j), mip.columns[j].cost});
  }
  CuttingPlanes planes(mip, sums);
  planes.set_objective(costs, 0);
  if (options.time_limit_seconds < 1e8)
    planes.set_limits(Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                         std::chrono::duration<double>(options.time_limit_seconds)),
                      options.stop);
  else
    planes.set_limits(Clock::time_point::max(), options.stop);
  CuttingPlanes::Round round = CuttingPlanes::Round::kImproved;
  while (round == CuttingPlanes::Round::kImproved) round = planes.next();
  if (round == CuttingPlanes::Round::kInfeasible) {
    result.status = MipStatus::kInfeasible;
    result.bound = optim::kInfinity;
    return result;
  }
  if (round == CuttingPlanes::Round::kStopped) return result;
  std::vector<char> used(model.plan_case().world.programme().places.size(), 0);
  for (const directive::Opening& opening : model.openings()) {
    if (planes.x()[static_cast<size_t>(opening.column)] > kSupport) used[opening.place] = 1;
  }
  optim::MipModel some = mip;
  for (const directive::Opening& opening : model.openings()) {
    if (used[opening.place] == 0) some.columns[static_cast<size_t>(opening.column)].upper = 0;
  }
  result = gap > 0 ? solve_to_gap(some, options, gap, 0) : optim::solve(some, options);
  const double wanted = std::max(options.absolute_gap, gap * std::abs(result.objective));
  const bool solved =
      result.status == MipStatus::kOptimal || (gap > 0 && result.status == MipStatus::kFeasible);
  const bool good_enough = solved && (costs.empty() || result.objective - planes.bound() <= wanted);
  if (good_enough) return result;
  if (solved) options.start = result.x;
  return gap > 0 ? solve_to_gap(mip, options, gap, 0) : optim::solve(mip, options);
}

Result<Plan> solve_large(const Case& plan_case, const PlanOptions& options) {
  ModelForm form;  // whatever the size: the caller decides
  form.coverage = directive::CoverageForm::kSummed;
  form.bundle_travel = true;
  Result<std::unique_ptr<PlanModel>> model = PlanModel::build(plan_case, options, form);
  if (!model) return tl::unexpected(model.error());
  return LargeSolve(plan_case, options, **model).run();
}

}  // namespace dostyq::planning
