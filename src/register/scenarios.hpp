#pragma once

#include <map>
#include <string>
#include <vector>

#include "planning/plan.hpp"
#include "register/register.hpp"

// Plans that are kept, compared, and one of them adopted: its openings become intended facts.
namespace dostyq::registry {

/// What is asked of the planner, as typed; empty: no wish.
struct PlanRequest {
  std::vector<std::string> lock, forbid;        ///< PLACE[:KIND[:PHASE]]
  std::vector<std::string> without;             ///< orders left out
  std::map<std::string, std::string> readings;  ///< order → interpretation
  std::map<std::string, Date> slips;            ///< order → another due date
  std::optional<Date> not_before;               ///< empty: the day of the run
  bool near_adopted = false;      ///< change as little as possible from the plan in force
  double time_limit_seconds = 0;  ///< 0: none
  int budget_percent = 100;       ///< of every phase's budget
  double enough_gap = 0;          ///< an objective may stop when proven to within this share
};
std::string to_json(const PlanRequest& request);

struct Scenario {
  std::string id, name, author, at;
  int64_t sequence = 0;  ///< of the register that it was made on
  std::string options;   ///< JSON of the request
  std::string plan;      ///< plan.json
};
std::string digest(const Scenario& scenario);

/// Keeps a plan under the next free id, with an entry in the audit log. Errors: scenario.name,
/// planning.plan_* (the text is no plan of this programme), register.not_allowed.
Result<Scenario> keep_scenario(Register& facts, const Actor& actor, const std::string& name,
                               const std::string& options, const std::string& plan_json,
                               int64_t sequence);
/// Newest first, without the text of their plans.
Result<std::vector<Scenario>> list_scenarios(const store::Database& database);
/// Error: scenario.none (ErrorCode::kNotFound).
Result<Scenario> read_scenario(store::Transaction& transaction, const std::string& id);
Result<Scenario> read_scenario(const store::Database& database, const std::string& id);

/// Two plans side by side.
struct ScenarioComparison {
  std::vector<planning::PlannedSite> only_first, only_second, both;
  struct Figure {
    std::string name, unit;  ///< of an objective
    std::optional<int64_t> first, second;
  };
  std::vector<Figure> objectives;
  struct Verdicts {
    std::string directive, first, second;  ///< "" when a plan does not know the order
  };
  std::vector<Verdicts> verdicts;  ///< only where they differ
};
/// Errors: planning.plan_* of a plan that the programme no longer knows.
Result<ScenarioComparison> compare(const Scenario& first, const Scenario& second,
                                   const world::Programme& programme);

/// The openings of the scenario become the intended sites, each from the end of its phase; those of
/// an earlier plan go. The journal keeps both.
Submitted<Receipt> adopt(Register& facts, const Actor& actor, const std::string& id,
                         const std::string& reason);

}  // namespace dostyq::registry
