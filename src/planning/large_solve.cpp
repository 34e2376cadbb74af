#include "planning/large_solve.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>

#include "base/check.hpp"
#include "optim/first_order.hpp"
#include "planning/measure.hpp"
#include "planning/solve_closely.hpp"
#include "planning/stage_results.hpp"

namespace dostyq::planning {
namespace {

using optim::MipStatus;
using Clock = std::chrono::steady_clock;

constexpr size_t kMostPairs = 30'000;  ///< that a model lists
constexpr double kSupport = 0.02;      ///< of a place of the relaxation that counts as used
constexpr double kTolerance = 1e-4;    ///< of a relaxation, at best
constexpr size_t kStall = 50;          ///< looks at the bound that bring too little
constexpr size_t kBlendedLooks = 25;   ///< at a bound on orders that stays
constexpr int kTravelRounds = 8;       ///< of cuts, in the time for one relaxation
constexpr size_t kMostLooks = 400;     ///< while there is no bound at all
constexpr double kPatience = 60;       ///< seconds for one relaxation or kernel, without a limit
constexpr double kPart = 0.6;          ///< otherwise, of what is left for the objective
constexpr size_t kLeastGrowth = 50;    ///< places
constexpr double kLeastSeconds = 1;    ///< for a kernel
constexpr double kBlend = 0.2;         ///< of a unit: what all money counts for beside orders

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

using Terms = std::vector<optim::Term>;

/// A relaxation over all candidates, and branch and cut over those it uses.
class LargeSolve {
 public:
  LargeSolve(const Case& plan_case, const PlanOptions& options, PlanModel& model)
      : case_(plan_case),
        options_(options),
        model_(model),
        begin_(Clock::now()),
        stages_(build_stages(model, options)),
        lp_(optim::to_problem(model.assemble())) {
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
      bounds_.push_back(bound() - stage().constant);
      kept_.push_back(value_);
      if (!stage().terms.empty()) keep();
    }
    plan.openings = openings_;
    fill_objectives(case_, options_, stages_.stages, bounds_, plan);
    const bool proven = std::all_of(plan.objectives.begin(), plan.objectives.end(),
                                    [](const auto& o) { return o.value == o.bound; });
    plan.status = proven && unproven_ == 0 ? PlanStatus::kOptimal : PlanStatus::kFeasible;
    return plan;
  }

 private:
  bool stopped() const {
    return (options_.stop != nullptr && options_.stop->requested()) || Clock::now() >= deadline_;
  }
  const Stage& stage() const { return stages_.stages[stage_]; }
  double bound() const { return std::max(unblended(lp_.bound()), kernel_bound_); }
  bool is_blended() const {
    return stage().what != Stage::What::kMeasure ||
           stage().objective.measure == world::Measure::kOrdersMet;
  }
  // Of a bound on the stage's whole number and up to kBlend of money.
  double unblended(double bound) const {
    return is_blended() && std::isfinite(bound) ? std::ceil(bound - kBlend - 1e-6) : bound;
  }
  bool close_enough() const { return has_plan_ && value_ <= target(); }
  // A value that is good enough beside the bound.
  double target() const {
    if (!std::isfinite(bound())) return -optim::kInfinity;
    const double share = std::max(options_.gap, rounding());
    // |value - bound| <= share * |value|, for values on either side of nought.
    const double near = bound() >= 0 ? bound() / (1 - share) : bound() / (1 + share);
    return std::max(bound() + 0.5, near);
  }
  // Person-seconds of millions of people are more digits than a linear programme carries: the last
  // millionth of a mean travel time is not asked for.
  double rounding() const { return is_travel() ? 1e-6 : 0; }
  bool is_travel() const {
    return stage().what == Stage::What::kMeasure &&
           stage().objective.measure == world::Measure::kMeanTravelTime;
  }

