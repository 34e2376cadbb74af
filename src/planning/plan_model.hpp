#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "directive/compile.hpp"
#include "optim/mip.hpp"
#include "planning/case.hpp"
#include "planning/mentioned.hpp"
#include "planning/options.hpp"

namespace dostyq::planning {

/// Rows that stand or fall together: those of one order, or one limit of the programme. The unit of
/// explanation.
struct RowGroup {
  std::string id;  ///< a directive's id; budget:PHASE, openings:PHASE, lock:…, forbid:…
  bool is_directive = false;
  std::vector<optim::Row> rows;
};

/// How large a model is made, and of which places.
struct ModelForm {
  directive::CoverageForm coverage = directive::CoverageForm::kListed;
  bool bundle_travel = false;  ///< mean travel time by TravelSums, not settlement by settlement
  const std::vector<char>* places = nullptr;  ///< where sites may open, by place; null: all
};

/// The plan as an optimisation model: 0/1 columns for openings, rows in groups. Built once, solved
/// with any groups.
class PlanModel {
 public:
  /// Keeps a reference to `plan_case`. Errors: a directive's area set is empty, a pick names
  /// nothing.
  static Result<std::unique_ptr<PlanModel>> build(const Case& plan_case, const PlanOptions& options,
                                                  const ModelForm& form = {});

  const ModelForm& form() const { return form_; }
  const Case& plan_case() const { return case_; }
  const std::vector<directive::Opening>& openings() const { return openings_; }
  const std::vector<RowGroup>& groups() const { return groups_; }
  directive::Compiler& compiler() { return *compiler_; }
  /// Helping columns may be added through the compiler or here; rows belong into groups or
  /// `always`.
  optim::MipModel& columns() { return columns_; }
  std::vector<optim::Row>& always() { return always_; }
  /// Weighted indicator columns of the preferred orders.
  const std::vector<optim::Term>& preferred() const { return preferred_; }

  /// All columns; the rows that always hold, and those of the groups named (all: nullptr).
  optim::MipModel assemble(const std::set<std::string>* groups = nullptr) const;

  std::vector<PlannedSite> decode(const std::vector<double>& x) const;
  /// Values of the opening columns for a plan; other columns 0. Empty when the plan has an opening
  /// that is not a candidate.
  std::vector<double> encode(const std::vector<PlannedSite>& openings) const;

 private:
  PlanModel(const Case& plan_case, const PlanOptions& options, const ModelForm& form);
  void add_openings();
  void add_tallies();
  std::vector<size_t> kinds_worth_opening(size_t place, const Mentioned& mentioned) const;
  void add_limits();
  Result<void> add_directives();
  Result<void> add_picks();
  std::vector<int> picked(const SitePick& pick) const;

  const Case& case_;
  const PlanOptions& options_;
  ModelForm form_;
  std::vector<directive::Opening> openings_;
  std::vector<std::vector<int>> tallies_;  // by phase and kind: how many open; -1: none can
  optim::MipModel columns_;
  std::vector<optim::Row> always_;
  std::vector<RowGroup> groups_;
  std::vector<optim::Term> preferred_;
  std::unique_ptr<directive::Compiler> compiler_;
};

}  // namespace dostyq::planning
