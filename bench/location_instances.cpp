#include "bench/location_instances.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <vector>

namespace dostyq::bench {
namespace {

constexpr int64_t kSide = 1'000'000;
constexpr int kClusters = 200;

/// The engine is fixed by the C++ standard; its distributions are not.
class Draw {
 public:
  explicit Draw(uint64_t seed) : engine_(seed) {}
  /// least .. most, both among them. The bias of the remainder is below 1e-12.
  int64_t whole(int64_t least, int64_t most) {
    return least + static_cast<int64_t>(engine_() % static_cast<uint64_t>(most - least + 1));
  }

 private:
  std::mt19937_64 engine_;
};

struct Point {
  int64_t x = 0;
  int64_t y = 0;
};

Point anywhere(Draw& draw) {
  const int64_t x = draw.whole(0, kSide - 1);
  return {x, draw.whole(0, kSide - 1)};
}

/// What leaves the square comes back as from a mirror.
int64_t mirrored(int64_t value) {
  if (value < 0) value = -value;
  return value >= kSide ? 2 * (kSide - 1) - value : value;
}

/// Centres with a spread and a share of the points.
class Clusters {
 public:
  explicit Clusters(Draw& draw) {
    for (int i = 0; i < kClusters; ++i) {
      Cluster cluster;
      cluster.centre = anywhere(draw);
      cluster.spread = draw.whole(2'000, 20'000);
      const int64_t size = draw.whole(1, 100);
      total_ += size * size;  // few are large
      cluster.up_to = total_;
      clusters_.push_back(cluster);
    }
  }

  Point point(Draw& draw) const {
    if (draw.whole(1, 10) == 1) return anywhere(draw);
    const int64_t at = draw.whole(1, total_);
    const auto cluster = std::find_if(clusters_.begin(), clusters_.end(),
                                      [&](const Cluster& c) { return at <= c.up_to; });
    const int64_t x = cluster->centre.x + around(draw, cluster->spread);
    return {mirrored(x), mirrored(cluster->centre.y + around(draw, cluster->spread))};
  }

 private:
  struct Cluster {
    Point centre;
    int64_t spread = 0;
    int64_t up_to = 0;
  };

  /// A bell of four dice: mean 0, standard deviation about 1.15 spreads.
  static int64_t around(Draw& draw, int64_t spread) {
    int64_t sum = 0;
    for (int die = 0; die < 4; ++die) sum += draw.whole(-spread, spread);
    return sum;
  }

  std::vector<Cluster> clusters_;
  int64_t total_ = 0;
};

int area_of(const Point& point) {
  return static_cast<int>(10 * point.x / kSide + 10 * (5 * point.y / kSide)) + 1;
}

}  // namespace

GnuRandom::GnuRandom(uint32_t seed) {
  int64_t word = static_cast<int32_t>(seed == 0 ? 1 : seed);
  for (uint32_t& state : state_) {
    state = static_cast<uint32_t>(word);
    // Park and Miller's minimal standard by Schrage's method, with C's division of negatives.
    word = 16807 * (word % 127773) - 2836 * (word / 127773);
    if (word < 0) word += 2147483647;
  }
  at_ = 3;  // the first three are repeated before any addition
  for (int dropped = 0; dropped < 310; ++dropped) next();
}

int32_t GnuRandom::next() {
  // state_[at_] is r(i - 31), which r(i) = r(i - 3) + r(i - 31) replaces.
  state_[at_] += state_[(at_ + 28) % 31];
  const uint32_t value = state_[at_];
  at_ = (at_ + 1) % 31;
  return static_cast<int32_t>(value >> 1);
}

void write_uniform_points(std::FILE* out, int points, uint64_t seed) {
  Draw draw(seed);
  fmt::print(out, "x,y\n");
  for (int i = 0; i < points; ++i) {
    const Point point = anywhere(draw);
    fmt::print(out, "{},{}\n", point.x, point.y);
  }
}

void write_clustered_points(std::FILE* out, int points, uint64_t seed) {
  Draw draw(seed);
  const Clusters clusters(draw);
  fmt::print(out, "x,y\n");
  for (int i = 0; i < points; ++i) {
    const Point point = clusters.point(draw);
    fmt::print(out, "{},{}\n", point.x, point.y);
  }
}

void write_covering(std::FILE* out, int sites, int customers, uint32_t seed) {
  GnuRandom random(seed);
  std::vector<double> places;
  const auto all = 2 * (static_cast<size_t>(sites) + static_cast<size_t>(customers));
  places.reserve(all);
  for (size_t i = 0; i < all; ++i)
    places.push_back(static_cast<double>(random.next()) / static_cast<double>(GnuRandom::kMost) *
                     30);
  fmt::print(out, "{}\t{}\t\n", sites, customers);
  const double* place = places.data();
  for (int i = 0; i < sites; ++i, place += 2) {
    random.next();  // the cost is 1 whatever is drawn
    fmt::print(out, "F\t{}\t{:.6f}\t{:.6f}\t1\n", i, place[0], place[1]);
  }
  for (int i = 0; i < customers; ++i, place += 2)
    fmt::print(out, "C\t{}\t{:.6f}\t{:.6f}\t{}\n", i, place[0], place[1], random.next() % 100 + 1);
}

void write_covering_with_areas(std::FILE* out, int sites, int customers, uint64_t seed) {
  Draw draw(seed);
  const Clusters clusters(draw);
  fmt::print(out, "x,y,weight,cost,site,customer,area\n");
  for (int i = 0; i < sites; ++i) {
    const Point point = anywhere(draw);
    fmt::print(out, "{},{},,{},1,0,a{}\n", point.x, point.y, draw.whole(50, 150), area_of(point));
  }
  for (int i = 0; i < customers; ++i) {
    const Point point = clusters.point(draw);
    fmt::print(out, "{},{},{},,0,1,\n", point.x, point.y, draw.whole(1, 100));
  }
}

void write_area_rows(std::FILE* out, int at_least, int at_most) {
  fmt::print(out, "area,at_least,at_most\n");
  for (int area = 1; area <= 50; ++area) fmt::print(out, "a{},{},{}\n", area, at_least, at_most);
}

void write_koerkel_ghosh(std::FILE* out, const KoerkelGhosh& kind, uint64_t seed) {
  Draw draw(seed);
  const auto n = static_cast<size_t>(kind.n);
  std::vector<int64_t> cost(n * n);
  for (size_t i = 0; i < n; ++i) {
    for (size_t j = 0; j < n; ++j) {
      const bool again = kind.symmetric && j < i;
      cost[i * n + j] = again ? cost[j * n + i] : draw.whole(1'000, 2'000);
    }
  }
  fmt::print(out, "FILE: g{}{}-{}-{}\n{} {} 0\n", kind.symmetric ? 's' : 'a', kind.n,
             kind.least_opening, seed, kind.n, kind.n);
  for (size_t i = 0; i < n; ++i) {
    fmt::print(out, "{} {}", i + 1,
               draw.whole(kind.least_opening, int64_t{2} * kind.least_opening));
    for (size_t j = 0; j < n; ++j) fmt::print(out, " {}", cost[i * n + j]);
    fmt::print(out, "\n");
  }
}

}  // namespace dostyq::bench
