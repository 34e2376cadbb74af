#include <algorithm>

#include "i18n/phrase.hpp"
#include "world/testing.hpp"

namespace dostyq::world {
namespace {

/// One slip of the pen in the example programme, and the one problem it must cause: no more, no
/// less.
struct Slip {
  std::string file, from, to;
  std::string key, where;
  int row;
  std::string column;
};

constexpr int kThere = -1;  ///< the row of the slip
constexpr int kTop = 1;

void PrintTo(const Slip& slip, std::ostream* out) {
  *out << slip.file << ": " << slip.from << " -> " << slip.to;
}

class OneSlip : public testing::TestWithParam<Slip> {};

TEST_P(OneSlip, IsReportedWhereItStandsAndCausesNoOther) {
  const Slip& slip = GetParam();
  const Files files = example_files();
  const std::string& before = files.at(slip.file);
  const auto lines =
      std::count(before.begin(), before.begin() + static_cast<long>(before.find(slip.from)), '\n');
  const int row = slip.row == kThere ? static_cast<int>(lines) + 1 : slip.row;
  const auto programme = load_files(changed(files, slip.file, slip.from, slip.to));
  ASSERT_FALSE(programme.has_value());
  ASSERT_EQ(programme.error().size(), 1U) << testing::PrintToString(programme.error());
  const Error& error = programme.error()[0];
  EXPECT_EQ(error.key, slip.key) << testing::PrintToString(error);
  EXPECT_EQ(error.where, (Where{slip.where, row, slip.column})) << testing::PrintToString(error);
  EXPECT_EQ(error.code, ErrorCode::kBadInput);
  EXPECT_TRUE(i18n::knows(error.key)) << error.key << " has no message";
}

const std::string kToml = "programme.toml";

INSTANTIATE_TEST_SUITE_P(
    Toml, OneSlip,
    testing::Values(
        Slip{kToml, "format = 1", "format = = 1", "toml.syntax", kToml, kThere, "10"},
        Slip{kToml, "format = 1", "format = 2", "config.format", kToml, kThere, "format"},
        Slip{kToml, "format = 1\n", "", "toml.missing_key", kToml, kTop, "format"},
        Slip{kToml, "epoch = 2020-01-01", "epock = 2020-01-01\nepoch = 2020-01-01",
             "toml.unknown_key", kToml, kThere, "epock"},
        Slip{kToml, "epoch = 2020-01-01", "epoch = \"2020-01-01\"", "toml.wrong_type", kToml,
             kThere, "epoch"},
        Slip{kToml, "currency = \"XTS\"", "currency = \" \"", "toml.empty_text", kToml, kThere,
             "currency"},
        Slip{kToml, "id = \"samal\"", "id = \"Samal\"", "value.id", kToml, kThere, "id"},
        Slip{kToml, "country = \"samal\"", "country = \"sama\"", "value.unknown_reference", kToml,
             kThere, "country"},
        Slip{kToml, "country = \"samal\"", "country = \"lake\"", "config.country", kToml, kThere,
             "country"},
        Slip{kToml, "zone = \"Asia/Almaty\"", "zone = \"Asia/Almati\"", "config.zone", kToml,
             kThere, "zone"},
        Slip{kToml, "[\"kk\", \"ru\", \"en\"]", "[\"kk\", \"de\"]", "config.language", kToml,
             kThere, "languages"},
        Slip{kToml, "[\"kk\", \"ru\", \"en\"]", "[]", "config.no_language", kToml, kThere,
             "languages"},
        Slip{kToml, "edition = \"2026-01-01\"", "edition = \"2025-01-01\"", "figures.no_edition",
             kToml, kThere, "edition"},
        Slip{kToml, "name.kk = \"Достық үйі\"", "name.kk = \"Дoстық үйі\"", "value.mixed_alphabets",
             kToml, kThere, "kk"},
        Slip{kToml, "end = 2027-12-31", "end = 2026-12-31", "config.phase_backwards", kToml, kThere,
             "end"},
        Slip{kToml, "start = 2028-01-01", "start = 2027-12-31", "config.phase_order", kToml, kThere,
             "start"},
        Slip{kToml, "id = \"2028\"", "id = \"2027\"", "value.duplicate_id", kToml, kThere, "id"},
        Slip{kToml, "at_most = 4", "at_most = -4", "value.range", kToml, kThere, "at_most"},
        Slip{kToml, "at_most = 4\nconfidence = \"demo\"", "at_most = 4\nconfidence = \"sure\"",
             "value.choice", kToml, 21, "confidence"},
        Slip{kToml, "min_people = 5_000", "places = [\"akzhal\"]", "value.unknown_reference", kToml,
             kThere, "places"},
        Slip{kToml, "detour = 1.3", "detour = 0.9", "config.detour", kToml, kThere, "detour"},
        Slip{kToml, "to_km = 50", "to_km = 5", "config.speeds", kToml, kThere, "to_km"},
        Slip{kToml, "{kmh = 80}", "{to_km = 90, kmh = 80}", "config.speeds", kToml, kThere,
             "to_km"},
        Slip{kToml, "[{to_km = 5, kmh = 30}, {to_km = 50, kmh = 60}, {kmh = 80}]", "[]",
             "config.no_speed", kToml, kThere, "speeds"},
        Slip{kToml, "measure = \"cost\"", "measure = \"costs\"", "config.measure", kToml, kThere,
             "measure"},
        Slip{kToml, "kind = \"house\"", "kind = \"hause\"", "config.objective_kind", kToml, kThere,
             "kind"},
        Slip{kToml, "[[objective]]\nmeasure = \"people_reached\"\nkind = \"house\"\nminutes = 60\n",
             "[[objective]]\nmeasure = \"people_reached\"\nkind = \"house\"\n", "toml.missing_key",
             kToml, kThere, "minutes"},
        Slip{kToml, "when = \"end\"", "when = \"never\"", "config.when", kToml, kThere, "when"},
        Slip{kToml, "columns = [\"trained\", \"body\"]",
             "columns = [\"trained\", \"body\", \"from\"]", "config.register_column", kToml, kThere,
             "columns"}));

INSTANTIATE_TEST_SUITE_P(
    Csv, OneSlip,
    testing::Values(Slip{"groups.csv", "hill,Таулықтар", "hill,extra,Таулықтар", "csv.fields",
                         "groups.csv", 2, ""},
                    Slip{"groups.csv", "Таулықтар", "\"Таулықтар\"x", "csv.after_quote",
                         "groups.csv", 2, ""},
                    Slip{"groups.csv", "id,name_kk", "id,id,name_kk", "csv.duplicate_column",
                         "groups.csv", 1, "id"},
                    Slip{"mediators.csv",
                         "id,area,from,to,languages,place,source,confidence\nmediator-1,,2025-01-"
                         "01,,kk|ru,akzhol,demo,demo\n"
                         "mediator-2,,2025-06-01,2027-06-01,kk,kolsay,demo,demo\n",
                         "", "csv.empty", "mediators.csv", 0, ""},
                    Slip{"mediators.csv", "id,area,from,to,languages,place,source,confidence",
                         "id;area;from;to;languages;place;source;confidence", "csv.separator",
                         "mediators.csv", 1, ""},
                    Slip{"groups.csv", "Hill people", std::string("Hill\0people", 11), "csv.nul",
                         "groups.csv", 2, ""},
                    Slip{"bodies.csv", "Head of State", "\"Head of State", "csv.open_quote",
                         "bodies.csv", 2, ""}));

INSTANTIATE_TEST_SUITE_P(
    Cells, OneSlip,
    testing::Values(
        Slip{"groups.csv", "hill,Таулықтар", "hill,", "value.missing", "groups.csv", 2, "name_kk"},
        Slip{"groups.csv", "Hill people", "", "value.missing", "groups.csv", 2, "name_en"},
        Slip{"bodies.csv", "assembly,assembly", "Assembly!,assembly", "value.id", "bodies.csv", 3,
             "id"},
        Slip{"bodies.csv", "assembly,assembly", "president,assembly", "value.duplicate_row",
             "bodies.csv", 3, "id"},
        Slip{"groups.csv", "Hill people,demo,demo", "Hill people,demi,demo",
             "value.unknown_reference", "groups.csv", 2, "source"},
        Slip{"groups.csv", "Hill people,demo,demo", "Hill people,demo,certain", "value.choice",
             "groups.csv", 2, "confidence"},
        Slip{"groups.csv", "Горцы", "Гoрцы", "value.mixed_alphabets", "groups.csv", 2, "name_ru"},
        Slip{"sites.csv", "2021-05-01", "01.05.2021", "value.date", "sites.csv", 2, "from"},
        Slip{"sites.csv", "2021-05-01", "2021-02-30", "value.date", "sites.csv", 2, "from"},
        Slip{"sites.csv", "2021-05-01,,", "2021-05-01,2021-05-01,", "period.backwards", "sites.csv",
             2, "to"},
        Slip{"places.csv", "110000", "110 000", "value.integer", "places.csv", 2, "weight"},
        Slip{"places.csv", "110000", "-1", "value.range", "places.csv", 2, "weight"},
        Slip{"places.csv", "-28.3,45.05", "-28.3,\"45,05\"", "value.degrees", "places.csv", 5,
             "lat"},
        Slip{"places.csv", "-28.3,45.05", "-28.3,95", "value.latitude", "places.csv", 5, "lat"},
        Slip{"places.csv", "-28.3,45.05", "-228.3,45.05", "value.longitude", "places.csv", 5,
             "lon"},
        Slip{"places.csv", "42000,region,yes", "42000,region,maybe", "value.choice", "places.csv",
             11, "candidate"},
        Slip{"sites.csv", "house-akzhol,house,", "house-akzhol,hause,", "value.unknown_reference",
             "sites.csv", 2, "kind"},
        Slip{"sites.csv", "house-kolsay,house,kolsay", "house-kolsay,house,kolsai",
             "value.unknown_reference", "sites.csv", 3, "place"},
        Slip{"stat_areas.csv", "qyzyljar|tuzkol", "qyzyljar|tuzkol|tuzkol", "value.duplicate_item",
             "stat_areas.csv", 8, "members"},
        Slip{"reconciliation_teams.csv", "akimat-north", "akimat-nord", "value.unknown_reference",
             "reconciliation_teams.csv", 2, "body"}));

INSTANTIATE_TEST_SUITE_P(
    Facts, OneSlip,
    testing::Values(
        Slip{"areas.csv", "Kokdala District,-28,43.8,,2022-06-08",
             "Kokdala District,-28,43.8,,2022-06-09", "area.overlap", "areas.csv", 12, "from"},
        Slip{"areas.csv", "country,,,", "country,lake,,", "area.country_parent", "areas.csv", 2,
             "parent"},
        Slip{"areas.csv", "karatas,district,north", "karatas,district,", "area.no_parent",
             "areas.csv", 7, "parent"},
        Slip{"areas.csv", "karatas,district,north", "karatas,district,akzhol", "area.parent_kind",
             "areas.csv", 7, "parent"},
        Slip{"areas.csv", "kokdala,district,lake", "kokdala,district,steppe", "area.parent_ended",
             "areas.csv", 11, "parent"},
        Slip{"areas.csv", "karatas,district,north", "karatas,district,nord",
             "value.unknown_reference", "areas.csv", 7, "parent"},
        Slip{"successions.csv", "area,lake,steppe", "area,laik,steppe", "value.unknown_reference",
             "successions.csv", 2, "old"},
        Slip{"successions.csv", "body,akimat-lake,akimat-steppe", "body,akimat-lake,steppe",
             "value.unknown_reference", "successions.csv", 4, "new"},
        Slip{"successions.csv", "area,lake,steppe", "area,lake,lake", "succession.itself",
             "successions.csv", 2, "new"},
        Slip{"places.csv", "terekti,akzhol", "terekti,north", "area.not_district", "places.csv", 3,
             "area"},
        Slip{"places.csv", "-28.3,45.05", "45.05,-28.3", "point.swapped", "places.csv", 5, "lon"},
        Slip{"places.csv", "-28.3,45.05", "-28.3,35.05", "point.far_from_district", "places.csv", 5,
             "lon"},
        Slip{"sites.csv", "-29.21,45.41", "-29.21,5.41", "point.far_from_place", "sites.csv", 2,
             "lon"},
        Slip{"sites.csv", "-29.21,45.41", "-29.21,", "point.half", "sites.csv", 2, "lon"},
        Slip{"reconciliation_teams.csv", "team-lake,lake", "team-lake,", "register.no_area",
             "reconciliation_teams.csv", 3, "area"},
        Slip{"completeness.csv", "sites,,samal", "site,,samal", "completeness.table",
             "completeness.csv", 2, "table"},
        Slip{"completeness.csv", "sites,,samal", "sites,hause,samal", "completeness.kind",
             "completeness.csv", 2, "kind"},
        Slip{"completeness.csv", "reconciliation_teams,,", "reconciliation_teams,house,",
             "completeness.kind_of_register", "completeness.csv", 3, "kind"}));

INSTANTIATE_TEST_SUITE_P(
    Figures, OneSlip,
    testing::Values(Slip{"people.csv", "akzhol,lake,30000", "akzhol,lake,29999", "figures.groups",
                         "stat_areas.csv", 2, "people"},
                    Slip{"people.csv", "zhagalau,lake,18000", "zhagalau,lake,19001",
                         "figures.groups_exceed", "stat_areas.csv", 6, "people"},
                    Slip{"control_totals.csv", "samal,,390001", "samal,,390002", "figures.total",
                         "control_totals.csv", 2, "people"},
                    Slip{"control_totals.csv", "samal,hill,195000", "samal,hill,195001",
                         "figures.group_total", "control_totals.csv", 3, "people"},
                    Slip{"control_totals.csv", "north,,155000", "qyzyljar,,155000",
                         "figures.straddles", "control_totals.csv", 4, "people"},
                    Slip{"control_totals.csv", "north,,155000,2026", "north,,155000,2025",
                         "figures.nothing_to_check", "control_totals.csv", 4, "people"},
                    Slip{"stat_areas.csv", "qyzyljar|tuzkol", "qyzyljar", "figures.no_stat_area",
                         "areas.csv", 15, "id"},
                    Slip{"stat_areas.csv", "qyzyljar|tuzkol", "kokdala|qyzyljar|tuzkol",
                         "figures.two_stat_areas", "stat_areas.csv", 8, "members"},
                    Slip{"places.csv", "zhagalau,zhagalau", "zhagalau,kolsay", "figures.no_place",
                         "stat_areas.csv", 6, "members"},
                    Slip{"places.csv", "12000,district", "0,district", "figures.no_weight",
                         "stat_areas.csv", 6, "members"}));

/// The keys, so that a failure shows the whole list.
std::vector<std::string> keys_of(const Problems& problems) {
  std::vector<std::string> keys;
  for (const Error& error : problems)
    keys.push_back(error.where.file + ":" + std::to_string(error.where.row) + " " + error.key);
  return keys;
}

TEST(Problems, OfAllFilesAreReportedAtOnceInOrder) {
  Files files = example_files();
  files = changed(files, kToml, "zone = \"Asia/Almaty\"", "zone = \"Mars\"");
  files = changed(files, "sites.csv", "2021-05-01", "soon");
  files = changed(files, "sites.csv", "house-kolsay,house,kolsay", "house-kolsay,house,nowhere");
  files = changed(files, "people.csv", "akzhol,hill,80000", "akzhol,hill,79999");
  files.erase("groups.csv");
  files["volunteers.csv"] = "id\n";
  const auto programme = load_files(files);
  ASSERT_FALSE(programme.has_value());
  EXPECT_EQ(
      keys_of(programme.error()),
      (std::vector<std::string>{"groups.csv:0 folder.missing_file", "programme.toml:7 config.zone",
                                "sites.csv:2 value.date", "sites.csv:3 value.unknown_reference",
                                "volunteers.csv:0 folder.unknown_csv"}));
}

TEST(Problems, AMissingColumnIsNotRepeatedForEveryRow) {
  const auto programme =
      load_files(changed(example_files(), "sites.csv", "id,kind,place,", "id,kinds,place,"));
  ASSERT_FALSE(programme.has_value());
  EXPECT_EQ(keys_of(programme.error()),
            (std::vector<std::string>{"sites.csv:1 csv.missing_column",
                                      "sites.csv:1 csv.unknown_column"}));
  EXPECT_EQ(programme.error()[1].args[1], "kind") << "the nearest name is suggested";
}

TEST(Problems, ATableThatCannotBeReadMakesNoOrphans) {
  Files files = example_files();
  files["sources.csv"] = "\xC8\xE4;\xEA\xEE\xE4\n";
  const auto programme = load_files(files);
  ASSERT_FALSE(programme.has_value());
  ASSERT_EQ(programme.error().size(), 1U) << testing::PrintToString(programme.error());
  EXPECT_EQ(programme.error()[0].where.file, "sources.csv");
}

TEST(Problems, ARowWithAProblemStillHasItsId) {
  const auto programme = load_files(
      changed(example_files(), "areas.csv", "North Region,-29.2,45.4", "North Region,west,45.4"));
  ASSERT_FALSE(programme.has_value());
  EXPECT_EQ(keys_of(programme.error()), (std::vector<std::string>{"areas.csv:3 value.degrees"}));
}

TEST(Problems, APlaceInADistrictThatEnded) {
  Files files = changed(
      example_files(), "areas.csv", "tuzkol,district",
      "old-tuz,district,lake,9,Ескі,Старый,Old,-27.6,43.1,,2022-06-08,demo,demo\ntuzkol,district");
  files = changed(files, "places.csv", "moynaq,qyzyljar", "moynaq,old-tuz");
  const auto programme = load_files(files);
  ASSERT_FALSE(programme.has_value());
  EXPECT_EQ(keys_of(programme.error()),
            (std::vector<std::string>{"places.csv:14 place.ended_district"}));
}

TEST(Problems, TheKindOfAnAreaNeverChanges) {
  const auto programme = load_files(
      changed(example_files(), "areas.csv", "kokdala,district,steppe", "kokdala,region,samal"));
  ASSERT_FALSE(programme.has_value());
  const auto keys = keys_of(programme.error());
  EXPECT_NE(std::find(keys.begin(), keys.end(), "areas.csv:12 area.kind_changed"), keys.end());
}

TEST(Problems, WithoutProgrammeToml) {
  Files files = example_files();
  files.erase(kToml);
  const auto programme = load_files(files);
  ASSERT_FALSE(programme.has_value());
  EXPECT_EQ(programme.error()[0].key, "folder.no_programme");
}

TEST(Problems, EmptyListsOfProgrammeToml) {
  Files files = example_files();
  std::string& toml = files[kToml];
  toml.resize(toml.find("[[phase]]"));
  toml += "[travel]\ndetour = 1.2\nspeeds = [{kmh = 60}]\nlimit_minutes = 60\nslack_percent = 0\n";
  files.erase("reconciliation_teams.csv");
  files.erase("mediators.csv");
  files["sites.csv"].resize(files["sites.csv"].find('\n') + 1);
  files["completeness.csv"].resize(files["completeness.csv"].find('\n') + 1);
  const auto programme = load_files(files);
  ASSERT_FALSE(programme.has_value());
  std::vector<std::string> keys;
  for (const Error& error : programme.error()) keys.push_back(error.key);
  std::sort(keys.begin(), keys.end());
  EXPECT_EQ(keys,
            (std::vector<std::string>{"config.no_kind", "config.no_objective", "config.no_phase"}));
}

TEST(Problems, ARegisterCannotTakeTheNameOfATable) {
  const auto programme =
      load_files(changed(example_files(), kToml, "id = \"mediators\"", "id = \"sites\""));
  ASSERT_FALSE(programme.has_value());
  EXPECT_EQ(keys_of(programme.error()),
            (std::vector<std::string>{"mediators.csv:0 folder.unknown_csv",
                                      "programme.toml:98 config.register_name"}));
}

TEST(Problems, OfTheFolderItself) {
  const TemporaryFolder folder;
  const auto key = [](const std::filesystem::path& path) { return load(path).error()[0].key; };
  EXPECT_EQ(key(folder.path() / "nowhere"), "folder.missing");
  EXPECT_EQ(key(folder.path()), "folder.no_programme");
  ASSERT_TRUE(create_new(folder.path()).has_value());
  EXPECT_EQ(key(folder.path() / "sites.csv"), "folder.not_a_folder");
  EXPECT_TRUE(load(folder.path()).has_value());
}

}  // namespace
}  // namespace dostyq::world
