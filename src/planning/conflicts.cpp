#include "planning/conflicts.hpp"

#include <algorithm>
#include <cmath>

#include "base/check.hpp"
#include "planning/plan_model.hpp"
#include "planning/solve.hpp"
#include "planning/solve_closely.hpp"

namespace dostyq::planning {
namespace {

// Feasibility of chosen groups of rows; remembers an uncertain answer.
class Feasibility {
 public:
  Feasibility(PlanModel& model, const PlanOptions& options) : model_(model), options_(options) {}

  bool operator()(const std::set<std::string>& groups) {
    optim::MipOptions options;
    options.time_limit_seconds = options_.time_limit_seconds;
    options.stop = options_.stop;
    const optim::MipResult result = solve_closely(model_, model_.assemble(&groups), options);
    if (result.status == optim::MipStatus::kLimit) uncertain_ = true;
    return result.status != optim::MipStatus::kInfeasible;
  }
  bool uncertain() const { return uncertain_; }

 private:
  PlanModel& model_;
  const PlanOptions& options_;
  bool uncertain_ = false;
};

bool can_be_planned(const Case& plan_case, const PlanOptions& options) {
  PlanOptions quick = options;
  quick.until_feasible = true;
  quick.progress = nullptr;
  quick.stage_begins = nullptr;
  const Result<Plan> plan = make_plan(plan_case, quick);
  return plan && (plan->status == PlanStatus::kOptimal || plan->status == PlanStatus::kFeasible);
}

}  // namespace

Result<std::vector<Conflict>> find_conflicts(const Case& plan_case, const PlanOptions& options,
                                             bool all) {
  Result<std::unique_ptr<PlanModel>> built =
      PlanModel::build(plan_case, options, form_of(plan_case));
  if (!built) return tl::unexpected(built.error());
  PlanModel& model = **built;
  const auto& groups = model.groups();
  const bool many = groups.size() > 64;
  if (many && all) return fail("planning.too_many_groups", {std::to_string(groups.size())});
  Feasibility feasible(model, options);
  const auto holds_together = [&](const std::vector<size_t>& chosen) {
    std::set<std::string> ids;
    for (size_t i : chosen) ids.insert(groups[i].id);
    return feasible(ids);
  };
  std::vector<std::vector<size_t>> cores;
  if (all) {
    cores = all_cores(groups.size(), holds_together, options.stop);
  } else if (many || model.form().coverage == directive::CoverageForm::kSummed) {
    if (auto core = minimal_core(groups.size(), holds_together, options.stop))
      cores.push_back(std::move(*core));
  } else if (auto core = smallest_core(groups.size(), holds_together, options.stop)) {
    cores.push_back(std::move(*core));
  }
  if (feasible.uncertain()) return fail("planning.conflict_uncertain", {}, {}, ErrorCode::kLimit);
  std::vector<Conflict> conflicts;
  for (const std::vector<size_t>& core : cores) {
    Conflict conflict;
    for (size_t i : core)
      (groups[i].is_directive ? conflict.directives : conflict.limits).push_back(groups[i].id);
    std::sort(conflict.directives.begin(), conflict.directives.end());
    std::sort(conflict.limits.begin(), conflict.limits.end());
    conflicts.push_back(std::move(conflict));
  }
  return conflicts;
}

namespace {

// Calls `visit` on every number in a requirement that could be asked less of.
void for_each_number(directive::Requirement& requirement,
                     const std::function<void(int64_t&, int64_t least)>& visit) {
  using namespace directive;
  const auto all = [&](Requirements& parts) {
    for (Requirement& part : parts) for_each_number(part, visit);
  };
  if (auto* count = std::get_if<Count>(&requirement.form)) {
    if (count->comparison.op == Comparison::Op::kAtLeast) visit(count->comparison.n, 0);
  } else if (auto* reach = std::get_if<Reach>(&requirement.form)) {
    int64_t percent = reach->percent;
    visit(percent, 0);
    reach->percent = static_cast<int>(percent);
  } else if (auto* every = std::get_if<ForEvery>(&requirement.form)) {
    if (auto* rule = std::get_if<DiversityRule>(&every->areas); rule != nullptr && rule->at_most) {
      int64_t n = *rule->at_most;
      visit(n, 1);
      rule->at_most = static_cast<int>(n);
    }
    all(every->then);
  } else if (auto* rolled = std::get_if<RollOut>(&requirement.form)) {
    all(rolled->then);
  } else if (auto* both = std::get_if<AllOf>(&requirement.form)) {
    all(both->parts);
  } else if (auto* either = std::get_if<AnyOf>(&requirement.form)) {
    all(either->parts);
  }
}

class RepairSearch {
 public:
  RepairSearch(const Case& plan_case, const PlanOptions& options)
      : case_(plan_case), options_(options) {}

  std::vector<Repair> of(const Conflict& conflict) {
    for (const std::string& id : conflict.directives) {
      date(id);
      number(id);
      without(id);
    }
    for (const std::string& id : conflict.limits) limit(id);
    std::stable_sort(found_.begin(), found_.end(),
                     [](const Repair& a, const Repair& b) { return a.cost < b.cost; });
    return std::move(found_);
  }

 private:
  directive::Directive* find(Case& changed, const std::string& id) const {
    const auto order = std::find_if(changed.directives.begin(), changed.directives.end(),
                                    [&](const auto& d) { return d.id == id; });
    return order == changed.directives.end() ? nullptr : &*order;
  }
  static directive::Interpretation& reading(directive::Directive& order) {
    return *std::find_if(order.interpretations.begin(), order.interpretations.end(),
                         [](const auto& i) { return i.chosen; });
  }

