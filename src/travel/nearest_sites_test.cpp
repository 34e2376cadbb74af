#include "travel/nearest_sites.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "travel/dijkstra.hpp"
#include "travel/testing_ascii_map.hpp"
#include "travel/testing_road_graphs.hpp"

namespace dostyq::travel {
namespace {

using testing::AsciiMap;
using testing::RoadGraphs;
using Pairs = std::vector<std::pair<uint32_t, uint32_t>>;  // time, site

Pairs found(const NearestSites& nearest, uint32_t node) {
  Pairs pairs;
  for (const auto& f : nearest.of(node)) pairs.emplace_back(f.milliseconds(), f.site());
  return pairs;
}

TEST(NearestSites, RanksByTimeThenByNumber) {
  const AsciiMap map(
      "A--B--C\n"
      "   |\n"
      "   |\n"
      "   D-E\n");
  NearestSites nearest(*build_hierarchy(map.graph(), {}));
  const std::vector<Site> sites{{map['E'], 0}, {map['C'], 0}, {map['A'], 0}, {map['A'], 0}};
  nearest.run(sites, {.k = 3});
  EXPECT_EQ(found(nearest, map['B']), (Pairs{{2000, 1}, {2000, 2}, {2000, 3}}));
  EXPECT_EQ(found(nearest, map['A']), (Pairs{{0, 2}, {0, 3}, {4000, 1}}));
  EXPECT_EQ(found(nearest, map['E']), (Pairs{{0, 0}, {5000, 1}, {5000, 2}}));
}

TEST(NearestSites, GoesToTheSiteNotFromIt) {
  const AsciiMap map(
      "A->-B\n"
      "|   |\n"
      "C---D\n");
  NearestSites nearest(*build_hierarchy(map.graph(), {}));
  const std::vector<Site> site{{map['A'], 0}};
  nearest.run(site, {});
  EXPECT_EQ(found(nearest, map['B']), (Pairs{{5000, 0}}));
  nearest.run(site, {.heading = Heading::kFromSites});
  EXPECT_EQ(found(nearest, map['B']), (Pairs{{3000, 0}}));
}

TEST(NearestSites, HasNothingForAnIslandAndPastTheLimit) {
  const AsciiMap map("A--B--C   D-E");
  NearestSites nearest(*build_hierarchy(map.graph(), {}));
  const std::vector<Site> site{{map['A'], 500}};
  nearest.run(site, {.k = 2, .limit_milliseconds = 2500});
  EXPECT_EQ(found(nearest, map['B']), (Pairs{{2500, 0}}));
  EXPECT_EQ(found(nearest, map['C']), Pairs{});
  EXPECT_EQ(found(nearest, map['D']), Pairs{});
  nearest.run({}, {.k = 2});
  EXPECT_EQ(found(nearest, map['A']), Pairs{});
}

// Every node's k nearest, one Dijkstra for each site.
std::vector<Pairs> by_dijkstra(const RoadGraph& graph, const std::vector<Site>& sites,
                               const NearestQuestion& question) {
  std::vector<Pairs> lists(graph.node_count());
  const RoadGraph searched = question.heading == Heading::kToSites ? reversed(graph) : graph;
  Dijkstra search(searched);
  for (uint32_t i = 0; i < sites.size(); ++i) {
    const Dijkstra::Source source{sites[i].node, sites[i].last_mile_milliseconds};
    search.run(std::span(&source, 1), question.limit_milliseconds);
    for (uint32_t v = 0; v < graph.node_count(); ++v) {
      if (const auto time = search.milliseconds(v)) lists[v].emplace_back(*time, i);
    }
  }
  for (Pairs& list : lists) {
    std::sort(list.begin(), list.end());
    if (list.size() > question.k) list.resize(question.k);
  }
  return lists;
}

TEST(NearestSites, AreWhatDijkstraSaysAtEveryNode) {
  RoadGraphs graphs(31);
  for (const auto& [name, graph] : graphs.some_of_each()) {
    if (graph.node_count() == 0) continue;
    NearestSites nearest(*build_hierarchy(graph, {}));
    for (const uint32_t count : {1U, 7U, 60U}) {
      std::vector<Site> sites;
      for (uint32_t i = 0; i < count; ++i) {
        const auto node = graphs.below(static_cast<uint32_t>(graph.node_count()));
        sites.push_back({node, graphs.below(3) == 0 ? graphs.below(20'000) : 0});
      }
      for (const unsigned k : {1U, 2U, 3U, 5U, 8U, 9U, 100U}) {
        const NearestQuestion question{
            .k = k,
            .limit_milliseconds = k % 2 == 0 ? 40'000 : RoadGraph::kNever - 1,
            .heading = k == 3 ? Heading::kFromSites : Heading::kToSites,
            .threads = 1 + k % 3};
        nearest.run(sites, question);
        const auto expected = by_dijkstra(graph, sites, question);
        for (uint32_t v = 0; v < graph.node_count(); ++v) {
          ASSERT_EQ(found(nearest, v), expected[v]) << name << ' ' << count << ' ' << k << ' ' << v;
        }
      }
    }
  }
}

TEST(NearestSites, AreTheSameWhenRegionsAreSweptSideBySide) {
  RoadGraphs graphs(32);
  const RoadGraph graph = graphs.city(60);
  const Hierarchy hierarchy = *build_hierarchy(graph, {});
  ASSERT_GT(hierarchy.region_count(), 8U);
  ASSERT_GT(hierarchy.first_of_region().front(), 0U);
  std::vector<Site> sites;
  for (uint32_t i = 0; i < 80; ++i) sites.push_back({graphs.below(3600), graphs.below(9000)});
  NearestSites nearest(hierarchy);
  for (const Heading heading : {Heading::kToSites, Heading::kFromSites}) {
    for (const unsigned threads : {1U, 2U, 7U}) {
      const NearestQuestion question{
          .k = 4, .limit_milliseconds = 150'000, .heading = heading, .threads = threads};
      nearest.run(sites, question);
      const auto expected = by_dijkstra(graph, sites, question);
      for (uint32_t v = 0; v < graph.node_count(); ++v) {
        ASSERT_EQ(found(nearest, v), expected[v]) << threads << ' ' << v;
      }
    }
  }
}

}  // namespace
}  // namespace dostyq::travel
