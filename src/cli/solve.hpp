#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/context.hpp"
#include "instances/question.hpp"

// dostyq solve: one location model on one instance.
namespace dostyq::cli {

struct SolveArguments {
  instances::Model model = instances::Model::kPMedian;
  std::string instance;
  std::string format;  ///< "": found out
  std::optional<int> p;
  std::optional<double> radius;
  std::optional<double> share;  ///< per cent
  int backup = 1;
  bool exact = false;
  std::string budget;                          ///< in the file's unit; "": none
  std::vector<std::string> forced, forbidden;  ///< numbers from 1, or ids
  std::string areas;                           ///< CSV: area,at_least,at_most
  std::string rows;                            ///< a file of side rows
  std::string steps;                           ///< mclp: RADIUS:VALUE,…
  int nearest = 1;
  std::string shut, penalty;
  std::string equity = "none";
  std::optional<double> epsilon, kappa;
  int phases = 1;
  std::string phase_weights, phase_order = "sum";
  std::optional<int> decimals;
  bool divisible = false;  ///< cflp: several sites may share a customer
  double time_limit = 0;   ///< seconds; 0: none
  unsigned threads = 0;
  uint64_t seed = 1;
  std::string check;  ///< an answer to count again, instead of solving
  std::string out;
};
int solve(const SolveArguments& arguments, const Context& context);

}  // namespace dostyq::cli
