#pragma once

#include <vector>

#include "report/model.hpp"
#include "report/pdf_canvas.hpp"
#include "report/pdf_labels.hpp"
#include "report/projection.hpp"
#include "routes/itinerary.hpp"

namespace dostyq::report {

/// The map of one route on paper: outlines of regions, the way, the stops with their numbers, and
/// as many names as there is room for; no name stands on the way, on a stop or on another name.
class RouteMap {
 public:
  using Spot = LabelPlacer::Spot;

  /// `numbered`: stops by their number.
  RouteMap(Canvas& canvas, const routes::Tourism& tourism, const routes::Itinerary& route,
           const std::vector<size_t>& numbered, Language language, const Rect& box);

  void draw(const std::vector<Outline>& outlines);

  /// A square for a House, a disc for an attraction, with a number in it ("": none).
  static void mark(Canvas& canvas, bool house, const std::string& number, Spot at);
  static constexpr Color kBorder = Color::hex(0x8c959f);
  static constexpr Color kWay = Color::hex(0x24364b);

 private:
  Spot at(Coordinate point) const;
  void spread_marks();
  void draw_regions(const std::vector<Outline>& outlines);
  void draw_way();
  void name_stops(LabelPlacer& placer);
  void name_regions(const std::vector<Outline>& outlines, LabelPlacer& placer);
  void draw_scale();

  Canvas& canvas_;
  const routes::Tourism& tourism_;
  const std::vector<size_t>& numbered_;
  Language language_;
  Rect box_;
  Projection projection_;
  double scale_ = 1;  ///< points a metre
  double middle_x_ = 0, middle_y_ = 0;
  std::vector<Spot> way_;
  std::vector<Spot> marks_;  ///< of the numbered stops, moved apart
};

}  // namespace dostyq::report
