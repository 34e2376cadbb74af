#include "cli/solve.hpp"

#include <fmt/format.h>

#include <cmath>

#include "cli/progress_line.hpp"
#include "cli/solve_answer.hpp"
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
  // Customers put together are no longer told apart by group or step.
  const bool alike =
      arguments.steps.empty() && arguments.equity == "none" && arguments.phase_order == "sum";
  if (covers && sound && alike) reading.cover_within = arguments.radius;
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
  if (solution.real && recount.value) {
    const double rounding = question.exact ? 1e-12 : 1e-9;
    return std::abs(solution.real->objective - *recount.value) <=
           rounding * std::abs(*recount.value) + recount.value_slack + 1e-12;
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
  Question asked = question;
  asked.kappa = solution.kappa;  // what epsilon has made
  instances::Recount recount = instances::recount(instance, asked, solution.answer());
  if (recount.broken.empty() && !agrees(solution, question, recount)) {
    const int64_t scale = instances::objective_scale(question, instance);
    recount.broken.push_back(
        {ErrorCode::kInternal,
         "check.objective",
         {show_objective(solution, scale), recount.value ? fmt::format("{}", *recount.value)
                                                         : show_scaled(recount.objective, scale)},
         {}});
  }
  return recount.broken;
}

/// All, or those that open in each phase.
void print_sites(const Solution& solution, const Question& question, const Instance& instance,
                 const Context& context) {
  for (int phase = 0; phase < question.phases; ++phase) {
    std::string names;
    size_t count = 0;
    for (size_t k = 0; k < solution.result.sites.size(); ++k) {
      if (!solution.phase.empty() && solution.phase[k] != phase) continue;
      names += (names.empty() ? "" : ", ") + site_name(instance, solution.result.sites[k]);
      ++count;
    }
    if (question.phases == 1) {
      fmt::print("{}\n", context.say("solve.sites", {std::to_string(count), names}));
    } else {
      fmt::print("{}\n", context.say("solve.phase",
                                     {std::to_string(phase + 1), std::to_string(count), names}));
    }
  }
}

void print(const Solution& solution, const Question& question, const Instance& instance,
           const Context& context) {
  const optim::LocationResult& result = solution.result;
  const int64_t scale = instances::objective_scale(question, instance);
  const std::string value = show_objective(solution, scale);
  if (result.status == MipStatus::kOptimal) {
    fmt::print("{}\n", context.paint("1", context.say("solve.optimal", {value})));
  } else if (result.status == MipStatus::kFeasible) {
    fmt::print(
        "{}\n",
        context.paint("1", context.say("solve.feasible",
                                       {value, show_bound(solution, scale),
                                        fmt::format("{:.3f} %", 100 * relative_gap(solution))})));
  }
  print_sites(solution, question, instance, context);
  const instances::CustomerGroups groups = instances::customer_groups(instance);
  for (size_t g = 0; g < solution.groups.size(); ++g) {
    if (!solution.groups[g]) continue;
    fmt::print("{}\n", context.say("solve.group",
                                   {groups.names[g], fmt::format("{:.6g}", *solution.groups[g])}));
  }
  if (question.equity == instances::Equity::kLexicographic)
    fmt::print("{}\n", context.say("solve.stages", {std::to_string(solution.proven)}));
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
  // Real objectives are reported in the file's unit as they are.
  const int64_t scale =
      question->has_real_objective() ? 1 : instances::objective_scale(*question, *instance);
  const bool for_a_radius = instance->coverage.has_value();
  const Result<Solution> solution =
      instances::solve(*instance, *question, solver_options(arguments, scale, line, context));
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
