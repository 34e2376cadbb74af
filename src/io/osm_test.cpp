#include "io/osm.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <vector>

namespace dostyq::io {
namespace {

std::string key_of(std::string_view bytes) {
  const auto pass = read_osm_ways(OsmSource::memory(bytes, "a.osm"), {}, [](const OsmWay&) {});
  return pass ? "" : pass.error().key;
}

constexpr std::string_view kMap =
    "<?xml version='1.0'?><osm version='0.6'>"
    "<node id='5' lat='51.5' lon='-71.25'><tag k='barrier' v='gate'/></node>"
    "<node id='-6' lat='51.6' lon='71.25'/>"
    "<node id='7'/>"
    "<way id='1'><nd ref='5'/><nd ref='-6'/><tag k='highway' v='primary'/></way>"
    "<way id='2' visible='false'/>"
    "<relation id='3'/></osm>";

TEST(Osm, ReadsWaysWithTheirTagsAndNodes) {
  std::vector<int64_t> nodes;
  std::string highway;
  const auto pass = read_osm_ways(OsmSource::memory(kMap, "a.osm"), {}, [&](const OsmWay& way) {
    EXPECT_EQ(way.id, 1);
    nodes.assign(way.nodes.begin(), way.nodes.end());
    highway = tag_value(way.tags, "highway");
    EXPECT_EQ(tag_value(way.tags, "surface"), "");
  });
  ASSERT_TRUE(pass);
  EXPECT_EQ(pass->objects, 1U);
  EXPECT_EQ(nodes, (std::vector<int64_t>{5, -6}));
  EXPECT_EQ(highway, "primary");
}

TEST(Osm, ReadsNodesThatHaveAPosition) {
  std::vector<OsmNode> nodes;
  const auto pass = read_osm_nodes(OsmSource::memory(kMap, "a.osm"), {}, [&](const OsmNode& node) {
    nodes.push_back({node.id, node.at, {}});
  });
  ASSERT_TRUE(pass);
  ASSERT_EQ(nodes.size(), 2U);
  EXPECT_EQ(nodes[0].at, (Coordinate{-712'500'000, 515'000'000}));
  EXPECT_EQ(nodes[1].id, -6);
}

TEST(Osm, SaysWhatAFileIsInstead) {
  EXPECT_EQ(key_of(""), "osm.empty_file");
  EXPECT_EQ(key_of("from,to,seconds\n"), "osm.not_osm");
  EXPECT_EQ(key_of("<html><body>404 Not Found</body></html>"), "osm.not_osm");
  EXPECT_EQ(key_of("<osmChange version='0.6'></osmChange>"), "osm.change_file");
  EXPECT_EQ(key_of(std::string(100, '\0')), "osm.not_osm");
  EXPECT_EQ(key_of("<osm version='0.6'></osm>"), "");
}

TEST(Osm, SaysThatAFileIsBroken) {
  EXPECT_EQ(key_of("<osm version='0.6'><way id='1'>"), "osm.broken");
  EXPECT_EQ(key_of("<osm version='0.6'><way id='one'/></osm>"), "osm.broken");
  EXPECT_EQ(key_of("<osm version='0.6'><way id='99999999999999999999999'/></osm>"), "osm.broken");
  EXPECT_EQ(key_of("<osm version='0.5'></osm>"), "osm.broken");
  EXPECT_EQ(key_of("<!DOCTYPE osm [<!ENTITY a 'aaaa'>]><osm version='0.6'></osm>"), "osm.broken");
  EXPECT_EQ(key_of("\x1f\x8b rubbish"), "osm.broken");
  EXPECT_EQ(key_of("BZh9 rubbish"), "osm.broken");
  EXPECT_EQ(key_of(std::string("\0\0\0\x0d\x0a\x09OSMHeader\x18\x7c", 17)), "osm.cut");
}

/// A PBF file with one uncompressed block; sizes below 128 bytes.
std::string pbf(const std::string& block) {
  const auto frame = [](const std::string& type, const std::string& content) {
    const std::string blob = std::string("\x0a") + static_cast<char>(content.size()) + content;
    const std::string header = std::string("\x0a") + static_cast<char>(type.size()) + type +
                               "\x18" + static_cast<char>(blob.size());
    return std::string(3, '\0') + static_cast<char>(header.size()) + header + blob;
  };
  return frame("OSMHeader", "\x22\x0eOsmSchema-V0.6") + frame("OSMData", block);
}

TEST(Osm, ATagWithANulByteIsBroken) {
  const auto way_with = [](const std::string& key) {
    const std::string strings = std::string("\x0a\0\x0a\x03", 4) + key + "\x0a\x01" + "c";
    const std::string way("\x08\x01\x12\x01\x01\x1a\x01\x02\x42\x02\x02\x02", 12);
    return pbf("\x0a\x0a" + strings + "\x12\x0e\x1a\x0c" + way);
  };
  EXPECT_EQ(key_of(way_with("key")), "");
  EXPECT_EQ(key_of(way_with(std::string("a\0b", 3))), "osm.broken");
}

TEST(Osm, APositionThatIsNotOnEarthIsNamed) {
  const std::string map = "<osm version='0.6'><node id='7' lat='51' lon='181'/></osm>";
  const auto pass = read_osm_nodes(OsmSource::memory(map, "a.osm"), {}, [](const OsmNode&) {});
  ASSERT_FALSE(pass);
  EXPECT_EQ(pass.error().key, "osm.bad_position");
  EXPECT_EQ(pass.error().args, std::vector<std::string>{"7"});
}

TEST(Osm, MissingFilesAreNamed) {
  const auto none = read_osm_ways(OsmSource::file("/no/such.osm.pbf"), {}, [](const OsmWay&) {});
  EXPECT_EQ(none.error().key, "file.missing");
  EXPECT_EQ(none.error().where.file, "such.osm.pbf");
  const auto folder = read_osm_ways(OsmSource::file("/tmp"), {}, [](const OsmWay&) {});
  EXPECT_EQ(folder.error().key, "file.not_readable");
}

TEST(Osm, AFileNamedLikeAnAddressIsStillAFile) {
  const auto path = std::filesystem::temp_directory_path() / "http:map.osm";
  std::ofstream(path) << kMap;
  const auto pass = read_osm_ways(OsmSource::file(path), {}, [](const OsmWay&) {});
  EXPECT_TRUE(pass);
  std::filesystem::remove(path);
}

TEST(Osm, StopsWhenAsked) {
  StopFlag stop;
  stop.request();
  OsmOptions options;
  options.stop = &stop;
  const auto pass = read_osm_ways(OsmSource::memory(kMap, "a.osm"), options, [](const OsmWay&) {});
  ASSERT_FALSE(pass);
  EXPECT_EQ(pass.error().key, "osm.stopped");
  EXPECT_EQ(pass.error().code, ErrorCode::kLimit);
}

TEST(Osm, TellsHowFarItIs) {
  uint64_t read = 0;
  OsmOptions options;
  options.progress = [&](uint64_t bytes, uint64_t total) {
    EXPECT_LE(bytes, total);
    read = bytes;
  };
  const auto path = std::filesystem::temp_directory_path() / "dostyq_progress.osm";
  std::ofstream(path) << kMap;
  ASSERT_TRUE(read_osm_ways(OsmSource::file(path), options, [](const OsmWay&) {}));
  EXPECT_EQ(read, kMap.size());
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace dostyq::io
