// Every quick query against plain Dijkstra, on every node of real extracts. They are not part of
// the sources: without them the test is skipped.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "travel/build_road_graph.hpp"
#include "travel/dijkstra.hpp"
#include "travel/nearest_sites.hpp"
#include "travel/one_to_all.hpp"
#include "travel/route.hpp"
#include "travel/testing_osm.hpp"
#include "travel/travel_matrix.hpp"

namespace dostyq::travel {
namespace {

namespace fs = std::filesystem;

class RealRoads : public ::testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    const fs::path data = testing_osm::data_folder();
    if (data.empty()) GTEST_SKIP() << "no folder of real extracts: set DOSTYQ_DATA";
    const fs::path path = data / "osm" / GetParam();
    if (!fs::exists(path)) GTEST_SKIP() << "no " << path.filename();
    auto roads = read_osm_roads(io::OsmSource::file(path), *Profile::built_in("car"));
    ASSERT_TRUE(roads) << roads.error().key;
    graph_ = std::move(roads->graph);
    hierarchy_ = build_hierarchy(graph_, {.threads = 2});
    ASSERT_TRUE(hierarchy_.has_value());
    std::mt19937_64 random(7);
    for (int i = 0; i < 24; ++i)
      some_.push_back(static_cast<uint32_t>(random() % graph_.node_count()));
  }

  RoadGraph graph_;
  std::optional<Hierarchy> hierarchy_;
  std::vector<uint32_t> some_;
};

TEST_P(RealRoads, OneThreadMakesTheSameBytesAsTwo) {
  const auto one = build_hierarchy(graph_, {.threads = 1});
  ASSERT_TRUE(one.has_value());
  EXPECT_TRUE(std::ranges::equal(one->bytes(), hierarchy_->bytes()));
}

TEST_P(RealRoads, TimesFromAndToAPlaceAtEveryNode) {
  const RoadGraph backward = reversed(graph_);
  OneToAll times(*hierarchy_);
  for (const bool away : {true, false}) {
    Dijkstra plain(away ? graph_ : backward);
    for (size_t s = 0; s < 4; ++s) {
      plain.run(some_[s]);
      times.run(some_[s], away ? OneToAll::Direction::kFromSource : OneToAll::Direction::kToSource);
      size_t wrong = 0;
      for (uint32_t v = 0; v < graph_.node_count(); ++v)
        wrong += times.milliseconds(v) != plain.milliseconds(v);
      EXPECT_EQ(wrong, 0U) << some_[s] << (away ? " from" : " to");
    }
  }
}

TEST_P(RealRoads, NearestSitesOfEveryNode) {
  constexpr uint32_t kLimit = 20 * 60 * 1000;
  constexpr unsigned kSites = 5;
  const RoadGraph backward = reversed(graph_);
  Dijkstra plain(backward);
  std::vector<Site> sites;
  std::vector<std::vector<std::pair<uint32_t, uint32_t>>> wanted(graph_.node_count());
  for (uint32_t s = 0; s < some_.size(); ++s) {
    sites.push_back({some_[s], 1000 * (s % 7)});
    const Dijkstra::Source source{some_[s], sites[s].last_mile_milliseconds};
    plain.run(std::span(&source, 1), kLimit);
    for (uint32_t v = 0; v < graph_.node_count(); ++v) {
      if (const auto time = plain.milliseconds(v)) wanted[v].emplace_back(*time, s);
    }
  }
  NearestSites nearest(*hierarchy_);
  nearest.run(sites, {.k = kSites, .limit_milliseconds = kLimit});
  size_t wrong = 0;
  for (uint32_t v = 0; v < graph_.node_count(); ++v) {
    std::sort(wanted[v].begin(), wanted[v].end());
    if (wanted[v].size() > kSites) wanted[v].resize(kSites);
    const auto found = nearest.of(v);
    wrong += !std::equal(found.begin(), found.end(), wanted[v].begin(), wanted[v].end(),
                         [](const NearestSites::Found& f, const auto& w) {
                           return f.milliseconds() == w.first && f.site() == w.second;
                         });
  }
  EXPECT_EQ(wrong, 0U);
}

TEST_P(RealRoads, TablesAndRoutesArcByArc) {
  TravelMatrix matrix(*hierarchy_);
  matrix.set_targets(some_);
  const TimeTable table = matrix.run(some_, 2);
  Dijkstra plain(graph_);
  RouteQuery routes(*hierarchy_);
  for (size_t i = 0; i < some_.size(); ++i) {
    plain.run(some_[i]);
    for (size_t j = 0; j < some_.size(); ++j) {
      ASSERT_EQ(table.milliseconds(i, j), plain.milliseconds(some_[j])) << i << " " << j;
      if (j % 5 != 0) continue;
      const auto route = routes.run(some_[i], some_[j]);
      ASSERT_TRUE(route.has_value());
      ASSERT_EQ(route->milliseconds, plain.milliseconds(some_[j]));
      ASSERT_EQ(route->nodes.size(), route->road_arcs.size() + 1);
      uint32_t sum = 0;
      for (size_t a = 0; a < route->road_arcs.size(); ++a) {
        const uint32_t arc = route->road_arcs[a];
        ASSERT_GE(arc, graph_.first_arc[route->nodes[a]]);
        ASSERT_LT(arc, graph_.first_arc[route->nodes[a] + 1]);
        ASSERT_EQ(graph_.head[arc], route->nodes[a + 1]);
        sum += graph_.milliseconds[arc];
      }
      ASSERT_EQ(sum, route->milliseconds);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Extracts, RealRoads,
                         ::testing::Values("andorra.osm.pbf", "baltimore.osm.pbf", "beatty.osm.gz",
                                           "campo-grande.osm.gz", "krems.osm.gz",
                                           "liechtenstein-2013-08-03.osm.pbf",
                                           "liechtenstein-latest.osm.pbf", "monaco.osm.gz",
                                           "north-bayreuth.osm.gz", "porto_alegre.osm.pbf",
                                           "porto_portugal.osm.pbf"),
                         [](const auto& one) {
                           std::string name = one.param;
                           name.resize(name.find('.'));
                           std::erase_if(name, [](char c) { return !std::isalnum(c); });
                           return name;
                         });

}  // namespace
}  // namespace dostyq::travel
