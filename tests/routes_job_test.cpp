// dostyq routes as a planner runs it; its exports opened by other programs.
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "program.hpp"

namespace dostyq::trial {
namespace {

using Json = nlohmann::json;
namespace fs = std::filesystem;

const std::string kDostyq = DOSTYQ_PROGRAM;
const std::string kKazakhstan = DOSTYQ_SOURCE_DIR "/programmes/kazakhstan";

Outcome routes(std::vector<std::string> words) {
  words.insert(words.begin(), {kDostyq, "routes"});
  words.insert(words.end(), {"--lang", "en", "--json"});
  return run_program(words);
}

/// One cover of Kazakhstan with all its files, made once.
class Kazakhstan : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new TemporaryFolder;
    outcome_ = new Outcome(
        routes({"cover", kKazakhstan, "--profile", "citizens", "--as-of", "2026-11-27", "--out",
                folder_->path().string(), "--url", "https://example.org/routes"}));
  }
  static void TearDownTestSuite() {
    delete folder_;
    delete outcome_;
  }
  static std::string file(const std::string& name) { return *folder_ / name; }
  static inline TemporaryFolder* folder_ = nullptr;
  static inline Outcome* outcome_ = nullptr;
};

TEST_F(Kazakhstan, EveryHouseIsOnARoute) {
  ASSERT_EQ(outcome_->exit_code, 0) << outcome_->err << outcome_->out;
  const Json cover = Json::parse(outcome_->out);
  std::set<std::string> houses;
  for (const Json& route : cover["routes"]) {
    for (const Json& day : route["days"]) {
      EXPECT_LE(day["driving_minutes"], 480);
      for (const Json& visit : day["visits"]) {
        if (visit["house"] == true) houses.insert(visit["stop"]);
      }
    }
  }
  EXPECT_EQ(houses.size(), cover["houses"].get<size_t>());
  EXPECT_EQ(cover["houses"], 33);
  EXPECT_EQ(cover["travel"], "modelled");
  EXPECT_GE(cover["routes_new"], cover["routes_new_bound"]);
  for (const Json& region : cover["regions_missing"]) EXPECT_EQ(region["reason"], "no_open_house");
}

TEST_F(Kazakhstan, OtherProgramsOpenTheFiles) {
  for (const std::string language : {"kk", "ru", "en"}) {
    const std::string stem = "routes." + language;
    if (has_program("ogrinfo")) {
      for (const char* ending : {".gpx", ".kml", ".geojson"}) {
        const Outcome read = run_program({"ogrinfo", "-ro", "-al", "-so", file(stem + ending)});
        EXPECT_EQ(read.exit_code, 0) << read.err;
        EXPECT_NE(read.out.find("Feature Count"), std::string::npos) << read.out;
        EXPECT_EQ(read.err.find("ERROR"), std::string::npos) << read.err;
      }
    }
    if (has_program("xmllint")) {
      EXPECT_EQ(run_program({"xmllint", "--noout", file(stem + ".gpx")}).exit_code, 0);
      EXPECT_EQ(run_program({"xmllint", "--noout", file(stem + ".kml")}).exit_code, 0);
    }
    const Json trips = Json::parse(read(file(stem + ".jsonld")));
    ASSERT_FALSE(trips.empty());
    for (const Json& trip : trips) {
      EXPECT_EQ(trip["@context"], "https://schema.org");
      EXPECT_EQ(trip["@type"], "TouristTrip");
      EXPECT_EQ(trip["itinerary"]["itemListElement"].size(), trip["itinerary"]["numberOfItems"]);
    }
  }
}

TEST_F(Kazakhstan, ASheetCanBePrintedAndItsCodeRead) {
  if (!has_program("pdftoppm") || !has_program("zbarimg")) GTEST_SKIP() << "no poppler, no zbarimg";
  ASSERT_EQ(run_program({"pdftoppm", "-png", "-r", "150", "-f", "1", "-l", "1",
                         file("routes.kk.pdf"), file("sheet")})
                .exit_code,
            0);
  for (const auto& entry : fs::directory_iterator(folder_->path())) {
    if (entry.path().extension() != ".png") continue;
    const Outcome code = run_program({"zbarimg", "-q", "--raw", entry.path().string()});
    EXPECT_NE(code.out.find("https://example.org/routes"), std::string::npos) << code.err;
  }
}

