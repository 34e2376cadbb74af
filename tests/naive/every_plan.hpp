#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "planning/case.hpp"
#include "planning/options.hpp"

// The planner by trying every plan: no optimiser, no compiler, only the evaluator and measure().
namespace dostyq::trial {

/// One plan, and what it is worth.
struct TriedPlan {
  std::vector<planning::PlannedSite> openings;
  std::set<size_t> holds;      ///< indices of the groups that it meets
  std::vector<int64_t> value;  ///< smaller is better, the first counts most
};

class EveryPlan {
 public:
  EveryPlan(const planning::Case& plan_case, const planning::PlanOptions& options);

  /// Orders (binding, that a plan can decide) and limits, as planning::RowGroup names them.
  const std::vector<std::string>& groups() const { return groups_; }
  const std::vector<TriedPlan>& plans() const { return plans_; }

  /// A best plan that meets every group; nothing when there is none.
  const TriedPlan* best() const;
  /// All minimal sets of groups that no plan meets, as sets of names.
  std::set<std::set<std::string>> minimal_cores() const;
  /// The smallest open cost (or number of openings) of a phase in plans that meet all other groups.
  std::optional<int64_t> least_limit(const std::string& group) const;

 private:
  struct Candidate {
    std::vector<planning::PlannedSite> ways;
  };
  std::vector<Candidate> candidates() const;
  void name_groups();
  void try_all(const std::vector<Candidate>& candidates, size_t next,
               std::vector<planning::PlannedSite>& chosen);
  TriedPlan judged(std::vector<planning::PlannedSite> openings) const;
  int64_t spent(const TriedPlan& plan, const std::string& phase) const;
  bool holds_limit(const std::string& group,
                   const std::vector<planning::PlannedSite>& openings) const;
  bool feasible(size_t subset) const;

  const planning::Case& case_;
  const planning::PlanOptions& options_;
  std::vector<std::string> groups_;
  std::vector<const directive::Directive*> orders_;  ///< of the groups; null for a limit
  std::vector<TriedPlan> plans_;
};

/// What make_plan's answer comes to in the order of EveryPlan's values.
std::vector<int64_t> value_of(const planning::Case& plan_case, const planning::PlanOptions& options,
                              const std::vector<planning::PlannedSite>& openings);

}  // namespace dostyq::trial
