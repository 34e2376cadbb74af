// Real extracts, whole and broken. They are not part of the sources: without them the tests are
// skipped.
#include <gtest/gtest.h>

#include <osmium/io/any_input.hpp>
#include <osmium/io/any_output.hpp>
#include <random>

#include "io/file.hpp"
#include "travel/components.hpp"
#include "travel/testing_osm.hpp"

namespace dostyq::travel {
namespace {

namespace fs = std::filesystem;
using testing_osm::expect_sound;

#define NEEDS_DATA()                                \
  const fs::path data = testing_osm::data_folder(); \
  if (data.empty()) GTEST_SKIP() << "no folder of real extracts: set DOSTYQ_DATA"

struct Wanted {
  const char* file;
  size_t car_nodes;  ///< at least; at most three times as many
  size_t foot_nodes;
};

constexpr Wanted kExtracts[]{
    {"andorra.osm.pbf", 3'000, 3'000},
    {"baltimore.osm.pbf", 5'000, 5'000},
    {"beatty.osm.gz", 1'000, 1'000},
    {"campo-grande.osm.gz", 9'000, 9'000},
    {"krems.osm.gz", 1'000, 1'400},
    {"liechtenstein-2013-08-03.osm.pbf", 4'000, 5'000},
    {"liechtenstein-latest.osm.pbf", 5'000, 7'000},
    {"monaco.osm.gz", 500, 1'000},
    {"north-bayreuth.osm.gz", 3'000, 3'000},
    {"porto_alegre.osm.pbf", 14'000, 19'000},
    {"porto_portugal.osm.pbf", 75'000, 75'000},
};

TEST(OsmExtracts, AllRead) {
  NEEDS_DATA();
  for (const Wanted& wanted : kExtracts) {
    const fs::path path = data / "osm" / wanted.file;
    if (!fs::exists(path)) continue;
    for (const auto& [profile, least] :
         {std::pair("car", wanted.car_nodes), std::pair("foot", wanted.foot_nodes)}) {
      const auto roads = read_osm_roads(io::OsmSource::file(path), *Profile::built_in(profile));
      ASSERT_TRUE(roads) << wanted.file << " " << roads.error().key;
      expect_sound(roads->graph);
      EXPECT_GE(roads->graph.node_count(), least) << wanted.file;
      EXPECT_LE(roads->graph.node_count(), 3 * least) << wanted.file;
      EXPECT_EQ(strong_components(roads->graph.first_arc, roads->graph.head).count, 1U)
          << wanted.file;
      EXPECT_LT(roads->stats.island_km, roads->stats.km / 4) << wanted.file << profile;
    }
  }
}

std::string converted(const fs::path& from, const fs::path& to, const std::string& format) {
  osmium::io::Reader reader(from.string());
  osmium::io::Writer writer(osmium::io::File(to.string(), format), reader.header(),
                            osmium::io::overwrite::allow);
  while (osmium::memory::Buffer buffer = reader.read()) writer(std::move(buffer));
  writer.close();
  return to.string();
}

TEST(OsmExtracts, EveryFormatGivesTheSameGraph) {
  NEEDS_DATA();
  const Profile car = *Profile::built_in("car");
  const fs::path from = data / "osm" / "andorra.osm.pbf";
  const auto wanted = read_osm_roads(io::OsmSource::file(from), car);
  ASSERT_TRUE(wanted);
  const fs::path folder = fs::temp_directory_path();
  for (const char* format : {"pbf", "pbf,pbf_dense_nodes=false", "pbf,pbf_compression=none", "xml",
                             "xml.gz", "xml.bz2"}) {
    const fs::path to = folder / ("dostyq_format_test_" + std::to_string(getpid()));
    converted(from, to, format);
    const auto roads = read_osm_roads(io::OsmSource::file(to), car);
    ASSERT_TRUE(roads) << format << " " << roads.error().key;
    EXPECT_TRUE(testing_osm::same(roads->graph, wanted->graph)) << format;
    fs::remove(to);
  }
}

/// A graph, or an error that has a key and names the file.
void expect_answer(const std::string& bytes, const Profile& profile, const std::string& what) {
  const auto roads = read_osm_roads(io::OsmSource::memory(bytes, "broken.osm"), profile);
  if (roads) {
    expect_sound(roads->graph);
    return;
  }
  EXPECT_FALSE(roads.error().key.empty()) << what;
  EXPECT_EQ(roads.error().where.file, "broken.osm") << what;
}

class Broken : public testing::TestWithParam<const char*> {};

TEST_P(Broken, CutAnywhereIsAnErrorOrAGraph) {
  NEEDS_DATA();
  const Profile foot = *Profile::built_in("foot");
  const std::string whole = *io::read_file(data / "osm" / GetParam());
  size_t errors = 0;
  constexpr size_t kCuts = 40;
  for (size_t i = 0; i < kCuts; ++i) {
    const std::string cut = whole.substr(0, whole.size() * i / kCuts);
    expect_answer(cut, foot, "cut at " + std::to_string(cut.size()));
    errors += read_osm_roads(io::OsmSource::memory(cut, "cut.osm"), foot) ? 0 : 1;
  }
  EXPECT_EQ(errors, kCuts);  // a cut is always noticed, unless it is between two blocks
}

TEST_P(Broken, ChangedBytesAreAnErrorOrAGraph) {
  NEEDS_DATA();
  const Profile foot = *Profile::built_in("foot");
  const std::string whole = *io::read_file(data / "osm" / GetParam());
  std::mt19937 random(7);
  for (int i = 0; i < 40; ++i) {
    std::string bytes = whole;
    for (int k = 0; k < 1 + i / 10; ++k) {
      // Half of the changes where formats are most fragile: at the beginning.
      const size_t at =
          random() % (i % 2 == 0 ? std::min<size_t>(bytes.size(), 400) : bytes.size());
      bytes[at] = static_cast<char>(random());
    }
    expect_answer(bytes, foot, "change " + std::to_string(i));
  }
}

INSTANTIATE_TEST_SUITE_P(Extracts, Broken,
                         testing::Values("andorra.osm.pbf", "liechtenstein-2013-08-03.osm.pbf",
                                         "beatty.osm.gz", "krems.osm.gz"));

}  // namespace
}  // namespace dostyq::travel
