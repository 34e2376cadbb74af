#include "report/pdf_map.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numbers>
#include <set>

#include "report/pdf_symbols.hpp"

namespace dostyq::report {
namespace {

using Spot = LabelPlacer::Spot;

constexpr Color kLand = Color::hex(0xf4f1e8), kNeighbour = Color::hex(0xfafaf8),
                kBorder = Color::hex(0x8c959f);
constexpr double kLeastDot = 1.3;

/// The largest of 1, 2, 5 · 10ⁿ that is not above `limit`.
double round_down(double limit) {
  const double power = std::pow(10, std::floor(std::log10(limit)));
  for (double step : {5.0, 2.0}) {
    if (step * power <= limit) return step * power;
  }
  return power;
}

}  // namespace

bool Map::Shape::contains(Spot p) const {
  bool in = false;  // even-odd over all rings, so that holes count
  for (const auto& ring : rings) {
    for (size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
      const Spot a = ring[i], b = ring[j];
      if ((a.y > p.y) != (b.y > p.y) && p.x < (b.x - a.x) * (p.y - a.y) / (b.y - a.y) + a.x)
        in = !in;
    }
  }
  return in;
}

Map::Map(Canvas& canvas, const Words& words, const Report& report, double top, double most)
    : canvas_(canvas), words_(words), report_(report) {
  std::vector<Coordinate> points;
  for (const Outline& outline : report.outlines) {
    if (!own(outline.region_id)) continue;
    for (const auto& polygon : outline.polygons) {
      points.insert(points.end(), polygon.front().points.begin(), polygon.front().points.end());
    }
  }
  if (points.empty()) {
    for (const Place& place : report.places) points.push_back(place.point);
    for (const Site& site : report.sites) points.push_back(site.point);
  }
  if (points.empty()) points.push_back({});
  Extent extent;
  for (Coordinate c : points) extent.add(c);
  projection_ = Projection::of(extent);
  double west = 1e300, east = -1e300, south = 1e300, north = -1e300;
  for (Coordinate c : points) {
    const Projection::Point p = projection_.forward(c);
    west = std::min(west, p.x), east = std::max(east, p.x);
    south = std::min(south, p.y), north = std::max(north, p.y);
  }
  const double margin =
      (report.regional ? 0.05 : 0.01) * std::max(east - west, north - south) + 2000;
  const double width = east - west + 2 * margin, height = north - south + 2 * margin;
  scale_ = std::min(Flow::kWidth / width, most / height);
  rect_ = {Flow::kLeft, top, Flow::kWidth, std::max(60.0, height * scale_)};
  middle_x_ = (west + east) / 2, middle_y_ = (south + north) / 2;
  for (const Outline& outline : report.outlines) {
    Shape& shape = shapes_.emplace_back();
    shape.outline = &outline;
    for (const auto& polygon : outline.polygons) {
      for (const Ring& ring : polygon) {
        auto& spots = shape.rings.emplace_back();
        for (Coordinate c : ring.points) spots.push_back(at(c));
        for (size_t i = 0; i + 1 < spots.size(); ++i) {
          shape.area += (spots[i].x * spots[i + 1].y - spots[i + 1].x * spots[i].y) / 2;
        }
      }
    }
    shape.area = std::abs(shape.area);
  }
  scale_dots();
  spread_sites();
}

/// All dots together cover a small share of the land, and no dot is too large.
void Map::scale_dots() {
  double land = 0, people = 1, largest = 1;
  for (const Shape& shape : shapes_) land += own(shape.outline->region_id) ? shape.area : 0;
  for (const Place& place : report_.places) {
    if (!own(place.region_id)) continue;
    people += static_cast<double>(place.people);
    largest = std::max(largest, static_cast<double>(place.people));
  }
  dot_scale_ =
      std::min(std::sqrt(0.025 * land / people / std::numbers::pi), 11 / std::sqrt(largest));
}

Spot Map::at(Coordinate point) const {
  const Projection::Point p = projection_.forward(point);
  return {rect_.x + rect_.width / 2 + (p.x - middle_x_) * scale_,
          rect_.y + rect_.height / 2 - (p.y - middle_y_) * scale_};
}

bool Map::shows(Coordinate point) const {
  const Spot p = at(point);
  return p.x > rect_.x + 2 && p.x < rect_.right() - 2 && p.y > rect_.y + 2 &&
         p.y < rect_.bottom() - 2;
}

double Map::dot(int64_t people) const {
  return std::max(kLeastDot, dot_scale_ * std::sqrt(static_cast<double>(people)));
}

bool Map::to_scale(int64_t people) const { return dot(people) > kLeastDot; }

/// Sites of one place stand side by side.
void Map::spread_sites() {
  constexpr double kStep = 6.5;
  constexpr std::array<Spot, 6> kShifts{
      {{0, 0}, {kStep, 0}, {-kStep, 0}, {0, -kStep}, {0, kStep}, {kStep, -kStep}}};
  std::map<std::pair<int32_t, int32_t>, size_t> at_point;
  for (const Site& site : report_.sites) {
    const size_t n = at_point[{site.point.lon_e7, site.point.lat_e7}]++;
    const Spot p = at(site.point), shift = kShifts[n % kShifts.size()];
    site_spots_.push_back({p.x + shift.x, p.y + shift.y});
  }
}

void Map::clip() {
  cairo_rectangle(canvas_.cairo(), rect_.x, rect_.y, rect_.width, rect_.height);
  cairo_clip(canvas_.cairo());
}

void Map::draw_land() {
  cairo_t* cr = canvas_.cairo();
  cairo_save(cr);
  clip();
  cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
  for (const bool mine : {false, true}) {
    for (const Shape& shape : shapes_) {
      if (own(shape.outline->region_id) != mine) continue;
      for (const auto& ring : shape.rings) {
        cairo_new_sub_path(cr);
        for (Spot p : ring) cairo_line_to(cr, p.x, p.y);
        cairo_close_path(cr);
      }
      canvas_.color(mine ? kLand : kNeighbour);
      cairo_fill_preserve(cr);
      canvas_.color(mine ? kBorder : ink::kLine);
      cairo_set_line_width(cr, mine && report_.regional ? 0.9 : 0.5);
      cairo_stroke(cr);
    }
  }
  cairo_restore(cr);
  if (report_.regional) canvas_.frame(rect_, ink::kLine, 0.5);
}

void Map::label_regions(LabelPlacer& placer) {
  std::vector<const Shape*> smallest_first;
  smallest_first.reserve(shapes_.size());
  for (const Shape& shape : shapes_) smallest_first.push_back(&shape);
  std::stable_sort(smallest_first.begin(), smallest_first.end(),
                   [](const Shape* a, const Shape* b) { return a->area < b->area; });
  cairo_t* cr = canvas_.cairo();
  for (const Shape* shape : smallest_first) {
    const bool mine = own(shape->outline->region_id);
    if (report_.regional && (mine || !shows(shape->outline->label))) continue;
    const Paragraph text = canvas_.paragraph(
        {{words_(shape->outline->name),
          {report_.regional ? 7.0 : 6.6, false, true, mine ? ink::kBlack : ink::kGrey}}},
        72, Align::kCentre);
    const double width = text.width() + 2, height = text.height();
    const Spot anchor = at(shape->outline->label);
    const auto spot = placer.near(anchor, width, height, 70, [&](const Rect& r) {
      double cost = shape->contains({r.x + r.width / 2, r.y + r.height / 2}) ? 0 : 14;
      for (const Spot corner : {Spot{r.x, r.y}, Spot{r.right(), r.y}, Spot{r.x, r.bottom()},
                                Spot{r.right(), r.bottom()}}) {
        if (!shape->contains(corner)) cost += 3;
      }
      return cost;
    });
    if (!spot) continue;
    const Spot centre{spot->x + width / 2, spot->y + height / 2};
    if (!shape->contains(centre)) {  // a leader from the region to the label's nearest edge
      const Spot end{std::clamp(anchor.x, spot->x, spot->x + width),
                     std::clamp(anchor.y, spot->y, spot->y + height)};
      if (std::hypot(end.x - anchor.x, end.y - anchor.y) > 4) {
        canvas_.line(anchor.x, anchor.y, end.x, end.y, kBorder, 0.5);
      }
    }
    cairo_save(cr);
    canvas_.draw_haloed(text, spot->x + 1 - (72 - text.width()) / 2, spot->y);
    cairo_restore(cr);
  }
}

void Map::label_sites(LabelPlacer& placer) {
  std::set<std::string> named;
  for (const bool house : {true, false}) {
    for (size_t i = 0; i < report_.sites.size(); ++i) {
      const Site& site = report_.sites[i];
      if (site.is_house != house || !shows(site.point) || !own(site.region_id)) continue;
      if (!report_.regional && (site.phase < 0 || !house)) continue;
      if (!named.insert(words_(site.place) + "\n" + words_(site.district)).second) continue;
      const Style style{report_.regional ? 7.5 : 6.2, report_.regional, false, ink::kBlack};
      const Paragraph text = canvas_.paragraph({{words_(site.place), style}});
      if (const auto spot = placer.beside(site_spots_[i], 4, text.width(), text.height())) {
        canvas_.draw_haloed(text, spot->x, spot->y);
      }
    }
  }
}

void Map::draw_sites() {
  draw_land();
  LabelPlacer placer(rect_);
  for (size_t i = 0; i < report_.sites.size(); ++i) {
    if (shows(report_.sites[i].point))
      placer.avoid({site_spots_[i].x - 4.5, site_spots_[i].y - 4.5, 9, 9});
  }
  // Representations first and Houses on top of them; what exists under what is new.
  for (const bool house : {false, true}) {
    for (size_t i = 0; i < report_.sites.size(); ++i) {
      const Site& site = report_.sites[i];
      if (site.is_house != house || !shows(site.point)) continue;
      site_mark(canvas_, site.phase, house, site_spots_[i].x, site_spots_[i].y,
                own(site.region_id) ? 1 : 0.7);
    }
  }
  if (report_.regional) {
    label_sites(placer);
    label_regions(placer);
  } else {
    label_regions(placer);
    label_sites(placer);
  }
}

void Map::draw_coverage() {
  draw_land();
  std::vector<const Place*> largest_first;
  for (const Place& place : report_.places) {
    if (shows(place.point) && own(place.region_id)) largest_first.push_back(&place);
  }
  std::stable_sort(largest_first.begin(), largest_first.end(),
                   [](const Place* a, const Place* b) { return a->people > b->people; });
  LabelPlacer placer(rect_);
  cairo_t* cr = canvas_.cairo();
  cairo_set_line_join(cr, CAIRO_LINE_JOIN_MITER);
  for (const Place* place : largest_first) {
    const Spot p = at(place->point);
    const double radius = dot(place->people);
    const bool reached = place->reached >= -1;
    if (radius > 2) placer.avoid({p.x - radius, p.y - radius, 2 * radius, 2 * radius});
    phase_shape(canvas_, reached ? place->reached : -1, p.x, p.y, radius);
    canvas_.color(reached ? phase_color(place->reached) : ink::kWhite, reached ? 0.85 : 0.8);
    cairo_fill_preserve(cr);
    canvas_.color(reached ? ink::kBlack : ink::kVermillion);
    cairo_set_line_width(cr, reached ? 0.35 : 0.9);
    cairo_stroke(cr);
  }
  label_places(placer, largest_first);
}

void Map::label_places(LabelPlacer& placer, const std::vector<const Place*>& largest_first) {
  const size_t count = report_.regional ? 14 : 24;
  for (size_t i = 0; i < std::min(count, largest_first.size()); ++i) {
    const Place& place = *largest_first[i];
    const Paragraph text = canvas_.paragraph(
        {{words_(place.name), {report_.regional ? 7.0 : 6.4, false, false, ink::kBlack}}});
    if (const auto spot =
            placer.beside(at(place.point), dot(place.people), text.width(), text.height())) {
      canvas_.draw_haloed(text, spot->x, spot->y);
    }
  }
}

double Map::draw_caption() {
  const double top = rect_.bottom() + 5;
  const double metres = round_down(100 / scale_);
  const double length = metres * scale_;
  canvas_.fill({Flow::kLeft, top, length / 2, 2.6}, ink::kBlack);
  canvas_.frame({Flow::kLeft, top, length, 2.6}, ink::kBlack, 0.5);
  const Style small{6.8, false, false, ink::kGrey};
  const std::string words = metres >= 1000
                                ? words_.say("map.km", {words_.number(std::llround(metres / 1000))})
                                : words_.say("map.metres", {words_.number(std::llround(metres))});
  const Paragraph scale = canvas_.paragraph({{words, small}});
  canvas_.draw(scale, Flow::kLeft + length + 4, top - 3.5);
  if (!report_.outlines_are_indicative) return 14;
  const double x = Flow::kLeft + length + scale.width() + 14;
  const Paragraph caption =
      canvas_.paragraph({{words_.say("map.indicative"), {6.8, false, true, ink::kGrey}}},
                        Flow::kRight - x, Align::kRight);
  canvas_.draw(caption, x, top - 3.5);
  return std::max(14.0, caption.height() + 5);
}

}  // namespace dostyq::report
