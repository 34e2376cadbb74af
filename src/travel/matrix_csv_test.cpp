#include "travel/matrix_csv.hpp"

#include <gtest/gtest.h>

namespace dostyq::travel {
namespace {

const std::vector<std::string> kVillages{"aksu", "bulak", "mai"};
const std::vector<std::string> kSites{"mai", "house-1"};

Checked<TravelTimes> parsed(const std::string& csv) {
  return parse_matrix_csv(csv, "times.csv", kVillages, kSites);
}

TEST(MatrixCsv, ReadsTimesInAnyOrder) {
  const auto times = parsed("seconds,from,to\n600,bulak,house-1\n0,aksu,mai\n");
  ASSERT_TRUE(times);
  EXPECT_EQ(times->seconds(1, 1), 600);
  EXPECT_EQ(times->seconds(0, 0), 0);
  EXPECT_FALSE(times->seconds(0, 1));  // no row: unreachable
  EXPECT_EQ(times->seconds(2, 0), 0);  // mai to mai
}

TEST(MatrixCsv, ReportsAllProblemsAtOnceInTheirOrder) {
  const auto times = parsed(
      "from,to,seconds\n"
      "aksu,nowhere,5\n"
      "nobody,mai,-5\n"
      "aksu,mai,1.5\n"
      "bulak,mai,60\n"
      "bulak,mai,61\n"
      "bulak,house-1,99999999\n");
  ASSERT_FALSE(times);
  std::vector<std::string> keys;
  for (const Error& error : times.error()) {
    keys.push_back(error.key + ":" + std::to_string(error.where.row) + error.where.column);
  }
  EXPECT_EQ(keys, (std::vector<std::string>{"matrix.unknown_id:2to", "matrix.unknown_id:3from",
                                            "matrix.seconds:3seconds", "matrix.seconds:4seconds",
                                            "matrix.duplicate:6", "matrix.seconds:7seconds"}));
  EXPECT_EQ(times.error()[4].args, (std::vector<std::string>{"bulak", "mai", "5"}));
}

TEST(MatrixCsv, ChecksItsColumns) {
  EXPECT_EQ(parsed("from,to\n").error().front().key, "matrix.missing_column");
  EXPECT_EQ(parsed("from,to,seconds,note\naksu,mai,1,x\n").error().front().key,
            "matrix.unknown_column");
  EXPECT_EQ(parsed("from,to,seconds\n").error().front().key, "matrix.empty");
  EXPECT_EQ(parsed("").error().front().key, "csv.empty");
}

TEST(MatrixCsv, DoesNotDrownTheReader) {
  std::string csv = "from,to,seconds\n";
  for (int i = 0; i < 5000; ++i) csv += "x,mai,1\n";
  const auto times = parsed(csv);
  ASSERT_FALSE(times);
  EXPECT_EQ(times.error().size(), 1001U);
  EXPECT_EQ(times.error().back().key, "matrix.more");
  EXPECT_EQ(times.error().back().args.front(), "4000");
}

}  // namespace
}  // namespace dostyq::travel
