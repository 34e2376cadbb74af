#include "cli/solve.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "cli/progress_line.hpp"
#include "cli/solve_answer.hpp"
#include "cli/solve_models.hpp"
#include "cli/solve_question.hpp"
#include "i18n/phrase.hpp"
#include "instances/capacitated_model.hpp"
#include "instances/formats.hpp"
#include "io/file.hpp"

namespace dostyq::cli {
namespace {

using instances::Instance;
using instances::Question;
using optim::MipStatus;

constexpr int kSoonReadAgain = 2'000'000;  // customers

instances::ReadOptions read_options(const SolveArguments& arguments) {
  instances::ReadOptions reading;
  reading.decimals = arguments.decimals;
  reading.threads = arguments.threads;
  const bool covers =
      arguments.model == instances::Model::kMclp || arguments.model == instances::Model::kLscp;
  const bool sound = arguments.radius && std::isfinite(*arguments.radius) && *arguments.radius >= 0;
  if (covers && sound) reading.cover_within = arguments.radius;
  return reading;
}

optim::LocationOptions solver_options(const SolveArguments& arguments, int64_t scale,
                                      ProgressLine& line, const Context& context) {
  optim::LocationOptions options;
  if (arguments.time_limit > 0) options.time_limit_seconds = arguments.time_limit;
  options.threads = arguments.threads;
  options.seed = arguments.seed;
  options.stop = context.stop;
  options.progress = [scale, &line, &context](Progress progress) {
    progress.incumbent /= static_cast<double>(scale);
    progress.bound /= static_cast<double>(scale);
    if (i18n::knows(progress.stage)) progress.stage = context.say(progress.stage);
    line.update(progress);
  };
  return options;
}

bool agrees(const Solution& solution, const Question& question, const instances::Recount& recount) {
  if (question.exact && !solution.distance.empty()) {
    return std::abs(value_of(solution, solution.result.objective, 1) - recount.farthest) <=
           1e-12 * recount.farthest;
  }
  const int64_t apart = recount.objective - solution.result.objective;
  return apart <= recount.slack && -apart <= recount.slack;
}

/// An answer that its instance does not bear out is never given. A graph is left to --check: its
/// distances take longer to count again than to find the answer.
Problems refuted(const Solution& solution, const Question& question, const Instance& instance) {
  constexpr int64_t kQuick = 200'000'000;
  const auto open = static_cast<int64_t>(solution.result.sites.size());
  if (!solution.result.has_solution() || !instance.edges.empty() || instance.coverage) return {};
  if (open * instance.customers > kQuick) return {};
  instances::Recount recount = instances::recount(instance, question, solution.answer());
  if (recount.broken.empty() && !agrees(solution, question, recount)) {
    const int64_t scale = instances::objective_scale(question.model, instance);
    recount.broken.push_back({ErrorCode::kInternal,
                              "check.objective",
                              {show_value(solution, solution.result.objective, scale),
                               show_scaled(recount.objective, scale)},
                              {}});
  }
  return recount.broken;
}

void print(const Solution& solution, const Question& question, const Instance& instance,
           const Context& context) {
  const optim::LocationResult& result = solution.result;
  const int64_t scale = instances::objective_scale(question.model, instance);
  const std::string value = show_value(solution, result.objective, scale);
  if (result.status == MipStatus::kOptimal) {
    fmt::print("{}\n", context.paint("1", context.say("solve.optimal", {value})));
  } else if (result.status == MipStatus::kFeasible) {
    fmt::print(
        "{}\n",
        context.paint("1", context.say("solve.feasible",
                                       {value, show_value(solution, result.bound, scale),
                                        fmt::format("{:.3f} %", 100 * relative_gap(solution))})));
  }
  std::string names;
  for (const int site : result.sites)
    names += (names.empty() ? "" : ", ") + site_name(instance, site);
  fmt::print("{}\n", context.say("solve.sites", {std::to_string(result.sites.size()), names}));
  fmt::print("{}\n", context.say("solve.effort", {std::to_string(result.nodes),
                                                  fmt::format("{:.2f}", result.seconds)}));
}

int deliver(const Solution& solution, const Question& question, const Instance& instance,
            const SolveArguments& arguments, const Context& context) {
  const std::string json = answer_json(solution, question, instance, arguments);
  if (!arguments.out.empty()) {
    if (Result<void> done = io::write_files({{arguments.out, json}}); !done)
      return context.fail(done.error());
  }
  if (context.json) fmt::print("{}", json);
  const MipStatus status = solution.result.status;
  if (solution.result.has_solution()) {
    if (!context.json) print(solution, question, instance, context);
    return kDone;
  }
  const bool infeasible = status == MipStatus::kInfeasible;
  if (!context.json) {
    fmt::print(stderr, "{}\n", context.say(infeasible ? "solve.infeasible" : "solve.limit"));
    if (solution.out_of_reach > 0) {
      fmt::print(stderr, "{}\n",
                 context.say("solve.out_of_reach", {std::to_string(solution.out_of_reach)}));
    }
  }
  return infeasible ? kConflict : kLimit;
}

}  // namespace

int solve(const SolveArguments& arguments, const Context& context) {
  if (!arguments.check.empty()) return check_answer(arguments, context);
  const auto model =
      std::find_if(solve_models().begin(), solve_models().end(),
                   [&](const SolveModel& one) { return one.model == arguments.model; });
  ProgressLine line(context);
  Checked<Instance> instance =
      instances::read_instance(arguments.instance, arguments.format, read_options(arguments));
  if (!instance) return context.fail(instance.error());
  line.step(
      context.say("solve.read", {instance->name, instance->format, std::to_string(instance->sites),
                                 std::to_string(instance->customers)}));
  if (arguments.divisible) {
    if (Result<void> done = instances::refine_for_units(*instance, arguments.decimals); !done)
      return context.fail(done.error());
  }
  const Checked<Question> typed = typed_question(arguments, *instance);
  if (!typed) return context.fail(typed.error());
  const Result<Question> question = instances::complete(*typed, *instance);
  if (!question) return context.fail(question.error());
  const int64_t scale = instances::objective_scale(arguments.model, *instance);
  const bool for_a_radius = instance->coverage.has_value();
  const Result<Solution> solution =
      model->solve(*instance, *question, solver_options(arguments, scale, line, context));
  if (!solution) return context.fail(solution.error());
  if (for_a_radius && instance->customers <= kSoonReadAgain) {
    // Nothing is left of the customers: the file is read once more, for their points.
    instances::ReadOptions reading = read_options(arguments);
    reading.cover_within.reset();
    instance = instances::read_instance(arguments.instance, arguments.format, reading);
    if (!instance) return context.fail(instance.error());
  }
  if (const Problems wrong = refuted(*solution, *question, *instance); !wrong.empty())
    return context.fail(wrong);
  return deliver(*solution, *question, *instance, arguments, context);
}

}  // namespace dostyq::cli
