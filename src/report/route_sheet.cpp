#include "report/route_sheet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "i18n/phrase.hpp"
#include "report/pdf_canvas.hpp"
#include "report/projection.hpp"
#include "report/qr_code.hpp"

namespace dostyq::report {
namespace {

using routes::DayPlan;
using routes::Itinerary;
using routes::Stop;
using routes::Visit;

constexpr double kMargin = 42;
constexpr double kMapHeight = 330;
constexpr double kQrSide = 84;

class Sheet {
 public:
  Sheet(Canvas& canvas, const routes::Publication& publication, const Itinerary& route,
        Language language)
      : canvas_(canvas), publication_(publication), route_(route), language_(language) {
    for (const DayPlan& day : route.days) {
      add(day.from);
      for (const Visit& visit : day.visits) {
        add(visit.stop);
        if (std::find(numbered_.begin(), numbered_.end(), visit.stop) == numbered_.end())
          numbered_.push_back(visit.stop);
      }
      add(day.night);
    }
  }

  void draw() {
    canvas_.bookmark(route_.name.in(language_), 1, kMargin);
    heading();
    map({kMargin, y_, Canvas::kWidth - 2 * kMargin, kMapHeight});
    y_ += kMapHeight + 10;
    legend();
    days();
    foot();
  }

 private:
  const Stop& stop(size_t index) const { return publication_.tourism.stops[index]; }
  std::string say(const std::string& key, const std::vector<std::string>& args = {}) const {
    return i18n::say(key, args, language_);
  }
  void add(size_t index) {
    if (line_.empty() || line_.back() != index) line_.push_back(index);
  }
  void text(const std::string& words, double x, double width, const Style& style) {
    const Paragraph paragraph = canvas_.paragraph({{words, style}}, width);
    canvas_.draw(paragraph, x, y_);
    y_ += paragraph.height();
  }

  void heading() {
    const double width = Canvas::kWidth - 2 * kMargin - kQrSide - 12;
    qr({Canvas::kWidth - kMargin - kQrSide, kMargin, kQrSide, kQrSide});
    const Tag tag(canvas_, "H1");
    text(route_.name.in(language_), kMargin, width, {17, true, false, ink::kDark});
    y_ += 2;
    text(say("routes.title") + ", " + say("routes.profile." + route_.profile), kMargin, width,
         {10, false, false, ink::kGrey});
    const double km = routes::metres_along(publication_.tourism, route_) / 1000;
    text(say("routes.distance", {fmt::format("{:.0f}", km), std::to_string(route_.days.size())}),
         kMargin, width, {10, false, false, ink::kBlack});
    y_ = std::max(y_, kMargin + kQrSide) + 10;
  }

  void qr(const Rect& box) {
    std::string target = publication_.url;
    if (target.empty() && !line_.empty()) {
      const Coordinate at = stop(line_.front()).at;
      target = fmt::format("geo:{:.5f},{:.5f}", at.lat(), at.lon());
    }
    const QrCode code = qr_code(target);
    if (code.size == 0) return;
    canvas_.fill(box, ink::kWhite);
    const double cell = box.width / (code.size + 8);  // four cells of quiet on every side
    for (int row = 0; row < code.size; ++row) {
      for (int column = 0; column < code.size; ++column) {
        const auto k =
            static_cast<size_t>(row) * static_cast<size_t>(code.size) + static_cast<size_t>(column);
        if (!code.dark[k]) continue;
        canvas_.fill(
            {box.x + (column + 4) * cell, box.y + (row + 4) * cell, cell * 1.02, cell * 1.02},
            ink::kBlack);
      }
    }
    canvas_.link(box, publication_.url);
  }

  void mark(const Stop& one, double x, double y) {
    cairo_t* cairo = canvas_.cairo();
    cairo_new_path(cairo);
    if (one.house) {
      cairo_rectangle(cairo, x - 5, y - 5, 10, 10);
      canvas_.color(ink::kVermillion);
    } else {
      cairo_arc(cairo, x, y, 4, 0, 2 * 3.14159265358979);
      canvas_.color(ink::kBlue);
    }
    cairo_fill_preserve(cairo);
    canvas_.color(ink::kWhite);
    cairo_set_line_width(cairo, 1);
    cairo_stroke(cairo);
  }

  void map(const Rect& box) {
    canvas_.fill(box, ink::kPale);
    Extent extent;
    for (const size_t index : line_) extent.add(stop(index).at);
    if (extent.empty()) return;
    const Projection projection = Projection::of(extent);
    double west = HUGE_VAL, east = -HUGE_VAL, south = HUGE_VAL, north = -HUGE_VAL;
    for (const size_t index : line_) {
      const Projection::Point p = projection.forward(stop(index).at);
      west = std::min(west, p.x);
      east = std::max(east, p.x);
      south = std::min(south, p.y);
      north = std::max(north, p.y);
    }
    const double inner_width = box.width - 120, inner_height = box.height - 50;
    const double scale = std::min(inner_width / std::max(1000.0, east - west),
                                  inner_height / std::max(1000.0, north - south));
    const auto place = [&](size_t index) {
      const Projection::Point p = projection.forward(stop(index).at);
      return std::pair(box.x + box.width / 2 + (p.x - (west + east) / 2) * scale,
                       box.y + box.height / 2 - (p.y - (south + north) / 2) * scale);
    };
    for (size_t k = 1; k < line_.size(); ++k) {
      const auto [x0, y0] = place(line_[k - 1]);
      const auto [x1, y1] = place(line_[k]);
      canvas_.line(x0, y0, x1, y1, ink::kDark, 1.6);
    }
    std::vector<Rect> taken;
    for (const size_t index : line_) {
      const auto [x, y] = place(index);
      taken.push_back({x - 6, y - 6, 12, 12});
    }
    for (size_t number = 0; number < numbered_.size(); ++number) {
      const auto [x, y] = place(numbered_[number]);
      mark(stop(numbered_[number]), x, y);
      label(number, x, y, box, taken);
    }
    scale_bar(box, scale);
  }

