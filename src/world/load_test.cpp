#include <algorithm>
#include <random>
#include <sstream>

#include "world/config.hpp"
#include "world/testing.hpp"

namespace dostyq::world {
namespace {

TEST(Load, TheExampleReadsAsItSays) {
  const Programme p = example();
  EXPECT_EQ(p.config.phases.size(), 2U);
  EXPECT_EQ(p.config.phases[0].at_most, 4);
  EXPECT_EQ(p.config.kinds[0].counts_as, (std::vector<std::string>{"house", "representation"}));
  EXPECT_TRUE(p.config.kinds[0].is("representation"));
  EXPECT_FALSE(p.config.kinds[0].is("branch"));
  EXPECT_EQ(p.find_stat_area("qyzyljar-tuzkol")->members,
            (std::vector<std::string>{"qyzyljar", "tuzkol"}));
  EXPECT_EQ(p.find_stat_area("akzhol")->by_group.at("lake"), 30000);
  EXPECT_FALSE(p.find_stat_area("zhagalau")->groups_complete);
  EXPECT_EQ(p.find_place("akzhol")->seat, Seat::kCountry);
  EXPECT_EQ(p.find_area("kokdala", day("2022-06-07"))->parent, "lake");
  EXPECT_EQ(p.find_area("kokdala", day("2022-06-08"))->parent, "steppe");
  EXPECT_EQ(p.find_area("tuzkol", day("2000-01-01"))->parent, "steppe") << "the nearest in time";
  EXPECT_EQ(p.find_area("nowhere", day("2022-06-08")), nullptr);
  EXPECT_EQ(p.input_hashes.size(), 15U);
  EXPECT_EQ(p.input_hashes.at("groups.csv").size(), 64U);
}

TEST(Load, ASiteCountsInTheDistrictOfItsPlace) {
  const Programme p = example();
  const Fact& house = p.tables.at(kSites).at(1);
  EXPECT_EQ(house.id, "house-kolsay");
  EXPECT_EQ(house.area, "kolsay");
  EXPECT_EQ(house.place, "kolsay");
  EXPECT_EQ(house.period.from, day("2023-09-01"));
  EXPECT_EQ(house.period.to, Date::distant_future());
  EXPECT_EQ(house.property("kind"), "house");
  EXPECT_EQ(house.property("lon"), "");
}

TEST(Load, ARegisterRowWithoutAnAreaCountsWhereItsPlaceIs) {
  const Programme p = example();
  const Fact& mediator = p.tables.at("mediators").at(0);
  EXPECT_EQ(mediator.area, "akzhol");
  EXPECT_EQ(mediator.place, "akzhol");
  EXPECT_EQ(mediator.property("languages"), "kk|ru");
}

TEST(Load, SpacesAroundCellsAndByteOrderMarksDoNotMatter) {
  Files files = example_files();
  files = changed(files, "sites.csv", "house-akzhol,house,akzhol",
                  "house-akzhol , house,\xC2\xA0 akzhol");
  files["groups.csv"].insert(0, "\xEF\xBB\xBF");
  EXPECT_EQ(without_hashes(must_load(files)), without_hashes(example()));
}

TEST(Load, TheOrderOfRowsAndColumnsDoesNotMatter) {
  std::mt19937 random(20250424);
  const Programme expected = without_hashes(example());
  for (int round = 0; round < 10; ++round) {
    Files files = example_files();
    for (auto& [name, bytes] : files) {
      if (!name.ends_with(".csv")) continue;
      std::istringstream in(bytes);
      std::string header;
      std::getline(in, header);
      std::vector<std::string> rows;
      for (std::string row; std::getline(in, row);) rows.push_back(row);
      std::shuffle(rows.begin(), rows.end(), random);
      bytes = header + "\r\n";
      for (const std::string& row : rows) bytes += row + "\r\n";
    }
    EXPECT_EQ(without_hashes(must_load(files)), expected);
  }
}

TEST(Save, GivesBackTheSameProgramme) {
  const TemporaryFolder folder;
  const Programme p = example();
  ASSERT_TRUE(save(p, folder.path() / "new" / "deep").has_value());
  const auto again = load(folder.path() / "new" / "deep");
  ASSERT_TRUE(again.has_value()) << testing::PrintToString(again.error());
  EXPECT_EQ(without_hashes(*again), without_hashes(p));
  EXPECT_EQ(to_files(*again), to_files(p));
}

TEST(Save, KeepsAwkwardTexts) {
  Files files = changed(example_files(), "sources.csv", "Invented for this example",
                        "\"A \"\"quoted\"\", line\nbroken; title\"");
  files = changed(files, "programme.toml", "Example programme of the country of Samal",
                  "A \\\"quoted\\\" \\\\ name\\twith a tab");
  files = changed(files, "programme.toml", "detour = 1.3", "detour = 2");
  const Programme p = must_load(files);
  EXPECT_EQ(p.find_source("demo")->title, "A \"quoted\", line\nbroken; title");
  EXPECT_EQ(without_hashes(must_load(to_files(p))), without_hashes(p));
}

TEST(Save, KeepsEveryRowsOwnSourceAndItsWeakestConfidence) {
  const Files files = changed(example_files(), "people.csv", "akzhol,lake,30000,demo,demo",
                              "akzhol,lake,30000,decree,published");
  const Programme p = must_load(files);
  EXPECT_EQ(p.find_stat_area("akzhol")->group_provenance.at("lake").source, "decree");
  EXPECT_EQ(p.find_stat_area("akzhol")->confidence(), Confidence::kDemo);
  EXPECT_EQ(without_hashes(must_load(to_files(p))), without_hashes(p));
}

TEST(Save, RemovesTravelTimesThatAreGone) {
  const TemporaryFolder folder;
  Files files = example_files();
  files["travel.csv"] =
      "from_place,to_place,seconds,source,confidence\nakzhol,kolsay,5400,demo,demo\n";
  Programme p = must_load(files);
  ASSERT_EQ(p.travel.size(), 1U);
  ASSERT_TRUE(save(p, folder.path()).has_value());
  EXPECT_EQ(load(folder.path())->travel.size(), 1U);
  p.travel.clear();
  ASSERT_TRUE(save(p, folder.path()).has_value());
  EXPECT_EQ(load(folder.path())->travel.size(), 0U);
}

TEST(Config, ReadsBackWhatItWrites) {
  const Config config = example().config;
  Problems problems;
  EXPECT_EQ(read_config(write_config(config), problems).config, config);
  EXPECT_TRUE(problems.empty());
}

TEST(NewProgramme, RefusesAFolderThatIsNotEmpty) {
  const TemporaryFolder folder;
  ASSERT_TRUE(create_new(folder.path() / "mine").has_value());
  EXPECT_TRUE(load(folder.path() / "mine").has_value());
  const auto again = create_new(folder.path() / "mine");
  ASSERT_FALSE(again.has_value());
  EXPECT_EQ(again.error().key, "folder.not_empty");
}

TEST(NewProgramme, EverythingInItIsDemo) {
  const Programme p = example();
  for (const auto& [table, facts] : p.tables) {
    for (const Fact& fact : facts)
      EXPECT_EQ(fact.provenance.confidence, Confidence::kDemo) << fact.id;
  }
  for (const StatArea& area : p.stat_areas)
    EXPECT_EQ(area.confidence(), Confidence::kDemo) << area.id;
}

}  // namespace
}  // namespace dostyq::world
