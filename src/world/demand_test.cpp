#include "world/demand.hpp"

#include <numeric>

#include "world/testing.hpp"

namespace dostyq::world {
namespace {

TEST(Demand, SpreadsTheExampleByHand) {
  const Programme p = example();
  const Demand demand = spread(p);
  EXPECT_EQ(demand.people, 390001);
  EXPECT_EQ(demand.group_totals, (std::vector<int64_t>{195000, 165001, 29000}));
  const auto of = [&](const std::string& place) {
    return demand.points[static_cast<size_t>(p.find_place(place) - p.places.data())];
  };
  // 120,000 people over weights 110,000 and 6,000: hill 75,862.07 + 4,137.93, lake 28,448.28 +
  // 1,551.72, other 9,482.76 + 517.24.
  EXPECT_EQ(of("akzhol").by_group, (std::vector<int64_t>{75862, 28448, 9483}));
  EXPECT_EQ(of("terekti").by_group, (std::vector<int64_t>{4138, 1552, 517}));
  EXPECT_EQ(of("zhagalau").unknown_group, 1000) << "groups that the table does not give";
  EXPECT_EQ(of("zhagalau").people, 25000);
  EXPECT_EQ(p.stat_areas[of("tuzkol").stat_area].id, "qyzyljar-tuzkol");
}

TEST(Demand, TiesGoToTheSmallerId) {
  Programme p = example();
  p.places.clear();
  for (const char* id : {"a", "b", "c"}) {
    Place place;
    place.id = id;
    place.area = "karatas";
    place.weight = 1;
    p.places.push_back(place);
  }
  StatArea& karatas =
      p.stat_areas[static_cast<size_t>(p.find_stat_area("karatas") - p.stat_areas.data())];
  karatas.people = 8;
  karatas.by_group = {{"hill", 5}, {"lake", 1}};
  const Demand demand = spread(p);
  EXPECT_EQ(demand.points[0].by_group, (std::vector<int64_t>{2, 1, 0}));
  EXPECT_EQ(demand.points[1].by_group, (std::vector<int64_t>{2, 0, 0}));
  EXPECT_EQ(demand.points[2].by_group, (std::vector<int64_t>{1, 0, 0}));
  EXPECT_EQ(demand.points[0].unknown_group, 1);
  EXPECT_EQ(demand.points[1].unknown_group, 1);
  EXPECT_EQ(demand.points[2].unknown_group, 0);
}

TEST(Demand, OtherEditionsDoNotCount) {
  Programme p = example();
  p.stat_areas[0].edition = "1999";
  EXPECT_EQ(spread(p).people, 390001 - p.stat_areas[0].people);
}

/// Whatever the weights and figures are: nobody is lost or made up, by statistical area and by
/// group.
TEST(Demand, ConservesEveryTotalToThePerson) {
  std::mt19937_64 random(34);
  const Programme base = example();
  for (int round = 0; round < 300; ++round) {
    Programme p = base;
    const int64_t most_weight = round % 3 == 0 ? 2 : round % 3 == 1 ? 1'000'000 : 1'000'000'000'000;
    for (Place& place : p.places)
      place.weight = static_cast<int64_t>(random() % static_cast<uint64_t>(most_weight));
    for (StatArea& area : p.stat_areas) {
      area.people = 0;
      area.by_group.clear();
      for (const Group& group : p.groups) {
        if (random() % 4 == 0) continue;
        area.people += area.by_group[group.id] =
            static_cast<int64_t>(random() % 1'000'000'000'000U);
      }
      area.people += static_cast<int64_t>(random() % 1000);
    }
    const Demand demand = spread(p);
    std::vector<int64_t> people(p.stat_areas.size());
    std::vector<std::vector<int64_t>> groups(p.stat_areas.size(),
                                             std::vector<int64_t>(p.groups.size()));
    for (const DemandPoint& point : demand.points) {
      people[point.stat_area] += point.people;
      ASSERT_EQ(point.people,
                std::accumulate(point.by_group.begin(), point.by_group.end(), point.unknown_group));
      ASSERT_GE(point.unknown_group, 0);
      for (size_t g = 0; g < p.groups.size(); ++g) groups[point.stat_area][g] += point.by_group[g];
    }
    int64_t total = 0;
    std::vector<int64_t> group_totals(p.groups.size());
    for (size_t s = 0; s < p.stat_areas.size(); ++s) {
      ASSERT_EQ(people[s], p.stat_areas[s].people);
      total += people[s];
      for (size_t g = 0; g < p.groups.size(); ++g) {
        const auto known = p.stat_areas[s].by_group.find(p.groups[g].id);
        ASSERT_EQ(groups[s][g], known == p.stat_areas[s].by_group.end() ? 0 : known->second);
        group_totals[g] += groups[s][g];
      }
    }
    ASSERT_EQ(demand.people, total);
    ASSERT_EQ(demand.group_totals, group_totals);
  }
}

}  // namespace
}  // namespace dostyq::world
