// The models of random programmes, objective after objective, solved by GLPK too.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>

#include "optim/lp_text.hpp"
#include "planning/objectives.hpp"
#include "planning/plan_model.hpp"
#include "random/random_case.hpp"

namespace dostyq::trial {
namespace {

namespace fs = std::filesystem;

bool has_glpsol() { return std::system("glpsol --version > /dev/null 2>&1") == 0; }

/// The models that the planner solves one after another; stops at the first that needs lazy rows.
class StageModels {
 public:
  explicit StageModels(const RandomCase& random)
      : model_(std::move(*planning::PlanModel::build(random.plan_case, random.options))),
        stages_(planning::build_stages(*model_, random.options).stages),
        mip_(model_->assemble()) {}

  /// Null at the end.
  const optim::MipModel* next() {
    if (at_ == stages_.size() || mip_.columns.empty()) return nullptr;
    const planning::Stage& stage = stages_[at_];
    const bool lazy = stage.what == planning::Stage::What::kMeasure &&
                      stage.objective.measure == world::Measure::kMeanTravelTime;
    if (lazy) return nullptr;
    mip_.integral_objective = true;
    for (optim::Column& column : mip_.columns) column.cost = 0;
    for (const optim::Term& term : stage.terms) {
      mip_.columns[static_cast<size_t>(term.column)].cost += term.coefficient;
    }
    return &mip_;
  }

  /// What was won is kept from now on.
  void keep(double objective) {
    mip_.add_row({-optim::kInfinity, std::round(objective), stages_[at_].terms, ""});
    ++at_;
  }

 private:
  std::unique_ptr<planning::PlanModel> model_;
  std::vector<planning::Stage> stages_;
  optim::MipModel mip_;
  size_t at_ = 0;
};

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

TEST(SolverOracle, GlpkFindsTheSameObjectives) {
  if (!has_glpsol()) GTEST_SKIP() << "glpsol is not installed: apt install glpk-utils";
  const fs::path folder = fs::path(testing::TempDir()) / ("oracle." + std::to_string(::getpid()));
  fs::create_directories(folder);
  int optimal = 0, infeasible = 0;
  for (uint64_t seed = 0; seed < trials(250); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Dice dice(seed);
    const RandomCase random = random_case(dice, 5);
    StageModels models(random);
    while (const optim::MipModel* mip = models.next()) {
      const std::optional<double> theirs = glpk_optimum(*mip, folder);
      const optim::MipResult ours = optim::solve(*mip);
      if (!theirs) {
        ASSERT_EQ(ours.status, optim::MipStatus::kInfeasible);
        ++infeasible;
        break;
      }
      ASSERT_EQ(ours.status, optim::MipStatus::kOptimal);
      // In large numbers GLPK takes 0.99999 for 1.
      const double tolerance = random.large ? 1e-5 : 1e-6;
      ASSERT_NEAR(ours.objective, *theirs, tolerance * std::max(1.0, std::abs(*theirs)));
      models.keep(ours.objective);
      ++optimal;
    }
  }
  fs::remove_all(folder);
  EXPECT_GE(optimal, 100);
  EXPECT_GE(infeasible, 20);
}

}  // namespace
}  // namespace dostyq::trial