  // The first later phase end by which the order can be met.
  void date(const std::string& id) {
    const std::optional<Date> due = find(changed_ = case_, id)->due_date();
    if (!due) return;
    for (const world::Phase& phase : case_.world.programme().config.phases) {
      if (phase.end <= *due) continue;
      changed_ = case_;
      if (!slip_dates(changed_, {{id, phase.end}}) || !can_be_planned(changed_, options_)) continue;
      const double months = (phase.end - *due) / 30.44;
      found_.push_back(
          {Repair::What::kDate, id, due->to_string(), phase.end.to_string(), months / 12});
      return;
    }
  }

  // The largest smaller number, for one number of the order at a time.
  void number(const std::string& id) {
    for (size_t which = 0;; ++which) {
      int64_t original = -1, floor = 0;
      visit_one(id, which, [&](int64_t& n, int64_t least) {
        original = n;
        floor = least;
      });
      if (original < 0) return;
      const auto feasible_at = [&](int64_t n) {
        visit_one(id, which, [&](int64_t& value, int64_t) { value = n; });
        return can_be_planned(changed_, options_);
      };
      if (!feasible_at(floor)) continue;
      int64_t low = floor, high = original;  // low: feasible, high: not
      while (high - low > 1) {
        const int64_t middle = (low + high) / 2;
        (feasible_at(middle) ? low : high) = middle;
      }
      if (low == 0) continue;  // asking for nothing is leaving the order out
      const double cost = static_cast<double>(original - low) / static_cast<double>(original);
      found_.push_back(
          {Repair::What::kNumber, id, std::to_string(original), std::to_string(low), cost});
    }
  }

  void visit_one(const std::string& id, size_t which,
                 const std::function<void(int64_t&, int64_t)>& visit) {
    changed_ = case_;
    size_t seen = 0;
    for (directive::Requirement& requirement : reading(*find(changed_, id)).require) {
      for_each_number(requirement, [&](int64_t& n, int64_t least) {
        if (seen++ == which) visit(n, least);
      });
    }
  }

  void without(const std::string& id) {
    PlanOptions options = options_;
    options.without.insert(id);
    if (can_be_planned(case_, options)) found_.push_back({Repair::What::kWithout, id, "", "", 100});
  }

  void limit(const std::string& id) {
    const size_t colon = id.find(':');
    const std::string what = id.substr(0, colon), name = id.substr(colon + 1);
    if (what == "lock" || what == "forbid") {
      PlanOptions options = options_;
      std::erase_if(what == "lock" ? options.lock : options.forbid,
                    [&](const SitePick& pick) { return pick.text() == name; });
      if (can_be_planned(case_, options))
        found_.push_back({Repair::What::kWithout, id, "", "", 50});
      return;
    }
    // The smallest larger limit, by a solve with the limit as the objective.
    Result<std::unique_ptr<PlanModel>> model = PlanModel::build(case_, options_, form_of(case_));
    if (!model) return;
    std::set<std::string> others;
    const RowGroup* limited = nullptr;
    for (const RowGroup& group : (*model)->groups()) {
      if (group.id == id)
        limited = &group;
      else
        others.insert(group.id);
    }
    DOSTYQ_CHECK(limited != nullptr);  // a conflict names groups of the model only
    optim::MipModel mip = (*model)->assemble(&others);
    for (const optim::Term& term : limited->rows.front().terms) {
      mip.columns[static_cast<size_t>(term.column)].cost = term.coefficient;
    }
    optim::MipOptions options;
    options.stop = options_.stop;
    options.time_limit_seconds = options_.time_limit_seconds;
    options.absolute_gap = what == "budget" ? 0.5e-6 : 0.5;  // whole units
    const bool summed = (*model)->form().coverage == directive::CoverageForm::kSummed;
    const optim::MipResult result =
        solve_closely(**model, mip, options, summed ? std::max(options_.gap, 0.01) : 0);
    if (result.status != optim::MipStatus::kOptimal &&
        (!summed || result.status != optim::MipStatus::kFeasible))
      return;
    const bool money = what == "budget";
    const auto before =
        static_cast<int64_t>(std::llround(limited->rows.front().upper * (money ? 1e6 : 1)));
    const int64_t after = used((*model)->decode(result.x), name, money);
    const double cost =
        static_cast<double>(after - before) / std::max(1.0, static_cast<double>(before));
    found_.push_back({money ? Repair::What::kBudget : Repair::What::kLimit, id,
                      std::to_string(before), std::to_string(after), cost});
  }

  // Counted from the plan, so that the limit is not a unit short of what the plan needs.
  int64_t used(const std::vector<PlannedSite>& openings, const std::string& phase,
               bool money) const {
    int64_t number = 0, hundredths = 0;
    for (const PlannedSite& site : openings) {
      if (site.phase != phase) continue;
      ++number;
      hundredths += open_cost(site, case_.world.programme()) * options_.cost_percent;
    }
    return money ? (hundredths + 99) / 100 : number;
  }

  const Case& case_;
  const PlanOptions& options_;
  Case changed_{case_};
  std::vector<Repair> found_;
};

}  // namespace

Result<std::vector<Repair>> find_repairs(const Case& plan_case, const PlanOptions& options,
                                         const Conflict& conflict) {
  return RepairSearch(plan_case, options).of(conflict);
}

}  // namespace dostyq::planning
