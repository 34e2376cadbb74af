// The generators of bench/: the same on every machine, and what bench/README.md says they are.
#include "bench/location_instances.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <set>

#include "instances/formats.hpp"
#include "io/file.hpp"

namespace dostyq::bench {
namespace {

std::string written(const std::function<void(std::FILE*)>& write) {
  char* bytes = nullptr;
  size_t size = 0;
  std::FILE* out = open_memstream(&bytes, &size);
  write(out);
  std::fclose(out);
  std::string text(bytes, size);
  std::free(bytes);
  return text;
}

Checked<instances::Instance> parsed(const std::string& text, const std::string& file) {
  return instances::parse_instance({text, file, {}});
}

TEST(GnuRandom, GivesTheKnownNumbers) {
  GnuRandom random(1);
  for (const int32_t known : {1804289383, 846930886, 1681692777, 1714636915, 1957747793})
    EXPECT_EQ(random.next(), known);
}

#ifdef __GLIBC__
TEST(GnuRandom, IsThatOfTheLibrary) {
  for (const uint32_t seed :
       {0U, 1U, 2U, 3U, 12345U, 2147483646U, 2147483647U, 2147483648U, 4294967295U}) {
    GnuRandom random(seed);
    std::srand(seed);
    for (int i = 0; i < 2000; ++i) ASSERT_EQ(random.next(), std::rand()) << seed << " at " << i;
  }
}
#endif

TEST(LocationInstances, TheCoveringRecipeGivesThePublishedFile) {
  const char* folder = std::getenv("DOSTYQ_BENCH");
  const std::string name = "/mclp/GRID_INST_n100_m10000_d1_100_f1_1_s1.dat";
  if (folder == nullptr || !std::filesystem::exists(folder + name))
    GTEST_SKIP() << "DOSTYQ_BENCH names no folder with " << name;
  const auto bytes = io::read_file(folder + name);
  ASSERT_TRUE(bytes);
  const std::string made = written([](std::FILE* out) { write_covering(out, 100, 10'000, 1); });
  EXPECT_TRUE(made == *bytes) << "byte for byte";
}

TEST(LocationInstances, NeverChange) {
  const auto hash = [](const std::function<void(std::FILE*)>& write) {
    return io::sha256_hex(written(write)).substr(0, 16);
  };
  EXPECT_EQ(hash([](std::FILE* out) { write_uniform_points(out, 1000, 1); }), "0060e5baa65ca0ce");
  EXPECT_EQ(hash([](std::FILE* out) { write_clustered_points(out, 1000, 1); }), "02024e4e505aee6a");
  EXPECT_EQ(hash([](std::FILE* out) { write_covering(out, 100, 1000, 1); }), "275c21dc81cd5fba");
  EXPECT_EQ(hash([](std::FILE* out) { write_covering_with_areas(out, 100, 1000, 1); }),
            "f547e1db25e7f038");
  EXPECT_EQ(hash([](std::FILE* out) { write_koerkel_ghosh(out, {20, true, 100}, 1); }),
            "248087faff3213b3");
  EXPECT_EQ(hash([](std::FILE* out) { write_koerkel_ghosh(out, {20, false, 10'000}, 2); }),
            "a1d00adc7f70cc66");
}

TEST(LocationInstances, PointsLieInTheSquare) {
  for (const auto write : {write_uniform_points, write_clustered_points}) {
    const auto made = parsed(written([&](std::FILE* out) { write(out, 5000, 2); }), "a.csv");
    ASSERT_TRUE(made);
    EXPECT_EQ(made->sites, 5000);
    EXPECT_EQ(made->customers, 5000);
    for (const optim::PlanePoint& point : made->site_points) {
      EXPECT_TRUE(point.x >= 0 && point.x < 1e6 && point.y >= 0 && point.y < 1e6);
    }
  }
}

TEST(LocationInstances, AreasHaveSitesAndRows) {
  const auto made = parsed(
      written([](std::FILE* out) { write_covering_with_areas(out, 2000, 3000, 3); }), "a.csv");
  ASSERT_TRUE(made);
  EXPECT_EQ(made->sites, 2000);
  EXPECT_EQ(made->customers, 3000);
  const std::set<std::string> areas(made->area.begin(), made->area.end());
  EXPECT_EQ(areas.size(), 50u);
  EXPECT_TRUE(areas.contains("a1") && areas.contains("a50"));
  for (const int64_t cost : made->opening_cost) EXPECT_TRUE(cost >= 50 && cost <= 150);
  for (const int64_t weight : made->weight) EXPECT_TRUE(weight >= 1 && weight <= 100);
  const std::string rows = written([](std::FILE* out) { write_area_rows(out, 2, 6); });
  EXPECT_TRUE(rows.starts_with("area,at_least,at_most\na1,2,6\n"));
  EXPECT_TRUE(rows.ends_with("\na50,2,6\n"));
}

TEST(LocationInstances, KoerkelGhoshCostsLieInTheirRanges) {
  for (const bool symmetric : {true, false}) {
    const auto made = parsed(
        written([&](std::FILE* out) { write_koerkel_ghosh(out, {30, symmetric, 1000}, 1); }), "a");
    ASSERT_TRUE(made);
    EXPECT_EQ(made->format, "ufl-simple");
    bool mirrored = true;
    for (int i = 0; i < 30; ++i) {
      const int64_t opening = made->opening_cost[static_cast<size_t>(i)];
      EXPECT_TRUE(opening >= 1000 && opening <= 2000);
      for (int j = 0; j < 30; ++j) {
        const int32_t cost = made->costs->cost(i, j);
        EXPECT_TRUE(cost >= 1000 && cost <= 2000);
        mirrored = mirrored && cost == made->costs->cost(j, i);
      }
    }
    EXPECT_EQ(mirrored, symmetric);
  }
}

}  // namespace
}  // namespace dostyq::bench
