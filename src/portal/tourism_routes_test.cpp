// Tourist routes as a visitor asks for them: both profiles, every file, in one language each.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "portal/api.hpp"
#include "portal/register_routes.hpp"
#include "store/testing.hpp"
#include "world/new_programme.hpp"

namespace dostyq::portal {
namespace {

using http::Method;

const Actor kSetup{"setup", Role::kAdministrator, ""};

/// The example programme with two popular routes: one for everybody, one for foreign guests.
std::map<std::string, std::string> files_with_routes() {
  auto files = world::example_files();
  for (
      const auto& [id, columns] :
      {std::pair(
           "attractions",
           R"("name_kk", "name_ru", "name_en", "category", "lon", "lat", "citizens", "foreign_guests", "minutes", "opens", "closes", "closed_days", "months", "overnight")"),
       std::pair("popular_routes", R"("name_kk", "name_ru", "name_en", "profile", "months")"),
       std::pair("popular_route_points", R"("route", "day", "position", "stop")")}) {
    files["programme.toml"] +=
        std::string("\n[[register]]\nid = \"") + id +
        "\"\nname.kk = \"Т\"\nname.ru = \"Т\"\nname.en = \"T\"\ncolumns = [" + columns + "]\n";
  }
  files["attractions.csv"] =
      "id,area,from,to,name_kk,name_ru,name_en,category,lon,lat,citizens,foreign_guests,minutes,"
      "opens,closes,closed_days,months,overnight,source,confidence\n"
      "cape,north,,,Мүйіс,Мыс,Cape,nature,-29.3,45.3,50,90,60,,,,,yes,demo,unverified\n"
      "mill,lake,,,Диірмен,Мельница,Mill,heritage,-29.1,45.4,40,0,45,,,,,no,demo,transcribed\n";
  files["popular_routes.csv"] =
      "id,area,from,to,name_kk,name_ru,name_en,profile,months,source,confidence\n"
      "shore,lake,,,Жаға,Берег,Shore,,,demo,transcribed\n"
      "guests,lake,,,Қонақ жолы,Путь гостей,Way of guests,foreign-guests,,demo,transcribed\n";
  files["popular_route_points.csv"] =
      "id,area,from,to,route,day,position,stop,source,confidence\n"
      "p1,lake,,,shore,1,1,cape,demo,transcribed\n"
      "p2,lake,,,shore,1,2,mill,demo,transcribed\n"
      "p3,lake,,,guests,1,1,mill,demo,transcribed\n"
      "p4,lake,,,guests,1,2,cape,demo,transcribed\n";
  return files;
}

class TourismRoutes : public ::testing::Test {
 protected:
  void open(const std::map<std::string, std::string>& files) {
    auto database = store::Database::open(store::new_sqlite());
    registry::RegisterOptions options;
    options.clock = [] { return std::string("2026-03-02T09:00:00.000Z"); };
    options.freshness = std::chrono::milliseconds(0);
    facts_ = std::move(*registry::Register::open(*database, options));
    const auto imported = facts_->import_files(kSetup, files, "start");
    ASSERT_TRUE(imported) << imported.error().front().key;
    RouteTable table;
    add_register_routes(table, std::make_shared<RegisterServices>(*facts_));
    Hooks hooks;
    hooks.identify = [](const http::Request&) -> Result<accounts::Principal> {
      return accounts::Principal{};
    };
    hooks.register_version = [this] { return static_cast<uint64_t>(facts_->version()); };
    hooks.record_read = [](const accounts::Principal&, const Route&, const std::string&) {
      return Result<void>();
    };
    api_ = std::make_unique<Api>(std::move(table), std::span<const AssetFile>(), hooks, log_);
  }
  http::Response send(std::string_view target, const std::string& host = "example.org") {
    http::Request request;
    request.target = *http::parse_target(target);
    request.target_text = target;
    request.headers.add("Host", host);
    if (auto response = api_->respond_at_once(request)) return std::move(*response);
    return api_->respond(request);
  }
  Json get(std::string_view target) {
    const http::Response response = send(target);
    EXPECT_EQ(response.status, 200) << target << ": " << response.body.view();
    return Json::parse(response.body.view(), nullptr, false);
  }

