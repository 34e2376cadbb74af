#pragma once

#include <optional>
#include <string>

#include "cli/solve.hpp"
#include "instances/check.hpp"
#include "optim/location/location.hpp"

namespace dostyq::cli {

/// A solution of any model; who is served by whom is said of cflp alone, where it is part of it:
/// `assignment` by customer, or `shipments` if demand is divisible.
struct Solution {
  optim::LocationResult result;
  std::vector<int> assignment;
  std::vector<optim::Shipment> shipments;
  std::vector<double> distance;  ///< of --exact: those that objective and bound number from 0
  int64_t out_of_reach = 0;      ///< customers because of whom there is no solution

  instances::Answer answer() const { return {result.sites, assignment, shipments}; }
};

/// The solution's objective or bound in the file's unit; as people read it.
double value_of(const Solution& solution, int64_t whole, int64_t scale);
std::string show_value(const Solution& solution, int64_t whole, int64_t scale);

/// The object that --json prints and --check reads.
std::string answer_json(const Solution& solution, const instances::Question& question,
                        const instances::Instance& instance, const SolveArguments& arguments);

/// (|objective - bound|) / |objective|.
double relative_gap(const Solution& solution);

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
};

/// Errors: those of io/file.hpp, instances.bad_answer, instances.other_model.
Result<WrittenAnswer> read_answer(const std::string& path, instances::Model model);

/// Recounts arguments.check: prints whether it agrees, exit code 0 or 1.
int check_answer(const SolveArguments& arguments, const Context& context);

}  // namespace dostyq::cli
