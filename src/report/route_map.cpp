#include "report/route_map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numbers>

#include "i18n/phrase.hpp"

namespace dostyq::report {
namespace {

using routes::Stop;
using Spot = RouteMap::Spot;

constexpr Color kLand = Color::hex(0xfbfaf5);
constexpr double kRadius = 6;         // of a stop's mark
constexpr double kLeastShown = 1000;  // metres

}  // namespace

RouteMap::RouteMap(Canvas& canvas, const routes::Tourism& tourism, const routes::Itinerary& route,
                   const std::vector<size_t>& numbered, Language language, const Rect& box)
    : canvas_(canvas), tourism_(tourism), numbered_(numbered), language_(language), box_(box) {
  const std::vector<Coordinate> line = routes::line_along(tourism, route);
  Extent extent;
  for (const Coordinate point : line) extent.add(point);
  if (extent.empty()) return;
  projection_ = Projection::of(extent);
  double west = HUGE_VAL, east = -HUGE_VAL, south = HUGE_VAL, north = -HUGE_VAL;
  for (const Coordinate point : line) {
    const Projection::Point p = projection_.forward(point);
    west = std::min(west, p.x), east = std::max(east, p.x);
    south = std::min(south, p.y), north = std::max(north, p.y);
  }
  scale_ = std::min((box.width - 130) / std::max(kLeastShown, east - west),
                    (box.height - 70) / std::max(kLeastShown, north - south));
  middle_x_ = (west + east) / 2, middle_y_ = (south + north) / 2;
  for (const Coordinate point : line) way_.push_back(at(point));
  for (const size_t stop : numbered) marks_.push_back(at(tourism.stops[stop].at));
  spread_marks();
}

Spot RouteMap::at(Coordinate point) const {
  const Projection::Point p = projection_.forward(point);
  return {box_.x + box_.width / 2 + (p.x - middle_x_) * scale_,
          box_.y + box_.height / 2 - (p.y - middle_y_) * scale_};
}

/// Stops that would cover each other are pushed apart, a little at a time.
void RouteMap::spread_marks() {
  constexpr double kApart = 2 * kRadius + 1.5;
  for (int round = 0; round < 200; ++round) {
    bool moved = false;
    for (size_t i = 0; i < marks_.size(); ++i) {
      for (size_t j = i + 1; j < marks_.size(); ++j) {
        double dx = marks_[j].x - marks_[i].x, dy = marks_[j].y - marks_[i].y;
        const double apart = std::hypot(dx, dy);
        if (apart >= kApart) continue;
        if (apart < 1e-6) {  // one place: each pair in a direction of its own
          const double angle = 2.4 * static_cast<double>(j);
          dx = std::cos(angle), dy = std::sin(angle);
        } else {
          dx /= apart, dy /= apart;
        }
        const double by = (kApart - apart) / 2 + 0.01;
        marks_[i].x -= dx * by, marks_[i].y -= dy * by;
        marks_[j].x += dx * by, marks_[j].y += dy * by;
        moved = true;
      }
    }
    if (!moved) return;
  }
}

void RouteMap::draw(const std::vector<Outline>& outlines) {
  cairo_t* cairo = canvas_.cairo();
  cairo_save(cairo);
  cairo_rectangle(cairo, box_.x, box_.y, box_.width, box_.height);
  cairo_clip(cairo);
  canvas_.fill(box_, ink::kPale);
  draw_regions(outlines);
  draw_way();
  LabelPlacer placer({box_.x + 3, box_.y + 3, box_.width - 6, box_.height - 6});
  for (const Spot mark : marks_)
    placer.avoid({mark.x - kRadius, mark.y - kRadius, 2 * kRadius, 2 * kRadius});
  for (size_t i = 1; i < way_.size(); ++i) placer.avoid_line(way_[i - 1], way_[i]);
  placer.avoid({box_.x, box_.bottom() - 28, 0.3 * box_.width, 28});  // the scale
  for (size_t number = 0; number < numbered_.size(); ++number) {
    const Spot home = at(tourism_.stops[numbered_[number]].at);
    canvas_.line(home.x, home.y, marks_[number].x, marks_[number].y, ink::kGrey, 0.5);
  }
  for (size_t number = 0; number < numbered_.size(); ++number)
    mark(canvas_, tourism_.stops[numbered_[number]].house, std::to_string(number + 1),
         marks_[number]);
  name_stops(placer);
  name_regions(outlines, placer);
  draw_scale();
  cairo_restore(cairo);
  canvas_.frame(box_, ink::kLine, 0.5);
}

void RouteMap::mark(Canvas& canvas, bool house, const std::string& number, Spot at) {
  cairo_t* cairo = canvas.cairo();
  cairo_new_path(cairo);
  if (house) {
    cairo_rectangle(cairo, at.x - kRadius + 0.5, at.y - kRadius + 0.5, 2 * kRadius - 1,
                    2 * kRadius - 1);
    canvas.color(ink::kVermillion);
  } else {
    cairo_arc(cairo, at.x, at.y, kRadius, 0, 2 * std::numbers::pi);
    canvas.color(ink::kBlue);
  }
  cairo_fill_preserve(cairo);
  canvas.color(ink::kWhite);
  cairo_set_line_width(cairo, 0.8);
  cairo_stroke(cairo);
  if (number.empty()) return;
  const Paragraph digits =
      canvas.paragraph({{number, {number.size() > 1 ? 6.5 : 7.5, true, false, ink::kWhite}}});
  canvas.draw(digits, at.x - digits.width() / 2, at.y - digits.height() / 2);
}

void RouteMap::draw_regions(const std::vector<Outline>& outlines) {
  cairo_t* cairo = canvas_.cairo();
  cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
  for (const Outline& outline : outlines) {
    cairo_new_path(cairo);
    for (const auto& polygon : outline.polygons) {
      for (const Ring& ring : polygon) {
        cairo_new_sub_path(cairo);
        for (const Coordinate point : ring.points) {
          const Spot p = at(point);
          cairo_line_to(cairo, p.x, p.y);
        }
        cairo_close_path(cairo);
      }
    }
    canvas_.color(kLand);
    cairo_fill_preserve(cairo);
    canvas_.color(kBorder);
    cairo_set_line_width(cairo, 0.6);
    cairo_stroke(cairo);
  }
}

void RouteMap::draw_way() {
  cairo_t* cairo = canvas_.cairo();
  cairo_set_line_join(cairo, CAIRO_LINE_JOIN_ROUND);
  cairo_new_path(cairo);
  for (const Spot p : way_) cairo_line_to(cairo, p.x, p.y);
  canvas_.color(kWay);
  cairo_set_line_width(cairo, 1.6);
  cairo_stroke(cairo);
}

void RouteMap::name_stops(LabelPlacer& placer) {
  for (const bool house : {true, false}) {
    for (size_t number = 0; number < numbered_.size(); ++number) {
      const Stop& stop = tourism_.stops[numbered_[number]];
      if (stop.house != house) continue;
      const Paragraph name =
          canvas_.paragraph({{stop.name.in(language_), {7.2, house, false, ink::kBlack}}});
      const auto spot = placer.beside(marks_[number], kRadius, name.width(), name.height(), 3);
      if (spot) canvas_.draw_haloed(name, spot->x, spot->y);
    }
  }
}

void RouteMap::name_regions(const std::vector<Outline>& outlines, LabelPlacer& placer) {
  for (const Outline& outline : outlines) {
    const Spot anchor = at(outline.label);
    if (anchor.x < box_.x || anchor.x > box_.right() || anchor.y < box_.y ||
        anchor.y > box_.bottom())
      continue;
    const Paragraph name =
        canvas_.paragraph({{outline.name.in(language_), {7, false, true, ink::kGrey}}});
    const auto spot = placer.near(anchor, name.width() + 4, name.height() + 2, 24,
                                  [](const Rect&) { return 0.0; });
    if (spot) canvas_.draw_haloed(name, spot->x + 2, spot->y + 1);
  }
}

void RouteMap::draw_scale() {
  const double most = 0.25 * box_.width / scale_ / 1000;  // km
  double km = std::pow(10, std::floor(std::log10(std::max(1e-3, most))));
  for (const double step : {5.0, 2.0}) {
    if (km * step <= most) {
      km *= step;
      break;
    }
  }
  const double length = km * 1000 * scale_, x = box_.x + 10, y = box_.bottom() - 10;
  canvas_.line(x, y, x + length, y, ink::kBlack, 1.2);
  const Paragraph words =
      canvas_.paragraph({{fmt::format("{} ", km) + i18n::say("routes.km", {}, language_), {7}}});
  canvas_.draw_haloed(words, x, y - words.height() - 1);
}

}  // namespace dostyq::report
