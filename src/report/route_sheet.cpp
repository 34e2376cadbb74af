#include "report/route_sheet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "i18n/phrase.hpp"
#include "report/pdf_canvas.hpp"
#include "report/qr_code.hpp"
#include "report/route_map.hpp"

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
        const SheetLand& land, Language language)
      : canvas_(canvas),
        publication_(publication),
        route_(route),
        land_(land),
        language_(language) {
    for (const DayPlan& day : route.days) {
      for (const Visit& visit : day.visits) {
        if (std::find(numbered_.begin(), numbered_.end(), visit.stop) == numbered_.end())
          numbered_.push_back(visit.stop);
      }
    }
  }

  void draw() {
    canvas_.bookmark(route_.name.in(language_), 1, kMargin);
    heading();
    RouteMap(canvas_, publication_.tourism, route_, numbered_, language_,
             {kMargin, y_, Canvas::kWidth - 2 * kMargin, kMapHeight})
        .draw(land_.outlines);
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
    text(routes::distance_words(publication_.tourism, route_, language_), kMargin, width,
         {10, false, false, ink::kBlack});
    y_ = std::max(y_, kMargin + kQrSide) + 10;
  }

  void qr(const Rect& box) {
    std::string target = publication_.url;
    if (target.empty() && !route_.days.empty()) {
      const Coordinate at = stop(route_.days.front().from).at;
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

  /// What the signs, the line and the borders on the map are; on a second row where one is full.
  void legend() {
    const Paragraph title = canvas_.paragraph({{say("routes.legend"), {9, true}}});
    canvas_.draw(title, kMargin, y_);
    const double left = kMargin + title.width() + 20;
    double x = left;
    const auto entry = [&](const std::string& key, const std::function<void(double)>& sign) {
      const Paragraph words = canvas_.paragraph({{say(key), {8.5}}});
      if (x + 20 + words.width() > Canvas::kWidth - kMargin && x > left) {
        x = left;
        y_ += title.height() + 3;
      }
      const double middle = y_ + title.height() / 2;
      sign(middle);
      canvas_.draw(words, x + 20, middle - words.height() / 2);
      x += 20 + words.width() + 16;
    };
    for (const bool house : {true, false})
      entry(house ? "routes.house" : "routes.attraction",
            [&](double middle) { RouteMap::mark(canvas_, house, "", {x + 8, middle}); });
    entry("routes.line." + publication_.tourism.travel,
          [&](double middle) { canvas_.line(x, middle, x + 16, middle, RouteMap::kWay, 1.6); });
    if (!land_.outlines.empty())
      entry(land_.indicative ? "routes.borders_indicative" : "routes.borders", [&](double middle) {
        canvas_.line(x, middle, x + 16, middle, RouteMap::kBorder, 0.6);
      });
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
      text(routes::day_words(publication_.tourism, ++number, day, language_), x, width,
           {9.5, true, false, ink::kDark});
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
  const SheetLand& land_;
  Language language_;
  std::vector<size_t> numbered_;  // stops by their number on the sheet
  double y_ = kMargin;
};

}  // namespace

std::string route_sheets(const routes::Publication& publication, const SheetLand& land,
                         Language language) {
  Canvas canvas({i18n::say("routes.title", {}, language), "Dostyq",
                 publication.programme.in(language), publication.as_of, language});
  {
    const Tag document(canvas, "Document");
    bool first = true;
    for (const Itinerary& route : publication.routes) {
      if (!first) canvas.next_page();
      first = false;
      Sheet(canvas, publication, route, land, language).draw();
    }
  }
  return canvas.finish();
}

}  // namespace dostyq::report
