#include <algorithm>
#include <numeric>

#include "report/pdf_sections.hpp"
#include "report/pdf_symbols.hpp"
#include "report/pdf_table.hpp"

namespace dostyq::report {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

Cell text(std::string words, Style style = {8}) { return {{{{std::move(words), style}}}, {}, ""}; }

Row row_of(const Site& site, int number, const Report& report, const Words& words) {
  constexpr Style kQuiet{7, false, false, ink::kGrey};
  Row row;
  row.cells = {text(std::to_string(number), kQuiet),
               text(words(site.place), {8, true}),
               text(words(site.region)),
               text(words(site.kind_name)),
               text(words.money(site.open_cost, report.currency)),
               text(words.number(site.newly_reached)),
               text(joined(site.because))};
  if (!words(site.district).empty() && words(site.district) != words(site.place)) {
    row.cells[1].paragraphs.push_back({{words(site.district), kQuiet}});
  }
  row.cells[4].paragraphs.push_back({{words.confidence(site.confidence), kQuiet}});
  const int phase = site.phase;
  const bool house = site.is_house;
  row.cells[1].sign = {
      12, [=](Canvas& canvas, double x, double y) { site_mark(canvas, phase, house, x, y, 0.9); }};
  return row;
}

}  // namespace

void draw_openings(Flow& flow, const Report& report) {
  const Words& words = flow.words();
  std::vector<const Site*> opened;
  for (const Site& site : report.sites) {
    if (site.phase >= 0 && (!report.regional || site.region_id == report.area))
      opened.push_back(&site);
  }
  if (opened.empty()) {
    flow.heading(words.say("openings"), 20);
    return flow.paragraph(words.say("openings.none"));
  }
  Table table(
      flow,
      {{words.say("opening.number"), 22},
       {words.say("opening.place"), 102},
       {words.say("opening.region"), 92},
       {words.say("opening.kind"), 128},
       {words.say("opening.cost"), 64, Align::kRight},
       {words.say("opening.newly_reached"), 48, Align::kRight},
       {words.say("opening.because"), Flow::kWidth - 456}},
      {words.say("openings"), words.say("openings.intro", {std::to_string(report.minutes)})});
  int number = 0;
  for (size_t phase = 0; phase < report.phases.size(); ++phase) {
    std::vector<const Site*> here;
    std::copy_if(opened.begin(), opened.end(), std::back_inserter(here),
                 [&](const Site* site) { return site->phase == static_cast<int>(phase); });
    if (here.empty()) continue;
    const int64_t cost =
        std::accumulate(here.begin(), here.end(), int64_t{0},
                        [](int64_t sum, const Site* site) { return sum + site->open_cost; });
    table.band(words.say("openings.phase",
                         {report.phases[phase].id, words.date(report.phases[phase].end),
                          std::to_string(here.size()), words.money(cost, report.currency)}));
    for (const Site* site : here) table.add(row_of(*site, ++number, report, words));
  }
}

}  // namespace dostyq::report
