// The models of random programmes, first objective, solved by GLPK too.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "optim/lp_text.hpp"
#include "planning/objectives.hpp"
#include "planning/plan_model.hpp"
#include "random/random_case.hpp"

namespace dostyq::trial {
namespace {

namespace fs = std::filesystem;

bool has_glpsol() { return std::system("glpsol --version > /dev/null 2>&1") == 0; }

/// The model of the first stage that needs no lazy rows; nothing when there is none.
std::optional<optim::MipModel> first_stage(const RandomCase& random) {
  const auto model = planning::PlanModel::build(random.plan_case, random.options);
  if (!model) return std::nullopt;
  const planning::Stages stages = planning::build_stages(**model, random.options);
  const planning::Stage& stage = stages.stages.front();
  const bool lazy = stage.what == planning::Stage::What::kMeasure &&
                    stage.objective.measure == world::Measure::kMeanTravelTime;
  optim::MipModel mip = (*model)->assemble();
  if (lazy || mip.columns.empty()) return std::nullopt;
  for (const optim::Term& term : stage.terms) {
    mip.columns[static_cast<size_t>(term.column)].cost += term.coefficient;
  }
  return mip;
}

/// GLPK's optimum; nothing when it says that there is no solution.
std::optional<double> glpk_optimum(const optim::MipModel& mip, const fs::path& folder) {
  std::ofstream(folder / "model.lp") << optim::to_lp_text(mip);
  const std::string command =
      "cd '" + folder.string() + "' && glpsol --lp model.lp --write solution > /dev/null 2>&1";
  EXPECT_EQ(std::system(command.c_str()), 0);
  // "s mip ROWS COLUMNS STATUS OBJECTIVE" (GLPK manual, glp_write_mip); o: optimal, n: none.
  std::ifstream solution(folder / "solution");
  for (std::string word; solution >> word;) {
    if (word != "s") {
      solution.ignore(1'000'000, '\n');
      continue;
    }
    std::string kind, rows, columns, status, objective;
    solution >> kind >> rows >> columns >> status >> objective;
    if (status == "o") return std::stod(objective);
    EXPECT_NE(status, "f") << "GLPK did not finish";
    return std::nullopt;
  }
  ADD_FAILURE() << "GLPK wrote no solution";
  return std::nullopt;
}

TEST(SolverOracle, GlpkFindsTheSameFirstObjective) {
  if (!has_glpsol()) GTEST_SKIP() << "glpsol is not installed: apt install glpk-utils";
  const fs::path folder = fs::path(testing::TempDir()) / "dostyq-oracle";
  fs::create_directories(folder);
  int optimal = 0, infeasible = 0;
  for (uint64_t seed = 0; seed < trials(250); ++seed) {
    Dice dice(seed);
    const RandomCase random = random_case(dice, 5);
    const std::optional<optim::MipModel> mip = first_stage(random);
    if (!mip) continue;
    const std::optional<double> theirs = glpk_optimum(*mip, folder);
    const optim::MipResult ours = optim::solve(*mip);
    ASSERT_EQ(ours.status == optim::MipStatus::kOptimal, theirs.has_value()) << "seed " << seed;
    if (!theirs) {
      ASSERT_EQ(ours.status, optim::MipStatus::kInfeasible) << "seed " << seed;
      ++infeasible;
      continue;
    }
    ASSERT_NEAR(ours.objective, *theirs, 1e-6 * std::max(1.0, std::abs(*theirs)))
        << "seed " << seed;
    ++optimal;
  }
  fs::remove_all(folder);
  EXPECT_GE(optimal, 50);
  EXPECT_GE(infeasible, 20);
}

}  // namespace
}  // namespace dostyq::trial
