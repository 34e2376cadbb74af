#include "cli/plan_outputs.hpp"

#include <algorithm>
#include <functional>
#include <system_error>

#include "base/parallel.hpp"
#include "io/file.hpp"
#include "planning/export.hpp"
#include "report/build.hpp"
#include "report/html.hpp"
#include "report/outline.hpp"
#include "report/pdf.hpp"

namespace dostyq::cli {
namespace {

namespace fs = std::filesystem;

// Runs independent jobs on a few threads; the first error, in the order of the jobs.
Result<void> run_all(const std::vector<std::function<Result<void>()>>& jobs, int threads) {
  std::vector<Result<void>> done(jobs.size());
  for_each_index(jobs.size(), static_cast<unsigned>(threads),
                 [&](size_t i) { done[i] = jobs[i](); });
  const auto failed = std::find_if(done.begin(), done.end(), [](const auto& one) { return !one; });
  return failed == done.end() ? Result<void>{} : *failed;
}

void add_report(std::vector<std::function<Result<void>()>>& jobs, const report::Report& report,
                const fs::path& folder, const std::string& stem, bool page_per_language) {
  for (Language language : kLanguages) {
    const std::string tail = "." + std::string(code(language));
    jobs.push_back([&report, language, file = folder / (stem + tail + ".pdf")] {
      return report::write_pdf(report, language, file);
    });
    if (!page_per_language) continue;
    jobs.push_back([&report, language, file = folder / (stem + tail + ".html")] {
      return io::write_files({{file, report::to_html(report, language)}});
    });
  }
}

}  // namespace

Result<std::vector<report::Outline>> programme_outlines(const fs::path& folder,
                                                        const world::Programme& programme, Date day,
                                                        bool& indicative) {
  std::string boundaries;
  const fs::path own = folder / "boundaries.geojson";
  if (fs::exists(own)) {
    Result<std::string> text = io::read_file(own);
    if (!text) return tl::unexpected(text.error());
    boundaries = std::move(*text);
  }
  indicative = boundaries.empty();
  return report::outlines(programme, day, boundaries);
}

Result<void> write_outputs(const planning::Case& plan_case, const planning::Plan& plan,
                           const planning::PlanOptions& options, const OutputRequest& request) {
  std::error_code failed;
  fs::create_directories(request.out / "regions", failed);
  if (failed) return fail("file.not_writable", {failed.message()}, {request.out.string(), 0, ""});
  std::vector<io::NewFile> data{
      {request.out / "plan.json", request.plan_json},
      {request.out / "sites.geojson", planning::sites_geojson(plan, plan_case)},
      {request.out / "sites.csv", planning::sites_csv(plan, plan_case)}};
  if (plan_case.world.programme().places.size() > report::kMostPlacesShown)
    data.push_back({request.out / "settlements.csv", planning::settlements_csv(plan, plan_case)});
  if (Result<void> done = io::write_files(data); !done) return done;
  if (!request.reports) return {};

  report::BuildInput input{plan_case,         plan, options, request.as_of,
                           request.plan_json, {},   true,    request.sensitivity};
  Result<std::vector<report::Outline>> drawn = programme_outlines(
      request.programme_folder, plan_case.world.programme(),
      plan_case.world.programme().config.phases.front().start, input.outlines_are_indicative);
  if (!drawn) return tl::unexpected(drawn.error());
  input.outlines = std::move(*drawn);
  const Result<report::Report> country = report::build(input);
  if (!country) return tl::unexpected(country.error());
  std::vector<std::function<Result<void>()>> jobs;
  add_report(jobs, *country, request.out, "report", true);
  const std::vector<std::string> ids = report::region_ids(plan_case);
  std::vector<report::Report> regions;
  regions.reserve(ids.size());
  for (const std::string& id : ids) regions.push_back(report::for_region(*country, id));
  for (const report::Report& region : regions) {
    add_report(jobs, region, request.out / "regions", region.area, false);
    jobs.push_back([&region, file = request.out / "regions" / (region.area + ".html")] {
      return io::write_files({{file, report::to_html(region, Language::kKazakh)}});
    });
  }
  return run_all(jobs, request.threads);
}

}  // namespace dostyq::cli
