#include "report/pdf_symbols.hpp"

#include <array>
#include <cmath>
#include <numbers>

namespace dostyq::report {
namespace {

constexpr double kPi = std::numbers::pi;

/// A polygon with its corners on a circle, or a star when `inner` < 1; the first corner at `start`
/// (0 is up).
void corners(cairo_t* cr, int count, double x, double y, double radius, double start,
             double inner = 1) {
  const int points = inner < 1 ? 2 * count : count;
  for (int i = 0; i < points; ++i) {
    const double angle = start - kPi / 2 + 2 * kPi * i / points;
    const double r = inner < 1 && i % 2 ? radius * inner : radius;
    if (i == 0) {
      cairo_move_to(cr, x + r * std::cos(angle), y + r * std::sin(angle));
    } else {
      cairo_line_to(cr, x + r * std::cos(angle), y + r * std::sin(angle));
    }
  }
  cairo_close_path(cr);
}

void circle(cairo_t* cr, double x, double y, double radius) {
  cairo_new_sub_path(cr);
  cairo_arc(cr, x, y, radius, 0, 2 * kPi);
  cairo_close_path(cr);
}

void stroke_points(cairo_t* cr, std::initializer_list<std::array<double, 2>> points) {
  bool first = true;
  for (const auto& p : points) {
    first ? cairo_move_to(cr, p[0], p[1]) : cairo_line_to(cr, p[0], p[1]);
    first = false;
  }
  cairo_stroke(cr);
}

}  // namespace

Color phase_color(int phase) {
  constexpr std::array kColors{ink::kOrange, ink::kSky,    ink::kGreen,
                               ink::kPurple, ink::kYellow, ink::kVermillion};
  return phase < 0 ? ink::kDark : kColors[static_cast<size_t>(phase) % kColors.size()];
}

void phase_shape(Canvas& canvas, int phase, double x, double y, double radius) {
  cairo_t* cr = canvas.cairo();
  if (phase < 0) return circle(cr, x, y, radius);
  switch (phase % 6) {
    case 0:
      return corners(cr, 4, x, y, radius * 1.2, kPi / 4);
    case 1:
      return corners(cr, 3, x, y + radius * 0.15, radius * 1.35, 0);
    case 2:
      return corners(cr, 4, x, y, radius * 1.3, 0);
    case 3:
      return corners(cr, 5, x, y, radius * 1.15, 0);
    case 4:
      return corners(cr, 3, x, y - radius * 0.15, radius * 1.35, kPi);
    default:
      return corners(cr, 5, x, y, radius * 1.45, 0, 0.45);
  }
}

void site_mark(Canvas& canvas, int phase, bool is_house, double x, double y, double size) {
  cairo_t* cr = canvas.cairo();
  const double radius = (phase < 0 ? 2.9 : is_house ? 3.9 : 3.1) * size;
  cairo_set_line_join(cr, CAIRO_LINE_JOIN_MITER);
  phase_shape(canvas, phase, x, y, radius);
  if (is_house) {
    canvas.color(ink::kWhite);
    cairo_set_line_width(cr, 1.9 * size);
    cairo_stroke_preserve(cr);
    canvas.color(phase_color(phase));
    cairo_fill_preserve(cr);
    canvas.color(ink::kBlack);
    cairo_set_line_width(cr, 0.6 * size);
    cairo_stroke(cr);
    return;
  }
  canvas.color(ink::kBlack);
  cairo_set_line_width(cr, 2.4 * size);
  cairo_stroke_preserve(cr);
  canvas.color(ink::kWhite);
  cairo_fill_preserve(cr);
  canvas.color(phase_color(phase));
  cairo_set_line_width(cr, 1.3 * size);
  cairo_stroke(cr);
}

Color verdict_color(const std::string& verdict) {
  if (verdict == "met") return Color::hex(0x007a5a);
  if (verdict == "on_track") return ink::kBlue;
  if (verdict == "at_risk") return Color::hex(0x9a6700);
  if (verdict == "not_met") return Color::hex(0xb84a00);
  return ink::kGrey;
}

void verdict_sign(Canvas& canvas, const std::string& verdict, double x, double y, double r) {
  cairo_t* cr = canvas.cairo();
  const Color color = verdict_color(verdict);
  cairo_save(cr);
  cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_width(cr, r * 0.32);
  canvas.color(color);
  if (verdict == "at_risk") {
    corners(cr, 3, x, y + r * 0.2, r * 1.2, 0);
    cairo_fill(cr);
    canvas.color(ink::kWhite);
    stroke_points(cr, {{x, y - r * 0.4}, {x, y + r * 0.2}});
    circle(cr, x, y + r * 0.55, r * 0.16);
    cairo_fill(cr);
  } else if (verdict == "met" || verdict == "on_track" || verdict == "not_met") {
    circle(cr, x, y, r);
    cairo_fill(cr);
    canvas.color(ink::kWhite);
    if (verdict == "met") {
      stroke_points(cr,
                    {{x - r * 0.45, y}, {x - r * 0.1, y + r * 0.38}, {x + r * 0.48, y - r * 0.35}});
    } else if (verdict == "on_track") {
      stroke_points(cr, {{x - r * 0.5, y}, {x + r * 0.5, y}});
      stroke_points(cr, {{x + r * 0.1, y - r * 0.4}, {x + r * 0.5, y}, {x + r * 0.1, y + r * 0.4}});
    } else {
      stroke_points(cr, {{x - r * 0.38, y - r * 0.38}, {x + r * 0.38, y + r * 0.38}});
      stroke_points(cr, {{x - r * 0.38, y + r * 0.38}, {x + r * 0.38, y - r * 0.38}});
    }
  } else {
    circle(cr, x, y, r * 0.86);
    cairo_stroke(cr);
    if (verdict == "no_data") {
      stroke_points(cr, {{x - r * 0.4, y}, {x + r * 0.4, y}});
    } else {
      circle(cr, x, y, r * 0.18);
      cairo_fill(cr);
    }
  }
  cairo_restore(cr);
}

Sign sign_of_verdict(const std::string& verdict) {
  return {12,
          [verdict](Canvas& canvas, double x, double y) { verdict_sign(canvas, verdict, x, y); }};
}

}  // namespace dostyq::report
