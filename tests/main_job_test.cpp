// The program as a user runs it: the main job on the real programme, its exit codes, its outputs
// opened by other programs.
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "program.hpp"

namespace dostyq::trial {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

const std::string kDostyq = DOSTYQ_PROGRAM;
const std::string kKazakhstan = std::string(DOSTYQ_SOURCE_DIR) + "/programmes/kazakhstan";

Json plan_json(const std::vector<std::string>& extra, int expected_exit) {
  std::vector<std::string> command{kDostyq, "plan", kKazakhstan, "--json", "--no-reports"};
  command.insert(command.end(), extra.begin(), extra.end());
  const Outcome outcome = run_program(command);
  EXPECT_EQ(outcome.exit_code, expected_exit) << outcome.err;
  Json json = Json::parse(outcome.out, nullptr, false);
  EXPECT_FALSE(json.is_discarded()) << outcome.out.substr(0, 400);
  return json;
}

std::string verdict_of(const Json& plan, const std::string& id) {
  for (const Json& entry : plan["directives"]) {
    if (entry["id"] == id) return entry["verdict"];
  }
  return "absent";
}

// Made once: several tests look at it.
class WholeJob : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new TemporaryFolder;
    outcome_ = new Outcome(run_program(
        {kDostyq, "plan", kKazakhstan, "--out", *folder_ / "out", "--as-of", "2026-11-23"}));
  }
  static void TearDownTestSuite() {
    delete folder_;
    delete outcome_;
  }
  static fs::path out() { return fs::path(*folder_ / "out"); }
  static TemporaryFolder* folder_;
  static Outcome* outcome_;
};
TemporaryFolder* WholeJob::folder_ = nullptr;
Outcome* WholeJob::outcome_ = nullptr;

TEST_F(WholeJob, EndsWithAProvenPlanThatMeetsTheOrders) {
  ASSERT_EQ(outcome_->exit_code, 0) << outcome_->err;
  const Json plan = Json::parse(read(out() / "plan.json"));
  EXPECT_EQ(plan["format"], 1);
  EXPECT_EQ(plan["status"], "optimal");
  for (const char* id : {"R1", "R2", "R3.1", "R3.2"}) EXPECT_EQ(verdict_of(plan, id), "met") << id;
  for (const Json& objective : plan["objectives"]) {
    EXPECT_EQ(objective["gap"], 0) << objective;
    EXPECT_EQ(objective["value"], objective["bound"]) << objective;
  }
  EXPECT_EQ(verdict_of(plan, "R6"), "no_data") << "no register says so yet: never met";
  EXPECT_EQ(verdict_of(plan, "R11"), "described");
  EXPECT_FALSE(plan.contains("seconds")) << "no clock time in plan.json";
  EXPECT_NE(outcome_->err.find("gap"), std::string::npos) << "progress goes to stderr";
}

TEST_F(WholeJob, TheNewHouseIsInAlmatyRegionAndTheFourDistrictsAreRepresented) {
  const Json plan = Json::parse(read(out() / "plan.json"));
  bool new_house = false;
  std::set<std::string> districts;
  for (const Json& opening : plan["openings"]) {
    new_house =
        new_house || (opening["kind"] == "house-build" && opening["region"] == "almaty-region" &&
                      opening["opens"] > "2025-04-24");
    districts.insert(opening["district"]);
  }
  EXPECT_TRUE(new_house);
  for (const char* district : {"korday", "uygur", "sairam", "panfilov"})
    EXPECT_TRUE(districts.contains(district)) << district;
}

TEST_F(WholeJob, TheEvaluatorAcceptsItAndRefusesItWithoutTheNewHouse) {
  EXPECT_EQ(run_program({kDostyq, "verify", kKazakhstan, (out() / "plan.json").string()}).exit_code,
            0);
  Json plan = Json::parse(read(out() / "plan.json"));
  Json kept = Json::array();
  for (const Json& opening : plan["openings"]) {
    if (opening["kind"] != "house-build") kept.push_back(opening);
  }
  plan["openings"] = kept;
  write(out() / "without.json", plan.dump());
  const Outcome refused =
      run_program({kDostyq, "verify", kKazakhstan, (out() / "without.json").string(), "--json"});
  EXPECT_NE(refused.exit_code, 0);
  EXPECT_EQ(Json::parse(refused.out)["broken"], Json({"R1"}));
}

