#include "report/outline.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <random>

#include "report/outline_geometry.hpp"
#include "report/outline_sources.hpp"
#include "report/projection.hpp"

namespace dostyq::report {
namespace {

const Date kDay = *Date::parse("2026-11-23");

PlanePolygon plane(const Projection& projection, const std::vector<Ring>& rings) {
  PlanePolygon polygon;
  for (const Ring& ring : rings) {
    PlaneRing& points = polygon.emplace_back();
    for (Coordinate c : ring.points)
      points.push_back({projection.forward(c).x, projection.forward(c).y});
  }
  return polygon;
}

Geos::Geometry area_of(const Geos& geos, const Projection& projection, const Polygons& polygons) {
  std::vector<Geos::Geometry> parts;
  for (const auto& rings : polygons) parts.push_back(geos.polygon(plane(projection, rings)));
  return geos.unite(std::move(parts));
}

/// Kazakhstan with made-up regions: 17 around random centres and three cities of one place each;
/// districts have one place each.
class MadeUpCountry {
 public:
  explicit MadeUpCountry(size_t places) {
    outline_ = *country_outline("398");
    for (const auto& rings : outline_) {
      for (Coordinate c : rings.front().points) extent_.add(c);
    }
    projection_ = Projection::of(extent_);
    programme_.config.country = "kz";
    programme_.config.iso_numeric = "398";
    add_area("kz", world::AreaKind::kCountry, "", {});
    std::vector<Coordinate> centres;
    for (int i = 0; i < 20; ++i) {
      centres.push_back(inside());
      add_area(id('r', i), world::AreaKind::kRegion, "kz", centres.back());
    }
    for (int i = 0; i < static_cast<int>(places); ++i) {
      const Coordinate point = i < 20 ? centres[static_cast<size_t>(i)] : inside();
      int nearest = i;
      for (int k = 0; i >= 20 && k < 17; ++k) {  // 17 to 19 are cities
        if (k == 0 || distance(point, centres[static_cast<size_t>(k)]) <
                          distance(point, centres[static_cast<size_t>(nearest)])) {
          nearest = k;
        }
      }
      add_area(id('d', i), world::AreaKind::kDistrict, id('r', nearest), point);
      world::Place place;
      place.id = id('p', i), place.area = id('d', i), place.point = point;
      programme_.places.push_back(place);
    }
    std::sort(programme_.areas.begin(), programme_.areas.end(),
              [](const auto& a, const auto& b) { return a.id < b.id; });
  }

  world::Programme programme_;
  Polygons outline_;
  Projection projection_;

 private:
  static std::string id(char kind, int i) { return fmt::format("{}{:03}", kind, i); }
  static double distance(Coordinate a, Coordinate b) {
    return std::hypot((a.lon() - b.lon()) * 0.66, a.lat() - b.lat());
  }
  void add_area(const std::string& area_id, world::AreaKind kind, const std::string& parent,
                Coordinate point) {
    world::AreaVersion area;
    area.id = area_id, area.kind = kind, area.parent = parent, area.point = point;
    area.name = {area_id + " kk", area_id + " ru", area_id + " en"};
    programme_.areas.push_back(area);
  }
  Coordinate inside() {
    const Geos::Geometry country = area_of(geos_, projection_, outline_);
    while (true) {
      const auto c = Coordinate::from_degrees(uniform(extent_.west, extent_.east),
                                              uniform(extent_.south, extent_.north));
      const Projection::Point p = projection_.forward(c);
      if (geos_.covers(country, {p.x, p.y})) return c;
    }
  }
  double uniform(double low, double high) {
    return low + (high - low) * static_cast<double>(random_()) / 4294967296.0;
  }

