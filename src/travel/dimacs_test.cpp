#include "travel/dimacs.hpp"

#include <gtest/gtest.h>

#include "travel/testing_osm.hpp"

namespace dostyq::travel {
namespace {

constexpr const char* kArcs =
    "c three nodes\np sp 3 5\na 1 2 10\na 2 1 11\na 1 2 9\na 2 2 5\na 2 3 0\n";
constexpr const char* kCoordinates =
    "c\np aux sp co 3\nv 1 71000000 51000000\nv 3 -73530767 41085396\nv 2 71000001 51000001\r\n";

Result<RoadGraph> parsed(const std::string& arcs, const std::string& coordinates, double unit = 1) {
  return parse_dimacs(arcs, "a.gr", coordinates, "a.co", {unit});
}

TEST(Dimacs, ReadsArcsAndCoordinates) {
  const auto graph = parsed(kArcs, kCoordinates);
  ASSERT_TRUE(graph);
  testing_osm::expect_sound(*graph);
  EXPECT_EQ(graph->first_arc, (std::vector<uint32_t>{0, 1, 3, 3}));
  EXPECT_EQ(graph->head, (std::vector<uint32_t>{1, 0, 2}));
  EXPECT_EQ(graph->milliseconds, (std::vector<uint32_t>{9, 11, 1}));
  EXPECT_EQ(graph->nodes[2], (Coordinate{-735'307'670, 410'853'960}));
  EXPECT_EQ(parsed(kArcs, kCoordinates, 100)->milliseconds, (std::vector<uint32_t>{900, 1100, 1}));
}

TEST(Dimacs, WritesWhatItReads) {
  const RoadGraph graph = *parsed(kArcs, kCoordinates);
  const DimacsTexts texts = to_dimacs(graph);
  const auto again = parsed(texts.arcs, texts.coordinates);
  ASSERT_TRUE(again);
  EXPECT_TRUE(testing_osm::same(graph, *again));
}

void expect_error(const Result<RoadGraph>& graph, const std::string& key, const std::string& file,
                  int row) {
  ASSERT_FALSE(graph) << key;
  EXPECT_EQ(graph.error().key, key);
  EXPECT_EQ(graph.error().where.file, file);
  EXPECT_EQ(graph.error().where.row, row) << key;
}

TEST(Dimacs, NamesTheLineThatIsWrong) {
  expect_error(parsed("", kCoordinates), "dimacs.no_problem_line", "a.gr", 0);
  expect_error(parsed("p sp 3\n", kCoordinates), "dimacs.no_problem_line", "a.gr", 1);
  expect_error(parsed("p sp 3 1\na 1 2\n", kCoordinates), "dimacs.line", "a.gr", 2);
  expect_error(parsed("p sp 3 1\na 1 2 3 4\n", kCoordinates), "dimacs.line", "a.gr", 2);
  expect_error(parsed("p sp 3 1\ne 1 2 3\n", kCoordinates), "dimacs.line", "a.gr", 2);
  expect_error(parsed("p sp 3 1\na 1 4 3\n", kCoordinates), "dimacs.node", "a.gr", 2);
  expect_error(parsed("p sp 3 1\na 0 1 3\n", kCoordinates), "dimacs.node", "a.gr", 2);
  expect_error(parsed("p sp 3 1\nc x\na 1 2 -3\n", kCoordinates), "dimacs.weight", "a.gr", 3);
  expect_error(parsed("p sp 3 1\na 1 2 2147483647\n", kCoordinates), "dimacs.weight", "a.gr", 2);
  expect_error(parsed("p sp 3 2\na 1 2 3\n", kCoordinates), "dimacs.count", "a.gr", 0);
  expect_error(parsed("p sp 9999999999 1\n", kCoordinates), "dimacs.too_large", "a.gr", 1);
  expect_error(parsed(kArcs, "p aux sp co 2\n"), "dimacs.count", "a.co", 1);
  expect_error(parsed(kArcs, "p aux sp co 3\nv 1 1 1\nv 1 1 1\n"), "dimacs.twice", "a.co", 3);
  expect_error(parsed(kArcs, "p aux sp co 3\nv 1 1 1\nv 2 1 91000000\n"), "dimacs.position", "a.co",
               3);
  expect_error(parsed(kArcs, "p aux sp co 3\nv 1 1 1\nv 2 1 1\n"), "dimacs.count", "a.co", 0);
}

TEST(Dimacs, AWildNumberTakesNoMemory) {
  expect_error(parsed("p sp 2000000000 0\n", "p aux sp co 2000000000\n"), "dimacs.count", "a.co",
               1);
  expect_error(parsed("p sp 1 4000000000\n", kCoordinates), "dimacs.count", "a.gr", 0);
}

TEST(Dimacs, MissingFilesAreNamed) {
  EXPECT_EQ(read_dimacs("/no/such.gr", "/no/such.co").error().key, "file.missing");
}

}  // namespace
}  // namespace dostyq::travel
