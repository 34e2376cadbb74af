// Days, designs and insertions against every possibility; exports in one language each.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <nlohmann/json.hpp>
#include <random>
#include <set>

#include "io/xml.hpp"
#include "routes/design.hpp"
#include "routes/export.hpp"
#include "routes/insert.hpp"
#include "routes/osm_attractions.hpp"

namespace dostyq::routes {
namespace {

/// Stops on a line of whole minutes, or at random on a plane; Houses first.
Tourism plane(int houses, int attractions, std::mt19937& random) {
  Tourism tourism;
  tourism.travel = "modelled";
  tourism.houses = static_cast<size_t>(houses);
  std::vector<std::pair<double, double>> at;
  const auto below = [&](int n) { return static_cast<int>(random() % static_cast<unsigned>(n)); };
  for (int i = 0; i < houses + attractions; ++i) {
    Stop stop;
    stop.id = (i < houses ? "h" : "a") + std::to_string(i);
    stop.name = {"кк " + stop.id, "ру " + stop.id, "en " + stop.id};
    stop.house = i < houses;
    stop.score = i < houses ? 0 : 1 + below(9);
    stop.visit_minutes = 20 + below(60);
    stop.overnight = stop.house || below(3) == 0;
    if (below(3) == 0) stop.opens = 600 + below(200);
    if (below(3) == 0) stop.closes = 800 + below(400);
    at.emplace_back(below(200), below(200));
    stop.at = Coordinate::from_degrees(70 + at.back().first / 50, 45 + at.back().second / 50);
    tourism.stops.push_back(stop);
  }
  for (const auto& a : at) {
    for (const auto& b : at)
      tourism.seconds.push_back(
          static_cast<int32_t>(std::ceil(60 * std::hypot(a.first - b.first, a.second - b.second))));
  }
  return tourism;
}

TEST(Schedule, WaitsForOpeningAndHoldsLimits) {
  std::mt19937 random(1);
  Tourism tourism = plane(1, 2, random);
  for (Stop& stop : tourism.stops) {
    stop.opens = 0;
    stop.closes = 1440;
    stop.visit_minutes = 30;
  }
  tourism.stops[1].opens = 700;
  tourism.seconds.assign(9, 3600);
  for (size_t i = 0; i < 3; ++i) tourism.seconds[i * 4] = 0;
  DayRules rules{540, 1200, 180};
  const auto day = schedule(tourism, rules, 0, {0, 1, 2}, 0, -1);
  ASSERT_TRUE(day);
  EXPECT_EQ(day->visits[0].begins, 540);
  EXPECT_EQ(day->visits[1].arrives, 630);
  EXPECT_EQ(day->visits[1].begins, 700);
  EXPECT_EQ(day->visits[2].leaves, 820);
  EXPECT_EQ(day->ends, 880);
  EXPECT_EQ(day->driving, 180);
  rules.driving_minutes = 179;
  EXPECT_FALSE(schedule(tourism, rules, 0, {0, 1, 2}, 0, -1));
  rules = {540, 879, 180};
  EXPECT_FALSE(schedule(tourism, rules, 0, {0, 1, 2}, 0, -1));
  tourism.stops[2].closes = 819;
  EXPECT_FALSE(schedule(tourism, {540, 1200, 180}, 0, {0, 1, 2}, 0, -1));
  tourism.stops[2].closes = 1440;
  tourism.stops[2].closed_days = 1;
  EXPECT_TRUE(schedule(tourism, {540, 1200, 180}, 0, {0, 1, 2}, 0, 1));
  EXPECT_FALSE(schedule(tourism, {540, 1200, 180}, 0, {0, 1, 2}, 0, 0)) << "closed on Mondays";
}

TEST(Schedule, KnowsWeekdays) {
  EXPECT_EQ(weekday_of(Date::from_ymd(2026, 11, 27), 0), 4) << "a Friday";
  EXPECT_EQ(weekday_of(Date::from_ymd(2026, 11, 27), 3), 0);
  EXPECT_EQ(weekday_of(std::nullopt, 0), -1);
}

/// Every way to spend the days.
int64_t best_by_hand(const Tourism& tourism, const DesignQuestion& question) {
  int64_t best = -1;
  std::set<size_t> candidates(question.stops.begin(), question.stops.end());
  candidates.insert(question.mandatory.begin(), question.mandatory.end());
  std::set<size_t> nights{question.start, question.end};
  for (const size_t stop : candidates) {
    if (tourism.stops[stop].overnight) nights.insert(stop);
  }
  std::set<size_t> seen;
  const std::function<void(int, size_t, std::vector<size_t>)> go =
      [&](int day, size_t from, const std::vector<size_t>& order) {
        for (const size_t night : nights) {
          if (!schedule(tourism, question.rules, from, order, night, -1)) continue;
          if (day + 1 < question.days) {
            go(day + 1, night, {});
          } else if (night == question.end) {
            int64_t score = 0;
            for (const size_t stop : seen) score += tourism.stops[stop].score;
            const bool all = std::all_of(question.mandatory.begin(), question.mandatory.end(),
                                         [&](size_t stop) { return seen.count(stop) != 0; });
            if (all) best = std::max(best, score);
          }
        }
        for (const size_t stop : candidates) {
          if (seen.count(stop) != 0) continue;
          std::vector<size_t> longer = order;
          longer.push_back(stop);
          seen.insert(stop);
          go(day, from, longer);
          seen.erase(stop);
        }
      };
  go(0, question.start, {});
  return best;
}

TEST(Design, EqualsBruteForce) {
  std::mt19937 random(2);
  int found = 0, impossible = 0;
  for (int trial = 0; trial < 60; ++trial) {
    const Tourism tourism = plane(2, 3, random);
    DesignQuestion question;
    question.start = 0;
    question.end = random() % 2;
    question.days = 1 + static_cast<int>(random() % 2);
    question.rules = {540, 540 + 200 + static_cast<int>(random() % 400), 240};
    if (random() % 2 == 0) question.mandatory.push_back(1);
    for (size_t s = 2; s < tourism.stops.size(); ++s) question.stops.push_back(s);
    const Design made = design(tourism, question);
    const int64_t best = best_by_hand(tourism, question);
    SCOPED_TRACE("trial " + std::to_string(trial));
    if (best < 0) {
      ++impossible;
      EXPECT_EQ(made.status, optim::MipStatus::kInfeasible);
      continue;
    }
    ++found;
    ASSERT_EQ(made.status, optim::MipStatus::kOptimal);
    EXPECT_TRUE(made.complete);
    EXPECT_EQ(made.score, best);
    EXPECT_EQ(made.bound, best);
    EXPECT_EQ(made.itinerary.days.size(), static_cast<size_t>(question.days));
  }
  EXPECT_GT(found, 20);
  EXPECT_GT(impossible, 3);
}

TEST(Design, ABoundHoldsWhenDaysAreLeftOut) {
  std::mt19937 random(3);
  for (int trial = 0; trial < 10; ++trial) {
    const Tourism tourism = plane(1, 5, random);
    DesignQuestion question;
    question.days = 1;
    question.rules = {540, 1000, 300};
    for (size_t s = 1; s < tourism.stops.size(); ++s) question.stops.push_back(s);
    DesignOptions options;
    options.most_labels = 3;
    options.time_limit_seconds = 5;
    const Design made = design(tourism, question, options);
    const int64_t best = best_by_hand(tourism, question);
    EXPECT_GE(made.bound, best);
    EXPECT_LE(made.score, best);
    if (!made.complete && made.bound > made.score) {
      EXPECT_NE(made.status, optim::MipStatus::kOptimal);
    }
  }
}

TEST(Insert, EqualsBruteForce) {
  std::mt19937 random(4);
  int most = 0;
  for (int trial = 0; trial < 60; ++trial) {
    Tourism tourism = plane(3, 4, random);
    KnownRoute route;
    route.id = "r";
    for (size_t s = 3; s < 7; ++s) route.stops.emplace_back(s, s < 5 ? 1 : 2);
    tourism.routes.push_back(route);
    InsertQuestion question;
    question.rules = {480, 1300, 420};
    question.most_detour_minutes = 60 + static_cast<int>(random() % 120);
    const Insertion made = insert_houses(tourism, question);
    // Every order of every set of Houses on both days.
    const std::vector<std::vector<size_t>> days{{3, 4}, {5, 6}};
    const std::vector<size_t> from{3, 4};
    const auto base = [&](size_t d) {
      return schedule(tourism, question.rules, from[d], days[d], days[d].back(), -1);
    };
    if (!base(0) || !base(1)) {
      EXPECT_EQ(made.unchanged, std::vector<std::string>{"r"});
      continue;
    }
    std::pair<int, int> best{0, 0};  // Houses, -detour
    const std::function<void(size_t, std::vector<std::vector<size_t>>)> go =
        [&](size_t house, const std::vector<std::vector<size_t>>& now) {
          int detour = 0, added = 0;
          bool good = true;
          for (size_t d = 0; d < 2; ++d) {
            const auto plan =
                schedule(tourism, question.rules, from[d], now[d], days[d].back(), -1);
            good = good && plan;
            if (!good) break;
            const int more = std::max(0, plan->driving - base(d)->driving);
            good = more <= question.most_detour_minutes;
            detour += more;
            added += static_cast<int>(now[d].size()) - 2;
          }
          if (good) best = std::max(best, {added, -detour});
          for (size_t h = house; h < 3; ++h) {
            for (size_t d = 0; d < 2; ++d) {
              for (size_t p = d == 0 ? 1 : 0; p < now[d].size(); ++p) {
                auto longer = now;
                longer[d].insert(longer[d].begin() + static_cast<std::ptrdiff_t>(p), h);
                go(h + 1, longer);
              }
            }
          }
        };
    go(0, days);
    EXPECT_EQ(made.status, optim::MipStatus::kOptimal);
    EXPECT_EQ(static_cast<int>(made.on_routes), best.first) << trial;
    EXPECT_EQ(made.detour_minutes, -best.second) << trial;
    EXPECT_EQ(made.left_out.size(), 3 - made.on_routes);
    most = std::max(most, best.first);
  }
  EXPECT_GE(most, 2);
}

class Exports : public ::testing::Test {
 protected:
  Exports() {
    std::mt19937 random(5);
    tourism_ = plane(2, 3, random);
    tourism_.stops[0].name = {"Үй <1>", "Дом & \"сад\"", "House 'one'"};
    Itinerary route;
    route.id = "r1";
    route.name = {"Жол", "Путь", "Way"};
    route.profile = "citizens";
    for (Stop& stop : tourism_.stops) {
      stop.opens = 0;
      stop.closes = 1440;
    }
    route.days.push_back(*schedule(tourism_, {300, 1440, 1440}, 0, {0, 2, 3}, 1, -1));
    routes_.push_back(route);
  }
  Publication publication() const {
    return {tourism_, routes_, {"Бағдарлама", "Программа", "Programme"}, "", Date::from_days(0)};
  }
  Tourism tourism_;
  std::vector<Itinerary> routes_;
};

TEST_F(Exports, AreWellFormedAndHoldOneLanguage) {
  class Silent : public io::XmlHandler {
    void begin(std::string_view, const Attributes&) override {}
    void end(std::string_view) override {}
    void text(std::string_view) override {}
  };
  const std::vector<std::function<std::string(const Publication&, Language)>> formats{
      gpx, kml, geojson, json_ld, page};
  const Publication all = publication();
  for (const Language language : kLanguages) {
    for (const auto& format : formats) {
      const std::string text = format(all, language);
      for (const Language other : kLanguages) {
        const bool own = other == language;
        EXPECT_EQ(text.find(routes_[0].name.in(other)) != std::string::npos, own);
        EXPECT_EQ(text.find(tourism_.stops[2].name.in(other)) != std::string::npos, own);
      }
      EXPECT_EQ(text, format(all, language)) << "the same bytes";
    }
    Silent silent;
    EXPECT_TRUE(io::parse_xml(gpx(all, language), silent));
    EXPECT_TRUE(io::parse_xml(kml(all, language), silent));
    const auto trips = nlohmann::json::parse(json_ld(all, language));
    EXPECT_EQ(trips[0]["@type"], "TouristTrip");
    EXPECT_EQ(trips[0]["itinerary"]["numberOfItems"], 3);
    EXPECT_EQ(trips[0]["inLanguage"], std::string(code(language)));
    const auto features = nlohmann::json::parse(geojson(all, language));
    EXPECT_EQ(features["features"].size(), 4U);
  }
}

TEST(OsmAttractions, AreReadFromTags) {
  const std::string osm =
      "<osm version=\"0.6\"><node id=\"1\" lat=\"43\" lon=\"77\"><tag k=\"tourism\" v=\"museum\"/>"
      "<tag k=\"name\" v=\"M, one\"/><tag k=\"name:en\" v=\"Museum\"/></node>"
      "<node id=\"2\" lat=\"43\" lon=\"77\"><tag k=\"tourism\" v=\"hotel\"/><tag k=\"name\" "
      "v=\"H\"/></node>"
      "<node id=\"3\" lat=\"44\" lon=\"78\"/><node id=\"4\" lat=\"46\" lon=\"80\"/>"
      "<node id=\"5\" lat=\"1\" lon=\"1\"><tag k=\"historic\" v=\"castle\"/></node>"
      "<way id=\"9\"><nd ref=\"3\"/><nd ref=\"4\"/><tag k=\"historic\" v=\"fort\"/>"
      "<tag k=\"name\" v=\"F\"/></way></osm>";
  const auto found = read_attractions(io::OsmSource::memory(osm, "t.osm"), nullptr);
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 2U) << "a hotel is nothing to see, and one has no name";
  EXPECT_EQ((*found)[0].id, "n1");
  EXPECT_EQ((*found)[0].name_en, "Museum");
  EXPECT_EQ((*found)[1].category, "fort");
  EXPECT_NEAR((*found)[1].at.lat(), 45, 1e-6);
  const std::string csv = attractions_csv(*found, "osm");
  EXPECT_NE(csv.find("n1,,,,\"M, one\",\"M, one\",Museum,museum,77.00000,43.00000"),
            std::string::npos)
      << csv;
  EXPECT_NE(csv.find("unverified"), std::string::npos);
}

}  // namespace
}  // namespace dostyq::routes