  void solve_stage(size_t s) {
    stage_ = s;
    const double seconds = stage_seconds(options_.time_limit_seconds - seconds_since(begin_),
                                         has_plan_ ? stages_.stages.size() - s : 1);
    deadline_ = std::isinf(seconds) ? Clock::time_point::max() : after(seconds);
    if (options_.stage_begins) options_.stage_begins({s, stages_.stages.size(), seconds});
    kernel_bound_ = -optim::kInfinity;
    std::vector<double> cost(lp_.x().size(), 0);
    for (const Terms& terms : {stage().terms, blend(model_)}) {
      for (const optim::Term& term : terms)
        cost[static_cast<size_t>(term.column)] += term.coefficient;
    }
    lp_.set_cost(cost, stage().constant);
    if (has_plan_) recount();
    say();
    // The relaxation says where to look, and what else there may be.
    std::vector<char> kernel(case_.world.programme().places.size(), 0);
    bool converged = false, again = false;
    while (!close_enough()) {
      converged = converged || relax();
      if (infeasible_ || close_enough()) break;
      if (stopped() && has_plan_) break;
      use(kernel);
      if (again) add_cheapest(kernel);
      again = true;
      solve_kernel(kernel);
      say();
      if (infeasible_ || stopped() || is_all(kernel)) break;
    }
    if (!infeasible_ && (!close_enough() || value_ - bound() > 0.5)) ++unproven_;
  }

  static Clock::time_point after(double seconds) {
    return Clock::now() +
           std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
  }

  // Where only orders count, any network that meets them would do for the solver, one that wastes
  // the budgets too, and rounding it finds none that holds. Money, counted so small that it decides
  // nothing, leaves room.
  Terms blend(const PlanModel& model) const {
    Terms terms;
    if (!is_blended()) return terms;
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
    for (const directive::Opening& opening : model.openings()) {
      const auto cost = static_cast<double>(config.kinds[opening.kind].open_cost);
      if (cost > 0) terms.push_back({opening.column, kBlend * cost / all});
    }
    return terms;
  }

  // Of what is left for the objective, a part.
  double seconds_for_one() const {
    if (deadline_ == Clock::time_point::max()) return kPatience;
    return kPart * std::chrono::duration<double>(deadline_ - Clock::now()).count();
  }

  // The relaxation, to a part of the gap that is asked for or as long as it brings something. True:
  // there is no more to be had of it.
  bool relax() {
    const Clock::time_point end = after(seconds_for_one());
    const bool travels = is_travel() && stages_.bundled != nullptr;
    while (true) {
      lp_.set_limits(travels ? std::min(end, after(seconds_for_one() / kTravelRounds)) : end,
                     options_.stop);
      const bool converged = relax_once();
      if (!travels || infeasible_ || close_enough()) return converged;
      std::vector<optim::Row> cuts;
      stages_.bundled->separate_at(lp_.x(), lp_.x(), {}, kTolerance, cuts);
      if (cuts.empty()) return converged;
      lp_.add_rows(optim::to_sparse(cuts, static_cast<int>(lp_.x().size())));
      if (Clock::now() >= end || stopped()) return false;
    }
  }

  bool relax_once() {
    const double tolerance = std::clamp(options_.gap / 8, kTolerance, 1e-2);
    std::vector<double> bounds;
    const auto outcome = lp_.run(tolerance, [&] {
      say();
      bounds.push_back(lp_.bound());
      const size_t n = bounds.size();
      if (has_plan_ && close_enough()) return true;
      // Of a few orders the bound is soon a whole number that stays.
      if (is_blended() && n > kBlendedLooks && bound() == unblended(bounds[n - kBlendedLooks]))
        return true;
      if (n <= kStall || !std::isfinite(bounds[n - kStall])) return n > kMostLooks;
      return bounds[n - 1] - bounds[n - kStall] <=
             tolerance / 4 * std::max(1.0, std::abs(bounds[n - 1]));
    });
    // Beside a plan in hand it is the rounding of a kept objective.
    infeasible_ = outcome == optim::FirstOrder::Outcome::kInfeasible && !has_plan_;
    return outcome == optim::FirstOrder::Outcome::kConverged;
  }