/// Words that stand on every sheet, and on no sheet of another language.
const std::map<std::string, std::vector<std::string>> kSheetWords{
    {"kk", {"Достық үйі", "азаматтар үшін", "Шартты белгілер", "Түнеу", "өңірлердің шекарасы"}},
    {"ru", {"Дом дружбы", "для граждан", "Условные знаки", "Ночлег", "границы регионов"}},
    {"en", {"House of Friendship", "for citizens", "Legend", "Night", "borders of regions"}}};

bool holds_cyrillic(const std::string& text) {
  for (size_t k = 0; k + 1 < text.size(); ++k) {
    const auto byte = static_cast<unsigned char>(text[k]);
    if (byte >= 0xD0 && byte <= 0xD3) return true;
  }
  return false;
}

TEST_F(Kazakhstan, ASheetInOneLanguageHoldsNoneOfAnother) {
  if (!has_program("pdftotext")) GTEST_SKIP() << "no poppler";
  const Outcome kazakh = run_program({"pdftotext", "-layout", file("routes.kk.pdf"), "-"});
  EXPECT_NE(kazakh.out.find("Достық үйлері туристік маршруттарда"), std::string::npos);
  EXPECT_EQ(kazakh.out.find("Дома дружбы"), std::string::npos) << "one language alone";
  EXPECT_EQ(kazakh.out.find("Houses of Friendship"), std::string::npos);
  for (const auto& [language, words] : kSheetWords) {
    const Outcome text =
        run_program({"pdftotext", "-layout", file("routes." + language + ".pdf"), "-"});
    ASSERT_EQ(text.exit_code, 0) << text.err;
    for (const auto& [other, theirs] : kSheetWords) {
      for (const std::string& word : theirs)
        EXPECT_EQ(text.out.find(word) != std::string::npos, other == language)
            << word << " in " << language;
    }
    EXPECT_EQ(holds_cyrillic(text.out), language != "en");
    if (language != "ru") continue;
    std::string rest = text.out;  // the region is spelt so in Russian too
    for (size_t at = rest.find("Жетісу"); at != std::string::npos; at = rest.find("Жетісу"))
      rest.erase(at, std::string("Жетісу").size());
    for (const char* letter : {"ә", "ғ", "қ", "ң", "ө", "ұ", "ү", "һ", "і"})
      EXPECT_EQ(rest.find(letter), std::string::npos) << letter;
  }
}

TEST_F(Kazakhstan, AFileInOneLanguageHoldsNoneOfAnother) {
  const std::string kk = "Достық үйі", ru = "Дом дружбы", en = "House of Friendship";
  for (const char* ending : {".gpx", ".kml", ".geojson", ".jsonld", ".html"}) {
    const std::string in_kk = read(file(std::string("routes.kk") + ending));
    const std::string in_ru = read(file(std::string("routes.ru") + ending));
    const std::string in_en = read(file(std::string("routes.en") + ending));
    EXPECT_NE(in_kk.find(kk), std::string::npos) << ending;
    EXPECT_NE(in_ru.find(ru), std::string::npos) << ending;
    EXPECT_NE(in_en.find(en), std::string::npos) << ending;
    for (const std::string& other : {ru, en})
      EXPECT_EQ(in_kk.find(other), std::string::npos) << ending;
    for (const std::string& other : {kk, en})
      EXPECT_EQ(in_ru.find(other), std::string::npos) << ending;
    for (const std::string& other : {kk, ru})
      EXPECT_EQ(in_en.find(other), std::string::npos) << ending;
    EXPECT_FALSE(holds_cyrillic(in_en)) << ending;
  }
}

