#include "instances/points.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>

#include "instances/check.hpp"
#include "instances/earth_costs.hpp"
#include "instances/point_files.hpp"
#include "instances/testing_problems.hpp"

namespace dostyq::instances {
namespace {

Checked<Instance> csv(const std::string& text, ReadOptions options = {}) {
  return read_point_csv({text, "a.csv", options});
}

Checked<Instance> geojson(const std::string& text) { return read_geojson({text, "a.geojson", {}}); }

std::string features(const std::string& list) {
  return R"({"type": "FeatureCollection", "features": [)" + list + "]}";
}

std::string feature(const std::string& at, const std::string& properties, const char* extra = "") {
  return R"({"type": "Feature", )" + std::string(extra) +
         R"("geometry": {"type": "Point", "coordinates": )" + at + R"(}, "properties": )" +
         properties + "}";
}

TEST(PointCsv, PlaneWithEveryColumn) {
  auto read =
      csv("id,x,y,weight,cost,capacity,demand,site,customer,area,remark\n"
          "a,0,0,1.5,100,7,2,1,1,north,x\n"
          "b,3,4,2,,,3.5,0,1,,y\n"
          "c,-3,4,,50.25,8,,1,0,south,\n");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->measure, Measure::kPlane);
  EXPECT_EQ(read->sites, 2);
  EXPECT_EQ(read->customers, 2);
  EXPECT_EQ(read->site_ids, (std::vector<std::string>{"a", "c"}));
  EXPECT_EQ(read->area, (std::vector<std::string>{"north", "south"}));
  // Two decimals of the costs need a weight scale of 100.
  EXPECT_EQ(read->weight_scale, 100);
  EXPECT_EQ(read->cost_scale, 1);
  EXPECT_EQ(read->weight, (std::vector<int64_t>{150, 200}));
  EXPECT_EQ(read->opening_cost, (std::vector<int64_t>{10'000, 5025}));
  EXPECT_EQ(read->capacity, (std::vector<int64_t>{70, 80}));
  EXPECT_EQ(read->demand, (std::vector<int64_t>{20, 35}));
  ASSERT_TRUE(make_costs(*read));
  EXPECT_EQ(read->costs->cost(1, 0), 5);
  EXPECT_EQ(read->costs->cost(1, 1), 6);
}

TEST(PointCsv, EveryRowIsBothWithoutFlags) {
  const auto read = csv("y,x\n1,2\n3,4\n");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->sites, 2);
  EXPECT_EQ(read->customers, 2);
  EXPECT_TRUE(read->site_ids.empty());
  EXPECT_EQ(read->weight, std::vector<int64_t>(2, 1));
  EXPECT_EQ(read->site_points[0].x, 2);
  EXPECT_TRUE(read->opening_cost.empty());
}

TEST(PointCsv, DecimalsOfDistancesCarryThoseOfCosts) {
  const auto read = csv("x,y,cost\n0,0,1.25\n1,1,2\n", {2});
  ASSERT_TRUE(read);
  EXPECT_EQ(read->cost_scale, 100);
  EXPECT_EQ(read->weight_scale, 1);
  EXPECT_EQ(read->opening_cost, (std::vector<int64_t>{125, 200}));
}

TEST(PointCsv, TheDemandIsTheWeightIfThereIsACapacity) {
  const auto read = csv("x,y,weight,capacity\n0,0,3,9\n1,1,2,9\n");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->demand, (std::vector<int64_t>{3, 2}));
}

TEST(PointCsv, NamesWhatIsWrongAndWhere) {
  expect_refused(csv(""), "csv.empty", 0);
  expect_refused(csv("id,weight\na,1\n"), "instances.missing_columns", 1);
  expect_refused(csv("lon,y\n1,1\n"), "instances.missing_columns", 1);
  expect_refused(csv("x,y\n"), "instances.no_sites", 0);
  expect_refused(csv("x,y,site\n1,1,0\n"), "instances.no_sites", 0);
  expect_refused(csv("x,y,customer\n1,1,0\n"), "instances.no_customers", 0);
  expect_refused(csv("x,y\n1,1\n2\n"), "csv.fields", 3);
  expect_refused(csv("x,y\n1,one\n"), "instances.not_number", 2, "y");
  expect_refused(csv("x,y\nnan,1\n"), "instances.not_number", 2, "x");
  expect_refused(csv("x,y\n1e999,1\n"), "instances.not_number", 2, "x");
  expect_refused(csv("x,y,weight\n1,1,-1\n"), "instances.negative", 2, "weight");
  expect_refused(csv("x,y,weight\n1,1,\n"), "instances.not_number", 2, "weight");
  expect_refused(csv("x,y,weight\n1,1,nan\n"), "instances.not_number", 2, "weight");
  expect_refused(csv("x,y,weight\n1,1,1e40\n"), "instances.too_large", 2, "weight");
  expect_refused(csv("x,y,weight\n1,1,900000000000000000\n1,1,0.0001\n"), "instances.too_precise",
                 0);
  expect_refused(csv("x,y,site\n1,1,maybe\n"), "instances.bad_flag", 2, "site");
  expect_refused(csv("id,x,y\na,1,1\na,2,2\n"), "instances.twice", 3, "id");
  expect_refused(csv("lon,lat\n181,0\n"), "instances.bad_degrees", 2, "lon");
  expect_refused(csv("lon,lat\n0,-91\n"), "instances.bad_degrees", 2, "lat");
  EXPECT_EQ(csv("x,y\na,b\n").error().size(), 2u) << "all problems at once";
}

TEST(GeoJson, PointsWithProperties) {
  const auto read = geojson(
      features(feature("[71.4, 51.1]", R"({"weight": 1.5, "area": "north"})", R"("id": "a", )") +
               "," + feature("[76.9, 43.2, 800]", R"({"weight": 2, "id": 7})")));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->measure, Measure::kEarth);
  EXPECT_EQ(read->site_ids, (std::vector<std::string>{"a", "7"}));
  EXPECT_EQ(read->weight, (std::vector<int64_t>{15, 20}));
  EXPECT_EQ(read->area, (std::vector<std::string>{"north", ""}));
  EXPECT_EQ(read->site_points[1].x, 76.9);
}

TEST(GeoJson, NamesWhatIsWrong) {
  expect_refused(geojson(""), "instances.not_json", 0);
  expect_refused(geojson("{\"features\": ["), "instances.not_json", 0);
  expect_refused(geojson(std::string(100, '[')), "instances.not_json", 0);
  expect_refused(geojson(std::string(100, '[') + std::string(100, ']')), "instances.not_json", 0);
  expect_refused(geojson("[]"), "instances.missing", 0);
  expect_refused(geojson("{\"features\": 3}"), "instances.missing", 0);
  expect_refused(geojson(features("")), "instances.no_sites", 0);
  expect_refused(geojson(features("3")), "instances.not_points", 1, "geometry");
  expect_refused(geojson(features(R"({"geometry": {"type": "LineString", "coordinates": []}})")),
                 "instances.not_points", 1);
  expect_refused(geojson(features(feature("[1]", "{}"))), "instances.not_points", 1);
  expect_refused(geojson(features(feature("[1, \"2\"]", "{}"))), "instances.not_points", 1);
  expect_refused(geojson(features(feature("[1, 91]", "{}"))), "instances.bad_degrees", 1, "lat");
  expect_refused(
      geojson(features(feature("[1, 1]", "{}") + "," + feature("[1, 1]", R"({"weight": -1})"))),
      "instances.not_number", 1, "weight");
  expect_refused(geojson(features(feature("[1, 1]", R"({"weight": [1]})"))), "instances.not_number",
                 1, "weight");
}

TEST(EarthCosts, AreGreatCircleMetresAndListsAreTheNearest) {
  std::mt19937_64 random(3);
  const auto between = [&](double least, double most) {
    return least + (most - least) * static_cast<double>(random() >> 11) / 9007199254740992.0;
  };
  std::vector<optim::PlanePoint> points{{180, 0}, {-180, 0}, {0, 90}, {77, 90}, {10, -90}};
  for (int i = 0; i < 300; ++i) points.push_back({between(-180, 180), between(-90, 90)});
  for (int i = 0; i < 300; ++i) points.push_back({between(71, 71.001), between(51, 51.001)});
  const auto costs = earth_costs(points, points);
  EXPECT_EQ(costs->cost(0, 1), 0) << "the antimeridian is one line";
  EXPECT_EQ(costs->cost(2, 3), 0) << "a pole is one point";
  EXPECT_EQ(costs->cost(2, 4), 20'015'114);
  const int n = static_cast<int>(points.size());
  for (int customer = 0; customer < n; customer += 7) {
    std::vector<optim::Near> all;
    for (int site = 0; site < n; ++site) all.push_back({costs->cost(customer, site), site});
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
      return std::pair(a.cost, a.site) < std::pair(b.cost, b.site);
    });
    for (const size_t count : {size_t{1}, size_t{20}, size_t{100}, all.size()}) {
      const auto found = costs->nearest(customer, count);
      ASSERT_GE(found.size(), count);
      for (size_t k = 0; k < count; ++k) {
        ASSERT_EQ(found[k].site, all[k].site);
        ASSERT_EQ(found[k].cost, all[k].cost);
      }
    }
  }
}

TEST(EarthCosts, AgreeWithTheRecount) {
  std::string text = "lon,lat,weight\n";
  std::mt19937_64 random(4);
  for (int i = 0; i < 400; ++i) {
    text += std::to_string(static_cast<double>(random() % 36'000'000) / 1e5 - 180) + "," +
            std::to_string(static_cast<double>(random() % 18'000'000) / 1e5 - 90) + "," +
            std::to_string(random() % 1000) + "\n";
  }
  auto read = csv(text);
  ASSERT_TRUE(read);
  ASSERT_TRUE(make_costs(*read));
  Question question;
  question.p = 3;
  const Answer answer{{5, 17, 99}, {}};
  int64_t sum = 0;
  for (int customer = 0; customer < read->customers; ++customer) {
    int32_t least = optim::Costs::kNever;
    for (const int site : answer.sites) least = std::min(least, read->costs->cost(customer, site));
    sum += read->weight[static_cast<size_t>(customer)] * least;
  }
  const Recount found = recount(*read, question, answer);
  EXPECT_TRUE(found.broken.empty());
  EXPECT_LE(std::abs(found.objective - sum), found.slack);
}

}  // namespace
}  // namespace dostyq::instances
