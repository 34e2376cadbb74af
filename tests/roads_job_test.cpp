// A programme with a file of roads, as a user runs it: `dostyq plan` over real minutes, and `dostyq
// roads` on its own.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <numbers>
#include <sstream>

#include "program.hpp"

namespace dostyq::trial {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

const std::string kDostyq = DOSTYQ_PROGRAM;

struct Town {
  std::string id;
  double lon = 0, lat = 0;
};

double metres_between(const Town& a, const Town& b) {
  constexpr double kRadian = std::numbers::pi / 180;
  const double half_lat = std::sin((b.lat - a.lat) * kRadian / 2);
  const double half_lon = std::sin((b.lon - a.lon) * kRadian / 2);
  return 2 * 6'371'008.8 *
         std::asin(std::sqrt(half_lat * half_lat + std::cos(a.lat * kRadian) *
                                                       std::cos(b.lat * kRadian) * half_lon *
                                                       half_lon));
}

/// Towns in a row, each joined to the next by a straight road; `speed` in km/h.
std::string road_file(const std::vector<Town>& towns, int speed) {
  std::ostringstream out;
  out << "<?xml version='1.0'?>\n<osm version='0.6'>\n";
  out.precision(10);
  for (size_t i = 0; i < towns.size(); ++i)
    out << "<node id='" << i + 1 << "' version='1' lat='" << towns[i].lat << "' lon='"
        << towns[i].lon << "'/>\n";
  for (size_t i = 1; i < towns.size(); ++i) {
    out << "<way id='" << i << "' version='1'><nd ref='" << i << "'/><nd ref='" << i + 1
        << "'/><tag k='highway' v='primary'/><tag k='maxspeed' v='" << speed << "'/></way>\n";
  }
  out << "</osm>\n";
  return out.str();
}

std::vector<Town> towns_of(const fs::path& folder) {
  std::ifstream file(folder / "places.csv");
  std::string line;
  std::getline(file, line);
  std::vector<Town> towns;
  while (std::getline(file, line)) {
    std::istringstream cells(line);
    std::vector<std::string> row;
    for (std::string cell; std::getline(cells, cell, ',');) row.push_back(cell);
    towns.push_back({row.at(0), std::stod(row.at(5)), std::stod(row.at(6))});
  }
  return towns;
}

/// A new programme whose places, but for the last, lie on one long road.
class RoadJob : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = outer_ / "programme";
    ASSERT_EQ(run_program({kDostyq, "new", folder_.string()}).exit_code, 0);
    towns_ = towns_of(folder_);
    ASSERT_GT(towns_.size(), 5u);
    apart_ = towns_.back();
    towns_.pop_back();
    lay_roads(60);
  }

  void lay_roads(int speed) { write(folder_ / "roads.osm", road_file(towns_, speed)); }

  Outcome plan(const std::vector<std::string>& extra = {}) {
    std::vector<std::string> command{kDostyq, "plan", folder_.string(), "--json"};
    command.insert(command.end(), extra.begin(), extra.end());
    return run_program(command);
  }

  TemporaryFolder outer_;
  fs::path folder_;
  std::vector<Town> towns_;
  Town apart_;
};

