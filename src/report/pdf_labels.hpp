#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "report/pdf_canvas.hpp"

namespace dostyq::report {

/// Finds room for labels on a map: takes rectangles one after another and never lets two labels
/// overlap. Cost of a label: about 250 positions times the rectangles taken so far.
class LabelPlacer {
 public:
  struct Spot {
    double x = 0, y = 0;
  };
  /// How well a label stands there, 0 best; added to the distance from its anchor.
  using Fit = std::function<double(const Rect&)>;

  explicit LabelPlacer(Rect within) : within_(within) {}

  /// Labels keep off it if they can.
  void avoid(const Rect& mark) { marks_.push_back(mark); }
  /// No label is put on this line.
  void avoid_line(Spot from, Spot to) { lines_.emplace_back(from, to); }
  /// The label's corner, near the anchor (its centre at best); nothing when every position within
  /// `reach` meets another label.
  std::optional<Spot> near(Spot anchor, double width, double height, double reach, const Fit& fit);
  /// Beside a mark: right, left, above, below; nothing when none is free of labels, marks and
  /// lines. `rings`: how often it is tried again farther out.
  std::optional<Spot> beside(Spot mark, double radius, double width, double height, int rings = 1);

 private:
  std::optional<Spot> beside_at(Spot mark, double radius, double width, double height);
  bool inside(const Rect& r) const;
  bool free_of_labels(const Rect& r) const;
  double covered_marks(const Rect& r) const;
  bool free_of_lines(const Rect& r) const;

  Rect within_;
  std::vector<Rect> marks_, labels_;
  std::vector<std::pair<Spot, Spot>> lines_;
};

}  // namespace dostyq::report
