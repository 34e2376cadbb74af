// dostyq solve as a researcher runs it: files of the literature and tables of one's own, answers as
// JSON, answers counted again.
#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "program.hpp"

namespace dostyq::trial {
namespace {

using Json = nlohmann::json;

const std::string kDostyq = DOSTYQ_PROGRAM;

/// Two groups of three on a line: the middles are the best two sites.
constexpr const char* kLine =
    "NAME : line\nDIMENSION : 6\nEDGE_WEIGHT_TYPE : EUC_2D\nNODE_COORD_SECTION\n"
    "1 0 0\n2 10 0\n3 25 0\n4 1000 0\n5 1010 0\n6 1030 0\nEOF\n";

class SolveJob : public ::testing::Test {
 protected:
  std::string file(const std::string& name, const std::string& text) {
    write(folder_ / name, text);
    return folder_ / name;
  }

  static Outcome solve(const std::string& model, const std::string& instance,
                       const std::vector<std::string>& extra = {}) {
    std::vector<std::string> command{kDostyq, "solve", model, instance, "--lang", "en"};
    command.insert(command.end(), extra.begin(), extra.end());
    return run_program(command);
  }

  static Json answer(const std::string& model, const std::string& instance,
                     std::vector<std::string> extra = {}) {
    extra.push_back("--json");
    const Outcome outcome = solve(model, instance, extra);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.out << outcome.err;
    return Json::parse(outcome.out);
  }

