#pragma once

namespace dostyq::cli {

/// The whole command line. Exit codes: 0 done (a plan that meets every binding, plannable order), 1
/// our fault, 2 bad input, 3 the orders conflict, 4 stopped before any plan was found.
int run(int argc, char** argv);

}  // namespace dostyq::cli