  Geos geos_;
  Extent extent_;
  std::mt19937 random_{7};
};

TEST(Projection, ComesBackAndKeepsAreasApart) {
  Extent extent;
  for (const auto& [west, south, east, north] :
       {std::array{46.5, 40.6, 87.3, 55.4}, std::array{-80.0, -40.0, -60.0, -20.0},
        std::array{-5.0, -3.0, 8.0, 4.0}}) {
    extent = {west, south, east, north};
    const Projection projection = Projection::of(extent);
    for (double u : {0.0, 0.3, 1.0}) {
      for (double v : {0.0, 0.6, 1.0}) {
        const auto c =
            Coordinate::from_degrees(west + u * (east - west), south + v * (north - south));
        const Coordinate back = projection.inverse(projection.forward(c));
        EXPECT_NEAR(back.lon_e7, c.lon_e7, 1);
        EXPECT_NEAR(back.lat_e7, c.lat_e7, 1);
      }
    }
  }
  const Projection kz = Projection::of({46.5, 40.6, 87.3, 55.4});
  const auto a = kz.forward(Coordinate::from_degrees(76.9, 43.25)),
             b = kz.forward(Coordinate::from_degrees(71.43, 51.13));
  EXPECT_NEAR(std::hypot(a.x - b.x, a.y - b.y), 972'000, 12'000);  // Almaty to Astana
}

TEST(CountryOutline, KnowsCountriesByNumber) {
  const auto kazakhstan = country_outline("398");
  ASSERT_TRUE(kazakhstan);
  EXPECT_GE(kazakhstan->size(), 1U);
  for (const auto& rings : *kazakhstan)
    EXPECT_EQ(rings.front().points.front(), rings.front().points.back());
  EXPECT_TRUE(country_outline("000")->empty());
}

TEST(Outlines, TileTheCountry) {
  const MadeUpCountry made(500);
  const auto start = std::chrono::steady_clock::now();
  const auto found = outlines(made.programme_, kDay, "");
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  ASSERT_TRUE(found);
  EXPECT_LT(took.count(), 0.5 * 8);  // 0.03 s here; room for sanitizers
  ASSERT_EQ(found->size(), 20U);

  const Geos geos;
  const Geos::Geometry country = area_of(geos, made.projection_, made.outline_);
  std::vector<Geos::Geometry> areas;
  std::map<std::string, size_t> index;
  double sum = 0;
  for (const Outline& outline : *found) {
    index[outline.region_id] = areas.size();
    areas.push_back(area_of(geos, made.projection_, outline.polygons));
    sum += geos.area(areas.back());
    const auto label = made.projection_.forward(outline.label);
    EXPECT_TRUE(geos.covers(areas.back(), {label.x, label.y})) << outline.region_id;
    EXPECT_EQ(outline.name.kk, outline.region_id + " kk");
    for (const auto& rings : outline.polygons) {
      for (const Ring& ring : rings) EXPECT_EQ(ring.points.front(), ring.points.back());
    }
  }
  EXPECT_NEAR(sum / geos.area(country), 1, 0.001);
  for (size_t a = 0; a < areas.size(); ++a) {
    for (size_t b = a + 1; b < areas.size(); ++b) {
      EXPECT_LT(geos.area(geos.intersection(areas[a], areas[b])), 1e-6 * geos.area(country));
    }
  }
  for (const world::Place& place : made.programme_.places) {
    const auto p = made.projection_.forward(place.point);
    EXPECT_TRUE(geos.covers(areas[index.at(made.programme_.find_area(place.area, kDay)->parent)],
                            {p.x, p.y}))
        << place.id;
  }
}

TEST(Outlines, AreTheSameEachTime) {
  const MadeUpCountry made(300);
  const auto first = *outlines(made.programme_, kDay, ""),
             second = *outlines(made.programme_, kDay, "");
  ASSERT_EQ(first.size(), second.size());
  for (size_t i = 0; i < first.size(); ++i) {
    EXPECT_EQ(first[i].label, second[i].label);
    ASSERT_EQ(first[i].polygons.size(), second[i].polygons.size());
    for (size_t k = 0; k < first[i].polygons.size(); ++k) {
      EXPECT_EQ(first[i].polygons[k].front().points, second[i].polygons[k].front().points);
    }
  }
}

TEST(Outlines, WithoutACountryCodeEndAroundThePlaces) {
  MadeUpCountry made(60);
  made.programme_.config.iso_numeric.clear();
  const auto found = outlines(made.programme_, kDay, "");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->size(), 20U);
  for (const Outline& outline : *found) EXPECT_FALSE(outline.polygons.empty());
}

TEST(Outlines, ARegionWithoutPlacesHasItsOwnPoint) {
  MadeUpCountry made(60);
  std::erase_if(made.programme_.places,
                [](const world::Place& place) { return place.id == "p019"; });
  const auto found = outlines(made.programme_, kDay, "");
  ASSERT_TRUE(found);
  EXPECT_FALSE(found->back().polygons.empty());
}

TEST(Outlines, RefuseAnUnknownCountry) {
  MadeUpCountry made(30);
  made.programme_.config.iso_numeric = "999";
  const auto found = outlines(made.programme_, kDay, "");
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().key, "report.outline.country");
  EXPECT_EQ(found.error().where.file, "programme.toml");
}

// ---- boundaries.geojson

world::Programme two_regions() {
  world::Programme programme;
  programme.config.country = "x";
  for (const auto& [id, kind, parent] : {std::tuple{"d1", world::AreaKind::kDistrict, "west"},
                                         {"east", world::AreaKind::kRegion, "x"},
                                         {"west", world::AreaKind::kRegion, "x"},
                                         {"x", world::AreaKind::kCountry, ""}}) {
    world::AreaVersion area;
    area.id = id, area.kind = kind, area.parent = parent;
    programme.areas.push_back(area);
  }
  return programme;
}