  http::Log log_{stderr, http::LogDetail::kOff};
  std::unique_ptr<registry::Register> facts_;
  std::unique_ptr<Api> api_;
};

std::set<std::string> ids_of(const Json& list) {
  std::set<std::string> ids;
  for (const Json& each : list) ids.insert(each["id"]);
  return ids;
}

TEST_F(TourismRoutes, EachProfileHasItsOwnAndEveryOpenHouseIsOnOne) {
  open(files_with_routes());
  for (const char* profile : {"citizens", "foreign-guests"}) {
    const Json list = get(std::string("/api/v1/routes?profile=") + profile);
    EXPECT_EQ(list["profile"], profile);
    EXPECT_EQ(list["travel"], "modelled") << "the register has no roads, and says so";
    EXPECT_EQ(list["houses"], 2);
    EXPECT_EQ(list["houses_on_routes"], 2);
    const auto ids = ids_of(list["items"]);
    EXPECT_TRUE(ids.contains("shore"));
    EXPECT_EQ(ids.contains("guests"), std::string(profile) == "foreign-guests");
    std::set<std::string> houses;
    for (const Json& route : list["items"]) {
      EXPECT_GE(route["line"].size(), 2u);
      EXPECT_GT(route["metres"], 0);
      for (const Json& house : route["houses"]) houses.insert(house["id"]);
    }
    EXPECT_EQ(houses, (std::set<std::string>{"house-akzhol", "house-kolsay"}));
    EXPECT_EQ(ids_of(list["regions_missing"]).size(), 1u) << list["regions_missing"];
  }
  EXPECT_EQ(get("/api/v1/routes")["profile"], "citizens");
  EXPECT_EQ(send("/api/v1/routes?profile=everybody").status, 422);
}

TEST_F(TourismRoutes, ARouteShowsItsDaysAndWhatItsFiguresRestOn) {
  open(files_with_routes());
  const Json route = get("/api/v1/routes/shore");
  EXPECT_EQ(route["kind"], "popular");
  EXPECT_EQ(route["confidence"], "demo") << "of its weakest stop, a House";
  EXPECT_EQ(route["times_confidence"], "modelled");
  int driving = 0;
  int64_t metres = 0;
  std::set<std::string> stops;
  for (const Json& day : route["day_plans"]) {
    driving += day["driving_minutes"].get<int>();
    metres += day["metres"].get<int64_t>();
    for (const Json& visit : day["visits"]) {
      stops.insert(visit["stop"]["id"]);
      if (visit["stop"]["id"] == "mill") {
        EXPECT_EQ(visit["stop"]["confidence"], "transcribed");
      }
    }
  }
  EXPECT_EQ(route["driving_minutes"], driving);
  EXPECT_NEAR(route["metres"].get<double>(), static_cast<double>(metres), 2);
  EXPECT_TRUE(stops.contains("cape") && stops.contains("mill"));
  EXPECT_EQ(send("/api/v1/routes/none").status, 404);
  EXPECT_EQ(send("/api/v1/routes/guests").status, 404) << "not of the citizens' profile";
  EXPECT_EQ(send("/api/v1/routes/none/route.pdf").status, 404);
}

TEST_F(TourismRoutes, FilesAreInTheReadersLanguageAlone) {
  open(files_with_routes());
  const std::string names[] = {"Мүйіс", "Мыс", "Cape"};
  const std::string own[] = {"kk", "ru", "en"};
  for (const char* ending : {"gpx", "kml", "geojson", "jsonld", "html"}) {
    for (size_t i = 0; i < 3; ++i) {
      const http::Response file =
          send("/api/v1/routes/shore/route." + std::string(ending) + "?lang=" + own[i]);
      EXPECT_EQ(file.status, 200) << ending;
      EXPECT_NE(file.headers.get("Content-Disposition").find("shore." + own[i] + "." + ending),
                std::string_view::npos);
      for (size_t other = 0; other < 3; ++other)
        EXPECT_EQ(file.body.view().find(names[other]) != std::string_view::npos, other == i)
            << ending << " " << own[i];
    }
  }
  EXPECT_TRUE(send("/api/v1/routes/shore/route.pdf?lang=kk").body.view().starts_with("%PDF-"));
  EXPECT_NE(send("/api/v1/routes/shore/route.jsonld?lang=en")
                .body.view()
                .find("http://example.org/en/routes/shore?profile=citizens"),
            std::string_view::npos);
  const http::Response strange = send("/api/v1/routes/shore/route.jsonld?lang=en", "<a\xFF>");
  EXPECT_EQ(strange.status, 200);
  EXPECT_EQ(strange.body.view().find("\"url\""), std::string_view::npos);
}

TEST_F(TourismRoutes, WithoutTablesThereAreOnlyNewRoutesAndWithoutHousesNone) {
  open(world::example_files());
  for (const Json& route : get("/api/v1/routes")["items"]) EXPECT_EQ(route["kind"], "new");
  auto files = world::example_files();
  std::string& sites = files["sites.csv"];
  sites.erase(sites.find('\n') + 1);
  open(files);
  const Json none = get("/api/v1/routes");
  EXPECT_EQ(none["items"].size(), 0u);
  EXPECT_EQ(none["houses"], 0);
  EXPECT_EQ(none["regions_missing"].size(), 3u) << "every region is named";
}

TEST_F(TourismRoutes, AWrongTableIsNamed) {
  auto files = files_with_routes();
  std::string& table = files["attractions.csv"];
  table.replace(table.find(",45,,"), 4, ",x45,");
  open(files);
  const http::Response refused = send("/api/v1/routes?lang=en");
  EXPECT_EQ(refused.status, 422);
  EXPECT_NE(refused.body.view().find("attractions.csv"), std::string_view::npos)
      << refused.body.view();
}

}  // namespace
}  // namespace dostyq::portal
