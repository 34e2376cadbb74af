#include "report/pdf.hpp"

#include <fstream>
#include <system_error>

#include "report/pdf_canvas.hpp"
#include "report/pdf_flow.hpp"
#include "report/pdf_map.hpp"
#include "report/pdf_sections.hpp"
#include "report/pdf_words.hpp"

namespace dostyq::report {
namespace {

std::vector<Coverage> own_regions(const Report& report) {
  std::vector<Coverage> own;
  for (const Coverage& region : report.regions) {
    if (region.id == report.area) own.push_back(region);
  }
  return own;
}

std::string draw(const Report& report, Language language) {
  const Words words(language);
  const std::string title = words(report.programme) + ": " + words(report.area_name);
  Canvas canvas(
      {title, "Dostyq",
       words.say(report.regional ? "subtitle_region" : "subtitle", {words.date(report.as_of)}),
       report.as_of, language});
  {
    const Tag document(canvas, "Document");
    Flow flow(canvas, words, title, words.date(report.as_of));
    draw_summary(flow, report);
    flow.next_page();
    flow.heading(words.say("coverage", {std::to_string(report.minutes)}), 200);
    coverage_map(flow, report, report.regional ? 220 : 300);
    if (report.regional)
      draw_coverage_chart(flow, report, own_regions(report), words.say("chart.regions"), 2);
    draw_openings(flow, report);
    draw_orders(flow, report);
    if (!report.regional) flow.heading(words.say("charts"), 330);
    if (!report.regional)
      draw_coverage_chart(flow, report, report.regions, words.say("chart.regions"), 2);
    draw_coverage_chart(flow, report, report.groups, words.say("chart.groups"), 2);
    if (!report.regional) draw_budget_chart(flow, report);
    draw_method(flow, report);
  }
  return canvas.finish();
}

}  // namespace

Result<void> write_pdf(const Report& report, Language language, const std::filesystem::path& file) {
  const std::string bytes = draw(report, language);
  if (bytes.empty()) return fail("report.pdf.draw", {file.string()}, {}, ErrorCode::kInternal);
  const std::filesystem::path beside = file.string() + ".part";
  std::ofstream out(beside, std::ios::binary);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  out.close();
  std::error_code failed;
  if (out) std::filesystem::rename(beside, file, failed);
  if (!out || failed) {
    std::filesystem::remove(beside, failed);
    return fail("report.pdf.write", {file.string()});
  }
  return {};
}

}  // namespace dostyq::report