std::string feature(const std::string& area, const std::string& coordinates,
                    const std::string& type = "Polygon") {
  return R"({"type":"Feature","properties":{"area":")" + area + R"("},"geometry":{"type":")" +
         type + R"(","coordinates":)" + coordinates + "}}";
}
std::string collection(const std::string& features) {
  return R"({"type":"FeatureCollection","features":[)" + features + "]}";
}
const std::string kEast = "[[[1,0],[2,0],[2,1],[1,1],[1,0]]]",
                  kWest = "[[[0,0],[1,0],[1,0.5],[0,0.5],[0,0]]]",
                  kNorthWest = "[[[0,0.5],[1,0.5],[1,1],[0,1],[0,0.5]]]";

TEST(Boundaries, DistrictsMakeUpTheirRegion) {
  const auto found = outlines(two_regions(), kDay,
                              collection(feature("east", kEast) + "," + feature("d1", kWest) + "," +
                                         feature("west", "[" + kNorthWest + "]", "MultiPolygon")));
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 2U);
  EXPECT_EQ((*found)[0].region_id, "east");
  const Outline& west = (*found)[1];
  ASSERT_EQ(west.polygons.size(), 1U);  // the two halves are one
  const Geos geos;
  PlanePolygon square{{}};
  for (Coordinate c : west.polygons[0][0].points) square[0].push_back({c.lon(), c.lat()});
  EXPECT_NEAR(geos.area(geos.polygon(square)), 1, 1e-9);
  EXPECT_NEAR(west.label.lon(), 0.5, 0.05);
}

TEST(Boundaries, SayWhatIsWrong) {
  const std::string east = feature("east", kEast);
  const std::vector<std::pair<std::string, std::string>> cases{
      {"{", "not_json"},
      {"[]", "collection"},
      {R"({"type":"FeatureCollection"})", "collection"},
      {R"({"type":3,"features":[]})", "collection"},
      {collection(""), "empty"},
      {collection("7"), "no_area"},
      {collection(R"({"type":"Feature","properties":null,"geometry":null})"), "no_area"},
      {collection(feature("east", "[0,0]", "Point")), "geometry"},
      {collection(feature("east", "[]")), "ring"},
      {collection(feature("east", "[[[1,0],[2,0],[2,1],[1,1]]]")), "ring"},
      {collection(feature("east", "[[[1,0],[2,0],[1,0]]]")), "ring"},
      {collection(feature("east", R"([[[1,0],["2",0],[2,1],[1,0]]])")), "position"},
      {collection(feature("east", "[[[1,0],[2000000,0],[2,1],[1,0]]]")), "range"},
      {collection(feature("nowhere", kEast)), "unknown_area"},
      {collection(east), "missing_region"}};
  for (const auto& [text, key] : cases) {
    const auto found = outlines(two_regions(), kDay, text);
    ASSERT_FALSE(found) << text;
    EXPECT_EQ(found.error().key, "report.boundaries." + key) << text;
    EXPECT_EQ(found.error().where.file, "boundaries.geojson");
  }
}

TEST(Boundaries, DetailedOnesAreThinnedOnOneGrid) {
  // The border between the two is a wave of 15,000 points, the same on both sides.
  std::string up, down;
  for (int i = 0; i <= 15'000; ++i) {
    const double lat = i / 15'000.0, lon = 1 + 0.1 * std::sin(lat * 20);
    const std::string point = fmt::format("[{:.6f},{:.6f}]", lon, lat);
    up += "," + point;
    down = "," + point + down;
  }
  const auto found =
      outlines(two_regions(), kDay,
               collection(feature("east", "[[[2,0]" + down.insert(0, ",[2,1]") + ",[2,0]]]") + "," +
                          feature("west", "[[[0,1],[0,0]" + up + ",[0,1]]]")));
  ASSERT_TRUE(found);
  const Geos geos;
  std::vector<Geos::Geometry> areas;
  for (const Outline& outline : *found) {
    PlanePolygon polygon{{}};
    for (Coordinate c : outline.polygons[0][0].points) polygon[0].push_back({c.lon(), c.lat()});
    EXPECT_LT(polygon[0].size(), 8'000U);
    areas.push_back(geos.polygon(polygon));
  }
  EXPECT_LT(geos.area(geos.intersection(areas[0], areas[1])), 1e-5);
  EXPECT_NEAR(geos.area(areas[0]) + geos.area(areas[1]), 2, 1e-3);
}

}  // namespace
}  // namespace dostyq::report
