// One stage of the plan as a plain mixed-integer program: solved here, and written as CPLEX LP for
// the peers.
//   plan_stage_bench FOLDER LP_FILE    prints "seconds objective bound"
#include <fmt/format.h>

#include <chrono>
#include <fstream>

#include "optim/lp_text.hpp"
#include "optim/mip.hpp"
#include "planning/objectives.hpp"

using namespace dostyq;

int main(int argc, char** argv) {
  if (argc != 3) {
    fmt::print(stderr, "usage: plan_stage_bench FOLDER LP_FILE\n");
    return 2;
  }
  const Checked<planning::Case> loaded = planning::load_case(argv[1]);
  if (!loaded) return 2;
  const planning::PlanOptions options;
  const Result<std::unique_ptr<planning::PlanModel>> model =
      planning::PlanModel::build(*loaded, options);
  if (!model) return 2;
  const planning::Stages stages = planning::build_stages(**model, options);
  optim::MipModel mip = (*model)->assemble();
  for (const planning::Stage& stage : stages.stages) {
    // People reached at the end, alone: without the rows that later stages add, so that every
    // solver has the same work.
    if (stage.objective.measure != world::Measure::kPeopleReached ||
        stage.what != planning::Stage::What::kMeasure)
      continue;
    for (const optim::Term& term : stage.terms)
      mip.columns[static_cast<size_t>(term.column)].cost += term.coefficient;
    mip.integral_objective = true;
    break;
  }
  std::ofstream(argv[2]) << optim::to_lp_text(mip);
  optim::MipOptions limits;
  limits.time_limit_seconds = 120;
  const auto begin = std::chrono::steady_clock::now();
  const optim::MipResult result = optim::solve(mip, limits);
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  fmt::print("{:.3f} {:.0f} {:.0f}\n", seconds, result.objective, result.bound);
  return 0;
}
