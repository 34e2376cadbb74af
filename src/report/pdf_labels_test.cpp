// Labels on maps never stand on a line, on a mark, on each other, or outside.
#include "report/pdf_labels.hpp"

#include <gtest/gtest.h>

#include <random>

namespace dostyq::report {
namespace {

using Spot = LabelPlacer::Spot;

/// Whether any of many points along the line lies inside: not the way the placer asks.
bool crosses(const Rect& r, Spot from, Spot to) {
  for (int k = 0; k <= 2000; ++k) {
    const double x = from.x + (to.x - from.x) * k / 2000, y = from.y + (to.y - from.y) * k / 2000;
    if (x > r.x && x < r.right() && y > r.y && y < r.bottom()) return true;
  }
  return false;
}

TEST(LabelPlacer, KeepsOffLinesMarksAndOtherLabels) {
  std::mt19937 random(9);
  const auto below = [&](unsigned n) { return static_cast<double>(random() % n); };
  int placed = 0, left_out = 0;
  for (int trial = 0; trial < 200; ++trial) {
    const Rect within{0, 0, 400, 300};
    LabelPlacer placer(within);
    std::vector<Spot> way;
    for (int k = 0; k < 12; ++k) way.push_back({20 + below(360), 20 + below(260)});
    for (size_t k = 1; k < way.size(); ++k) placer.avoid_line(way[k - 1], way[k]);
    for (const Spot mark : way) placer.avoid({mark.x - 6, mark.y - 6, 12, 12});
    std::vector<Rect> labels;
    for (const Spot mark : way) {
      const double width = 20 + below(60);
      const auto spot = placer.beside(mark, 6, width, 9, 3);
      if (!spot) {
        ++left_out;
        continue;
      }
      ++placed;
      const Rect label{spot->x, spot->y, width, 9};
      for (size_t k = 1; k < way.size(); ++k)
        EXPECT_FALSE(crosses(label, way[k - 1], way[k])) << trial;
      for (const Rect& other : labels) EXPECT_FALSE(label.overlaps(other)) << trial;
      for (const Spot other : way) {
        const Rect inner{other.x - 5, other.y - 5, 10, 10};
        EXPECT_FALSE(label.overlaps(inner)) << trial;
      }
      EXPECT_GE(label.x, within.x);
      EXPECT_LE(label.right(), within.right());
      labels.push_back(label);
    }
  }
  EXPECT_GT(placed, 300);
  EXPECT_GT(left_out, 0) << "where there is no room a name is left out";
}

TEST(LabelPlacer, LevelAndUprightLinesCountToo) {
  for (const auto& [from, to] :
       {std::pair(Spot{0, 50}, Spot{100, 50}), std::pair(Spot{50, 0}, Spot{50, 100})}) {
    LabelPlacer placer({0, 0, 100, 100});
    placer.avoid_line(from, to);
    EXPECT_FALSE(placer.near({50, 50}, 90, 90, 4, [](const Rect&) { return 0.0; }));
    const auto spot = placer.beside({50, 50}, 6, 20, 9);
    ASSERT_TRUE(spot);
    EXPECT_FALSE(crosses({spot->x, spot->y, 20, 9}, from, to));
  }
}

}  // namespace
}  // namespace dostyq::report
