#include "report/pdf_labels.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace dostyq::report {

bool LabelPlacer::inside(const Rect& r) const {
  return r.x >= within_.x && r.y >= within_.y && r.right() <= within_.right() &&
         r.bottom() <= within_.bottom();
}

bool LabelPlacer::free_of_labels(const Rect& r) const {
  return std::none_of(labels_.begin(), labels_.end(),
                      [&](const Rect& label) { return label.overlaps(r); });
}

double LabelPlacer::covered_marks(const Rect& r) const {
  double area = 0;
  for (const Rect& m : marks_) {
    const double w = std::min(m.right(), r.right()) - std::max(m.x, r.x);
    const double h = std::min(m.bottom(), r.bottom()) - std::max(m.y, r.y);
    if (w > 0 && h > 0) area += w * h;
  }
  return area;
}

bool LabelPlacer::free_of_lines(const Rect& r) const {
  return std::none_of(lines_.begin(), lines_.end(), [&](const auto& line) {
    // Liang and Barsky's clipping: the part of the line within the rectangle, if any.
    const auto& [from, to] = line;
    double enters = 0, leaves = 1;
    const auto clip = [&](double start, double step, double low, double high) {
      if (step == 0) return low <= start && start <= high;
      double a = (low - start) / step, b = (high - start) / step;
      if (a > b) std::swap(a, b);
      enters = std::max(enters, a), leaves = std::min(leaves, b);
      return enters <= leaves;
    };
    return clip(from.x, to.x - from.x, r.x, r.right()) &&
           clip(from.y, to.y - from.y, r.y, r.bottom());
  });
}

std::optional<LabelPlacer::Spot> LabelPlacer::near(Spot anchor, double width, double height,
                                                   double reach, const Fit& fit) {
  constexpr double kRing = 4, kPerSquarePoint = 1.5;
  double best = std::numeric_limits<double>::infinity();
  Rect chosen;
  for (double distance = 0; distance <= reach && distance < best; distance += kRing) {
    const int directions = distance == 0 ? 1 : 16;
    for (int i = 0; i < directions; ++i) {
      const double angle = 2 * std::numbers::pi * i / directions;
      const Rect r{anchor.x + 1.4 * distance * std::cos(angle) - width / 2,
                   anchor.y + distance * std::sin(angle) - height / 2, width, height};
      if (!inside(r) || !free_of_labels(r) || !free_of_lines(r)) continue;
      double cost = distance + kPerSquarePoint * covered_marks(r);
      if (cost < best) cost += fit(r);
      if (cost < best) best = cost, chosen = r;
    }
  }
  if (!std::isfinite(best)) return std::nullopt;
  labels_.push_back(chosen);
  return Spot{chosen.x, chosen.y};
}

std::optional<LabelPlacer::Spot> LabelPlacer::beside(Spot m, double radius, double width,
                                                     double height, int rings) {
  for (int ring = 0; ring < rings; ++ring, radius += 4) {
    if (const auto spot = beside_at(m, radius, width, height)) return spot;
  }
  return std::nullopt;
}

std::optional<LabelPlacer::Spot> LabelPlacer::beside_at(Spot m, double radius, double width,
                                                        double height) {
  const double gap = radius + 1.5;
  const Rect positions[] = {{m.x + gap, m.y - height / 2, width, height},
                            {m.x - gap - width, m.y - height / 2, width, height},
                            {m.x - width / 2, m.y - gap - height + 2, width, height},
                            {m.x - width / 2, m.y + gap - 2, width, height},
                            {m.x + radius * 0.7, m.y - height - 0.5, width, height},
                            {m.x + radius * 0.7, m.y + 0.5, width, height},
                            {m.x - radius * 0.7 - width, m.y - height - 0.5, width, height},
                            {m.x - radius * 0.7 - width, m.y + 0.5, width, height}};
  for (const Rect& r : positions) {
    if (!inside(r) || !free_of_labels(r) || covered_marks(r) > 0.5 || !free_of_lines(r)) continue;
    labels_.push_back(r);
    return Spot{r.x, r.y};
  }
  return std::nullopt;
}

}  // namespace dostyq::report
