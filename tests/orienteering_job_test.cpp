// dostyq solve op and top as a researcher runs them; the published optimum where the instance is
// at hand.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "program.hpp"

namespace dostyq::trial {
namespace {

using Json = nlohmann::json;

const std::string kDostyq = DOSTYQ_PROGRAM;

constexpr const char* kSquare =
    "NAME : square\nTYPE : OP\nDIMENSION : 5\nCOST_LIMIT : 40\nEDGE_WEIGHT_TYPE : EUC_2D\n"
    "NODE_COORD_SECTION\n1 0 0\n2 10 0\n3 10 10\n4 0 10\n5 60 60\nNODE_SCORE_SECTION\n"
    "1 0\n2 3\n3 4\n4 5\n5 90\nDEPOT_SECTION\n1\n-1\nEOF\n";
constexpr const char* kTeam = "n 4\nm 2\ntmax 4\n0 0 0\n1 1 10\n1 -1 20\n2 0 0\n";

class OrienteeringJob : public ::testing::Test {
 protected:
  std::string file(const std::string& name, const std::string& text) {
    write(folder_ / name, text);
    return folder_ / name;
  }
  static Outcome solve(const std::string& model, const std::string& instance,
                       const std::vector<std::string>& extra) {
    std::vector<std::string> command{kDostyq,  "solve", model,       instance,
                                     "--lang", "en",    "--threads", "1"};
    command.insert(command.end(), extra.begin(), extra.end());
    return run_program(command);
  }
  TemporaryFolder folder_;
};

TEST_F(OrienteeringJob, AClosedTour) {
  const std::string square = file("square.oplib", kSquare);
  const Outcome outcome = solve("op", square, {"--json", "--out", folder_ / "answer.json"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const Json answer = Json::parse(outcome.out);
  EXPECT_EQ(answer["status"], "optimal");
  EXPECT_EQ(answer["objective"], 12);
  EXPECT_EQ(answer["bound"], 12);
  EXPECT_EQ(answer["gap"], 0);
  EXPECT_EQ(answer["lengths"], Json{40});
  EXPECT_EQ(answer["route"].front(), 1);
  EXPECT_EQ(answer["route"].back(), 1);
  EXPECT_EQ(answer["route"].size(), 5U);
  EXPECT_TRUE(answer["seconds"].is_number());
  const Outcome checked = solve("op", square, {"--check", folder_ / "answer.json"});
  EXPECT_EQ(checked.exit_code, 0) << checked.out;
  EXPECT_NE(checked.out.find("Agrees: 12"), std::string::npos) << checked.out;
}

TEST_F(OrienteeringJob, AWrongAnswerIsRefuted) {
  const std::string square = file("square.oplib", kSquare);
  const auto check = [&](const std::string& routes, int objective) {
    const std::string answer = file(
        "wrong.json", R"({"model":"op","status":"feasible","objective":)" +
                          std::to_string(objective) + R"(,"bound":99,"routes":)" + routes + "}");
    return solve("op", square, {"--check", answer});
  };
  EXPECT_EQ(check("[[1,2,3,1]]", 7).exit_code, 0);
  EXPECT_EQ(check("[[1,2,3,1]]", 8).exit_code, 1);
  EXPECT_EQ(check("[[1,2,2,1]]", 6).exit_code, 1);
  EXPECT_EQ(check("[[1,5,1]]", 90).exit_code, 1) << "too long";
  EXPECT_EQ(check("[[2,3,1]]", 7).exit_code, 1) << "another beginning";
  EXPECT_EQ(check("[[1,9,1]]", 7).exit_code, 1) << "no such point";
  EXPECT_EQ(check("[[1,2,1],[1,3,1]]", 7).exit_code, 1) << "two routes";
  EXPECT_EQ(check("7", 7).exit_code, 2);
}

TEST_F(OrienteeringJob, ATeam) {
  const std::string team = file("p.txt", kTeam);
  const Outcome outcome = solve("top", team, {"--json"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const Json answer = Json::parse(outcome.out);
  EXPECT_EQ(answer["status"], "optimal");
  EXPECT_EQ(answer["objective"], 30);
  EXPECT_EQ(answer["routes"].size(), 2U);
  const Outcome one = solve("top", team, {"--json", "--routes", "1"});
  EXPECT_EQ(Json::parse(one.out)["objective"], 20);
}

TEST_F(OrienteeringJob, ABadFileIsNamed) {
  const Outcome outcome = solve("op", file("bad.oplib", "NODE_SCORE_SECTION\n"), {"--json"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_NE(outcome.out.find("bad.oplib"), std::string::npos);
}

TEST_F(OrienteeringJob, ThePublishedOptimum) {
  const std::string instance = DOSTYQ_SHARED "/bench/oplib/gen2/att48-gen2-50.oplib";
  if (!std::filesystem::exists(instance)) GTEST_SKIP() << instance << " is not here";
  const Json answer = Json::parse(solve("op", instance, {"--json"}).out);
  EXPECT_EQ(answer["status"], "optimal");
  EXPECT_EQ(answer["objective"], 1717);
}

}  // namespace
}  // namespace dostyq::trial
