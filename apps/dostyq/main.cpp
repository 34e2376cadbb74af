#include "cli/run.hpp"

int main(int argc, char** argv) { return dostyq::cli::run(argc, argv); }