  TemporaryFolder folder_;
};

TEST_F(SolveJob, APMedianOnTsplibPoints) {
  const std::string line = file("line.tsp", kLine);
  const Json made = answer("pmedian", line, {"--p", "2", "--seed", "5", "--threads", "1"});
  EXPECT_EQ(made["status"], "optimal");
  EXPECT_EQ(made["model"], "pmedian");
  EXPECT_EQ(made["instance"], "line");
  EXPECT_EQ(made["objective"], 10 + 15 + 10 + 20);
  EXPECT_EQ(made["bound"], 55);
  EXPECT_EQ(made["gap"], 0);
  EXPECT_EQ(made["sites"], (Json{2, 5}));
  EXPECT_EQ(made["p"], 2);
  EXPECT_EQ(made["seed"], 5);
  EXPECT_EQ(made["threads"], 1);
  EXPECT_TRUE(made["nodes"].is_number());
  EXPECT_TRUE(made["seconds"].is_number());
}

TEST_F(SolveJob, SideConditionsAreHeld) {
  const std::string line = file("line.tsp", kLine);
  const Json forced = answer("pmedian", line, {"--p", "2", "--force", "1"});
  EXPECT_EQ(forced["sites"], (Json{1, 5}));
  EXPECT_EQ(forced["objective"], 10 + 25 + 10 + 20);
  EXPECT_EQ(forced["forced"], Json{1});
  const Json forbidden = answer("pmedian", line, {"--p", "2", "--forbid", "2", "--forbid", "5"});
  EXPECT_EQ(forbidden["sites"], (Json{1, 4}));
}

TEST_F(SolveJob, AnOrLibraryGraphKnowsItsP) {
  const std::string graph = file("pmed.txt", "4 4 1\n1 2 9\n2 3 2\n3 4 2\n1 2 3\n");
  const Json made = answer("pmedian", graph);
  EXPECT_EQ(made["format"], "orlib-pmed");
  EXPECT_EQ(made["p"], 1);
  EXPECT_EQ(made["objective"], 9) << "the last of the two edges 1-2 counts";
}

TEST_F(SolveJob, FixedCostsWithDecimals) {
  const std::string cap = file("cap.txt", "2 2\ncapacity 10.5\ncapacity 2\n1\n1.25 9\n1\n3 4.5\n");
  const Json made = answer("ufl", cap);
  EXPECT_EQ(made["status"], "optimal");
  EXPECT_DOUBLE_EQ(made["objective"].get<double>(), 1.25 + 3 + 10.5);
  EXPECT_EQ(made["sites"], Json{1});
  EXPECT_EQ(made["p"], nullptr);
}

TEST_F(SolveJob, ATableOfOnesOwnWithAreasAndIds) {
  const std::string table = file("towns.csv",
                                 "id,x,y,weight,cost,area\nA,0,0,5,1.5,west\nB,10,0,1,1,west\n"
                                 "C,20,0,1,1,east\nD,30,0,5,2,east\n");
  const std::string areas = file("areas.csv", "area,at_least,at_most\nwest,,0\neast,1,\n");
  const Json made = answer("pmedian", table, {"--p", "2", "--areas", areas});
  EXPECT_EQ(made["sites"], (Json{3, 4}));
  EXPECT_EQ(made["site_ids"], (Json{"C", "D"}));
  EXPECT_DOUBLE_EQ(made["objective"].get<double>(), 100 + 10 + 3);
  const Json named = answer("pmedian", table, {"--p", "1", "--force", "B"});
  EXPECT_EQ(named["sites"], Json{2});
  const Json cheap = answer("ufl", table, {"--budget", "2.5"});
  EXPECT_EQ(cheap["site_ids"], (Json{"A", "C"}));
}

TEST_F(SolveJob, ExitCodesTellWhatHappened) {
  const std::string apart = file("apart.txt", "3 1 1\n1 2 5\n");
  const Outcome nobody = solve("pmedian", apart, {"--json"});
  EXPECT_EQ(nobody.exit_code, 3);
  const Json json = Json::parse(nobody.out);
  EXPECT_EQ(json["status"], "infeasible");
  EXPECT_EQ(json["objective"], nullptr);
  EXPECT_EQ(json["sites"], Json::array());
  EXPECT_NE(solve("pmedian", apart).err.find("No choice of sites"), std::string::npos);
  EXPECT_EQ(solve("pmedian", folder_ / "none.txt").exit_code, 2);
  EXPECT_EQ(solve("pmedian", apart, {"--p", "4"}).exit_code, 2);
  EXPECT_EQ(solve("pmedian", apart, {"--p", "-1"}).exit_code, 2);
  EXPECT_EQ(solve("pmedian", apart, {"--force", "4"}).exit_code, 2);
  EXPECT_EQ(solve("ufl", apart).exit_code, 2);
  EXPECT_EQ(solve("pmedian", file("letter.txt", "Dear reader\n")).exit_code, 2);
  EXPECT_EQ(solve("pmedian", file("line.tsp", kLine)).exit_code, 2) << "no p";
}

TEST_F(SolveJob, AProblemNamesFileLineAndMend) {
  const std::string bad = file("bad.txt", "3 2 1\n1 2 5\n2 x 5\n");
  const Outcome outcome = solve("pmedian", bad);
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_NE(outcome.err.find("bad.txt:3, 3: Instead of “x”"), std::string::npos) << outcome.err;
  const Json json = Json::parse(solve("pmedian", bad, {"--json"}).out);
  EXPECT_EQ(json["status"], "error");
  EXPECT_EQ(json["problems"][0]["row"], 3);
}

TEST_F(SolveJob, AnAnswerIsCountedAgain) {
  const std::string line = file("line.tsp", kLine), out = folder_ / "answer.json";
  ASSERT_EQ(solve("pmedian", line, {"--p", "2", "--out", out}).exit_code, 0);
  const Outcome agreed = solve("pmedian", line, {"--check", out});
  EXPECT_EQ(agreed.exit_code, 0) << agreed.err;
  EXPECT_EQ(agreed.out, "Agrees: 55 (2 sites)\n");
  const Json told = Json::parse(solve("pmedian", line, {"--check", out, "--json"}).out);
  EXPECT_EQ(told["agrees"], true);
  EXPECT_EQ(told["objective"], 55);

  const auto changed = [&](const char* key, const Json& value) {
    Json json = Json::parse(read(out));
    json[key] = value;
    return solve("pmedian", line, {"--check", file("changed.json", json.dump())});
  };
  const Outcome lied = changed("objective", 54);
  EXPECT_EQ(lied.exit_code, 1);
  EXPECT_NE(lied.out.find("the answer says 54, recounted it is 55"), std::string::npos) << lied.out;
  EXPECT_EQ(changed("sites", Json{2, 4}).exit_code, 1);
  EXPECT_EQ(changed("sites", Json{2, 5, 6}).exit_code, 1);
  EXPECT_EQ(changed("sites", Json{2, 7}).exit_code, 1);
  EXPECT_EQ(changed("sites", Json{2, 2}).exit_code, 1);
  EXPECT_EQ(changed("bound", 56).exit_code, 1);
  EXPECT_EQ(changed("bound", 50).exit_code, 1) << "optimal, yet there is a gap";
  EXPECT_EQ(changed("p", 3).exit_code, 1);
  EXPECT_EQ(changed("forbidden", Json{5}).exit_code, 1);
  EXPECT_EQ(changed("model", "ufl").exit_code, 2);
  EXPECT_EQ(changed("sites", "two").exit_code, 2);
  EXPECT_EQ(changed("objective", nullptr).exit_code, 2);
  EXPECT_EQ(solve("pmedian", line, {"--check", line}).exit_code, 2);
}

/// Two sites with room for 5 and 4, three customers of demand 3, 3 and 2; costs have ten digits.
constexpr const char* kRooms = "2 3\n5 4\n10 20.5\n3 3 2\n3000000000.25 6\n6 9\n1 3000000000\n";

TEST_F(SolveJob, CustomersAreAssignedWhereThereIsRoom) {
  const std::string rooms = file("rooms.txt", kRooms), out = folder_ / "answer.json";
  const Json made = answer("cflp", rooms, {"--out", out});
  EXPECT_EQ(made["format"], "sscflp");
  EXPECT_EQ(made["status"], "optimal");
  EXPECT_EQ(made["assignment"], (Json{2, 1, 1}));
  EXPECT_EQ(made["sites"], (Json{1, 2}));
  EXPECT_DOUBLE_EQ(made["objective"].get<double>(), 10 + 20.5 + 6 + 6 + 1);
  EXPECT_EQ(made["objective"], made["bound"]);
  EXPECT_FALSE(made.contains("shipments"));
  EXPECT_EQ(solve("cflp", rooms, {"--check", out}).out, "Agrees: 43.5 (2 sites)\n");
  Json crowded = made;
  crowded["assignment"] = Json{1, 1, 1};
  const Outcome refused = solve("cflp", rooms, {"--check", file("b.json", crowded.dump())});
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_EQ(refused.out, "Disagrees: the demand assigned to site 1 is more than its capacity\n");
  EXPECT_EQ(solve("cflp", rooms, {"--p", "1"}).exit_code, 3) << "not room enough at one site";
  EXPECT_EQ(solve("cflp", rooms, {"--forbid", "2"}).exit_code, 3);
  EXPECT_EQ(solve("cflp", rooms, {"--budget", "30.25"}).exit_code, 3);
  EXPECT_EQ(answer("cflp", rooms, {"--budget", "30.5"})["budget"], 30.5);
  EXPECT_EQ(solve("ufl", rooms).exit_code, 2) << "costs of 64 bits";
  EXPECT_EQ(solve("ufl", rooms, {"--divisible"}).exit_code, 2) << "an option of cflp alone";
}

TEST_F(SolveJob, DemandIsSharedWhereItIsDivisible) {
  // Whole customers need both sites; shared, the cheap one fills up first.
  const std::string rooms = file("rooms.txt", "2 2\n5 5\n0 0\n3 3\n3 6\n3 7.5\n");
  const std::string out = folder_ / "answer.json";
  EXPECT_DOUBLE_EQ(answer("cflp", rooms)["objective"].get<double>(), 3 + 6);
  const Json made = answer("cflp", rooms, {"--divisible", "--out", out});
  EXPECT_EQ(made["divisible"], true);
  EXPECT_DOUBLE_EQ(made["objective"].get<double>(), 3 + 2 + 2) << "one unit of customer 1 moves";
  EXPECT_EQ(made["shipments"][1], (Json{{"customer", 1}, {"site", 2}, {"amount", 1}}));
  EXPECT_FALSE(made.contains("assignment"));
  EXPECT_EQ(solve("cflp", rooms, {"--check", out}).out, "Agrees: 7 (2 sites)\n");
  Json less = made;
  less["shipments"].erase(1);
  EXPECT_EQ(solve("cflp", rooms, {"--check", file("less.json", less.dump())}).exit_code, 1);
  less["shipments"] = "none";
  EXPECT_EQ(solve("cflp", rooms, {"--check", file("less.json", less.dump())}).exit_code, 2);

  const std::string thirds = file("thirds.txt", "1 1\n9\n1\n3\n1\n");
  EXPECT_EQ(solve("cflp", thirds, {"--divisible"}).exit_code, 2) << "a unit costs a third";
  const Json rounded = answer(
      "cflp", thirds, {"--divisible", "--decimals", "4", "--format", "sscflp", "--out", out});
  EXPECT_DOUBLE_EQ(rounded["objective"].get<double>(), 1 + 3 * 0.3333);
  EXPECT_EQ(solve("cflp", thirds, {"--check", out, "--format", "sscflp"}).exit_code, 0);
}

TEST_F(SolveJob, ATableWithCapacities) {
  const std::string table = file("houses.csv",
                                 "id,x,y,weight,capacity,demand,cost,site\nA,0,0,2,4,3,1.5,1\n"
                                 "B,10,0,1,9,2.5,1,1\nC,4,0,3,0,1,0,0\n");
  const Json made = answer("cflp", table, {"--time-limit", "20", "--force", "B"});
  EXPECT_EQ(made["site_ids"], (Json{"A", "B"}));
  EXPECT_EQ(made["assignment"], (Json{1, 2, 1}));
  EXPECT_DOUBLE_EQ(made["objective"].get<double>(), 1.5 + 1 + 3 * 4);
}

TEST_F(SolveJob, DecimalsOfDistancesAreKeptAndCheckedSo) {
  const std::string points = file("points.csv", "x,y\n0,0\n1,1\n5,5\n"), out = folder_ / "a.json";
  const Json made = answer("pmedian", points, {"--p", "2", "--decimals", "3", "--out", out});
  EXPECT_DOUBLE_EQ(made["objective"].get<double>(), 1.414);
  EXPECT_EQ(made["decimals"], 3);
  EXPECT_EQ(solve("pmedian", points, {"--check", out}).out, "Agrees: 1.414 (2 sites)\n");
}

/// Two sites of cost 2 and 3; three customers of weights 5, 6, 1 and one out of reach.
constexpr const char* kCovering =
    "2\t4\t\nF\t0\t0\t0\t2\nF\t1\t10\t0\t3\nC\t0\t1\t0\t5\nC\t1\t5\t0\t6\nC\t2\t9\t0\t1\nC\t3\t99\t"
    "0\t9\n";

TEST_F(SolveJob, MaximalCoveringOfFAndCLines) {
  const std::string grid = file("grid.dat", kCovering), out = folder_ / "answer.json";
  const Json made = answer("mclp", grid, {"--radius", "5", "--p", "1", "--out", out});
  EXPECT_EQ(made["format"], "covering-dat");
  EXPECT_EQ(made["status"], "optimal");
  EXPECT_EQ(made["objective"], 5) << "a customer at the radius itself is not covered";
  EXPECT_EQ(made["sites"], Json{1});
  EXPECT_EQ(made["radius"], 5);
  EXPECT_EQ(solve("mclp", grid, {"--check", out}).out, "Agrees: 5 (1 sites)\n");
  Json lie = made;
  lie["objective"] = lie["bound"] = 11;
  EXPECT_EQ(solve("mclp", grid, {"--check", file("lie.json", lie.dump())}).exit_code, 1);
  lie = made;
  lie["sites"] = {1, 2};
  EXPECT_EQ(solve("mclp", grid, {"--check", file("lie.json", lie.dump())}).exit_code, 1);

  const Json bought = answer("mclp", grid, {"--radius", "5.5", "--budget", "4", "--out", out});
  EXPECT_EQ(bought["objective"], 11);
  EXPECT_EQ(bought["budget"], 4);
  EXPECT_EQ(solve("mclp", grid, {"--check", out}).exit_code, 0);
  EXPECT_EQ(answer("mclp", grid, {"--radius", "5.5", "--budget", "5"})["objective"], 12);
  EXPECT_EQ(answer("mclp", grid, {"--radius", "5.5", "--p", "2", "--backup", "2"})["objective"], 6);
  const Json median = answer("pmedian", grid, {"--p", "1"});
  EXPECT_EQ(median["sites"], Json{2}) << "the same file is points to other models";
}

TEST_F(SolveJob, MaximalCoveringOfATable) {
  const std::string table = file("towns.csv",
                                 "id,lon,lat,weight,site\nA,71.0,42.0,2.5,1\nB,71.1,42.0,1,0\n"
                                 "C,71.2,42.0,1,1\nD,75.0,42.0,4,1\n");
  const Json made = answer("mclp", table, {"--radius", "9000", "--p", "1"});
  EXPECT_EQ(made["objective"], 4);
  EXPECT_EQ(made["site_ids"], Json{"D"});
  const Json two = answer("mclp", table, {"--radius", "9000", "--p", "1", "--forbid", "D"});
  EXPECT_DOUBLE_EQ(two["objective"].get<double>(), 3.5);
  EXPECT_EQ(two["site_ids"], Json{"A"});
}

TEST_F(SolveJob, SetCoveringOfEverybodyOrOfAShare) {
  const std::string line = file("line.tsp", kLine), out = folder_ / "answer.json";
  const Json all = answer("lscp", line, {"--radius", "20", "--out", out});
  EXPECT_EQ(all["objective"], 2);
  EXPECT_EQ(all["bound"], 2);
  EXPECT_EQ(solve("lscp", line, {"--check", out}).exit_code, 0);
  EXPECT_EQ(solve("lscp", line, {"--check", out, "--radius", "19"}).exit_code, 1);
  EXPECT_EQ(answer("lscp", line, {"--radius", "19"})["objective"], 3);
  const Json share = answer("lscp", line, {"--radius", "19", "--share", "83", "--out", out});
  EXPECT_EQ(share["objective"], 2);
  EXPECT_EQ(share["share"], 83);
  EXPECT_EQ(solve("lscp", line, {"--check", out}).exit_code, 0);
  EXPECT_EQ(solve("lscp", line, {"--check", out, "--share", "84"}).exit_code, 1);
  EXPECT_EQ(answer("lscp", line, {"--radius", "19", "--share", "84"})["objective"], 3);
  EXPECT_EQ(answer("lscp", line, {"--radius", "30", "--backup", "2"})["objective"], 4);
}

TEST_F(SolveJob, SetCoveringSaysWhoIsOutOfReach) {
  const std::string grid = file("grid.dat", kCovering);
  const Outcome nobody = solve("lscp", grid, {"--radius", "5.5"});
  EXPECT_EQ(nobody.exit_code, 3);
  EXPECT_NE(nobody.err.find("Customers beyond the radius of every site: 1."), std::string::npos)
      << nobody.err;
  const Outcome told = solve("lscp", grid, {"--radius", "5.5", "--json"});
  EXPECT_EQ(told.exit_code, 3);
  EXPECT_EQ(Json::parse(told.out)["status"], "infeasible");
  EXPECT_EQ(Json::parse(told.out)["out_of_reach"], 1);
  EXPECT_EQ(answer("lscp", grid, {"--radius", "5.5", "--share", "52"})["objective"], 2);
  EXPECT_EQ(answer("lscp", grid, {"--radius", "5.5", "--share", "57"})["objective"], 5);
  EXPECT_EQ(solve("lscp", grid, {"--radius", "5.5", "--share", "58"}).exit_code, 3);
  EXPECT_EQ(solve("lscp", file("line.tsp", kLine), {"--radius", "20", "--p", "1"}).exit_code, 3);
}

TEST_F(SolveJob, PCentresOfGraphsAndPoints) {
  const std::string graph = file("pmed.txt", "4 4 1\n1 2 9\n2 3 2\n3 4 2\n1 2 3\n");
  EXPECT_EQ(answer("pcentre", graph)["objective"], 4);
  const std::string line = file("line.tsp", kLine);
  const Json made = answer("pcentre", line, {"--p", "2"});
  EXPECT_EQ(made["objective"], 20);
  EXPECT_EQ(solve("pcentre", file("apart.txt", "3 1 1\n1 2 5\n")).exit_code, 3);
}

TEST_F(SolveJob, PCentresOfDistancesThatAreNotRounded) {
  // Rounded down both sites are equally good.
  const std::string points = file("points.csv", "x,y,site\n0,0,1\n1,1,0\n-1,0,0\n-0.1,0,1\n");
  const std::string out = folder_ / "answer.json";
  const Json made = answer("pcentre", points, {"--p", "1", "--exact", "--out", out});
  EXPECT_EQ(made["sites"], Json{1});
  EXPECT_DOUBLE_EQ(made["objective"].get<double>(), std::sqrt(2.0));
  EXPECT_EQ(made["bound"], made["objective"]);
  EXPECT_EQ(made["exact"], true);
  EXPECT_EQ(solve("pcentre", points, {"--check", out}).exit_code, 0);
  Json lie = made;
  lie["objective"] = lie["bound"] = 1.4142;
  EXPECT_EQ(solve("pcentre", points, {"--check", file("lie.json", lie.dump())}).exit_code, 1);
  const std::string towns = file("towns.csv", "lon,lat\n71,42\n72,42\n");
  EXPECT_EQ(solve("pcentre", towns, {"--p", "1", "--exact"}).exit_code, 2);
}

TEST_F(SolveJob, CoveringRefusesWhatMakesNoSense) {
  const std::string grid = file("grid.dat", kCovering), line = file("line.tsp", kLine);
  const auto refused = [&](const std::string& model, const std::string& instance,
                           const std::vector<std::string>& extra) {
    return solve(model, instance, extra).exit_code == 2;
  };
  EXPECT_TRUE(refused("mclp", grid, {"--p", "1"})) << "no radius";
  EXPECT_TRUE(refused("mclp", grid, {"--radius", "5"})) << "no limit";
  EXPECT_TRUE(refused("mclp", grid, {"--radius", "-1", "--p", "1"}));
  EXPECT_TRUE(refused("mclp", grid, {"--radius", "nan", "--p", "1"}));
  EXPECT_TRUE(refused("mclp", grid, {"--radius", "inf", "--p", "1"}));
  EXPECT_TRUE(refused("mclp", grid, {"--radius", "5", "--p", "3"}));
  EXPECT_TRUE(refused("mclp", grid, {"--radius", "5", "--p", "1", "--backup", "0"}));
  EXPECT_TRUE(refused("mclp", line, {"--radius", "5", "--budget", "1"})) << "no costs";
  EXPECT_TRUE(refused("lscp", line, {"--radius", "5", "--share", "0"}));
  EXPECT_TRUE(refused("lscp", line, {"--radius", "5", "--share", "100.5"}));
  EXPECT_TRUE(refused("lscp", line, {"--radius", "5", "--share", "33.33333333"}));
  EXPECT_TRUE(refused("pcentre", line, {}));
  const Outcome bad =
      solve("mclp", file("bad.dat", "1 2\nF 0 0 0 1\nC 0 1 1 x\nC 1 1 1 1\n"), {"--radius", "5"});
  EXPECT_EQ(bad.exit_code, 2);
  EXPECT_NE(bad.err.find("bad.dat:3: The line must be: C id x y weight"), std::string::npos)
      << bad.err;
}

/// Towns on a line, two groups, two kinds at one place.
constexpr const char* kTowns =
    "id,x,y,weight,cost,area,group,place,kind,shut\nA,0,0,4,3,west,g,P,large,10\n"
    "B,0,0,0,1,west,g,P,small,50\nC,10,0,2,2,west,h,,small,0\nD,40,0,1,2,east,h,,large,20\n"
    "E,60,0,1,9,east,h,,large,5\n";

TEST_F(SolveJob, GradualCoverage) {
  const std::string towns = file("towns.csv", kTowns), out = folder_ / "a.json";
  const Json made = answer("mclp", towns, {"--steps", "5:1,20:0.5", "--p", "1", "--out", out});
  EXPECT_DOUBLE_EQ(made["objective"].get<double>(), 4 + 0.5 * 2);
  EXPECT_EQ(made["steps"][1], (Json{{"radius", 20.0}, {"value", 0.5}}));
  EXPECT_FALSE(made.contains("radius"));
  EXPECT_EQ(solve("mclp", towns, {"--check", out}).out, "Agrees: 5 (1 sites)\n");
  Json lie = made;
  lie["steps"][1]["value"] = 0.25;
  EXPECT_EQ(solve("mclp", towns, {"--check", file("lie.json", lie.dump())}).exit_code, 1);
  const std::string grid = file("grid.dat", kCovering);
  EXPECT_EQ(answer("mclp", grid, {"--steps", "2:3,5.5:1", "--p", "2"})["objective"], 3 * 5 + 6 + 3);
  for (const char* bad : {"5", "5:x", "5:0", "5:1,4:0.5", "5:0.5,9:1", "5:1,5:0.5", "nan:1", ""})
    EXPECT_EQ(solve("mclp", towns, {"--steps", bad, "--p", "1"}).exit_code, 2) << bad;
  EXPECT_EQ(solve("mclp", towns, {"--steps", "5:1", "--radius", "5", "--p", "1"}).exit_code, 2);
}

TEST_F(SolveJob, SideRowsOfAFile) {
  const std::string towns = file("towns.csv", kTowns), out = folder_ / "a.json";
  const std::string rows =
      file("rows.txt", "# at the edge\nforce E\nat most 1 in west\nB needs D\n");
  const Json made = answer("pmedian", towns, {"--p", "2", "--rows", rows, "--out", out});
  EXPECT_EQ(made["site_ids"], (Json{"A", "E"}));
  EXPECT_EQ(made["rows"], (Json{"force E", "at most 1 in west", "B needs D"}));
  EXPECT_EQ(solve("pmedian", towns, {"--check", out}).exit_code, 0);
  Json lie = made;
  lie["rows"].push_back("forbid A");
  const Outcome broken = solve("pmedian", towns, {"--check", file("lie.json", lie.dump())});
  EXPECT_EQ(broken.exit_code, 1);
  EXPECT_NE(broken.out.find("a condition does not hold: forbid A"), std::string::npos);
  // Kinds of one place, without a line that says so.
  EXPECT_EQ(solve("pmedian", towns, {"--p", "2", "--force", "A", "--force", "B"}).exit_code, 3);
  const Outcome bad =
      solve("pmedian", towns, {"--p", "2", "--rows", file("bad.txt", "\nforce Z\n")});
  EXPECT_EQ(bad.exit_code, 2);
  EXPECT_NE(bad.err.find("bad.txt:2, 7: There is no site “Z”"), std::string::npos) << bad.err;
  for (const char* model : {"ufl", "mclp", "lscp", "pcentre"}) {
    const Json any = answer(model, towns, {"--p", "2", "--radius", "60", "--rows", rows});
    EXPECT_EQ(any["site_ids"].back(), "E") << model;
  }
}

TEST_F(SolveJob, TheKthNearestAndSitesThatMayBeShut) {
  const std::string towns = file("towns.csv", kTowns), out = folder_ / "a.json";
  const Json second = answer("pmedian", towns, {"--p", "2", "--nearest", "2", "--out", out});
  EXPECT_EQ(second["nearest"], 2);
  EXPECT_EQ(second["site_ids"], (Json{"B", "C"}));
  EXPECT_EQ(second["objective"], 4 * 10 + 2 * 10 + 40 + 60 + 1 + 2);
  EXPECT_EQ(solve("pmedian", towns, {"--check", out}).exit_code, 0);
  const Json shut =
      answer("pmedian", towns, {"--p", "1", "--shut", "10", "--penalty", "100", "--out", out});
  EXPECT_EQ(shut["site_ids"], Json{"B"});
  EXPECT_NEAR(shut["objective"].get<double>(), 0.9 * (20 + 40 + 60) + 0.1 * 800 + 1, 1e-6);
  EXPECT_LT(shut["gap"].get<double>(), 1e-6);
  EXPECT_EQ(solve("pmedian", towns, {"--check", out}).exit_code, 0);
  Json lie = shut;
  lie["shut"] = "20";
  EXPECT_EQ(solve("pmedian", towns, {"--check", file("lie.json", lie.dump())}).exit_code, 1);
  const Json column =
      answer("pmedian", towns, {"--p", "1", "--shut", "column", "--penalty", "100", "--out", out});
  EXPECT_EQ(column["site_ids"], Json{"C"}) << "never shut";
  EXPECT_EQ(solve("pmedian", towns, {"--check", out}).exit_code, 0);
  EXPECT_EQ(solve("pmedian", towns, {"--p", "1", "--shut", "10"}).exit_code, 2) << "no penalty";
  EXPECT_EQ(solve("pmedian", towns, {"--p", "1", "--penalty", "9"}).exit_code, 2);
  EXPECT_EQ(solve("pmedian", towns, {"--p", "1", "--nearest", "2"}).exit_code, 3);
  EXPECT_EQ(solve("pmedian", towns, {"--p", "1", "--shut", "101", "--penalty", "9"}).exit_code, 2);
}

TEST_F(SolveJob, EquityOfGroups) {
  const std::string towns = file("towns.csv", kTowns), out = folder_ / "a.json";
  const Json worst = answer("pmedian", towns, {"--p", "2", "--equity", "worst", "--out", out});
  EXPECT_EQ(worst["status"], "optimal");
  EXPECT_EQ(worst["objective"], 10) << "h with C and D: (0 + 0 + 20) / 4 is 5, g then 10";
  EXPECT_EQ(solve("pmedian", towns, {"--check", out}).exit_code, 0);
  const Json all = answer(
      "mclp", towns, {"--radius", "15", "--p", "2", "--equity", "lexicographic", "--out", out});
  EXPECT_EQ(all["objective"], 75) << "C covers g and half of h, D or E one more of four";
  EXPECT_EQ(all["proven"], 2);
  EXPECT_EQ(all["groups"][0], (Json{{"group", "g"}, {"value", 100.0}}));
  EXPECT_EQ(all["bound"], all["objective"]);
  EXPECT_EQ(solve("mclp", towns, {"--check", out}).exit_code, 0);
  Json lie = all;
  lie["groups"][0]["value"] = 99;
  EXPECT_EQ(solve("mclp", towns, {"--check", file("lie.json", lie.dump())}).exit_code, 1);
  const std::string line = file("line.tsp", kLine);
  EXPECT_EQ(solve("pmedian", line, {"--p", "2", "--equity", "worst"}).exit_code, 2) << "no groups";
  EXPECT_EQ(solve("ufl", towns, {"--equity", "worst"}).exit_code, 2);
  EXPECT_EQ(solve("pmedian", towns, {"--p", "2", "--equity", "fair"}).exit_code, 2);
}

TEST_F(SolveJob, EquityOfKolmAndPollak) {
  const std::string line = file("line.tsp", kLine), out = folder_ / "a.json";
  const Json made = answer("pmedian", line, {"--p", "2", "--equity", "kolm-pollak", "--out", out});
  EXPECT_EQ(made["epsilon"], 1);
  // The p-median has distances 10, 0, 15, 10, 0, 20.
  const double kappa = 55.0 / (100 + 225 + 100 + 400);
  EXPECT_NEAR(made["kappa"].get<double>(), kappa, 1e-12);
  double sum = 0;
  for (const double d : {10, 0, 15, 10, 0, 20}) sum += std::exp(kappa * d);
  EXPECT_LE(made["objective"].get<double>(), std::log(sum / 6) / kappa + 1e-3);
  EXPECT_GT(made["objective"].get<double>(), 55.0 / 6) << "above the mean";
  EXPECT_LT(made["gap"].get<double>(), 1e-5);
  EXPECT_EQ(solve("pmedian", line, {"--check", out}).exit_code, 0);
  Json lie = made;
  lie["kappa"] = 2 * kappa;
  EXPECT_EQ(solve("pmedian", line, {"--check", file("lie.json", lie.dump())}).exit_code, 1);
  const auto refused = [&](const std::vector<std::string>& extra) {
    std::vector<std::string> all{"--p", "2", "--equity", "kolm-pollak"};
    all.insert(all.end(), extra.begin(), extra.end());
    return solve("pmedian", line, all).exit_code == 2;
  };
  EXPECT_TRUE(refused({"--epsilon", "0"}));
  EXPECT_TRUE(refused({"--epsilon", "1", "--kappa", "1"}));
  EXPECT_TRUE(refused({"--kappa", "9"})) << "too large";
  EXPECT_EQ(solve("pmedian", line, {"--p", "2", "--epsilon", "1"}).exit_code, 2);
}

TEST_F(SolveJob, OpeningsByPhase) {
  const std::string towns = file("towns.csv", kTowns), out = folder_ / "a.json";
  const std::string rows = file("rows.txt", "in phase 1: at most 1\nA needs E\nB needs E\n");
  const std::vector<std::string> asked{"--radius", "15",     "--p", "3",     "--phases",
                                       "2",        "--rows", rows,  "--out", out};
  const Json made = answer("mclp", towns, asked);
  EXPECT_EQ(made["phases"].size(), 2u);
  EXPECT_EQ(made["phases"][0]["opened"], Json{3}) << "C first";
  EXPECT_EQ(made["objective"], 6 + 8);
  EXPECT_EQ(solve("mclp", towns, {"--check", out}).exit_code, 0);
  Json lie = made;
  lie["phases"][0]["opened"] = Json::array();
  EXPECT_EQ(solve("mclp", towns, {"--check", file("lie.json", lie.dump())}).exit_code, 1);
  std::swap(lie["phases"][0], lie["phases"][1]);
  lie["phases"][0]["opened"] = made["sites"];
  lie["phases"][1]["opened"] = Json::array();
  EXPECT_EQ(solve("mclp", towns, {"--check", file("lie.json", lie.dump())}).exit_code, 1)
      << "three in phase 1";
  const Outcome said = solve("mclp", towns, asked);
  EXPECT_NE(said.out.find("Phase 1 opens (1): C"), std::string::npos) << said.out;

  const Json median = answer("pmedian", towns,
                             {"--p", "2", "--phases", "2", "--phase-order", "last", "--rows",
                              file("one.txt", "in phase 1: exactly 1"), "--out", out});
  EXPECT_EQ(median["phase_order"], "last");
  EXPECT_EQ(median["objective"], 20 + 20) << "the p-median of two";
  EXPECT_EQ(solve("pmedian", towns, {"--check", out}).exit_code, 0);
  const auto refused = [&](const std::vector<std::string>& extra) {
    return solve("pmedian", towns, extra).exit_code == 2;
  };
  EXPECT_TRUE(refused({"--p", "2", "--phases", "0"}));
  EXPECT_TRUE(refused({"--p", "2", "--phases", "2", "--phase-weights", "1"}));
  EXPECT_TRUE(refused({"--p", "2", "--phases", "2", "--phase-weights", "1,-1"}));
  EXPECT_TRUE(refused({"--p", "2", "--phases", "2", "--equity", "worst"}));
  const std::string second = file("second.txt", "in phase 2: at most 1");
  EXPECT_TRUE(refused({"--p", "2", "--rows", second})) << "no phases";
  EXPECT_EQ(solve("lscp", towns, {"--radius", "9", "--phases", "2"}).exit_code, 2);
}

TEST_F(SolveJob, HelpHasExamples) {
  const Outcome help = run_program({kDostyq, "solve", "pmedian", "--help"});
  EXPECT_EQ(help.exit_code, 0);
  EXPECT_NE(help.out.find("dostyq solve pmedian fl1400.tsp --p 50 --json"), std::string::npos);
}

}  // namespace
}  // namespace dostyq::trial