TEST_F(WholeJob, RemovingARepresentationNamesTheOrderThatIsBroken) {
  Json plan = Json::parse(read(out() / "plan.json"));
  Json kept = Json::array();
  for (const Json& opening : plan["openings"]) {
    if (opening["district"] != "korday") kept.push_back(opening);
  }
  plan["openings"] = kept;
  write(out() / "without-korday.json", plan.dump());
  const Outcome refused = run_program(
      {kDostyq, "verify", kKazakhstan, (out() / "without-korday.json").string(), "--json"});
  EXPECT_EQ(Json::parse(refused.out)["broken"], Json({"R3.1"}));
}

TEST_F(WholeJob, EveryReportIsThereInThreeLanguages) {
  for (const char* language : {"kk", "ru", "en"}) {
    const std::string page = read(out() / (std::string("report.") + language + ".html"));
    EXPECT_GT(page.size(), 100'000u);
    EXPECT_EQ(page.find("src=\"http"), std::string::npos);
    EXPECT_EQ(read(out() / (std::string("report.") + language + ".pdf")).substr(0, 5), "%PDF-");
  }
  size_t pages = 0, papers = 0;
  for (const auto& entry : fs::directory_iterator(out() / "regions")) {
    pages += entry.path().extension() == ".html";
    papers += entry.path().extension() == ".pdf";
  }
  EXPECT_EQ(pages, 20u);
  EXPECT_EQ(papers, 60u);
}

TEST_F(WholeJob, PdfTextIsReadableKazakhAndRussian) {
  if (!has_program("pdftotext")) GTEST_SKIP() << "pdftotext (poppler-utils) is not installed";
  const Outcome kazakh = run_program({"pdftotext", (out() / "report.kk.pdf").string(), "-"});
  EXPECT_NE(kazakh.out.find("Достық үй"), std::string::npos);
  EXPECT_NE(kazakh.out.find("Қордай"), std::string::npos);
  const Outcome russian = run_program({"pdftotext", (out() / "report.ru.pdf").string(), "-"});
  for (const char* id : {"R1", "R3.1", "R12"})
    EXPECT_NE(russian.out.find(id), std::string::npos) << id;
}

TEST_F(WholeJob, AnotherProgramReadsTheGeoJson) {
  if (!has_program("ogr2ogr")) GTEST_SKIP() << "ogr2ogr (gdal-bin) is not installed";
  const Outcome converted =
      run_program({"ogr2ogr", "-f", "CSV", "/vsistdout/", (out() / "sites.geojson").string(),
                   "-lco", "GEOMETRY=AS_XY"});
  ASSERT_EQ(converted.exit_code, 0) << converted.err;
  const Json plan = Json::parse(read(out() / "plan.json"));
  const auto lines =
      static_cast<size_t>(std::count(converted.out.begin(), converted.out.end(), '\n'));
  EXPECT_EQ(lines, 1 + 33 + plan["openings"].size());
  const std::string csv = read(out() / "sites.csv");
  EXPECT_EQ(static_cast<size_t>(std::count(csv.begin(), csv.end(), '\n')), lines);
}

TEST(MainJob, TheSamePlanByteForByteWhateverTheThreads) {
  const TemporaryFolder folder;
  for (const char* threads : {"1", "2"}) {
    const Outcome outcome = run_program({kDostyq, "plan", kKazakhstan, "--out", folder / threads,
                                         "--no-reports", "--threads", threads});
    ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  }
  EXPECT_EQ(read(folder / "1/plan.json"), read(folder / "2/plan.json"));
}

TEST(MainJob, ScenariosSayWhichOpeningsSurviveWhateverTheThreads) {
  Json found[2];
  for (int threads : {1, 2}) {
    const Outcome outcome = run_program({kDostyq, "plan", kKazakhstan, "--sensitivity", "--threads",
                                         std::to_string(threads), "--json"});
    ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
    found[threads - 1] = Json::parse(outcome.out);
  }
  EXPECT_EQ(found[0]["sensitivity"], found[1]["sensitivity"]);
  const auto& sensitivity = found[0]["sensitivity"];
  int planned = 0;
  for (const auto& scenario : sensitivity["scenarios"]) planned += scenario["status"] == "optimal";
  EXPECT_EQ(sensitivity["scenarios"].size(), 8u) << "costs, travel, the threshold of R3.2";
  EXPECT_EQ(sensitivity["planned"], planned);
  EXPECT_EQ(sensitivity["survivors"].size(), found[0]["openings"].size());
  for (const auto& site : sensitivity["survivors"]) EXPECT_LE(site["scenarios"], planned);
}

TEST(MainJob, AMistypedPlaceIsAnsweredWithTheOneThatWasMeant) {
  const Outcome outcome = run_program({kDostyq, "explain", kKazakhstan, "--not", "Тараз:house"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_NE(outcome.err.find("“taraz”"), std::string::npos) << outcome.err;
}

TEST(MainJob, ForbiddingTheNewHouseIsRefusedWithTheOrdersName) {
  // Every place of Almaty region where the template could be built.
  const Json plan = plan_json({}, 0);
  std::vector<std::string> forbid;
  const std::string places = read(kKazakhstan + "/places.csv");
  std::istringstream lines(places);
  std::set<std::string> districts;
  std::istringstream areas(read(kKazakhstan + "/areas.csv"));
  for (std::string line; std::getline(areas, line);) {
    if (line.find(",almaty-region,") != std::string::npos)
      districts.insert(line.substr(0, line.find(',')));
  }
  for (std::string line; std::getline(lines, line);) {
    const size_t comma = line.find(',');
    const std::string area = line.substr(comma + 1, line.find(',', comma + 1) - comma - 1);
    if (!districts.contains(area)) continue;
    forbid.push_back("--forbid");
    forbid.push_back(line.substr(0, comma) + ":house-build");
  }
  ASSERT_GT(forbid.size(), 10u);
  ASSERT_LT(forbid.size(), 2 * 60u);
  const Outcome outcome = run_program([&] {
    std::vector<std::string> command{kDostyq, "plan", kKazakhstan, "--json", "--no-reports"};
    command.insert(command.end(), forbid.begin(), forbid.end());
    return command;
  }());
  EXPECT_EQ(outcome.exit_code, 3) << outcome.err;
  const Json refused = Json::parse(outcome.out);
  EXPECT_EQ(refused["status"], "conflict");
  EXPECT_EQ(refused["conflicts"], Json({Json({"R1"})}));
}

TEST(MainJob, TheOtherReadingOfTheFirstOrderIsMetAlready) {
  const Outcome outcome = run_program({kDostyq, "status", kKazakhstan, "--as-of", "2026-11-23",
                                       "--json", "--reading", "R1=any-house"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(verdict_of(Json::parse(outcome.out), "R1"), "met") << outcome.out;
}

TEST(MainJob, ATinyTimeLimitStopsHonestly) {
  const Outcome outcome = run_program(
      {kDostyq, "plan", kKazakhstan, "--json", "--no-reports", "--time-limit", "0.001"});
  const Json json = Json::parse(outcome.out);
  if (outcome.exit_code == 4) {
    EXPECT_EQ(json["status"], "limit");
    return;
  }
  EXPECT_EQ(outcome.exit_code, 0);
  for (const Json& objective : json["objectives"]) {
    const auto value = objective["value"].get<int64_t>(), bound = objective["bound"].get<int64_t>();
    const bool maximised = objective["sense"] == "maximise";
    EXPECT_TRUE(maximised ? bound >= value : bound <= value) << objective;
  }
}

TEST(MainJob, CtrlCKeepsTheBestPlanWithAValidBound) {
  if (!has_program("timeout")) GTEST_SKIP() << "timeout (coreutils) is not installed";
  for (const char* seconds : {"0.1", "0.3", "0.5"}) {
    const Outcome outcome = run_program({"timeout", "--preserve-status", "-s", "INT", seconds,
                                         kDostyq, "plan", kKazakhstan, "--json", "--no-reports"});
    ASSERT_TRUE(outcome.exit_code == 0 || outcome.exit_code == 4 || outcome.exit_code == 130)
        << outcome.exit_code << outcome.err;
    if (outcome.exit_code == 130) continue;  // before the handler was there
    const Json json = Json::parse(outcome.out);
    EXPECT_TRUE(json["status"] == "feasible" || json["status"] == "optimal" ||
                json["status"] == "limit")
        << json["status"];
    for (const Json& objective : json["objectives"]) {
      const auto value = objective["value"].get<int64_t>(),
                 bound = objective["bound"].get<int64_t>();
      const bool maximised = objective["sense"] == "maximise";
      EXPECT_TRUE(maximised ? bound >= value : bound <= value) << objective;
      EXPECT_LT(bound, 1'000'000'000'000'000) << objective;
    }
    for (const Json& entry : json["directives"]) {
      if (entry["id"] != "R1") continue;
      EXPECT_EQ(entry["verdict"], "met") << "a plan that is kept meets the orders";
    }
  }
}

TEST(MainJob, StatusListsEveryOrderAndTheLateOnes) {
  const Outcome outcome =
      run_program({kDostyq, "status", kKazakhstan, "--as-of", "2027-04-25", "--json"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const Json status = Json::parse(outcome.out);
  EXPECT_EQ(status["directives"].size(), 22u);
  for (const Json& entry : status["directives"]) {
    if (entry["id"] == "R1") {
      EXPECT_EQ(entry["verdict"], "not_met");
      EXPECT_TRUE(entry["days_left"].is_null()) << "no date set: never late";
    }
    if (entry["id"] == "R6") {
      EXPECT_EQ(entry["days_left"], -1);
      EXPECT_EQ(entry["missing_areas"].size(), 20u);
    }
  }
}

TEST(MainJob, LateRegionsAreListedOnceTheRegisterIsComplete) {
  const TemporaryFolder folder;
  fs::copy(kKazakhstan, folder.path() / "p", fs::copy_options::recursive);
  write(folder.path() / "p/completeness.csv",
        read(kKazakhstan + "/completeness.csv") +
            "reconciliation_teams,,kz,2025-01-01,,dostyq-demo,demo\n");
  const Outcome outcome = run_program(
      {kDostyq, "status", folder / "p", "--as-of", "2027-04-25", "--json", "--order", "R6"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err << outcome.out;
  const Json entry = Json::parse(outcome.out)["directives"][0];
  EXPECT_EQ(entry["verdict"], "not_met");
  EXPECT_EQ(entry["missing_areas"].size(), 20u);
}

TEST(MainJob, ABrokenCellIsNamedWithFileRowColumnAndMend) {
  const TemporaryFolder folder;
  fs::copy(kKazakhstan, folder.path() / "p", fs::copy_options::recursive);
  replace_in(folder.path() / "p/places.csv", "candidate", "kandidat");
  replace_in(folder.path() / "p/sites.csv", "house-build", "house-bild");
  const Outcome outcome = run_program({kDostyq, "check", folder / "p", "--json"});
  EXPECT_EQ(outcome.exit_code, 2);
  const Json report = Json::parse(outcome.out);
  std::set<std::string> files;
  for (const Json& problem : report["problems"]) {
    files.insert(problem["file"].get<std::string>());
    EXPECT_FALSE(problem["message"].get<std::string>().empty());
  }
  EXPECT_TRUE(files.contains("places.csv")) << outcome.out;
  EXPECT_TRUE(files.contains("sites.csv")) << "all problems of all files at once";
  const Outcome missing = run_program({kDostyq, "plan", folder / "nowhere", "--json"});
  EXPECT_EQ(missing.exit_code, 2);
}

TEST(MainJob, ReplanningChangesAsLittleAsPossible) {
  const TemporaryFolder folder;
  ASSERT_EQ(
      run_program({kDostyq, "plan", kKazakhstan, "--out", folder / "a", "--no-reports"}).exit_code,
      0);
  const Json before = Json::parse(read(folder / "a/plan.json"));
  const std::string gone = before["openings"][0]["place"];
  ASSERT_EQ(run_program({kDostyq, "plan", kKazakhstan, "--out", folder / "b", "--no-reports",
                         "--previous", folder / "a/plan.json", "--forbid", gone})
                .exit_code,
            0);
  const Outcome compared = run_program({kDostyq, "compare", folder / "a", folder / "b", "--json"});
  ASSERT_EQ(compared.exit_code, 0) << compared.err;
  const Json difference = Json::parse(compared.out);
  EXPECT_LE(difference["only_a"].size(), 2u);
  EXPECT_LE(difference["only_b"].size(), 2u);
  EXPECT_GE(difference["only_a"].size(), 1u);
}

TEST(MainJob, ANewProgrammeWorksAtOnce) {
  const TemporaryFolder folder;
  ASSERT_EQ(run_program({kDostyq, "new", folder / "mine"}).exit_code, 0);
  const Outcome outcome =
      run_program({kDostyq, "plan", folder / "mine", "--json", "--out", folder / "out"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(Json::parse(outcome.out)["status"], "optimal");
  EXPECT_TRUE(fs::exists(folder.path() / "out/report.en.pdf"));
  EXPECT_EQ(run_program({kDostyq, "new", folder / "mine"}).exit_code, 2)
      << "an existing folder is not overwritten";
}

TEST(MainJob, TheGazetteerKnowsThePanfilovDistrictOfTheOldRegion) {
  const Outcome found = run_program({kDostyq, "area", kKazakhstan, "Панфиловский район", "--at",
                                     "2021-01-01", "--in", "almaty-region-before-2022"});
  ASSERT_EQ(found.exit_code, 0) << found.err;
  EXPECT_NE(found.out.find("panfilov"), std::string::npos);
  EXPECT_NE(found.out.find("Zhetysu"), std::string::npos);
}

TEST(MainJob, TablesGoToAWorkbookAndComeBackTheSame) {
  const TemporaryFolder folder;
  fs::copy(kKazakhstan, folder.path() / "p", fs::copy_options::recursive);
  ASSERT_EQ(run_program({kDostyq, "export", folder / "p", folder / "tables.xlsx"}).exit_code, 0);
  const Outcome back = run_program({kDostyq, "import", folder / "p", folder / "tables.xlsx"});
  ASSERT_EQ(back.exit_code, 0) << back.err;
  ASSERT_EQ(
      run_program({kDostyq, "plan", kKazakhstan, "--out", folder / "a", "--no-reports"}).exit_code,
      0);
  ASSERT_EQ(
      run_program({kDostyq, "plan", folder / "p", "--out", folder / "b", "--no-reports"}).exit_code,
      0);
  Json a = Json::parse(read(folder / "a/plan.json")), b = Json::parse(read(folder / "b/plan.json"));
  a.erase("inputs");
  b.erase("inputs");
  EXPECT_EQ(a, b);
}

TEST(MainJob, ErrorsSpeakThreeLanguages) {
  std::set<std::string> said;
  for (const char* language : {"kk", "ru", "en"}) {
    const Outcome outcome =
        run_program({kDostyq, "plan", kKazakhstan, "--forbid", "nowhere", "--lang", language});
    EXPECT_EQ(outcome.exit_code, 2);
    said.insert(outcome.err.substr(outcome.err.find("nowhere") == std::string::npos
                                       ? 0
                                       : outcome.err.rfind('\n', outcome.err.find("nowhere")) + 1));
  }
  EXPECT_EQ(said.size(), 3u);
  EXPECT_EQ(run_program({kDostyq, "--help"}).exit_code, 0);
  EXPECT_EQ(run_program({kDostyq, "frobnicate"}).exit_code, 2);
}

}  // namespace
}  // namespace dostyq::trial
