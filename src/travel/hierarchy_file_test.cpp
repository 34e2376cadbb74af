#include "travel/hierarchy_file.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstring>
#include <fstream>

#include "travel/hierarchy_check.hpp"
#include "travel/hierarchy_image.hpp"
#include "travel/one_to_all.hpp"
#include "travel/testing_road_graphs.hpp"

namespace dostyq::travel {
namespace {

namespace fs = std::filesystem;
using testing::RoadGraphs;

class HierarchyFile : public ::testing::Test {
 protected:
  HierarchyFile() {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    RoadGraph graph = RoadGraphs(61).city(8);
    graph.first_shape.assign(graph.arc_count() + 1, 2);
    graph.first_shape.front() = 0;
    graph.shape = {{1, 2}, {3, 4}};
    hash_[0] = 42;
    hierarchy_ = build_hierarchy(graph, {.input_hash = hash_});
  }
  ~HierarchyFile() override { fs::remove_all(folder_); }

  using Bytes = std::vector<std::byte>;
  Bytes bytes() const { return {hierarchy_->bytes().begin(), hierarchy_->bytes().end()}; }

  void write(const Bytes& content) const {
    std::ofstream(path_, std::ios::binary)
        .write(reinterpret_cast<const char*>(content.data()),
               static_cast<std::streamsize>(content.size()));
  }
  std::string error_of(const Bytes& content) const {
    write(content);
    const auto opened = open_hierarchy(path_);
    return opened ? "" : opened.error().key;
  }

  // With a checksum that agrees, as a program that writes nonsense would leave it.
  std::string error_of_sealed(Bytes content) const {
    const uint64_t sum = image::checksum(content);
    std::memcpy(content.data() + offsetof(image::Header, checksum), &sum, sizeof(sum));
    return error_of(content);
  }
  void put(Bytes& content, image::Section section, size_t index, uint32_t value) const {
    std::memcpy(content.data() + section.offset + index * 4, &value, 4);
  }

  fs::path folder_ = fs::path(DOSTYQ_BINARY_DIR) / "hierarchy_file_test";
  fs::path path_ = folder_ / "roads.hierarchy";
  InputHash hash_{};
  std::optional<Hierarchy> hierarchy_;
};

TEST_F(HierarchyFile, OpensAsItWasSaved) {
  ASSERT_TRUE(save_hierarchy(*hierarchy_, path_));
  const auto opened = open_hierarchy(path_, hash_);
  ASSERT_TRUE(opened);
  EXPECT_TRUE(std::ranges::equal(opened->bytes(), hierarchy_->bytes()));
  OneToAll saved(*opened);
  OneToAll fresh(*hierarchy_);
  saved.run(0, OneToAll::Direction::kFromSource);
  fresh.run(0, OneToAll::Direction::kFromSource);
  for (uint32_t v = 0; v < 64; ++v) EXPECT_EQ(saved.milliseconds(v), fresh.milliseconds(v));
}

TEST_F(HierarchyFile, LeavesNothingElseBeside) {
  ASSERT_TRUE(save_hierarchy(*hierarchy_, path_));
  ASSERT_TRUE(save_hierarchy(*hierarchy_, path_));
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()), 1);
}

TEST_F(HierarchyFile, StaysUsableWhileANewOneTakesItsPlace) {
  ASSERT_TRUE(save_hierarchy(*hierarchy_, path_));
  const auto opened = open_hierarchy(path_);
  ASSERT_TRUE(opened);
  ASSERT_TRUE(save_hierarchy(*build_hierarchy(RoadGraphs(1).city(3), {}), path_));
  EXPECT_TRUE(std::ranges::equal(opened->bytes(), hierarchy_->bytes()));
}

TEST_F(HierarchyFile, IsStaleWhenMadeFromOtherInput) {
  ASSERT_TRUE(save_hierarchy(*hierarchy_, path_));
  const auto opened = open_hierarchy(path_, InputHash{});
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().key, "travel.hierarchy_stale");
  EXPECT_EQ(opened.error().where.file, path_.string());
}

