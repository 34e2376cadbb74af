#include "cli/solve_options.hpp"

#include <CLI/CLI.hpp>

namespace dostyq::cli {
namespace {

/// What the models can be asked beside their plain objective.
void add_model_options(CLI::App& sub, instances::Model model, SolveArguments& arguments) {
  const bool gradual = model == instances::Model::kMclp;
  const bool median = model == instances::Model::kPMedian;
  const bool served = median || model == instances::Model::kUfl;
  if (gradual) {
    sub.add_option("--steps", arguments.steps,
                   "gradual coverage, instead of --radius: RADIUS:VALUE,… as in 5:1,10:0.5");
  }
  if (served) {
    sub.add_option("--nearest", arguments.nearest,
                   "customers go to the so-manieth nearest open site: 2");
    sub.add_option("--shut", arguments.shut,
                   "per cent of the time that a site is shut, or \"column\": the file's shut");
    sub.add_option("--penalty", arguments.penalty,
                   "with --shut: the distance that counts where nothing nearer works");
  }
  if (median || gradual) {
    std::vector<std::string> names{"none", "worst", "lexicographic"};
    if (median) names.emplace_back("kolm-pollak");
    sub.add_option("--equity", arguments.equity,
                   "worst: what counts is the group (column group) served worst; lexicographic: "
                   "then the next, to the last")
        ->check(CLI::IsMember(names));
    if (median) {
      sub.add_option("--epsilon", arguments.epsilon,
                     "aversion to inequality of kolm-pollak, free of units (1)");
      sub.add_option("--kappa", arguments.kappa, "the same by the unit of distance, instead");
    }
  }
  if (served || gradual) {
    sub.add_option("--phases", arguments.phases,
                   "openings in so many phases; conditions of each in --rows");
    sub.add_option("--phase-weights", arguments.phase_weights,
                   "what a phase counts in the sum: 3,2,1");
    if (!served || median) {
      sub.add_option("--phase-order", arguments.phase_order,
                     "instead of the sum: the first phase before all others, or the last")
          ->check(CLI::IsMember({"sum", "first", "last"}));
    }
  }
}

}  // namespace

void add_solve_options(CLI::App& sub, instances::Model model, SolveArguments& arguments) {
  sub.add_option("instance", arguments.instance,
                 "a file of OR-Library, TSPLIB or UFLLIB, F and C lines of covering, CSV (id, "
                 "lon, lat or x, y, weight, "
                 "cost, area) or GeoJSON")
      ->required();
  sub.add_option("--format", arguments.format, "the file's format, if it is not found out");
  sub.add_option("--p", arguments.p, "how many sites open: exactly in pmedian, else at most")
      ->check(CLI::NonNegativeNumber);
  sub.add_option("--radius", arguments.radius, "within which a customer is covered");
  const bool covers = model == instances::Model::kMclp || model == instances::Model::kLscp;
  if (covers)
    sub.add_option("--backup", arguments.backup, "a customer counts whom so many open sites cover");
  add_model_options(sub, model, arguments);
  if (model == instances::Model::kCflp)
    sub.add_flag("--divisible", arguments.divisible, "several sites may share a customer's demand");
  if (model == instances::Model::kLscp)
    sub.add_option("--share", arguments.share, "per cent of the weight to cover; else everybody");
  if (model == instances::Model::kPCentre)
    sub.add_flag("--exact", arguments.exact, "distances between points are not rounded");
  sub.add_option("--budget", arguments.budget, "for opening costs");
  sub.add_option("--force", arguments.forced, "a site that must open: its number from 1, or its id")
      ->allow_extra_args(false);
  sub.add_option("--forbid", arguments.forbidden, "a site that must not open")
      ->allow_extra_args(false);
  sub.add_option("--areas", arguments.areas, "CSV: area,at_least,at_most");
  sub.add_option("--rows", arguments.rows,
                 "a file of conditions on sites, one a line: at least 2 in north (docs/solve.md)");
  sub.add_option("--decimals", arguments.decimals,
                 "decimals of distances between points (else whole, cut off), and of costs")
      ->check(CLI::Range(0, 9));
  sub.add_option("--time-limit", arguments.time_limit, "seconds; the best answer so far is kept")
      ->check(CLI::NonNegativeNumber);
  sub.add_option("--threads", arguments.threads, "0: all of the machine (the optimum is the same)");
  sub.add_option("--seed", arguments.seed, "of random choices");
  sub.add_option("--out", arguments.out, "JSON file of the answer, as --json prints it");
  sub.add_option("--check", arguments.check,
                 "do not solve: recount this answer from the instance; exit code 0 or 1");
}

}  // namespace dostyq::cli
