#pragma once

#include <string>
#include <vector>

#include "report/model.hpp"
#include "report/pdf_flow.hpp"
#include "report/pdf_labels.hpp"
#include "report/projection.hpp"

namespace dostyq::report {

/// The report's area on paper: the whole country, or one region with its neighbours faint around
/// it.
class Map {
 public:
  using Spot = LabelPlacer::Spot;

  /// Takes the full width at `top` and as much height as its shape needs, but not more than `most`.
  Map(Canvas& canvas, const Words& words, const Report& report, double top, double most);

  const Rect& rect() const { return rect_; }
  Spot at(Coordinate point) const;
  bool shows(Coordinate point) const;
  /// In the report's own area, not in a neighbour.
  bool own(const std::string& region_id) const {
    return !report_.regional || region_id == report_.area;
  }

  /// Where existing sites are and what each phase opens.
  void draw_sites();
  /// Places by the moment that they are reached; area of a dot by its people.
  void draw_coverage();
  /// Scale bar and what the outlines are; gives the height taken below the map.
  double draw_caption();

  /// Radius of a place's dot; a small place has the least that can be seen, so that `to_scale` is
  /// false.
  double dot(int64_t people) const;
  bool to_scale(int64_t people) const;

 private:
  struct Shape {
    const Outline* outline = nullptr;
    std::vector<std::vector<Spot>> rings;
    double area = 0;  ///< square points
    bool contains(Spot p) const;
  };

  void scale_dots();
  void draw_land();
  void label_regions(LabelPlacer& placer);
  void label_sites(LabelPlacer& placer);
  void spread_sites();
  void label_places(LabelPlacer& placer, const std::vector<const Place*>& largest_first);
  void clip();

  Canvas& canvas_;
  const Words& words_;
  const Report& report_;
  Projection projection_;
  double scale_ = 1;  ///< points a metre
  double middle_x_ = 0, middle_y_ = 0;
  Rect rect_;
  double dot_scale_ = 1;
  std::vector<Shape> shapes_;
  std::vector<Spot> site_spots_;  ///< of report.sites
};

/// A map with its caption and legend under a heading.
void sites_map(Flow& flow, const Report& report, double most_height);
void coverage_map(Flow& flow, const Report& report, double most_height);

}  // namespace dostyq::report