TEST(RoutesJob, HousesAreInsertedIntoKnownRoutes) {
  const Outcome outcome =
      routes({"insert", kKazakhstan, "--profile", "foreign", "--as-of", "2026-11-27"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err << outcome.out;
  const Json made = Json::parse(outcome.out);
  EXPECT_EQ(made["status"], "optimal");
  EXPECT_GT(made["houses_on_routes"], 3);
  EXPECT_EQ(made["houses_on_routes"].get<size_t>() + made["left_out"].size(), 33U);
  EXPECT_EQ(made["houses_bound"], made["houses_on_routes"]);
}

TEST(RoutesJob, ARouteIsDesigned) {
  const Outcome outcome =
      routes({"design", kKazakhstan, "--start", "h02-astana", "--days", "2", "--region", "akmola",
              "--must", "h05-kokshetau", "--as-of", "2026-11-27"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err << outcome.out;
  const Json made = Json::parse(outcome.out);
  EXPECT_EQ(made["status"], "optimal");
  EXPECT_EQ(made["objective"], made["bound"]);
  EXPECT_NE(outcome.out.find("h05-kokshetau"), std::string::npos);
  const Outcome unknown = routes({"design", kKazakhstan, "--start", "nowhere"});
  EXPECT_EQ(unknown.exit_code, 2);
  const Outcome impossible = routes({"design", kKazakhstan, "--start", "h02-astana", "--days", "1",
                                     "--must", "h15-aktau", "--as-of", "2026-11-27"});
  EXPECT_EQ(impossible.exit_code, 3);
}

/// The new programme's places on one long road, in the order of their table.
std::string one_road(const fs::path& places_csv) {
  std::istringstream table(read(places_csv));
  std::string line, nodes, ways;
  std::getline(table, line);
  for (int id = 1; std::getline(table, line); ++id) {
    std::istringstream cells(line);
    std::vector<std::string> row;
    for (std::string cell; std::getline(cells, cell, ',');) row.push_back(cell);
    const std::string here = std::to_string(id), before = std::to_string(id - 1);
    nodes +=
        "<node id='" + here + "' version='1' lat='" + row.at(6) + "' lon='" + row.at(5) + "'/>\n";
    if (id > 1)
      ways += "<way id='" + here + "' version='1'><nd ref='" + before + "'/><nd ref='" + here +
              "'/><tag k='highway' v='primary'/></way>\n";
  }
  return "<osm version='0.6'>\n" + nodes + ways + "</osm>\n";
}

TEST(RoutesJob, WithRoadsTimesAndLinesAreOverThemAndEveryExportSaysSo) {
  TemporaryFolder outer;
  const fs::path folder = fs::path(outer.path()) / "programme";
  ASSERT_EQ(run_program({kDostyq, "new", folder.string()}).exit_code, 0);
  const auto cover = [&](const std::string& out) {
    const Outcome made =
        routes({"cover", folder.string(), "--as-of", "2026-11-27", "--out", outer / out});
    EXPECT_EQ(made.exit_code, 0) << made.err << made.out;
    return Json::parse(made.out);
  };
  EXPECT_EQ(cover("modelled")["travel"], "modelled");
  const fs::path modelled = outer / "modelled";
  EXPECT_NE(read(modelled / "routes.en.html").find("Travel times are modelled"), std::string::npos);
  EXPECT_EQ(read(modelled / "routes.en.gpx").find("<trk>"), std::string::npos);

  write(folder / "roads.osm", one_road(folder / "places.csv"));
  EXPECT_EQ(cover("roads")["travel"], "roads");
  const fs::path real = outer / "roads";
  for (const char* ending : {"html", "gpx", "kml", "jsonld"})
    EXPECT_NE(read(real / (std::string("routes.en.") + ending)).find("over real roads"),
              std::string::npos)
        << ending;
  EXPECT_NE(read(real / "routes.en.gpx").find("<trk>"), std::string::npos);
  const Json lines = Json::parse(read(real / "routes.en.geojson"));
  size_t points = 0;
  for (const Json& feature : lines["features"]) {
    if (feature["geometry"]["type"] != "LineString") continue;
    EXPECT_EQ(feature["properties"]["line"], "roads");
    points = std::max(points, feature["geometry"]["coordinates"].size());
  }
  EXPECT_GT(points, 10u) << "the line follows the road";
  if (!has_program("pdftotext")) return;
  const Outcome sheet =
      run_program({"pdftotext", "-layout", (real / "routes.en.pdf").string(), "-"});
  EXPECT_NE(sheet.out.find("km by road"), std::string::npos);
  EXPECT_NE(sheet.out.find("the way by road"), std::string::npos);
}

}  // namespace
}  // namespace dostyq::trial
