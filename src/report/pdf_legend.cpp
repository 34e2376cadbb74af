#include <functional>

#include "report/pdf_map.hpp"
#include "report/pdf_symbols.hpp"

namespace dostyq::report {
namespace {

/// Entries side by side, wrapped like words.
class Legend {
 public:
  explicit Legend(Flow& flow) : flow_(flow) {}

  void add(double sign_width, const std::function<void(double x, double y)>& sign,
           const std::string& words) {
    Canvas& canvas = flow_.canvas();
    const Paragraph text = canvas.paragraph({{words, {7.5, false, false, ink::kBlack}}});
    const double width = sign_width + 3 + text.width();
    if (x_ > Flow::kLeft && x_ + width > Flow::kRight) {
      x_ = Flow::kLeft;
      flow_.y += 13;
    }
    if (sign) sign(x_, flow_.y + 6);
    canvas.draw(text, x_ + (sign_width > 0 ? sign_width + 3 : 0), flow_.y + 6 - text.height() / 2);
    x_ += width + 13;
  }
  void finish() { flow_.y += 15; }

 private:
  Flow& flow_;
  double x_ = Flow::kLeft;
};

std::string phase_words(const Words& words, const Report& report, int phase) {
  if (phase < 0) return words.say("legend.open_already");
  const Phase& p = report.phases[static_cast<size_t>(phase)];
  return words.say("legend.phase", {p.id, words.date(p.end)});
}

}  // namespace

void sites_map(Flow& flow, const Report& report, double most_height) {
  Canvas& canvas = flow.canvas();
  const Words& words = flow.words();
  {
    const Tag figure(canvas, "Figure");
    Map map(canvas, words, report, flow.y, most_height);
    map.draw_sites();
    flow.y = map.rect().bottom() + map.draw_caption() + 3;
  }
  Legend legend(flow);
  for (int phase = -1; phase < static_cast<int>(report.phases.size()); ++phase) {
    legend.add(
        20,
        [&](double x, double y) {
          site_mark(canvas, phase, true, x + 5, y);
          site_mark(canvas, phase, false, x + 15, y);
        },
        phase_words(words, report, phase));
  }
  legend.add(0, nullptr, words.say("legend.filled"));
  legend.finish();
}

void coverage_map(Flow& flow, const Report& report, double most_height) {
  Canvas& canvas = flow.canvas();
  const Words& words = flow.words();
  cairo_t* cr = canvas.cairo();
  const Tag figure(canvas, "Figure");
  Map map(canvas, words, report, flow.y, most_height);
  map.draw_coverage();
  flow.y = map.rect().bottom() + map.draw_caption() + 3;
  Legend legend(flow);
  for (int phase = -1; phase < static_cast<int>(report.phases.size()); ++phase) {
    legend.add(
        9,
        [&](double x, double y) {
          phase_shape(canvas, phase, x + 4.5, y, 3.6);
          canvas.color(phase_color(phase));
          cairo_fill_preserve(cr);
          canvas.color(ink::kBlack);
          cairo_set_line_width(cr, 0.35);
          cairo_stroke(cr);
        },
        phase < 0 ? words.say("legend.reached_already")
                  : words.say("legend.reached_in", {report.phases[static_cast<size_t>(phase)].id}));
  }
  legend.add(
      9,
      [&](double x, double y) {
        phase_shape(canvas, -1, x + 4.5, y, 3.6);
        canvas.color(ink::kVermillion);
        cairo_set_line_width(cr, 0.9);
        cairo_stroke(cr);
      },
      words.say("legend.not_reached"));
  for (const int64_t people : {10'000, 50'000, 200'000, 1'000'000}) {
    const double radius = map.dot(people);
    if (!map.to_scale(people) || radius > 6.5) continue;
    legend.add(
        2 * radius,
        [&](double x, double y) {
          phase_shape(canvas, -1, x + radius, y, radius);
          canvas.color(ink::kGrey);
          cairo_set_line_width(cr, 0.5);
          cairo_stroke(cr);
        },
        words.say("legend.people", {words.number(people)}));
  }
  legend.finish();
}

}  // namespace dostyq::report
