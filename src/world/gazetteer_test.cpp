#include "world/gazetteer.hpp"

#include "world/testing.hpp"

namespace dostyq::world {
namespace {

using Ids = std::vector<std::string>;

/// A country that is written down in one line for each period of an area's life, and successions as
/// "old > new".
class Atlas {
 public:
  Atlas& area(const std::string& id, AreaKind kind, const std::string& parent,
              const char* from = "", const char* to = "", Text name = {}) {
    AreaVersion version;
    version.id = id;
    version.kind = kind;
    version.parent = parent;
    version.name = name.kk.empty() ? Text{id, id, id} : name;
    version.period = {Date::parse(from).value_or(Date::distant_past()),
                      Date::parse(to).value_or(Date::distant_future())};
    programme_.areas.push_back(version);
    return *this;
  }
  Atlas& succession(const std::string& older, const std::string& newer, const char* date) {
    programme_.successions.push_back({false, older, newer, day(date), {}});
    return *this;
  }
  const Programme& programme() {
    std::sort(programme_.areas.begin(), programme_.areas.end(),
              [](const AreaVersion& a, const AreaVersion& b) {
                return std::tie(a.id, a.period.from) < std::tie(b.id, b.period.from);
              });
    return programme_;
  }

 private:
  Programme programme_;
};

constexpr auto kC = AreaKind::kCountry;
constexpr auto kR = AreaKind::kRegion;
constexpr auto kD = AreaKind::kDistrict;
const char* const kSplitDay = "2022-06-08";

/// One region ended and two took over, as in Kazakhstan in 2022.
Atlas old_almaty() {
  const Text panfilov{"Панфилов ауданы", "Панфиловский район", "Panfilov District"};
  const Text region{"Алматы облысы", "Алматинская область", "Almaty Region"};
  const Text city{"Алматы қаласы", "город Алматы", "Almaty City"};
  Atlas atlas;
  atlas.area("kz", kC, "")
      .area("almaty-city", kR, "kz", "", "", city)
      .area("almaty-old", kR, "kz", "", kSplitDay, region)
      .area("almaty-region", kR, "kz", kSplitDay, "", region)
      .area("zhetysu", kR, "kz", kSplitDay)
      .area("panfilov", kD, "almaty-old", "", kSplitDay, panfilov)
      .area("panfilov", kD, "zhetysu", kSplitDay, "", panfilov)
      .area("talgar", kD, "almaty-old", "", kSplitDay)
      .area("talgar", kD, "almaty-region", kSplitDay)
      .area("alatau", kD, "almaty-region", "2024-01-01")
      .area("panfilov-turkistan", kD, "kz", "", "",
            {"Панфилов ауданы", "район Панфилова", "Panfilov District"})
      .succession("almaty-old", "almaty-region", kSplitDay)
      .succession("almaty-old", "zhetysu", kSplitDay);
  return atlas;
}

TEST(Territory, OfARegionThatWasSplitIsTheUnion) {
  Atlas atlas = old_almaty();
  const Gazetteer gazetteer(atlas.programme());
  const Ids everything{"alatau", "almaty-old", "almaty-region", "panfilov", "talgar", "zhetysu"};
  for (const char* named_on : {"2020-01-01", "2025-01-01"}) {
    const Territory territory = gazetteer.territory("almaty-old", day(named_on));
    EXPECT_EQ(territory.ids, everything) << named_on;
    EXPECT_TRUE(territory.split) << named_on;
    EXPECT_FALSE(territory.pooled);
    EXPECT_EQ(gazetteer.areas_of_kind(kR, territory, day("2025-01-01")),
              (Ids{"almaty-region", "zhetysu"}));
    EXPECT_EQ(gazetteer.areas_of_kind(kR, territory, day("2020-01-01")), (Ids{"almaty-old"}));
    EXPECT_TRUE(territory.contains("panfilov"));
    EXPECT_FALSE(territory.contains("almaty-city"));
  }
}

TEST(Territory, OfTheNewRegionIsOnlyItsOwn) {
  Atlas atlas = old_almaty();
  const Gazetteer gazetteer(atlas.programme());
  const Territory territory = gazetteer.territory("almaty-region", day("2025-04-24"));
  EXPECT_EQ(territory.ids, (Ids{"alatau", "almaty-region", "talgar"}));
  EXPECT_FALSE(territory.split);
  EXPECT_EQ(gazetteer.territory("almaty-region", day("2000-01-01")).ids, territory.ids)
      << "it began later: itself";
}

TEST(Territory, OfARegionThatKeepsItsIdButLosesAPart) {
  const Programme p = example();
  const Gazetteer gazetteer(p);
  const Territory before = gazetteer.territory("lake", day("2022-06-07"));
  EXPECT_EQ(before.ids, (Ids{"balyqty", "kokdala", "kolsay", "lake", "qyzyljar", "steppe", "tuzkol",
                             "zhagalau"}));
  EXPECT_TRUE(before.split);
  const Territory after = gazetteer.territory("lake", day("2022-06-08"));
  EXPECT_EQ(after.ids, (Ids{"balyqty", "kolsay", "lake", "zhagalau"}));
  EXPECT_FALSE(after.split);
}

TEST(Territory, DoesNotGrowWithAMergerOrATransfer) {
  Atlas atlas;
  atlas.area("c", kC, "")
      .area("r1", kR, "c", "", "2010-01-01")
      .area("r2", kR, "c")
      .area("d1", kD, "r1", "", "2010-01-01")
      .area("d1", kD, "r2", "2010-01-01")
      .area("d2", kD, "r2")
      .succession("r1", "r2", "2010-01-01");
  const Gazetteer gazetteer(atlas.programme());
  const Territory territory = gazetteer.territory("r1", day("2005-01-01"));
  EXPECT_EQ(territory.ids, (Ids{"d1", "r1", "r2"})) << "r2 took over, but d2 never lay in r1";
  EXPECT_FALSE(territory.split);
  EXPECT_EQ(gazetteer.territory("r2", day("2005-01-01")).ids, (Ids{"d2", "r2"}))
      << "d1 joined after the order";
  EXPECT_EQ(gazetteer.territory("r1", day("2020-01-01")).ids, (Ids{"d1", "d2", "r1", "r2"}))
      << "as its successor is then";
}

TEST(Territory, FollowsAMergerOfTwoOfItsOwnParts) {
  Atlas atlas;
  atlas.area("c", kC, "")
      .area("a", kR, "c", "", "2010-01-01")
      .area("b", kR, "c", "", "2010-01-01")
      .area("ab", kR, "c", "2010-01-01")
      .area("new", kD, "ab", "2015-01-01")
      .succession("a", "ab", "2010-01-01")
      .succession("b", "ab", "2010-01-01");
  const Gazetteer gazetteer(atlas.programme());
  EXPECT_EQ(gazetteer.territory("c", day("2005-01-01")).ids, (Ids{"a", "ab", "b", "c", "new"}));
  EXPECT_EQ(gazetteer.territory("a", day("2005-01-01")).ids, (Ids{"a", "ab"}))
      << "new may lie in what was b";
}

TEST(Territory, SurvivesSuccessionsInACircle) {
  Atlas atlas;
  atlas.area("a", kD, "", "", "2010-01-01")
      .area("a", kD, "", "2020-01-01")
      .area("b", kD, "", "2010-01-01", "2020-01-01")
      .succession("a", "b", "2010-01-01")
      .succession("b", "a", "2020-01-01");
  const Gazetteer gazetteer(atlas.programme());
  EXPECT_EQ(gazetteer.territory("a", day("2005-01-01")).ids, (Ids{"a", "b"}));
  EXPECT_EQ(gazetteer.territory("b", day("2015-01-01")).ids, (Ids{"a", "b"}));
}

TEST(Territory, OfAnUnknownAreaIsEmpty) {
  const Programme p = example();
  EXPECT_TRUE(Gazetteer(p).territory("atlantis", day("2026-01-01")).ids.empty());
}

TEST(Territory, OfAPooledStatisticalArea) {
  const Programme p = example();
  const Territory territory = Gazetteer(p).territory(*p.find_stat_area("qyzyljar-tuzkol"));
  EXPECT_TRUE(territory.pooled);
  EXPECT_EQ(territory.area, "qyzyljar-tuzkol");
  EXPECT_EQ(territory.ids, (Ids{"qyzyljar", "tuzkol"}));
  EXPECT_EQ(territory.name.en, "Qyzyljar District + Tuzkol District");
}

TEST(Gazetteer, KnowsTheRegionOfADay) {
  Atlas atlas = old_almaty();
  const Gazetteer gazetteer(atlas.programme());
  EXPECT_EQ(gazetteer.region_of("panfilov", day("2021-01-01")), "almaty-old");
  EXPECT_EQ(gazetteer.region_of("panfilov", day("2025-01-01")), "zhetysu");
  EXPECT_EQ(gazetteer.region_of("zhetysu", day("2025-01-01")), "zhetysu");
  EXPECT_EQ(gazetteer.region_of("panfilov-turkistan", day("2025-01-01")), "kz");
  EXPECT_EQ(gazetteer.region_of("atlantis", day("2025-01-01")), "");
}

TEST(Gazetteer, FindsPanfilovHoweverItIsWritten) {
  Atlas atlas = old_almaty();
  const Gazetteer gazetteer(atlas.programme());
  for (const char* name :
       {"Панфиловский район", "ПАНФИЛОВСКИЙ РАЙОН", "Панфилов ауданы", "Панфилов", "панфиловский",
        "Panfilov", "Panfilov district", " panfilov  District. "}) {
    EXPECT_EQ(gazetteer.find(name, day("2021-05-01"), "almaty-old"), (Ids{"panfilov"})) << name;
    EXPECT_EQ(gazetteer.find(name, day("2025-04-24"), "almaty-old"), (Ids{"panfilov"}))
        << name << ", after the region ended";
    EXPECT_EQ(gazetteer.find(name, day("2025-04-24"), "zhetysu"), (Ids{"panfilov"})) << name;
    EXPECT_TRUE(gazetteer.find(name, day("2025-04-24"), "almaty-region").empty()) << name;
  }
  EXPECT_EQ(gazetteer.find("Панфилов", day("2025-04-24")), (Ids{"panfilov", "panfilov-turkistan"}))
      << "newest first";
}

TEST(Gazetteer, TellsARegionFromACityOfTheSameName) {
  Atlas atlas = old_almaty();
  const Gazetteer gazetteer(atlas.programme());
  EXPECT_EQ(gazetteer.find("Алматы облысы", day("2025-01-01")),
            (Ids{"almaty-region", "almaty-old"}));
  EXPECT_EQ(gazetteer.find("Алматы облысы", day("2021-01-01")), (Ids{"almaty-old"}))
      << "the other did not exist yet";
  EXPECT_EQ(gazetteer.find("г. Алматы", day("2025-01-01")),
            (Ids{"almaty-region", "almaty-city", "almaty-old"}));
  EXPECT_EQ(gazetteer.find("город Алматы", day("2025-01-01")), (Ids{"almaty-city"}));
  EXPECT_TRUE(gazetteer.find("Алматы ауданы", day("2025-01-01")).empty());
  EXPECT_TRUE(gazetteer.find("", day("2025-01-01")).empty());
  EXPECT_TRUE(gazetteer.find("район", day("2025-01-01")).empty());
}

TEST(Gazetteer, FoldsYo) {
  const Programme p = example();
  EXPECT_EQ(Gazetteer(p).find("озерная область", day("2026-01-01")), (Ids{"lake"}));
}

}  // namespace
}  // namespace dostyq::world