  // Places that the relaxation uses, and those of the plan in hand.
  void use(std::vector<char>& kernel) const {
    const auto& programme = case_.world.programme();
    std::vector<double> share(programme.places.size(), 0);
    for (const directive::Opening& opening : model_.openings())
      share[opening.place] += lp_.x()[static_cast<size_t>(opening.column)];
    for (size_t place = 0; place < share.size(); ++place)
      if (share[place] > kSupport) kernel[place] = 1;
    for (const PlannedSite& site : openings_)
      kernel[static_cast<size_t>(programme.find_place(site.place) - programme.places.data())] = 1;
  }

  // What opening each place costs the relaxation at least; infinite where nothing may open.
  std::vector<double> least_costs() const {
    std::vector<double> least(case_.world.programme().places.size(), optim::kInfinity);
    for (const directive::Opening& opening : model_.openings()) {
      const double cost = std::max(0.0, lp_.reduced_costs()[static_cast<size_t>(opening.column)]);
      least[opening.place] = std::min(least[opening.place], cost);
    }
    return least;
  }

  // Half as many places more, those first whose opening costs the relaxation least.
  void add_cheapest(std::vector<char>& kernel) const {
    const std::vector<double> least = least_costs();
    std::vector<std::pair<double, size_t>> order;
    for (size_t place = 0; place < least.size(); ++place) {
      if (kernel[place] == 0 && std::isfinite(least[place]))
        order.emplace_back(least[place], place);
    }
    std::sort(order.begin(), order.end());
    const auto size = static_cast<size_t>(std::count(kernel.begin(), kernel.end(), 1));
    order.resize(std::min(order.size(), std::max<size_t>(size / 2, kLeastGrowth)));
    for (const auto& [cost, place] : order) kernel[place] = 1;
  }

  // No plan with a site outside the kernel is better than the one in hand.
  bool is_all(const std::vector<char>& kernel) const {
    const double outside = least_outside(kernel);
    return std::isinf(outside) || (has_plan_ && outside > value_ - 0.5);
  }

  // What any plan with a site outside the kernel comes to at least.
  double least_outside(const std::vector<char>& kernel) const {
    double least = optim::kInfinity;
    const std::vector<double> costs = least_costs();
    for (size_t place = 0; place < costs.size(); ++place)
      if (kernel[place] == 0) least = std::min(least, costs[place]);
    return std::isinf(least) ? least : unblended(lp_.bound() + least);
  }

  // Branch and cut over the places of the kernel alone: people whom the same of these serve are
  // few, so the model is an ordinary one.
  void solve_kernel(const std::vector<char>& kernel) {
    ModelForm form;
    form.places = &kernel;
    Result<std::unique_ptr<PlanModel>> built = PlanModel::build(case_, options_, form);
    DOSTYQ_CHECK(built.has_value());  // the same orders as the whole model's
    PlanModel& model = **built;
    const Stages stages = build_stages(model, options_, stage_ + 1);
    const bool any = stage().terms.empty();  // any plan will do
    optim::MipModel mip = model.assemble();
    for (size_t i = 0; i < kept_.size(); ++i)
      mip.rows.push_back(kept_row(stages.stages[i], kept_[i]));
    const double constant = any ? 0 : stages.stages[stage_].constant;
    if (!any) {
      for (const optim::Term& term : stages.stages[stage_].terms)
        mip.columns[static_cast<size_t>(term.column)].cost += term.coefficient;
    }
    const Terms money = blend(model);
    for (const optim::Term& term : money)
      mip.columns[static_cast<size_t>(term.column)].cost += term.coefficient;
    mip.integral_objective = money.empty();
    TravelCuts cuts(stages.travel);
    optim::MipOptions options;
    options.stop = options_.stop;
    options.separator = stages.travel.empty() ? nullptr : &cuts;
    // Of a value that is near the relaxation's a quarter of the gap asked for; where the kernel is
    // all there is, of what the value comes to at least.
    const bool all = is_all(kernel);
    const double share = std::max(all ? options_.gap : options_.gap / 4, rounding());
    const double size = all                      ? least_size(has_plan_ ? value_ : 0, bound())
                        : std::isfinite(bound()) ? std::abs(bound())
                                                 : 0;
    options.absolute_gap = any ? optim::kInfinity : std::max(0.5, share * size);
    options.target = target() - constant;
    // Where it can prove something for all places, it may take what is left.
    const double seconds = seconds_for_one() / (all ? kPart : 1);
    options.time_limit_seconds = all && deadline_ == Clock::time_point::max()
                                     ? optim::kInfinity
                                     : std::max(kLeastSeconds, seconds);
    if (has_plan_) options.start = with_openings_fixed(model, mip, options);
    options.progress = [&](const Progress& progress) {
      const double value = progress.incumbent + constant;
      const bool better = progress.has_incumbent && (!has_plan_ || value < value_);
      report(has_plan_ || better, better ? value : value_, progress.nodes);
    };
    const optim::MipResult result = optim::solve(mip, options);
    if (result.status == MipStatus::kInfeasible) {
      infeasible_ = !has_plan_ && is_all(kernel);
      return;
    }
    take(model, result);
    // A bound of the kernel holds for all where there is nothing better outside.
    if (is_all(kernel))
      kernel_bound_ =
          std::min(unblended(result.bound + constant), has_plan_ ? value_ : optim::kInfinity);
  }

