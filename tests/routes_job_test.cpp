// dostyq routes as a planner runs it; its exports opened by other programs.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

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
  if (!has_program("pdftotext") || !has_program("pdftoppm")) GTEST_SKIP() << "no poppler";
  const Outcome text = run_program({"pdftotext", "-layout", file("routes.kk.pdf"), "-"});
  ASSERT_EQ(text.exit_code, 0) << text.err;
  EXPECT_NE(text.out.find("Достық үйлері туристік маршруттарда"), std::string::npos);
  EXPECT_EQ(text.out.find("Дома дружбы"), std::string::npos) << "one language alone";
  EXPECT_EQ(text.out.find("Houses of Friendship"), std::string::npos);
  if (!has_program("zbarimg")) GTEST_SKIP() << "no zbarimg";
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
    // No Cyrillic at all in English.
    for (size_t k = 0; k + 1 < in_en.size(); ++k) {
      const auto byte = static_cast<unsigned char>(in_en[k]);
      ASSERT_FALSE(byte == 0xD0 || byte == 0xD1) << ending << ": " << in_en.substr(k, 40);
    }
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

}  // namespace
}  // namespace dostyq::trial
