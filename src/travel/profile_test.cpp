#include "travel/profile.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "travel/maxspeed.hpp"

namespace dostyq::travel {
namespace {

/// "highway=residential oneway=yes" as tags; '_' in a value stands for a space there.
class Tags {
 public:
  explicit Tags(const std::string& text) : text_(text) {
    for (char& c : text_) {
      if (c == '~') c = ' ';
    }
    size_t at = 0;
    while (at < text.size()) {
      const size_t end = std::min(text.find(' ', at), text.size());
      const size_t equals = text.find('=', at);
      const std::string_view view(text_);
      tags_.push_back({view.substr(at, equals - at), view.substr(equals + 1, end - equals - 1)});
      at = end + 1;
    }
  }
  std::span<const io::OsmTag> all() const { return tags_; }

 private:
  std::string text_;
  std::vector<io::OsmTag> tags_;
};

struct WayCase {
  const char* profile;
  const char* tags;
  double forward;
  double backward;
};

class Ways : public testing::TestWithParam<WayCase> {};

TEST_P(Ways, HaveTheSpeedsThatTheirTagsSay) {
  const WayCase& wanted = GetParam();
  std::string id = wanted.profile;
  const size_t dot = id.find('.');
  const Result<Profile> profile =
      Profile::built_in(id.substr(0, dot))
          ->in_season(dot == std::string::npos ? "" : id.substr(dot + 1));
  ASSERT_TRUE(profile);
  const Tags tags(wanted.tags);
  const WayUse use = profile->way(tags.all());
  EXPECT_NEAR(use.forward_kmh, wanted.forward, 1e-9) << wanted.tags;
  EXPECT_NEAR(use.backward_kmh, wanted.backward, 1e-9) << wanted.tags;
}

INSTANTIATE_TEST_SUITE_P(
    Car, Ways,
    testing::Values(
        WayCase{"car", "highway=residential", 30, 30}, WayCase{"car", "building=yes", 0, 0},
        WayCase{"car", "highway=proposed", 0, 0}, WayCase{"car", "highway=footway", 0, 0},
        WayCase{"car", "highway=residential area=yes", 0, 0},
        // one-way
        WayCase{"car", "highway=residential oneway=yes", 30, 0},
        WayCase{"car", "highway=residential oneway=1", 30, 0},
        WayCase{"car", "highway=residential oneway=-1", 0, 30},
        WayCase{"car", "highway=residential oneway=reverse", 0, 30},
        WayCase{"car", "highway=residential oneway=no", 30, 30},
        WayCase{"car", "highway=residential oneway=reversible", 0, 0},
        WayCase{"car", "highway=residential oneway=alternating", 30, 30},
        WayCase{"car", "highway=residential oneway=sideways", 30, 30},
        WayCase{"car", "highway=residential oneway=yes oneway:motor_vehicle=no", 30, 30},
        WayCase{"car", "highway=residential oneway:bicycle=yes", 30, 30},
        WayCase{"car", "highway=motorway", 110, 0},
        WayCase{"car", "highway=motorway oneway=no", 110, 110},
        WayCase{"car", "highway=motorway_link", 60, 60},
        WayCase{"car", "highway=tertiary junction=roundabout", 55, 0},
        WayCase{"car", "highway=tertiary junction=circular", 55, 0},
        WayCase{"car", "highway=tertiary junction=roundabout oneway=-1", 0, 55},
        WayCase{"car", "highway=tertiary junction=yes", 55, 55},
        // access
        WayCase{"car", "highway=service access=private", 0, 0},
        WayCase{"car", "highway=service access=no", 0, 0},
        WayCase{"car", "highway=service access=destination", 15, 15},
        WayCase{"car", "highway=service access=no motor_vehicle=yes", 15, 15},
        WayCase{"car", "highway=service access=no motorcar=no motor_vehicle=yes", 0, 0},
        WayCase{"car", "highway=service access=yes vehicle=no", 0, 0},
        WayCase{"car", "highway=service access=no vehicle=sometimes", 0, 0},
        WayCase{"car", "highway=service access=unheard_of", 15, 15},
        WayCase{"car", "highway=service motor_vehicle:forward=no", 0, 15},
        WayCase{"car", "highway=service access=no motor_vehicle:backward=yes", 0, 15},
        WayCase{"car", "highway=pedestrian", 0, 0},
        WayCase{"car", "highway=pedestrian motor_vehicle=yes", 5, 5},
        WayCase{"car", "highway=service service=emergency_access", 0, 0},
        // surfaces
        WayCase{"car", "highway=secondary surface=gravel", 50, 50},
        WayCase{"car", "highway=residential surface=asphalt", 30, 30},
        WayCase{"car", "highway=track tracktype=grade5", 12, 12},
        WayCase{"car", "highway=track tracktype=grade1 smoothness=very_bad", 20, 20},
        WayCase{"car", "highway=track smoothness=impassable", 0, 0},
        WayCase{"car", "highway=service service=parking_aisle", 10, 10},
        // posted limits, reached at 85 %
        WayCase{"car", "highway=primary maxspeed=60", 51, 51},
        WayCase{"car", "highway=residential maxspeed=60", 51, 51},
        WayCase{"car", "highway=primary maxspeed=100 surface=unpaved", 45, 45},
        WayCase{"car", "highway=primary maxspeed=60 maxspeed:backward=40", 51, 34},
        WayCase{"car", "highway=primary maxspeed:forward=40", 34, 80},
        WayCase{"car", "highway=primary maxspeed=KZ:urban", 51, 51},
        WayCase{"car", "highway=primary maxspeed:type=RU:rural", 76.5, 76.5},
        WayCase{"car", "highway=primary source:maxspeed=sign", 80, 80},
        WayCase{"car", "highway=primary maxspeed=signals", 80, 80},
        WayCase{"car", "highway=primary maxspeed=1", 3, 3},
        // ferries
        WayCase{"car", "route=ferry", 8, 8}, WayCase{"car", "route=ferry motor_vehicle=no", 0, 0},
        WayCase{"car", "route=bus", 0, 0}, WayCase{"car", "route=ferry oneway=yes", 8, 0},
        // seasons
        WayCase{"car.winter", "highway=residential", 25.5, 25.5},
        WayCase{"car.winter", "highway=secondary surface=unpaved", 45 * 0.85 * 0.85,
                45 * 0.85 * 0.85},
        WayCase{"car.winter", "highway=winter_road", 21.25, 21.25},
        WayCase{"car.summer", "highway=winter_road", 0, 0},
        WayCase{"car.summer", "highway=track ice_road=yes", 0, 0},
        WayCase{"car.summer", "highway=residential", 30, 30},
        WayCase{"car.spring_thaw", "highway=track surface=mud", 0, 0}));

INSTANTIATE_TEST_SUITE_P(
    Foot, Ways,
    testing::Values(WayCase{"foot", "highway=footway", 5, 5},
                    WayCase{"foot", "highway=residential oneway=yes", 5, 5},
                    WayCase{"foot", "highway=tertiary junction=roundabout", 5, 5},
                    WayCase{"foot", "highway=footway oneway:foot=yes", 5, 0},
                    WayCase{"foot", "highway=motorway", 0, 0},
                    WayCase{"foot", "highway=motorway foot=yes", 5, 5},
                    WayCase{"foot", "highway=cycleway", 0, 0},
                    WayCase{"foot", "highway=cycleway foot=designated", 5, 5},
                    WayCase{"foot", "highway=residential foot=no", 0, 0},
                    WayCase{"foot", "highway=residential access=no", 0, 0},
                    WayCase{"foot", "highway=residential access=no foot=yes", 5, 5},
                    WayCase{"foot", "highway=residential motor_vehicle=no", 5, 5},
                    WayCase{"foot", "highway=primary maxspeed=90", 5, 5},
                    WayCase{"foot", "highway=steps", 3, 3},
                    WayCase{"foot", "highway=path surface=mud", 2.5, 2.5},
                    WayCase{"foot.winter", "highway=footway", 4.5, 4.5},
                    WayCase{"foot", "route=ferry", 8, 8}));

TEST(Profile, AFerrySaysHowLongItTakes) {
  const Profile car = *Profile::built_in("car");
  const WayUse use = car.way(Tags("route=ferry duration=01:30").all());
  EXPECT_TRUE(use.ferry);
  EXPECT_EQ(use.duration_s, 5400U);
  EXPECT_EQ(car.classes()[use.road_class], "ferry");
  EXPECT_FALSE(car.way(Tags("highway=primary route=ferry").all()).ferry);
}

struct NodeCase {
  const char* profile;
  const char* tags;
  bool closed;
  uint32_t delay_ms;
};

class Nodes : public testing::TestWithParam<NodeCase> {};

TEST_P(Nodes, OpenOrClosed) {
  const NodeUse use = Profile::built_in(GetParam().profile)->node(Tags(GetParam().tags).all());
  EXPECT_EQ(use.closed, GetParam().closed) << GetParam().tags;
  EXPECT_EQ(use.delay_ms, GetParam().delay_ms) << GetParam().tags;
}

INSTANTIATE_TEST_SUITE_P(
    All, Nodes,
    testing::Values(NodeCase{"car", "barrier=bollard", true, 0},
                    NodeCase{"foot", "barrier=bollard", false, 0},
                    NodeCase{"car", "barrier=bollard motor_vehicle=yes", false, 0},
                    NodeCase{"car", "barrier=gate", false, 20000},
                    NodeCase{"car", "barrier=gate access=private", true, 20000},
                    NodeCase{"car", "barrier=gate access=no foot=yes", true, 20000},
                    NodeCase{"foot", "barrier=gate access=no foot=yes", false, 0},
                    NodeCase{"car", "barrier=cattle_grid", false, 0},
                    NodeCase{"foot", "barrier=fence", true, 0},
                    NodeCase{"car", "highway=traffic_signals", false, 5000},
                    NodeCase{"car", "amenity=parking access=private", false, 0},
                    NodeCase{"car", "railway=level_crossing", false, 5000}));

struct LimitCase {
  const char* value;
  double kmh;  ///< 0: none
};

class Limits : public testing::TestWithParam<LimitCase> {};

TEST_P(Limits, AreReadInAllTheirForms) {
  SpeedLimits limits;
  limits.none = 130;
  limits.walk = 7;
  limits.zones.set("urban", 60);
  limits.zones.set("rural", 90);
  limits.zones.set("de:urban", 50);
  const auto limit = parse_maxspeed(GetParam().value, limits);
  EXPECT_NEAR(limit.value_or(0), GetParam().kmh, 1e-6) << GetParam().value;
}

INSTANTIATE_TEST_SUITE_P(
    All, Limits,
    testing::Values(LimitCase{"50", 50}, LimitCase{"50 km/h", 50}, LimitCase{"50kmh", 50},
                    LimitCase{"62.5", 62.5}, LimitCase{"50 mph", 80.4672},
                    LimitCase{"30mph", 48.28032}, LimitCase{"30 knots", 55.56},
                    LimitCase{"none", 130}, LimitCase{"None", 130}, LimitCase{"walk", 7},
                    LimitCase{"DE:walk", 7}, LimitCase{"RU:urban", 60}, LimitCase{"KZ:rural", 90},
                    LimitCase{"DE:urban", 50}, LimitCase{"de:urban", 50}, LimitCase{"urban", 60},
                    LimitCase{"DE:zone30", 30}, LimitCase{"BE:zone:30", 30}, LimitCase{"50;60", 50},
                    LimitCase{"60; 50", 50}, LimitCase{"60;signals", 60}, LimitCase{"signals", 0},
                    LimitCase{"variable", 0}, LimitCase{"", 0}, LimitCase{";", 0},
                    LimitCase{"0", 0}, LimitCase{"-50", 0}, LimitCase{"5000", 0},
                    LimitCase{"1e300", 0}, LimitCase{"nan", 0}, LimitCase{"50 furlongs", 0},
                    LimitCase{"KZ:moon", 0}, LimitCase{"fifty", 0}));

TEST(Durations, AreHoursAndMinutes) {
  EXPECT_EQ(parse_duration("01:30"), 5400U);
  EXPECT_EQ(parse_duration("00:10:30"), 630U);
  EXPECT_EQ(parse_duration("20"), 1200U);
  EXPECT_EQ(parse_duration("72:00"), 259200U);
  for (const char* wrong :
       {"", ":", "1:", "00:00", "PT1H", "-5", "1:2:3:4", "400:00", "99999999999", "5 min"}) {
    EXPECT_FALSE(parse_duration(wrong)) << wrong;
  }
}

Error only_problem(const std::string& toml) {
  const Checked<Profile> profile = Profile::parse(toml, "mine.toml");
  if (profile || profile.error().size() != 1) return {};
  return profile.error().front();
}

std::string changed(const std::string& from, const std::string& to) {
  std::string toml(Profile::built_in_toml("car"));
  const size_t at = toml.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return toml.replace(at, from.size(), to);
}

TEST(Profile, SaysWhereItsFileIsWrong) {
  const Error range = only_problem(changed("motorway = 110", "motorway = 1100"));
  EXPECT_EQ(range.key, "profile.range");
  EXPECT_EQ(range.args, (std::vector<std::string>{"motorway", "0.5", "300"}));
  EXPECT_EQ(range.where.file, "mine.toml");
  EXPECT_GT(range.where.row, 10);
  EXPECT_EQ(range.where.column, "motorway");
  EXPECT_EQ(only_problem(changed("motorway = 110", "motorway = \"fast\"")).key, "toml.wrong_type");
  EXPECT_EQ(only_problem(changed("least = 3", "lest = 3")).key, "profile.unknown_key");
  EXPECT_EQ(only_problem(changed("id = \"car\"", "")).key, "profile.missing_key");
  EXPECT_EQ(only_problem(changed("[\"pedestrian\"]", "[\"promenade\"]")).key,
            "profile.unknown_class");
  EXPECT_EQ(only_problem(changed("[\"yes\", ", "[\"no\", \"yes\", ")).key, "profile.both_ways");
  EXPECT_EQ(only_problem("id = ").key, "toml.syntax");
  EXPECT_EQ(only_problem(std::string(5000, '[')).key, "profile.too_large");
}

TEST(Profile, ReportsAllThatIsWrongAtOnceInTheOrderOfTheText) {
  const Checked<Profile> profile =
      Profile::parse("id = \"x\"\nleast = 0\n[highway]\nroad = 999\n", "mine.toml");
  ASSERT_FALSE(profile);
  EXPECT_GT(profile.error().size(), 5U);
  int row = 0;
  for (const Error& error : profile.error()) {
    EXPECT_GE(error.where.row, row);
    row = error.where.row;
  }
}

TEST(Profile, KnowsItsSeasonsAndNoOther) {
  const Profile car = *Profile::built_in("car");
  EXPECT_EQ(car.in_season("autumn").error().key, "profile.unknown_season");
  for (const std::string& season : car.seasons()) EXPECT_TRUE(car.in_season(season)) << season;
  EXPECT_EQ(Profile::built_in("horse").error().key, "profile.unknown");
}

}  // namespace
}  // namespace dostyq::travel
