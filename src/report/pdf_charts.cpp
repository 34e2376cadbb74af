#include <algorithm>
#include <cmath>

#include "report/pdf_sections.hpp"
#include "report/pdf_symbols.hpp"

namespace dostyq::report {
namespace {

constexpr double kNames = 132, kBar = 182, kGap = 8;

/// A bar's segment; new ones are hatched too, so that they stand out from the existing one on grey
/// paper.
void segment(Canvas& canvas, const Rect& r, int phase) {
  if (r.width <= 0) return;
  canvas.fill(r, phase_color(phase));
  cairo_t* cr = canvas.cairo();
  if (phase >= 0) {
    cairo_save(cr);
    cairo_rectangle(cr, r.x, r.y, r.width, r.height);
    cairo_clip(cr);
    canvas.color(ink::kBlack, 0.45);
    cairo_set_line_width(cr, 0.5);
    const double step = 2.4 + 1.2 * (phase % 3);
    const int strokes = static_cast<int>(std::ceil((r.right() - r.x + r.height) / step));
    for (int i = 0; i < strokes; ++i) {
      const double x = r.x - r.height + i * step;
      const bool up = phase % 2 == 0;
      cairo_move_to(cr, x, up ? r.bottom() : r.y);
      cairo_line_to(cr, x + r.height, up ? r.y : r.bottom());
    }
    cairo_stroke(cr);
    cairo_restore(cr);
  }
  canvas.frame(r, ink::kWhite, 0.4);
}

void scale(Flow& flow, double x, double width) {
  Canvas& canvas = flow.canvas();
  for (int percent = 0; percent <= 100; percent += 25) {
    const Paragraph text =
        canvas.paragraph({{std::to_string(percent) + (percent == 100 ? "\u00a0%" : ""),
                           {6.5, false, false, ink::kGrey}}});
    canvas.draw(text, x + width * percent / 100 - text.width() / 2, flow.y);
  }
  flow.y += 10;
}

void legend(Flow& flow, const Report& report) {
  Canvas& canvas = flow.canvas();
  const Words& words = flow.words();
  double x = Flow::kLeft;
  for (int phase = -1; phase < static_cast<int>(report.phases.size()); ++phase) {
    segment(canvas, {x, flow.y + 2, 14, 7}, phase);
    const std::string name =
        phase < 0 ? words.say("legend.reached_already")
                  : words.say("legend.reached_in", {report.phases[static_cast<size_t>(phase)].id});
    const Paragraph text = canvas.paragraph({{name, {7.5}}});
    canvas.draw(text, x + 17, flow.y);
    x += 17 + text.width() + 12;
  }
  flow.y += 13;
}

void bar(Flow& flow, const Coverage& row) {
  Canvas& canvas = flow.canvas();
  const Words& words = flow.words();
  const Paragraph name = canvas.paragraph({{words(row.name), {7.8}}}, kNames);
  const double height = std::max(15.0, name.height() + 3);
  flow.need(height);
  const Tag tag(canvas, "P");
  const double middle = flow.y + height / 2, x = Flow::kLeft + kNames + kGap;
  canvas.draw(name, Flow::kLeft, middle - name.height() / 2);
  canvas.fill({x, middle - 4.5, kBar, 9}, ink::kPale);
  const int64_t after = row.by_phase.empty() ? row.before : row.by_phase.back();
  std::string text = words.say("chart.no_data"), note;
  if (row.people > 0) {
    auto length = [&](int64_t people) {
      return kBar * static_cast<double>(people) / static_cast<double>(row.people);
    };
    double from = length(row.before);
    segment(canvas, {x, middle - 4.5, from, 9}, -1);
    for (size_t phase = 0; phase < row.by_phase.size(); ++phase) {
      const double to = length(row.by_phase[phase]);
      segment(canvas, {x + from, middle - 4.5, to - from, 9}, static_cast<int>(phase));
      from = std::max(from, to);
    }
    text = words.percent(row.before, row.people) + " → " + words.percent(after, row.people);
    note = words.say("chart.people", {words.number(after), words.number(row.people)});
  }
  const double values = x + kBar + kGap;
  const Paragraph value = canvas.paragraph({{text, {7.8, true}}});
  canvas.draw(value, values, middle - value.height() / 2);
  const Paragraph people = canvas.paragraph({{note, {7, false, false, ink::kGrey}}});
  canvas.draw(people, Flow::kRight - people.width(), middle - people.height() / 2);
  flow.y += height;
}

}  // namespace

void draw_coverage_chart(Flow& flow, const Report& report, const std::vector<Coverage>& rows,
                         const std::string& title, int level) {
  if (rows.empty()) return;
  const double needed = 40 + 15.5 * static_cast<double>(std::min<size_t>(rows.size(), 24));
  flow.heading(title, std::min(needed, 420.0), level);
  legend(flow, report);
  scale(flow, Flow::kLeft + kNames + kGap, kBar);
  for (const Coverage& row : rows) bar(flow, row);
  flow.skip(4);
}

void draw_budget_chart(Flow& flow, const Report& report) {
  int64_t largest = 0;
  for (const Phase& phase : report.phases)
    largest = std::max({largest, phase.spent, phase.budget.value_or(0)});
  if (largest <= 0) return;
  Canvas& canvas = flow.canvas();
  const Words& words = flow.words();
  flow.heading(words.say("chart.budget"), 30 + 22 * static_cast<double>(report.phases.size()), 2);
  for (size_t i = 0; i < report.phases.size(); ++i) {
    const Phase& phase = report.phases[i];
    flow.need(22);
    const Tag tag(canvas, "P");
    const double x = Flow::kLeft + kNames + kGap, middle = flow.y + 10;
    auto length = [&](int64_t money) {
      return kBar * static_cast<double>(money) / static_cast<double>(largest);
    };
    const Paragraph name =
        canvas.paragraph({{words.say("chart.phase", {phase.id}), {7.8}}}, kNames);
    canvas.draw(name, Flow::kLeft, middle - name.height() / 2);
    segment(canvas, {x, middle - 5, length(phase.spent), 10}, static_cast<int>(i));
    if (phase.budget) canvas.frame({x, middle - 7, length(*phase.budget), 14}, ink::kBlack, 0.9);
    const std::string budget =
        phase.budget ? words.say("chart.spent_of", {words.money(phase.spent, report.currency),
                                                    words.money(*phase.budget, report.currency)})
                     : words.say("chart.spent", {words.money(phase.spent, report.currency)});
    const Paragraph value = canvas.paragraph(
        {{budget, {7.5, true}},
         {"  " + words.confidence(phase.confidence), {7, false, false, ink::kGrey}}},
        Flow::kRight - x - kBar - kGap);
    canvas.draw(value, x + kBar + kGap, middle - value.height() / 2);
    flow.y += std::max(21.0, value.height() + 3);
  }
  flow.paragraph(words.say("chart.budget_note"), {7, false, false, ink::kGrey});
}

}  // namespace dostyq::report
