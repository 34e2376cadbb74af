#include "instances/uncapacitated.hpp"

#include <gtest/gtest.h>

#include "instances/testing_problems.hpp"

namespace dostyq::instances {
namespace {

Checked<Instance> cap(const std::string& text, ReadOptions options = {}) {
  return read_orlib_cap({text, "cap", options});
}
Checked<Instance> simple(const std::string& text, ReadOptions options = {}) {
  return read_ufl_simple({text, "simple", options});
}

TEST(OrlibCap, DecimalsBecomeWholeNumbersOfOneScale) {
  const auto read = cap(" 2 3 \n 5000 7500. \n 50.5 12.50\n 146\n 6739.72500 0 \n87 1 2\n0 3\n4\n");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->sites, 2);
  EXPECT_EQ(read->customers, 3);
  EXPECT_EQ(read->cost_scale, 1000);
  EXPECT_EQ(read->opening_cost, (std::vector<int64_t>{7'500'000, 12'500}));
  EXPECT_EQ(read->costs->cost(0, 0), 6'739'725);
  EXPECT_EQ(read->costs->cost(0, 1), 0);
  EXPECT_EQ(read->costs->cost(2, 1), 4000);
  EXPECT_EQ(read->weight, std::vector<int64_t>(3, 1));
  EXPECT_EQ(read->capacity, (std::vector<int64_t>{50'000, 505}));
  EXPECT_EQ(read->demand, (std::vector<int64_t>{1460, 870, 0}));
}

TEST(OrlibCap, TheWordCapacityMeansNone) {
  const auto read = cap("1 1\ncapacity 3\n2 7\n");
  ASSERT_TRUE(read);
  EXPECT_TRUE(read->capacity.empty());
  EXPECT_TRUE(read->demand.empty());
  EXPECT_EQ(read->opening_cost, std::vector<int64_t>{3});
}

TEST(OrlibCap, WhatDoesNotFitIsRoundedOnlyIfAllowed) {
  const std::string text = "1 1\n0 1.5\n1 123456.78951\n";
  auto wide = cap(text);
  ASSERT_TRUE(wide);
  EXPECT_EQ(wide->costs, nullptr);
  EXPECT_EQ(wide->wide_costs, std::vector<int64_t>{12'345'678'951});
  EXPECT_EQ(make_costs(*wide).error().key, "instances.too_precise");
  const auto read = cap(text, {2});
  ASSERT_TRUE(read);
  EXPECT_EQ(read->cost_scale, 100);
  EXPECT_EQ(read->costs->cost(0, 0), 12'345'679);
  EXPECT_EQ(read->opening_cost, std::vector<int64_t>{150});
  EXPECT_EQ(cap("1 1\n0 1\n1 3000000000\n", {0})->wide_costs, std::vector<int64_t>{3'000'000'000});
  expect_refused(cap("1 1\n0 0.00001\n1 300000000000000000\n"), "instances.too_precise", 0);
}

TEST(OrlibCap, NamesWhatIsWrongAndWhere) {
  expect_refused(cap(""), "instances.ends_early", 1);
  expect_refused(cap("0 3\n"), "instances.not_whole", 1, "1");
  expect_refused(cap("2 0\n"), "instances.not_whole", 1, "3");
  expect_refused(cap("2 x\n"), "instances.not_whole", 1, "3");
  expect_refused(cap("20000 20000\n1 1\n"), "instances.ends_early", 1);
  expect_refused(cap("1 2\n1 1\n1 1\n1\n"), "instances.ends_early", 5);
  expect_refused(cap("1 1\n1 1\n1 1 1\n"), "instances.goes_on", 3, "5");
  expect_refused(cap("1 1\n1 -1\n1 1\n"), "instances.negative", 2, "3");
  expect_refused(cap("1 1\n1 1\n1 -0.5\n"), "instances.negative", 3, "3");
  expect_refused(cap("1 1\n1 1\n1 nan\n"), "instances.not_number", 3, "3");
  expect_refused(cap("1 1\n1 1\n1 1,5\n"), "instances.not_number", 3, "3");
  expect_refused(cap("1 1\n1 1\n1 1e30\n"), "instances.too_large", 3, "3");
}

TEST(UflSimple, RowsAreSites) {
  const auto read = simple("FILE: a.txt\n2 3 0\n1 100 1 2 3\n2 50 4 5.5 6 \n");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->name, "a.txt");
  EXPECT_EQ(read->sites, 2);
  EXPECT_EQ(read->customers, 3);
  EXPECT_EQ(read->cost_scale, 10);
  EXPECT_EQ(read->opening_cost, (std::vector<int64_t>{1000, 500}));
  EXPECT_EQ(read->costs->cost(2, 0), 30);
  EXPECT_EQ(read->costs->cost(1, 1), 55);
  EXPECT_EQ(simple("FILE:b\n1 1 0\n1 1 1\n")->name, "b");
}

TEST(UflSimple, NamesWhatIsWrongAndWhere) {
  expect_refused(simple("FILE: a\n"), "instances.ends_early", 2);
  expect_refused(simple("FILE: a\n0 1 0\n"), "instances.not_whole", 2, "1");
  expect_refused(simple("FILE: a\n1 1 5\n1 1 1\n"), "instances.unsupported", 2, "5");
  expect_refused(simple("FILE: a\n2 1 0\n1 1 1\n3 1 1\n"), "instances.not_whole", 4, "1");
  expect_refused(simple("FILE: a\n1 2 0\n1 1 1\n"), "instances.ends_early", 4);
  expect_refused(simple("FILE: a\n1 1 0\n1 1 1\n1\n"), "instances.goes_on", 4);
  expect_refused(simple("FILE: a\n1 1 0\n1 1 -1\n"), "instances.negative", 3, "5");
  expect_refused(simple("FILE: a\n1 1 0\n1 one 1\n"), "instances.not_number", 3, "3");
  expect_refused(simple("FILE: a\n20000 20000 0\n"), "instances.ends_early", 2);
}

TEST(Formats, AreToldApart) {
  const auto format = [](const std::string& text, const std::string& file = "a.txt") {
    const auto read = parse_instance({text, file, {}});
    return read ? read->format : read.error().front().key;
  };
  EXPECT_EQ(format("2 1 1\n1 2 3\n"), "orlib-pmed");
  EXPECT_EQ(format("1 1\ncapacity 3\n2 7\n"), "orlib-cap");
  EXPECT_EQ(format("2 2\n9 5\n8 6\n3\n1 2\n4\n3 1\n"), "orlib-cap");
  EXPECT_EQ(format("2 2\n9 5\n8 6\n3 4\n1 2\n3 1\n"), "sscflp") << "its fourth line: two demands";
  EXPECT_EQ(format("2 3\n9 5\n8 6\n3 4 5\n1 2\n3 1\n1 1\n"), "sscflp");
  EXPECT_EQ(format("2 3\n9 5\n8 6\n3 4 5\n1 2 3\n3 1 3\n"), "orlib-cap");
  EXPECT_EQ(format("3 1\n9 5 7\n8 6 2\n3\n1 2 3\n"), "sscflp");
  EXPECT_EQ(format("3 1\n9 5 7\n8 6 2\n3\n1 2\n"), "instances.unknown_format");
  EXPECT_EQ(format("FILE: a\n1 1 0\n1 1 1\n"), "ufl-simple");
  EXPECT_EQ(format("DIMENSION: 1\nEDGE_WEIGHT_TYPE: EUC_2D\nNODE_COORD_SECTION\n1 1 1\nEOF\n"),
            "tsplib");
  EXPECT_EQ(format("id,x,y\na,1,2\n"), "csv");
  EXPECT_EQ(format("name,lat,lon\na,1,2\n", "b.csv"), "csv");
  EXPECT_EQ(format("{\"type\": \"FeatureCollection\", \"features\": [{\"geometry\": {\"type\": "
                   "\"Point\", \"coordinates\": [1, 2]}}]}"),
            "geojson");
  EXPECT_EQ(format(""), "instances.unknown_format");
  EXPECT_EQ(format("Dear reader,\nthis is a letter.\n"), "instances.unknown_format");
}

TEST(Formats, TheNameOfOneMayBeGiven) {
  const Source source{"2 1 1\n1 2 3\n", "a.txt", {}};
  EXPECT_EQ(parse_instance(source, "orlib-pmed")->format, "orlib-pmed");
  EXPECT_EQ(parse_instance(source, "orlib-pmed")->name, "a");
  EXPECT_EQ(refusal(parse_instance(source, "tsplib")).key, "instances.missing");
  EXPECT_EQ(refusal(parse_instance(source, "xyz")).key, "instances.no_such_format");
  EXPECT_EQ(refusal(read_instance("/no/such/file")).key, "file.missing");
}

}  // namespace
}  // namespace dostyq::instances
