#include "generated_country.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <utility>
#include <vector>

#include "travel/build_road_graph.hpp"
#include "travel/road_graph_part.hpp"

namespace dostyq::bench {
namespace {

// Metres on a plane; turned into degrees at the end.
struct Point {
  double x = 0;
  double y = 0;
};

double distance(Point a, Point b) { return std::hypot(a.x - b.x, a.y - b.y); }

constexpr double kBlock = 110;
constexpr double kStreet = 7;  // metres a second
constexpr double kAvenue = 13;
constexpr double kCountry = 20;
constexpr double kHighway = 28;

class Country {
 public:
  explicit Country(const CountryPlan& plan) : plan_(plan), random_(plan.seed) {}

  travel::RoadGraph build() {
    place_towns();
    for (Town& town : towns_) build_town(town);
    join_towns();
    std::vector<Coordinate> nodes;
    nodes.reserve(points_.size());
    for (const Point p : points_) {
      nodes.push_back(Coordinate::from_degrees(66 + p.x / 74'000, 48 + p.y / 111'000));
    }
    return travel::largest_component(travel::make_road_graph(std::move(nodes), arcs_)).graph;
  }

 private:
  struct Town {
    Point centre;
    uint32_t side = 0;
    uint32_t first_node = 0;
  };

  // Uniform in [0, 1), the same with every standard library.
  double chance() { return static_cast<double>(random_() >> 11) * 0x1p-53; }
  double between(double low, double high) { return low + (high - low) * chance(); }

  uint32_t add_node(Point p) {
    points_.push_back(p);
    return static_cast<uint32_t>(points_.size() - 1);
  }

  void add_road(uint32_t a, uint32_t b, double speed, bool one_way) {
    const double seconds = distance(points_[a], points_[b]) / speed;
    const auto ms = static_cast<uint32_t>(std::max(1.0, std::round(seconds * 1000)));
    arcs_.push_back({a, b, ms, 0, 0});
    if (!one_way) arcs_.push_back({b, a, ms, 0, 0});
  }

  // A road of `pieces` pieces that bends by up to `bend` metres.
  void add_curve(uint32_t from, uint32_t to, uint32_t pieces, double bend, double speed,
                 bool one_way) {
    const Point a = points_[from];
    const Point b = points_[to];
    uint32_t last = from;
    for (uint32_t i = 1; i < pieces; ++i) {
      const double t = static_cast<double>(i) / pieces;
      const uint32_t next = add_node({a.x + (b.x - a.x) * t + between(-bend, bend),
                                      a.y + (b.y - a.y) * t + between(-bend, bend)});
      add_road(last, next, speed, one_way);
      last = next;
    }
    add_road(last, to, speed, one_way);
  }

  void place_towns() {
    const double span = 1.2e6;
    for (uint32_t i = 0; i < plan_.towns; ++i) {
      Town town;
      town.side = std::max(plan_.smallest_town_blocks,
                           static_cast<uint32_t>(plan_.largest_town_blocks /
                                                 std::pow(i + 1.0, plan_.town_decay / 2)));
      for (int tries = 0; tries < 50; ++tries) {
        town.centre = {between(0, span), between(0, span * 0.6)};
        if (is_free(town)) break;
      }
      towns_.push_back(town);
    }
  }

  bool is_free(const Town& town) const {
    return std::all_of(towns_.begin(), towns_.end(), [&](const Town& other) {
      return distance(town.centre, other.centre) > (town.side + other.side) * kBlock * 0.8;
    });
  }

  void build_town(Town& town) {
    town.first_node = static_cast<uint32_t>(points_.size());
    const uint32_t side = town.side;
    const double turn = between(0, 1.5);
    for (uint32_t row = 0; row < side; ++row) {
      for (uint32_t column = 0; column < side; ++column) {
        const double x = (column - side / 2.0 + between(-0.3, 0.3)) * kBlock;
        const double y = (row - side / 2.0 + between(-0.3, 0.3)) * kBlock;
        add_node({town.centre.x + x * std::cos(turn) - y * std::sin(turn),
                  town.centre.y + x * std::sin(turn) + y * std::cos(turn)});
      }
    }
    for (uint32_t row = 0; row < side; ++row) {
      for (uint32_t column = 0; column < side; ++column) {
        const uint32_t here = town.first_node + row * side + column;
        if (column + 1 < side) add_street(here, here + 1, row);
        if (row + 1 < side) add_street(here, here + side, column);
      }
    }
  }

  // One block of street number `line`: every eighth is an avenue, some streets are one-way, some
  // blocks are missing, some are drawn with bends.
  void add_street(uint32_t a, uint32_t b, uint32_t line) {
    const bool avenue = line % 8 == 4;
    if (!avenue && chance() < 0.18) return;
    const bool one_way = !avenue && line % 5 == 1;
    const bool turned = line % 2 == 1;
    const uint32_t pieces = chance() < 0.3 ? 2 + static_cast<uint32_t>(chance() * 3) : 1;
    add_curve(turned ? b : a, turned ? a : b, pieces, 6,
              avenue ? kAvenue : kStreet * between(0.8, 1.2), one_way);
  }

  // Each town to its nearest towns, and the large ones to each other by highway.
  void join_towns() {
    for (uint32_t i = 0; i < towns_.size(); ++i) {
      std::vector<std::pair<double, uint32_t>> others;
      for (uint32_t j = 0; j < towns_.size(); ++j) {
        if (j != i) others.emplace_back(distance(towns_[i].centre, towns_[j].centre), j);
      }
      std::sort(others.begin(), others.end());
      for (size_t k = 0; k < std::min<size_t>(4, others.size()); ++k) {
        join(i, others[k].second, kCountry);
      }
      const auto large = static_cast<uint32_t>(towns_.size() / 15);
      for (size_t k = 0, found = 0; i < large && found < 3 && k < others.size(); ++k) {
        if (others[k].second >= large) continue;
        join(i, others[k].second, kHighway);
        ++found;
      }
    }
  }

  void join(uint32_t i, uint32_t j, double speed) {
    const uint32_t a = gate(towns_[i], towns_[j].centre);
    const uint32_t b = gate(towns_[j], towns_[i].centre);
    const double metres = distance(points_[a], points_[b]);
    const auto pieces = static_cast<uint32_t>(std::max(1.0, metres / 400));
    add_curve(a, b, pieces, 40, speed, false);
  }

  // The corner of the avenues nearest to a place outside.
  uint32_t gate(const Town& town, Point outside) const {
    uint32_t best = town.first_node;
    for (uint32_t row = 4; row < town.side; row += 8) {
      for (uint32_t column = 4; column < town.side; column += 8) {
        const uint32_t here = town.first_node + row * town.side + column;
        if (distance(points_[here], outside) < distance(points_[best], outside)) best = here;
      }
    }
    return best;
  }

  CountryPlan plan_;
  std::mt19937_64 random_;
  std::vector<Town> towns_;
  std::vector<Point> points_;
  std::vector<travel::RoadArc> arcs_;
};

}  // namespace

travel::RoadGraph generate_country(const CountryPlan& plan) { return Country(plan).build(); }

}  // namespace dostyq::bench
