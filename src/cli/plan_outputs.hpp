#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "cli/context.hpp"
#include "planning/plan.hpp"
#include "planning/sensitivity.hpp"
#include "report/model.hpp"

namespace dostyq::cli {

struct OutputRequest {
  std::filesystem::path programme_folder;
  std::filesystem::path out;
  Date as_of;
  bool reports = true;
  int threads = 0;  ///< 0: as many as there are cores
  std::string plan_json;
  const planning::Sensitivity* sensitivity = nullptr;
};

/// Writes plan.json, sites.geojson, sites.csv, and with reports: report.{kk,ru,en}.{html,pdf},
/// regions/REGION.html and regions/REGION.{kk,ru,en}.pdf. Every file is written beside and renamed.
Result<void> write_outputs(const planning::Case& plan_case, const planning::Plan& plan,
                           const planning::PlanOptions& options, const OutputRequest& request);

/// The regions' outlines on `day`: the folder's own, else indicative ones (report/outline.hpp).
Result<std::vector<report::Outline>> programme_outlines(const std::filesystem::path& folder,
                                                        const world::Programme& programme, Date day,
                                                        bool& indicative);

}  // namespace dostyq::cli
