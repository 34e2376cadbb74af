#include "world/world.hpp"

#include "world/testing.hpp"

namespace dostyq::world {
namespace {

const Date kDay = *Date::from_ymd(2026, 6, 1);

World example_world() { return World(shared(example())); }

bool complete(const World& world, const std::string& table, const std::string& kind,
              const std::string& area, Date on = kDay) {
  return world.is_complete(table, kind, world.gazetteer().territory(area, on), on);
}

/// The example with other rows of completeness.csv (table,kind,area,from,to).
World declared(const std::string& rows) {
  Files files = example_files();
  files["completeness.csv"] = "table,kind,area,from,to,source,confidence\n" + rows;
  return World(shared(must_load(files)));
}

TEST(World, ListsRecordedAndThenIntendedFacts) {
  const World world = example_world();
  EXPECT_EQ(world.facts(kSites).size(), 2U);
  EXPECT_TRUE(world.facts("nothing").empty());
  Fact intended;
  intended.id = "plan-1";
  intended.area = "kokdala";
  intended.properties["kind"] = "house";
  const World planned = world.with_plan({intended});
  ASSERT_EQ(planned.facts(kSites).size(), 3U);
  EXPECT_EQ(planned.facts(kSites)[2]->id, "plan-1");
  EXPECT_EQ(planned.facts("mediators").size(), 2U);
  EXPECT_TRUE(planned.has_plan());
  EXPECT_FALSE(world.has_plan());
  EXPECT_EQ(world.facts(kSites).size(), 2U);
}

TEST(World, OutlivesTheOneItCameFrom) {
  auto world = std::make_unique<World>(example_world());
  const World copy = world->with_slower_travel(20);
  world.reset();
  EXPECT_EQ(copy.gazetteer().region_of("akzhol", kDay), "north");
  EXPECT_EQ(copy.demand().people, 390001);
}

TEST(World, ModelsTravelWithoutOwnTimes) {
  const World world = example_world();
  const auto& places = world.programme().places;
  const auto at = [&](const std::string& id) {
    return static_cast<size_t>(world.programme().find_place(id) - places.data());
  };
  const auto seconds = world.travel().seconds(at("akzhol"), at("terekti"));
  ASSERT_TRUE(seconds.has_value());
  EXPECT_NEAR(*seconds, 600 + 18'000 / (60 / 3.6), 120) << "about 18 km as the crow flies";
  EXPECT_EQ(world.travel().confidence(), Confidence::kModelled);
  EXPECT_EQ(world.with_slower_travel(20).travel().seconds(at("akzhol"), at("terekti")),
            (*seconds * 120 + 99) / 100);
}

TEST(World, TakesOwnTravelTimesWhenThereAreAny) {
  Files files = example_files();
  files["travel.csv"] =
      "from_place,to_place,seconds,source,confidence\nakzhol,kolsay,5400,decree,published\nkolsay,"
      "akzhol,5500,demo,unverified\n";
  const World world(shared(must_load(files)));
  const auto at = [&](const std::string& id) {
    return static_cast<size_t>(world.programme().find_place(id) - world.programme().places.data());
  };
  EXPECT_EQ(world.travel().seconds(at("akzhol"), at("kolsay")), 5400);
  EXPECT_EQ(world.travel().seconds(at("kolsay"), at("akzhol")), 5500);
  EXPECT_EQ(world.travel().seconds(at("akzhol"), at("akzhol")), 0);
  EXPECT_EQ(world.travel().seconds(at("akzhol"), at("terekti")), std::nullopt);
  EXPECT_EQ(world.travel().confidence(), Confidence::kUnverified);
}

TEST(Completeness, HoldsForTheAreaAndAllThatLiesInIt) {
  const World world = declared("sites,,lake,2022-06-08,2026-12-31,demo,demo\n");
  EXPECT_TRUE(complete(world, kSites, "house", "lake"));
  EXPECT_TRUE(complete(world, kSites, "", "kolsay"));
  EXPECT_FALSE(complete(world, kSites, "house", "samal"));
  EXPECT_FALSE(complete(world, kSites, "house", "north"));
  EXPECT_FALSE(complete(world, "mediators", "", "lake"));
  EXPECT_FALSE(complete(world, kSites, "house", "lake", day("2022-06-07"))) << "before";
  EXPECT_FALSE(complete(world, kSites, "house", "lake", day("2026-12-31")))
      << "the day `to` is out";
  EXPECT_FALSE(complete(world, kSites, "house", "atlantis"));
}

TEST(Completeness, OfTheRegionsTogetherIsThatOfTheCountryForSites) {
  const World world = declared(
      "sites,,lake,,,demo,demo\nsites,,north,,,demo,demo\nsites,,steppe,,,demo,demo\n"
      "mediators,,lake,,,demo,demo\nmediators,,north,,,demo,demo\nmediators,,steppe,,,demo,demo\n");
  EXPECT_TRUE(complete(world, kSites, "house", "samal")) << "every site lies in a district";
  EXPECT_FALSE(complete(world, "mediators", "", "samal"))
      << "a mediator may belong to the country itself";
}

TEST(Completeness, OfAClassNeedsEveryKindThatCountsAsIt) {
  const World houses = declared("sites,house,samal,,,demo,demo\n");
  EXPECT_TRUE(complete(houses, kSites, "house", "samal"));
  EXPECT_FALSE(complete(houses, kSites, "representation", "samal"));
  EXPECT_FALSE(complete(houses, kSites, "", "samal"));
  const World all_three = declared(
      "sites,house,samal,,,demo,demo\nsites,branch,samal,,,demo,demo\nsites,representative,samal,,,"
      "demo,demo\n");
  EXPECT_TRUE(complete(all_three, kSites, "representation", "samal"));
  EXPECT_TRUE(complete(all_three, kSites, "", "samal"));
  const World by_class = declared("sites,representation,samal,,,demo,demo\n");
  EXPECT_TRUE(complete(by_class, kSites, "branch", "samal"));
  EXPECT_FALSE(complete(by_class, kSites, "unknown-kind", "samal"));
}

TEST(Completeness, APlanIsAHypotheticalRegisterOfSites) {
  const World planned = declared("").with_plan({});
  EXPECT_TRUE(complete(planned, kSites, "house", "samal"));
  EXPECT_FALSE(complete(planned, "mediators", "", "samal"));
}

}  // namespace
}  // namespace dostyq::world