TEST_F(HierarchyFile, SaysWhatCannotBeReadOrWritten) {
  EXPECT_EQ(open_hierarchy(folder_ / "none").error().key, "file.missing");
  EXPECT_EQ(open_hierarchy(folder_).error().key, "file.not_readable");
  EXPECT_EQ(save_hierarchy(*hierarchy_, folder_ / "none" / "x").error().key, "file.not_writable");
}

TEST_F(HierarchyFile, IsRefusedWithAnyByteOfTheHeaderChanged) {
  const Bytes good = bytes();
  ASSERT_EQ(error_of(good), "");
  for (size_t i = 0; i < sizeof(image::Header); ++i) {
    Bytes bad = good;
    bad[i] ^= std::byte{1};
    const bool in_version =
        i >= offsetof(image::Header, version) && i < offsetof(image::Header, has_shapes);
    EXPECT_EQ(error_of(bad), in_version ? "travel.hierarchy_version" : "travel.hierarchy_damaged")
        << i;
  }
}

TEST_F(HierarchyFile, IsRefusedWithAnyByteChanged) {
  const Bytes good = bytes();
  for (size_t i = sizeof(image::Header); i < good.size(); ++i) {
    Bytes bad = good;
    bad[i] ^= std::byte{0x10};
    EXPECT_EQ(image::check(bad), image::Fault::kDamaged) << i;
  }
}

TEST_F(HierarchyFile, IsRefusedAtAnyOtherLength) {
  const Bytes good = bytes();
  for (size_t size = 0; size < good.size(); size += 1 + size / 16) {
    EXPECT_EQ(error_of(Bytes(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size))),
              "travel.hierarchy_damaged")
        << size;
  }
  Bytes longer = good;
  longer.resize(good.size() + 64);
  EXPECT_EQ(error_of(longer), "travel.hierarchy_damaged");
}

TEST_F(HierarchyFile, IsRefusedWithAnIndexOutOfRange) {
  const Bytes good = bytes();
  const auto layout = *image::Layout::of(image::read_header(good));
  ASSERT_EQ(error_of_sealed(good), "");
  const auto refuses = [&](image::Section section, size_t index, uint32_t value) {
    Bytes bad = good;
    put(bad, section, index, value);
    return error_of_sealed(bad) == "travel.hierarchy_damaged";
  };
  EXPECT_TRUE(refuses(layout.first_of_region, 0, 65));
  EXPECT_TRUE(refuses(layout.first_of_region, 1, 63));
  EXPECT_TRUE(refuses(layout.first_arc, 0, 1));
  EXPECT_TRUE(refuses(layout.first_arc, 20, 1U << 30));
  EXPECT_TRUE(refuses(layout.arcs, 0, 1U << 20 | 3));  // head out of range
  EXPECT_TRUE(refuses(layout.arcs, 0, 0));             // no way
  EXPECT_TRUE(refuses(layout.arcs, 1, 0));             // no time
  EXPECT_TRUE(refuses(layout.arcs, 1, RoadGraph::kNever));
  EXPECT_TRUE(refuses(layout.middle, 0, 0));
  EXPECT_TRUE(refuses(layout.middle, 0, 64));
  EXPECT_TRUE(refuses(layout.place_of, 5, 64));
  EXPECT_TRUE(refuses(layout.node_at, 5, 64));
  EXPECT_TRUE(refuses(layout.road_first_arc, 64, 1));
  EXPECT_TRUE(refuses(layout.road_head, 0, 64));
  EXPECT_TRUE(refuses(layout.road_milliseconds, 0, 0));
  EXPECT_TRUE(refuses(layout.first_shape, 1, 3));
}

TEST_F(HierarchyFile, IsRefusedWithCountsThatOverflow) {
  for (const size_t member : {offsetof(image::Header, size), offsetof(image::Header, nodes),
                              offsetof(image::Header, up_arcs), offsetof(image::Header, road_arcs),
                              offsetof(image::Header, shape_points)}) {
    for (const uint64_t value : {uint64_t{0}, uint64_t{1} << 32, uint64_t{1} << 62, ~uint64_t{0}}) {
      Bytes bad = bytes();
      std::memcpy(bad.data() + member, &value, sizeof(value));
      EXPECT_EQ(error_of_sealed(bad), "travel.hierarchy_damaged") << member << ' ' << value;
    }
  }
}

}  // namespace
}  // namespace dostyq::travel
