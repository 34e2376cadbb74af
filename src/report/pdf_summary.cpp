#include <algorithm>
#include <array>

#include "report/pdf_map.hpp"
#include "report/pdf_sections.hpp"
#include "report/pdf_symbols.hpp"
#include "report/pdf_table.hpp"

namespace dostyq::report {
namespace {

constexpr Style kSmall{7.5, false, false, ink::kGrey};

void title(Flow& flow, const Report& report) {
  Canvas& canvas = flow.canvas();
  const Words& words = flow.words();
  canvas.fill({0, 0, Canvas::kWidth, 6}, ink::kBlue);
  flow.y = 36;
  const std::string date = words.date(report.as_of);
  flow.paragraph(words(report.programme), {9.5, false, false, ink::kGrey}, 1);
  const Paragraph name =
      canvas.paragraph({{words(report.area_name), {22, true, false, ink::kBlue}}}, Flow::kWidth);
  canvas.bookmark(words.say("summary"), 1, 0);
  {
    const Tag tag(canvas, "H1");
    canvas.draw(name, Flow::kLeft, flow.y);
  }
  flow.y += name.height() + 1;
  flow.paragraph(words.say(report.regional ? "subtitle_region" : "subtitle", {date}),
                 {9.5, false, false, ink::kBlack}, 8);
}

/// The first objective whose bound is not reached.
std::string gap(const Report& report) {
  for (const ObjectiveLine& line : report.objectives) {
    if (line.gap.find_first_of("123456789") != std::string::npos) return line.gap;
  }
  return "";
}

void status(Flow& flow, const Report& report) {
  Canvas& canvas = flow.canvas();
  const Words& words = flow.words();
  const std::string verdict = report.status == "optimal"    ? "met"
                              : report.status == "conflict" ? "not_met"
                                                            : "at_risk";
  const std::string open = gap(report);
  Runs runs{{words.say("status." + report.status), {9.5, true, false, verdict_color(verdict)}}};
  if (!open.empty() && report.status != "optimal") {
    runs.push_back(
        {"  " + words.say("status.gap", {words.figure(open)}), {9.5, false, false, ink::kBlack}});
  }
  const Paragraph text = canvas.paragraph(runs, Flow::kWidth - 40);
  const double height = text.height() + 10;
  canvas.fill({Flow::kLeft, flow.y, Flow::kWidth, height}, ink::kPale);
  canvas.fill({Flow::kLeft, flow.y, 3, height}, verdict_color(verdict));
  verdict_sign(canvas, verdict, Flow::kLeft + 16, flow.y + height / 2, 6);
  const Tag tag(canvas, "P");
  canvas.draw(text, Flow::kLeft + 30, flow.y + 5);
  flow.y += height + 10;
}

struct Tile {
  std::string caption;
  Runs figure;
  std::string note;
};

void tiles(Flow& flow, const std::vector<Tile>& all, const std::vector<double>& widths) {
  Canvas& canvas = flow.canvas();
  constexpr double kBetween = 10;
  // Caption, figure and note of all tiles stand on common lines.
  std::vector<Paragraph> lines[3];
  double heights[3] = {}, baseline = 0;
  for (size_t i = 0; i < all.size(); ++i) {
    const double width = widths[i] * Flow::kWidth - kBetween;
    const Runs parts[] = {{{all[i].caption, kSmall}}, all[i].figure, {{all[i].note, kSmall}}};
    for (size_t k = 0; k < 3; ++k) {
      lines[k].push_back(canvas.paragraph(parts[k], width));
      heights[k] = std::max(heights[k], lines[k].back().height());
    }
    baseline = std::max(baseline, lines[1].back().baseline());
  }
  double x = Flow::kLeft;
  for (size_t i = 0; i < all.size(); ++i) {
    const Tag tag(canvas, "P");
    const double width = widths[i] * Flow::kWidth;
    canvas.line(x, flow.y, x + width - kBetween, flow.y, ink::kBlue, 1.2);
    double y = flow.y + 4;
    for (size_t k = 0; k < 3; ++k) {
      canvas.draw(lines[k][i], x, k == 1 ? y + baseline - lines[k][i].baseline() : y);
      y += heights[k] + 1;
    }
    x += width;
  }
  flow.y += heights[0] + heights[1] + heights[2] + 14;
}

Runs change(const std::string& before, const std::string& after, double size) {
  const Style strong{size, true, false, ink::kBlack}, arrow{size * 0.75, false, false, ink::kGrey};
  if (before == after) return {{after, strong}};
  return {{before, {size, false, false, ink::kGrey}}, {" → ", arrow}, {after, strong}};
}

void figures(Flow& flow, const Report& report) {
  const Words& words = flow.words();
  const KeyFigures k = key_figures(report);
  auto number = [&](int64_t n) { return words.number(n); };
  tiles(flow,
        {{words.say("tile.houses"), change(number(k.houses_now), number(k.houses_end), 16),
          words.say("tile.representations", {number(k.others_now), number(k.others_end)})},
         {words.say("tile.people", {std::to_string(report.minutes)}),
          change(words.percent(k.before, k.people), words.percent(k.after, k.people), 16),
          words.say("tile.people_note", {number(k.before), number(k.after), number(k.people)})},
         {words.say("tile.orders"),
          {{number(k.met), {16, true, false, ink::kBlack}},
           {" / " + number(k.plannable), {12, false, false, ink::kGrey}}},
          words.say("tile.orders_note", {number(static_cast<int64_t>(report.orders.size()))})},
         {words.say("tile.cost"),
          {{words.money(k.open_cost, report.currency), {12.5, true, false, ink::kBlack}}},
          words.say("tile.cost_note", {words.money(k.year_cost, report.currency)})}},
        {0.21, 0.31, 0.24, 0.24});
}

void verdict_counts(Flow& flow, const Report& report) {
  constexpr std::array kVerdicts{"met", "on_track", "at_risk", "not_met", "no_data", "described"};
  Canvas& canvas = flow.canvas();
  const Words& words = flow.words();
  for (const bool today : {true, false}) {
    const Tag tag(canvas, "P");
    const Paragraph label = canvas.paragraph(
        {{words.say(today ? "orders_today" : "orders_by_plan"), {8, true, false, ink::kBlack}}},
        92);
    canvas.draw(label, Flow::kLeft, flow.y);
    double x = Flow::kLeft + 98;
    for (const char* verdict : kVerdicts) {
      const auto count = std::count_if(
          report.orders.begin(), report.orders.end(),
          [&](const Order& order) { return (today ? order.today : order.plan) == verdict; });
      if (count == 0) continue;
      const Paragraph text = canvas.paragraph(
          {{words.say(std::string("verdict.") + verdict) + " ", {8, false, false, ink::kBlack}},
           {std::to_string(count), {8, true, false, ink::kBlack}}});
      if (x + 11 + text.width() > Flow::kRight) {
        x = Flow::kLeft + 98;
        flow.y += 13;
      }
      verdict_sign(canvas, verdict, x + 4, flow.y + 5.7, 4);
      canvas.draw(text, x + 11, flow.y);
      x += text.width() + 23;
    }
    flow.y += std::max(14.0, label.height() + 2);
  }
}

/// Every order's number with the signs of its verdict today and by the plan.
void at_a_glance(Flow& flow, const Report& report) {
  if (report.orders.empty()) return;
  Canvas& canvas = flow.canvas();
  const Words& words = flow.words();
  const Paragraph label =
      canvas.paragraph({{words.say("orders_each"), {8, true, false, ink::kBlack}}}, 92);
  const Tag tag(canvas, "P");
  canvas.draw(label, Flow::kLeft, flow.y);
  constexpr double kFirst = Flow::kLeft + 98;
  double x = kFirst, lowest = flow.y + label.height();
  for (const Order& order : report.orders) {
    const Paragraph id = canvas.paragraph({{order.id, {8, true, false, ink::kBlue}}});
    const double width = std::max(id.width() + 32, 56.0);
    if (x + width > Flow::kRight) x = kFirst, flow.y += 13;
    canvas.draw(id, x, flow.y);
    const double sign = x + id.width() + 7;
    verdict_sign(canvas, order.today, sign, flow.y + 5.7, 3.6);
    canvas.line(sign + 5, flow.y + 5.7, sign + 8.5, flow.y + 5.7, ink::kGrey, 0.6);
    verdict_sign(canvas, order.plan, sign + 13.5, flow.y + 5.7, 3.6);
    x += width;
  }
  flow.y = std::max(flow.y + 14, lowest + 2);
}

/// A phase in the report's own area: the budget is the country's and stays out of a regional
/// report.
struct PhaseFigures {
  int openings = 0;
  int64_t spent = 0, people = 0, reached = 0;
};

PhaseFigures phase_figures(const Report& report, size_t phase) {
  PhaseFigures f{report.phases[phase].openings, report.phases[phase].spent, 0, 0};
  for (const Coverage& region : report.regions) {
    if (report.regional && region.id != report.area) continue;
    f.people += region.people;
    if (phase < region.by_phase.size()) f.reached += region.by_phase[phase];
  }
  if (!report.regional) return f;
  f.openings = 0, f.spent = 0;
  for (const Site& site : report.sites) {
    if (site.region_id != report.area || site.phase != static_cast<int>(phase)) continue;
    ++f.openings;
    f.spent += site.open_cost;
  }
  return f;
}

void phases(Flow& flow, const Report& report) {
  if (report.phases.empty()) return;
  const Words& words = flow.words();
  flow.skip(4);
  const double budget_width = report.regional ? 0 : 80;
  std::vector<Column> columns{{words.say("phase"), 72},
                              {words.say("phase.period"), 242 - budget_width},
                              {words.say("phase.openings"), 64, Align::kRight},
                              {words.say("phase.spent"), 76, Align::kRight},
                              {words.say("phase.reached"), Flow::kWidth - 454, Align::kRight}};
  if (!report.regional) {
    columns.insert(columns.begin() + 4, {words.say("phase.budget"), budget_width, Align::kRight});
  }
  Table table(flow, std::move(columns));
  for (size_t i = 0; i < report.phases.size(); ++i) {
    const Phase& phase = report.phases[i];
    const PhaseFigures f = phase_figures(report, i);
    auto cell = [](std::string text, bool bold = false) {
      return Cell{{{{std::move(text), {8, bold}}}}, {}, ""};
    };
    Row row;
    row.cells = {cell(phase.id, true),
                 cell(words.date(phase.start) + " – " + words.date(phase.end)),
                 cell(words.number(f.openings)), cell(words.money(f.spent, report.currency)),
                 cell(words.percent(f.reached, f.people))};
    if (!report.regional) {
      row.cells.insert(row.cells.begin() + 4,
                       cell(phase.budget ? words.money(*phase.budget, report.currency)
                                         : words.say("phase.no_limit")));
    }
    const int index = static_cast<int>(i);
    row.cells[0].sign = {13, [index](Canvas& canvas, double x, double y) {
                           site_mark(canvas, index, true, x, y, 0.9);
                         }};
    table.add(row);
  }
}

}  // namespace

KeyFigures key_figures(const Report& report) {
  KeyFigures k;
  auto own = [&](const std::string& region) { return !report.regional || region == report.area; };
  for (const Site& site : report.sites) {
    if (!own(site.region_id)) continue;
    int& now = site.is_house ? k.houses_now : k.others_now;
    int& end = site.is_house ? k.houses_end : k.others_end;
    now += site.phase < 0;
    ++end;
    if (site.phase < 0) continue;
    k.open_cost += site.open_cost;
    k.year_cost += site.year_cost;
  }
  for (const Coverage& region : report.regions) {
    if (!own(region.id)) continue;
    k.people += region.people;
    k.before += region.before;
    k.after += region.by_phase.empty() ? region.before : region.by_phase.back();
  }
  for (const Order& order : report.orders) {
    k.plannable += order.plannable;
    // What is met on demo data only is not met in a total.
    k.met += order.plannable && order.plan == "met" && order.confidence != Confidence::kDemo;
  }
  return k;
}

void draw_summary(Flow& flow, const Report& report) {
  title(flow, report);
  status(flow, report);
  figures(flow, report);
  flow.skip(2);
  sites_map(flow, report, report.regional ? 300 : 320);
  flow.skip(2);
  verdict_counts(flow, report);
  at_a_glance(flow, report);
  phases(flow, report);
}

}  // namespace dostyq::report
