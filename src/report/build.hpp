#pragma once

#include <string>
#include <vector>

#include "base/error.hpp"
#include "planning/case.hpp"
#include "planning/options.hpp"
#include "planning/plan.hpp"
#include "planning/sensitivity.hpp"
#include "report/model.hpp"

namespace dostyq::report {

/// How much of the report is wanted. kOrders: openings, orders and coverage, without settlements,
/// notes and the sites that stand already. kCoverage: the same without orders, which nothing is
/// evaluated for but what the openings are needed by.
enum class Extent { kWhole, kOrders, kCoverage };

struct BuildInput {
  const planning::Case& plan_case;
  const planning::Plan& plan;
  const planning::PlanOptions& options;
  Date as_of;             ///< day of "today"
  std::string plan_json;  ///< hashed into the report
  std::vector<Outline> outlines;
  bool outlines_are_indicative = true;
  const planning::Sensitivity* sensitivity = nullptr;
  Extent extent = Extent::kWhole;
};

/// Settlements that a report lists and draws at most; all of them stand in settlements.csv.
inline constexpr size_t kMostPlacesShown = 4'000;

/// The country's report.
Result<Report> build(const BuildInput& input);

/// The same, narrowed to one region: its sites and settlements, the orders that concern it, its
/// share of coverage and cost.
Report for_region(const Report& country, const std::string& region_id);

/// Ids of the regions on the first day of planning, sorted.
std::vector<std::string> region_ids(const planning::Case& plan_case);

}  // namespace dostyq::report