  // The plan in hand with everything that follows from its openings.
  std::vector<double> with_openings_fixed(const PlanModel& model, const optim::MipModel& mip,
                                          const optim::MipOptions& wanted) const {
    const std::vector<double> x = model.encode(openings_);
    if (x.empty()) return {};
    optim::MipModel fixed = mip;
    for (const directive::Opening& opening : model.openings()) {
      const auto j = static_cast<size_t>(opening.column);
      fixed.columns[j].lower = fixed.columns[j].upper = x[j];
    }
    optim::MipOptions options;
    options.stop = options_.stop;
    options.separator = wanted.separator;
    options.absolute_gap = 0.5;
    return optim::solve(fixed, options).x;
  }

  void take(const PlanModel& model, const optim::MipResult& result) {
    if (result.status != MipStatus::kOptimal && result.status != MipStatus::kFeasible) return;
    const std::vector<PlannedSite> before = openings_;
    const double value = value_;
    const bool had = has_plan_;
    openings_ = model.decode(result.x);
    has_plan_ = true;
    if (stage().what == Stage::What::kPreferred) {
      // Money beside it is less than one.
      value_ = std::ceil(result.objective + stage().constant - kBlend - 1e-6);
    } else {
      recount();
    }
    if (had && value_ >= value) openings_ = before, value_ = value;
  }

  // The plan in hand as the evaluator's facts have it. What was preferred, is kept.
  void recount() {
    value_ = 0;
    if (stage().what != Stage::What::kMeasure) return;
    const world::World with_plan =
        case_.world.with_plan(intended_facts(openings_, case_.world.programme()));
    value_ =
        stage_sign(stage()) * static_cast<double>(measure(stage().objective, with_plan, openings_,
                                                          options_, case_.directives));
  }

  // Later objectives may not lose what this one won.
  static optim::Row kept_row(const Stage& stage, double value) {
    return {-optim::kInfinity, std::round(value - stage.constant) + 0.25, stage.terms, ""};
  }
  void keep() {
    if (!is_blended()) return lp_.keep(std::round(value_) + 0.25);
    const optim::Row row = kept_row(stage(), value_);
    lp_.add_rows(optim::to_sparse(std::span(&row, 1), static_cast<int>(lp_.x().size())));
  }

  void say() const { report(has_plan_, value_, 0); }
  void report(bool has_incumbent, double incumbent, int64_t nodes) const {
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
  optim::FirstOrder lp_;

  size_t stage_ = 0;
  double value_ = 0;  ///< of the plan in hand for the stage in hand, in the solver's sense
  double kernel_bound_ = -optim::kInfinity;
  bool has_plan_ = false;
  bool infeasible_ = false;
  int unproven_ = 0;
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

Result<Plan> solve_large(const Case& plan_case, const PlanOptions& options) {
  ModelForm form;  // whatever the size: the caller decides
  form.bundle_travel = true;
  Result<std::unique_ptr<PlanModel>> model = PlanModel::build(plan_case, options, form);
  if (!model) return tl::unexpected(model.error());
  return LargeSolve(plan_case, options, **model).run();
}

}  // namespace dostyq::planning
