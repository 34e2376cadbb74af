#pragma once

#include <string>
#include <vector>

#include "cli/context.hpp"
#include "directive/evaluate.hpp"
#include "planning/conflicts.hpp"
#include "planning/plan.hpp"

// How verdicts, plans and conflicts look on a terminal.
namespace dostyq::cli {

/// "✓ met", coloured.
std::string show(directive::Status status, const Context& context);
/// 1 234 567 with the language's grouping.
std::string show(int64_t number, const Context& context);
/// A value of a measure as a person reads it: hundredths of a percent as "41.34 %", seconds as
/// minutes "36:34", money with its currency.
std::string show(int64_t value, const std::string& unit, const std::string& currency,
                 const Context& context);
std::string show(const planning::ObjectiveResult& objective, const world::Programme& programme,
                 const Context& context);
/// Lines of the conflict and its repairs.
void print_conflict(const planning::Conflict& conflict,
                    const std::vector<planning::Repair>& repairs, const planning::Case& plan_case,
                    const Context& context);
std::string show(const planning::Repair& repair, const Context& context);
/// "2027 Korday: branch"
std::string show(const planning::PlannedSite& site, const world::Programme& programme,
                 const Context& context);

}  // namespace dostyq::cli