  /// The number and, where there is room, the name.
  void label(size_t number, double x, double y, const Rect& box, std::vector<Rect>& taken) {
    const std::string digits = std::to_string(number + 1);
    const std::string full = digits + ". " + stop(numbered_[number]).name.in(language_);
    for (const std::string& words : {full, digits}) {
      const Paragraph paragraph = canvas_.paragraph({{words, {7.5}}});
      const double w = paragraph.width(), h = paragraph.height();
      for (const auto& [dx, dy] : {std::pair(8.0, -h / 2), std::pair(-8 - w, -h / 2),
                                   std::pair(-w / 2, 7.0), std::pair(-w / 2, -7 - h)}) {
        const Rect spot{x + dx, y + dy, w, h};
        const bool inside = spot.x >= box.x + 2 && spot.right() <= box.right() - 2 &&
                            spot.y >= box.y + 2 && spot.bottom() <= box.bottom() - 2;
        const bool free = std::none_of(taken.begin(), taken.end(),
                                       [&](const Rect& other) { return spot.overlaps(other); });
        if (!inside || !free) continue;
        canvas_.draw_haloed(paragraph, spot.x, spot.y);
        taken.push_back(spot);
        return;
      }
    }
  }

  void scale_bar(const Rect& box, double scale) {
    const double most = 0.25 * box.width / scale / 1000;  // km
    double km = std::pow(10, std::floor(std::log10(std::max(1e-3, most))));
    for (const double step : {5.0, 2.0}) {
      if (km * step <= most) {
        km *= step;
        break;
      }
    }
    const double length = km * 1000 * scale, x = box.x + 10, y = box.bottom() - 10;
    canvas_.line(x, y, x + length, y, ink::kBlack, 1.2);
    const Paragraph words =
        canvas_.paragraph({{fmt::format("{} ", km) + i18n::say("routes.km", {}, language_), {7}}});
    canvas_.draw_haloed(words, x, y - words.height() - 1);
  }

  void legend() {
    const Paragraph title = canvas_.paragraph({{say("routes.legend"), {9, true}}});
    canvas_.draw(title, kMargin, y_);
    double x = kMargin + title.width() + 20;
    for (const bool house : {true, false}) {
      Stop sample;
      sample.house = house;
      mark(sample, x, y_ + title.height() / 2);
      const Paragraph words =
          canvas_.paragraph({{say(house ? "routes.house" : "routes.attraction"), {9}}});
      canvas_.draw(words, x + 9, y_);
      x += words.width() + 34;
    }
    y_ += title.height() + 10;
  }

  void days() {
    const double width = (Canvas::kWidth - 2 * kMargin - 20) / 2;
    const double top = y_;
    double lowest = y_;
    double x = kMargin;
    int number = 0;
    for (const DayPlan& day : route_.days) {
      const double needed = 18 + 12.0 * static_cast<double>(day.visits.size() + 1);
      if (y_ + needed > Canvas::kHeight - kMargin - 40 && y_ > top) {
        if (x > kMargin) {
          canvas_.next_page();
          x = kMargin;
          y_ = kMargin;
        } else {
          x = kMargin + width + 20;
          y_ = top;
        }
      }
      text(routes::day_words(++number, day, language_), x, width, {9.5, true, false, ink::kDark});
      for (const Visit& visit : day.visits) {
        const auto at = std::find(numbered_.begin(), numbered_.end(), visit.stop);
        text(fmt::format("{}–{}  {}. {}", routes::show_time(visit.begins),
                         routes::show_time(visit.leaves), at - numbered_.begin() + 1,
                         stop(visit.stop).name.in(language_)),
             x, width, {8.5, stop(visit.stop).house});
      }
      text(say("routes.night", {stop(day.night).name.in(language_)}), x, width,
           {8.5, false, true, ink::kGrey});
      y_ += 7;
      lowest = std::max(lowest, y_);
    }
    y_ = lowest;
  }

  void foot() {
    y_ = Canvas::kHeight - kMargin - 24;
    text(routes::confidence_words(publication_, language_), kMargin, Canvas::kWidth - 2 * kMargin,
         {7.5, false, false, ink::kGrey});
    if (!publication_.url.empty())
      text(publication_.url, kMargin, Canvas::kWidth - 2 * kMargin,
           {7.5, false, false, ink::kBlue});
  }

  Canvas& canvas_;
  const routes::Publication& publication_;
  const Itinerary& route_;
  Language language_;
  std::vector<size_t> line_;      // points in travelling order
  std::vector<size_t> numbered_;  // stops by their number on the sheet
  double y_ = kMargin;
};

}  // namespace

std::string route_sheets(const routes::Publication& publication, Language language) {
  Canvas canvas({i18n::say("routes.title", {}, language), "Dostyq",
                 publication.programme.in(language), publication.as_of, language});
  {
    const Tag document(canvas, "Document");
    bool first = true;
    for (const Itinerary& route : publication.routes) {
      if (!first) canvas.next_page();
      first = false;
      Sheet(canvas, publication, route, language).draw();
    }
  }
  return canvas.finish();
}

}  // namespace dostyq::report
