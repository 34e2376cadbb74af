#pragma once

#include <optional>
#include <string>

#include "cli/solve.hpp"
#include "instances/check.hpp"
#include "instances/solve.hpp"

namespace dostyq::cli {

using instances::Solution;

/// The solution's objective and bound in the file's unit, as people read them.
std::string show_objective(const Solution& solution, int64_t scale);
std::string show_bound(const Solution& solution, int64_t scale);

/// The object that --json prints and --check reads.
std::string answer_json(const Solution& solution, const instances::Question& question,
                        const instances::Instance& instance, const SolveArguments& arguments);

/// (|objective - bound|) / |objective|.
double relative_gap(const Solution& solution);

inline constexpr int64_t kWrittenStepScale = 1'000'000;

/// An answer as its file says it, with the question it answers.
struct WrittenAnswer {
  instances::Answer answer;
  std::vector<double> amounts;  ///< of answer.shipments, in the file's unit
  std::string status;
  double objective = 0;
  std::optional<double> bound;
  instances::Question question;
  std::optional<double> budget;  ///< in the file's unit
  std::optional<int> decimals;
  std::vector<std::string> rows;       ///< side rows
  std::vector<instances::Step> steps;  ///< values in kWrittenStepScale
  std::optional<double> penalty;       ///< in the file's unit
  std::vector<double> groups;          ///< NaN: none
};

/// Errors: those of io/file.hpp, instances.bad_answer, instances.other_model.
Result<WrittenAnswer> read_answer(const std::string& path, instances::Model model);

/// Recounts arguments.check: prints whether it agrees, exit code 0 or 1.
int check_answer(const SolveArguments& arguments, const Context& context);

}  // namespace dostyq::cli
