#pragma once

#include "cli/solve.hpp"

namespace CLI {
class App;
}

namespace dostyq::cli {

/// The options of dostyq solve that a model takes. `arguments` must outlive `sub`.
void add_solve_options(CLI::App& sub, instances::Model model, SolveArguments& arguments);

}  // namespace dostyq::cli
