// Random mixed models against glpsol as a subprocess; skipped where it is not installed.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

#include "optim/lp_text.hpp"
#include "optim/mip.hpp"
#include "optim/test_models.hpp"

namespace dostyq::optim {
namespace {

using testing::Dice;

/// Fixed-charge network: capacities, flows, a budget, general integers.
MipModel fixed_charge(Dice& dice) {
  MipModel model;
  const int plants = dice.between(2, 5);
  const int customers = dice.between(2, 6);
  for (int i = 0; i < plants; ++i) model.add_column({0, 1, 10.0 * dice.between(1, 30), true, ""});
  const int trucks = model.add_column({0, 50, 3.0 * dice.between(1, 9), true, ""});
  const int flow = static_cast<int>(model.columns.size());
  for (int k = 0; k < plants * customers; ++k) {
    model.add_column({0, kInfinity, dice.between(1, 90) / 8.0, false, ""});
  }
  for (int c = 0; c < customers; ++c) {
    Row row{static_cast<double>(dice.between(1, 20)), kInfinity, {}, ""};
    for (int i = 0; i < plants; ++i) row.terms.push_back({flow + i * customers + c, 1});
    model.add_row(row);
  }
  for (int i = 0; i < plants; ++i) {
    Row row{0, kInfinity, {{i, static_cast<double>(dice.between(5, 45))}}, ""};
    for (int c = 0; c < customers; ++c) row.terms.push_back({flow + i * customers + c, -1});
    model.add_row(row);
  }
  Row fleet{-kInfinity, 0, {{trucks, -7}}, ""};
  for (int k = 0; k < plants * customers; ++k) fleet.terms.push_back({flow + k, 1});
  model.add_row(fleet);
  if (dice.chance(30))
    model.add_row({2, static_cast<double>(plants - 1), {{0, 1}, {1, 1}, {trucks, 1}}, ""});
  return model;
}

/// Rows of any kind over binaries, integers and free or bounded continuous columns.
MipModel mixture(Dice& dice) {
  MipModel model;
  const int n = dice.between(4, 14);
  for (int j = 0; j < n; ++j) {
    const bool integer = dice.chance(60);
    const double low = dice.chance(20) ? -dice.between(1, 6) : 0;
    model.add_column({low, low + dice.between(1, 12), dice.between(-40, 40) / 4.0, integer, ""});
  }
  for (int i = dice.between(2, 9); i > 0; --i) {
    Row row;
    for (int j = 0; j < n; ++j) {
      if (dice.chance(45)) row.terms.push_back({j, dice.between(-30, 30) / 3.0});
    }
    const int kind = dice.below(4);
    if (kind != 0) row.upper = dice.between(-5, 40);
    if (kind == 0 || kind == 3) row.lower = dice.between(-40, 5);
    if (dice.chance(10)) row.lower = row.upper = dice.between(0, 9);
    if (row.lower > row.upper) row.lower = -kInfinity;
    model.add_row(row);
  }
  return model;
}

struct Answer {
  bool feasible = false;
  double objective = 0;
};

bool has_glpsol() { return std::system("glpsol --version > /dev/null 2>&1") == 0; }

std::optional<Answer> ask_glpsol(const MipModel& model, const std::filesystem::path& folder) {
  const auto lp = folder / "model.lp";
  const auto out = folder / "model.sol";
  std::ofstream(lp) << to_lp_text(model);
  const std::string command =
      "glpsol --lp " + lp.string() + " --tmlim 20 -o " + out.string() + " > /dev/null";
  if (std::system(command.c_str()) != 0) return std::nullopt;
  std::ifstream file(out);
  std::string line;
  Answer answer;
  while (std::getline(file, line)) {
    if (line.starts_with("Status:")) {
      if (line.find("OPTIMAL") == std::string::npos && line.find("EMPTY") == std::string::npos &&
          line.find("UNDEFINED") == std::string::npos) {
        return std::nullopt;
      }
      answer.feasible = line.find("OPTIMAL") != std::string::npos;
    }
    if (line.starts_with("Objective:")) {
      answer.objective = std::stod(line.substr(line.find('=') + 1));
      return answer;
    }
  }
  return std::nullopt;
}

class GlpsolModels : public ::testing::TestWithParam<MipModel (*)(Dice&)> {};

TEST_P(GlpsolModels, SameAnswers) {
  if (!has_glpsol()) GTEST_SKIP() << "glpsol is not installed";
  const auto folder = std::filesystem::path(::testing::TempDir()) / "dostyq_glpsol";
  std::filesystem::create_directories(folder);
  for (uint32_t seed = 1; seed <= 60; ++seed) {
    SCOPED_TRACE(seed);
    Dice dice(seed);
    const MipModel model = GetParam()(dice);
    const std::optional<Answer> oracle = ask_glpsol(model, folder);
    if (!oracle) continue;
    const MipResult result = solve(model);
    if (!oracle->feasible) {
      ASSERT_EQ(result.status, MipStatus::kInfeasible);
      continue;
    }
    ASSERT_EQ(result.status, MipStatus::kOptimal);
    ASSERT_NEAR(result.objective, oracle->objective,
                1e-4 * std::max(1.0, std::abs(oracle->objective)));
    ASSERT_LE(result.bound, result.objective);
  }
  std::filesystem::remove_all(folder);
}

/// Long enough rows for restarts, guards and fixing by kept objectives to take part.
TEST(GlpsolOracle, LexicographicStagesOfPlannerModels) {
  if (!has_glpsol()) GTEST_SKIP() << "glpsol is not installed";
  const auto folder = std::filesystem::path(::testing::TempDir()) / "dostyq_glpsol_stages";
  std::filesystem::create_directories(folder);
  int compared = 0;
  for (uint32_t seed = 1; seed <= 25; ++seed) {
    SCOPED_TRACE(seed);
    testing::PlannerSize size;
    size.places = 20 + static_cast<int>(seed % 3) * 10;
    size.kinds = 2;
    size.phases = 2;
    size.classes = 45 + static_cast<int>(seed % 4) * 10;
    size.seed = seed;
    size.budget_permille = 450 + static_cast<int>(seed % 5) * 60;
    const testing::PlannerModel planner = testing::planner_model(size);
    MipModel model = planner.model;
    MipOptions options;
    for (int stage = 0; stage < 3; ++stage) {
      SCOPED_TRACE(stage);
      const std::optional<Answer> oracle = ask_glpsol(model, folder);
      const MipResult result = solve(model, options);
      if (oracle && !oracle->feasible) {
        ASSERT_EQ(result.status, MipStatus::kInfeasible);
        break;
      }
      ASSERT_EQ(result.status, MipStatus::kOptimal);
      const double expected = oracle ? oracle->objective : result.objective;
      ASSERT_NEAR(result.objective, expected, 0.5);
      compared += oracle ? 1 : 0;
      options.start = result.x;
      model = testing::next_stage(model, result.objective,
                                  stage == 0 ? planner.early : planner.money, stage == 0 ? -1 : 1);
    }
  }
  EXPECT_GT(compared, 30);
  std::filesystem::remove_all(folder);
}

INSTANTIATE_TEST_SUITE_P(Kinds, GlpsolModels, ::testing::Values(&fixed_charge, &mixture));

TEST(LpText, WritesRangesEqualitiesAndFreeColumns) {
  MipModel model;
  model.add_column({0, 1, -2, true, ""});
  model.add_column({-kInfinity, kInfinity, 0, false, ""});
  model.add_row({1, 3, {{0, 1}, {1, -1.5}}, ""});
  model.add_row({2, 2, {{1, 1}}, ""});
  EXPECT_EQ(to_lp_text(model),
            "Minimize\n obj:\n - 2 x0\n + 0 x1\nSubject To\n"
            " r0:\n + 1 x0\n - 1.5 x1\n >= 1\n r0u:\n + 1 x0\n - 1.5 x1\n <= 3\n"
            " r1:\n + 1 x1\n = 2\n"
            "Bounds\n 0 <= x0 <= 1\n x1 free\nGeneral\n x0\nEnd\n");
}

}  // namespace
}  // namespace dostyq::optim
