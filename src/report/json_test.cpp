#include "report/json.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace dostyq::report {
namespace {

using Json = nlohmann::json;

Date day(int year, unsigned month, unsigned day_of_month) {
  return *Date::from_ymd(year, month, day_of_month);
}

TEST(ReportJson, EmptyReportIsAnObjectWithEmptyLists) {
  const Json json = Json::parse(to_json(Report{}));
  for (const char* list : {"phases", "sites", "places", "orders", "groups", "regions", "objectives",
                           "notes", "sources", "outlines"}) {
    ASSERT_TRUE(json.at(list).is_array()) << list;
    EXPECT_TRUE(json.at(list).empty()) << list;
  }
  EXPECT_EQ(json.at("minutes"), 60);
  EXPECT_EQ(json.at("regional"), false);
}

TEST(ReportJson, AnEmptyOptionalIsNullAndAFullOneItsValue) {
  Report report;
  report.phases.resize(2);
  report.phases[1].end = day(2028, 12, 31);
  report.phases[1].budget = 6'000'000'000'000;
  report.orders.emplace_back();
  report.orders.emplace_back();
  report.orders[1].due = day(2027, 4, 24);
  report.orders[1].days_left = -3;
  const Json json = Json::parse(to_json(report));
  EXPECT_TRUE(json["phases"][0]["budget"].is_null());
  EXPECT_EQ(json["phases"][1]["budget"], 6'000'000'000'000);
  EXPECT_EQ(json["phases"][1]["end"], "2028-12-31");
  EXPECT_TRUE(json["orders"][0]["due"].is_null());
  EXPECT_TRUE(json["orders"][0]["days_left"].is_null());
  EXPECT_EQ(json["orders"][1]["due"], "2027-04-24");
  EXPECT_EQ(json["orders"][1]["days_left"], -3);
}

TEST(ReportJson, TextsConfidencesAndListsKeepTheirNames) {
  Report report;
  report.programme = {"Достық", "Дружба", "Friendship"};
  Order order;
  order.bodies = {{"а", "б", "c"}};
  order.confidence = Confidence::kDemo;
  order.regions = {"almaty-region"};
  report.orders = {order};
  const Json json = Json::parse(to_json(report));
  EXPECT_EQ(json["programme"], (Json{{"kk", "Достық"}, {"ru", "Дружба"}, {"en", "Friendship"}}));
  EXPECT_EQ(json["orders"][0]["bodies"][0]["kk"], "а");
  EXPECT_EQ(json["orders"][0]["confidence"], "demo");
  EXPECT_EQ(json["orders"][0]["regions"], Json::array({"almaty-region"}));
}

TEST(ReportJson, CoordinatesAreDegreesWithoutNoise) {
  Report report;
  Site site;
  site.point = Coordinate::from_degrees(76.9285, 43.2567);
  report.sites = {site};
  const std::string text = to_json(report);
  EXPECT_NE(text.find("\"point\":[76.9285,43.2567]"), std::string::npos) << text;
}

TEST(ReportJson, AnOutlineIsAMultiPolygon) {
  const Ring ring{{Coordinate::from_degrees(70, 45), Coordinate::from_degrees(71, 45),
                   Coordinate::from_degrees(71, 46), Coordinate::from_degrees(70, 45)}};
  Report report;
  report.outlines.resize(1);
  report.outlines[0].polygons = {{ring}};
  const Json polygons = Json::parse(to_json(report))["outlines"][0]["polygons"];
  EXPECT_EQ(polygons[0][0].size(), 4U);
  EXPECT_EQ(polygons[0][0][1], (Json::array({71.0, 45.0})));
}

TEST(ReportJson, SameReportSameBytesAndBadUtf8IsReplaced) {
  Report report;
  report.plan_hash = "ab\xFF";
  EXPECT_EQ(to_json(report), to_json(report));
  EXPECT_EQ(Json::parse(to_json(report))["plan_hash"], "ab\xEF\xBF\xBD");
}

}  // namespace
}  // namespace dostyq::report
