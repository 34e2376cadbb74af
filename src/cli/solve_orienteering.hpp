#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "cli/context.hpp"

// dostyq solve op and top: routes of limited length that collect the most score.
namespace dostyq::cli {

struct OrienteeringArguments {
  bool team = false;  ///< top: several routes
  std::string instance;
  std::optional<int> routes;
  double time_limit = 0;  ///< seconds; 0: none
  unsigned threads = 0;
  uint64_t seed = 1;
  std::string check;  ///< an answer to count again, instead of solving
  std::string out;
};
int solve_orienteering(const OrienteeringArguments& arguments, const Context& context);

}  // namespace dostyq::cli