TEST_F(RoadJob, ThePlanRestsOnTheRoadsAndSaysSo) {
  const Outcome outcome = plan({"--out", outer_ / "out"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const Json made = Json::parse(outcome.out);
  EXPECT_EQ(made["status"], "optimal");
  EXPECT_TRUE(made["inputs"].contains("roads.osm")) << made["inputs"];
  const std::string page = read(fs::path(outer_ / "out") / "report.en.html");
  EXPECT_NE(page.find("computed over the roads of roads.osm"), std::string::npos);
  EXPECT_NE(page.find("too far from every road"), std::string::npos) << "one place has no road";
  EXPECT_NE(page.find("as they are in that season"), std::string::npos) << page.size();
  EXPECT_NE(page.find("Even if travel takes 20 % longer"), std::string::npos);
  EXPECT_EQ(page.find("great circle"), std::string::npos) << "nothing is modelled";
}

TEST_F(RoadJob, PreparedRoadsAreUsedAgainUntilTheyChange) {
  const std::string reading = "Building the network";
  EXPECT_NE(plan().err.find(reading), std::string::npos);
  EXPECT_TRUE(fs::exists(folder_ / ".roads" / "car.hierarchy"));
  EXPECT_TRUE(fs::exists(folder_ / ".roads" / "car.times"));
  const Outcome again = plan();
  EXPECT_EQ(again.err.find(reading), std::string::npos) << again.err;
  lay_roads(30);
  const Outcome slower = plan();
  EXPECT_NE(slower.err.find(reading), std::string::npos);
  EXPECT_NE(Json::parse(slower.out)["objectives"], Json::parse(again.out)["objectives"]);
}

TEST_F(RoadJob, DamagedPreparedRoadsAreMadeAgain) {
  const Json first = Json::parse(plan().out);
  for (const char* name : {"car.hierarchy", "car.times"}) {
    const fs::path file = folder_ / ".roads" / name;
    std::string bytes = read(file);
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 0x55);
    write(file, bytes);
    const Outcome outcome = plan();
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_EQ(Json::parse(outcome.out)["objectives"], first["objectives"]) << name;
  }
}

TEST_F(RoadJob, BrokenRoadsAreNamedAndNothingIsPlanned) {
  write(folder_ / "roads.osm", "<?xml version='1.0'?><osm version='0.6'><node id='1'");
  const Outcome broken = plan();
  EXPECT_EQ(broken.exit_code, 2);
  EXPECT_NE((broken.out + broken.err).find("roads.osm"), std::string::npos) << broken.err;
  lay_roads(60);
  write(folder_ / "roads.osm.gz", "x");
  const Outcome two = plan();
  EXPECT_EQ(two.exit_code, 2);
  EXPECT_NE((two.out + two.err).find("roads.osm.gz"), std::string::npos) << two.err;
}

TEST_F(RoadJob, RoutesTakeTheTimeOfTheirLength) {
  const std::string roads = (folder_ / "roads.osm").string(), hierarchy = outer_ / "h";
  const Outcome built =
      run_program({kDostyq, "roads", "build", roads, "--out", hierarchy, "--json"});
  ASSERT_EQ(built.exit_code, 0) << built.err;
  EXPECT_GE(Json::parse(built.out)["nodes"], towns_.size());
  // A town further along the road takes as much longer as the road is longer.
  std::string points = "id,lon,lat\n";
  for (const Town& town : towns_)
    points += town.id + "," + std::to_string(town.lon) + "," + std::to_string(town.lat) + "\n";
  points += "island,0,0\n";
  write(outer_ / "points.csv", points);
  const Outcome matrix =
      run_program({kDostyq, "roads", "matrix", hierarchy, "--from", outer_ / "points.csv", "--to",
                   outer_ / "points.csv", "--out", outer_ / "matrix.csv", "--json"});
  ASSERT_EQ(matrix.exit_code, 0) << matrix.err;
  EXPECT_EQ(Json::parse(matrix.out)["from_not_joined"][0]["id"], "island");
  std::map<std::pair<std::string, std::string>, double> seconds;
  std::istringstream lines(read(outer_ / "matrix.csv"));
  std::string line;
  std::getline(lines, line);
  EXPECT_EQ(line, "from,to,seconds");
  while (std::getline(lines, line)) {
    const size_t a = line.find(','), b = line.rfind(',');
    seconds[{line.substr(0, a), line.substr(a + 1, b - a - 1)}] = std::stod(line.substr(b + 1));
  }
  EXPECT_EQ(seconds.size(), towns_.size() * towns_.size());
  double road = 0, whole = 0;
  for (size_t i = 1; i < towns_.size(); ++i) whole += metres_between(towns_[i - 1], towns_[i]);
  const double pace = seconds[{towns_.front().id, towns_.back().id}] / whole;
  EXPECT_GT(1 / pace, 30 / 3.6) << "60 km/h, and drivers seldom reach all of it";
  EXPECT_LT(1 / pace, 60 / 3.6 + 0.01);
  for (size_t i = 1; i < towns_.size(); ++i) {
    road += metres_between(towns_[i - 1], towns_[i]);
    EXPECT_NEAR((seconds[{towns_.front().id, towns_[i].id}]), road * pace, 3 + 0.01 * road * pace)
        << towns_[i].id;
  }
}

TEST_F(RoadJob, NearestSitesAndAreasAgreeWithTheTable) {
  const std::string roads = (folder_ / "roads.osm").string();
  std::string points = "id,lon,lat\n", sites = points;
  for (size_t i = 0; i < towns_.size(); ++i) {
    const std::string row = towns_[i].id + "," + std::to_string(towns_[i].lon) + "," +
                            std::to_string(towns_[i].lat) + "\n";
    points += row;
    if (i % 3 == 0) sites += row;
  }
  write(outer_ / "points.csv", points);
  write(outer_ / "sites.csv", sites);
  const auto csv = [&](std::vector<std::string> command) {
    const Outcome outcome = run_program(command);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    std::map<std::string, std::vector<std::pair<double, std::string>>> rows;
    std::istringstream lines(outcome.out);
    std::string line;
    std::getline(lines, line);
    while (std::getline(lines, line)) {
      const size_t a = line.find(','), b = line.rfind(',');
      rows[line.substr(0, a)].emplace_back(std::stod(line.substr(b + 1)),
                                           line.substr(a + 1, b - a - 1));
    }
    return rows;
  };
  auto table = csv({kDostyq, "roads", "matrix", roads, "--from", outer_ / "points.csv", "--to",
                    outer_ / "sites.csv"});
  const auto nearest = csv({kDostyq, "roads", "nearest", roads, "--points", outer_ / "points.csv",
                            "--sites", outer_ / "sites.csv", "--k", "2"});
  ASSERT_EQ(nearest.size(), towns_.size());
  for (auto& [point, all] : table) {
    std::stable_sort(all.begin(), all.end());
    all.resize(2);
    for (size_t k = 0; k < 2; ++k) EXPECT_EQ(nearest.at(point)[k].first, all[k].first) << point;
  }
  const Outcome areas = run_program({kDostyq, "roads", "isochrone", roads, "--sites",
                                     outer_ / "sites.csv", "--within", "20,5", "--json"});
  ASSERT_EQ(areas.exit_code, 0) << areas.err;
  const Json made = Json::parse(areas.out);
  ASSERT_EQ(made["features"].size(), 2u);
  EXPECT_EQ(made["features"][0]["properties"]["minutes"], 5.0);
  EXPECT_GT(made["features"][1]["geometry"]["coordinates"].dump().size(), 100u);
}

TEST_F(RoadJob, ARouteIsTheTablesTimeAlongARoadThatIsDrawn) {
  const std::string roads = (folder_ / "roads.osm").string();
  const auto at = [](const Town& town) {
    return std::to_string(town.lon) + "," + std::to_string(town.lat);
  };
  const Outcome outcome =
      run_program({kDostyq, "roads", "route", roads, "--from=" + at(towns_[0]),
                   "--to=" + at(towns_[2]), "--out", outer_ / "way.geojson", "--json"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const Json route = Json::parse(outcome.out);
  EXPECT_EQ(route["status"], "found");
  const double road = metres_between(towns_[0], towns_[1]) + metres_between(towns_[1], towns_[2]);
  EXPECT_NEAR(route["metres"], road, 0.006 * road) << "the sphere's length";
  EXPECT_GE(route["geometry"]["coordinates"].size(), 3u);
  EXPECT_EQ(Json::parse(read(outer_ / "way.geojson"))["geometry"], route["geometry"]);
  const std::string row = "id,lon,lat\n";
  write(outer_ / "a.csv", row + "a," + at(towns_[0]) + "\n");
  write(outer_ / "b.csv", row + "b," + at(towns_[2]) + "\n");
  const Outcome table = run_program(
      {kDostyq, "roads", "matrix", roads, "--from", outer_ / "a.csv", "--to", outer_ / "b.csv"});
  EXPECT_EQ(table.out, "from,to,seconds\na,b," + route["seconds"].dump() + "\n");
  const Outcome nowhere = run_program(
      {kDostyq, "roads", "route", roads, "--from=0,0", "--to=" + at(towns_[0]), "--json"});
  EXPECT_EQ(nowhere.exit_code, 0);
  EXPECT_EQ(Json::parse(nowhere.out)["status"], "unreachable");
  EXPECT_EQ(Json::parse(nowhere.out)["reason"], "too_far");
}

TEST_F(RoadJob, InfoTellsOfTheFileThatWasBuilt) {
  const std::string roads = (folder_ / "roads.osm").string(), hierarchy = outer_ / "h";
  const Outcome built =
      run_program({kDostyq, "roads", "build", roads, "--out", hierarchy, "--json"});
  const Outcome info = run_program({kDostyq, "roads", "info", hierarchy, "--json"});
  ASSERT_EQ(info.exit_code, 0) << info.err;
  const Json a = Json::parse(built.out), b = Json::parse(info.out);
  for (const char* key : {"nodes", "road_arcs", "hierarchy_arcs", "bytes", "made_from"})
    EXPECT_EQ(a[key], b[key]) << key;
  EXPECT_EQ(b["bytes"], fs::file_size(hierarchy));
  EXPECT_EQ(a["built"], true);
  EXPECT_EQ(b["built"], false);
}

TEST_F(RoadJob, BuildRefusesWhatIsNoRoadsAndWritesNothing) {
  const std::string hierarchy = outer_ / "h";
  write(outer_ / "empty.osm.pbf", "");
  write(outer_ / "text.osm.pbf", "these are no roads");
  for (const char* name : {"empty.osm.pbf", "text.osm.pbf", "absent.osm.pbf"}) {
    const Outcome outcome =
        run_program({kDostyq, "roads", "build", outer_ / name, "--out", hierarchy, "--json"});
    EXPECT_EQ(outcome.exit_code, 2) << name;
    EXPECT_NE((outcome.out + outcome.err).find(name), std::string::npos) << outcome.out;
    EXPECT_FALSE(fs::exists(hierarchy)) << name;
  }
}

TEST_F(RoadJob, PointsWithoutASiteInTimeAreListed) {
  const std::string roads = (folder_ / "roads.osm").string();
  std::string points = "id,lon,lat\nisland,0,0\n";
  for (const Town& town : towns_)
    points += town.id + "," + std::to_string(town.lon) + "," + std::to_string(town.lat) + "\n";
  write(outer_ / "points.csv", points);
  write(outer_ / "sites.csv", "id,lon,lat\nhouse," + std::to_string(towns_[0].lon) + "," +
                                  std::to_string(towns_[0].lat) + "\n");
  const Outcome outcome =
      run_program({kDostyq, "roads", "nearest", roads, "--points", outer_ / "points.csv", "--sites",
                   outer_ / "sites.csv", "--within", "1", "--out", outer_ / "near.csv", "--json"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const Json said = Json::parse(outcome.out);
  EXPECT_EQ(said["not_joined"], Json::parse(R"([{"id": "island", "reason": "too_far"}])"));
  EXPECT_EQ(said["answered"], 1);
  EXPECT_EQ(said["unreachable"].size(), towns_.size() - 1);
  EXPECT_EQ(read(outer_ / "near.csv").find("id,site,seconds\n" + towns_[0].id + ",house,"), 0u);
}

TEST_F(RoadJob, BadPointsAreAllNamedAtOnce) {
  write(outer_ / "points.csv", "id,lon,lat\na,x,50\na,1,99\n");
  const Outcome outcome =
      run_program({kDostyq, "roads", "matrix", (folder_ / "roads.osm").string(), "--from",
                   outer_ / "points.csv", "--to", outer_ / "points.csv"});
  EXPECT_EQ(outcome.exit_code, 2);
  for (const char* part : {"points.csv:2, lon", "points.csv:3, lat", "points.csv:3, id"})
    EXPECT_NE(outcome.err.find(part), std::string::npos) << outcome.err;
}

}  // namespace
}  // namespace dostyq::trial
