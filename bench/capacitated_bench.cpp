// Single-source capacitated location on published instances, each proven and compared with the
// published optimum:
//   capacitated_bench FOLDER [FIRST LAST] [SECONDS]
// FOLDER holds p1, p2, ... (format "sscflp") and os, the optima in order. Exit code 1 if one
// differs or is not proven. Seconds are processor time of one thread.
#include <fmt/format.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <string>
#include <vector>

#include "instances/capacitated_model.hpp"
#include "instances/formats.hpp"
#include "io/file.hpp"

namespace {

using namespace dostyq;

/// Published with two decimals, of which the last is rounded, at times by half even.
bool same(double found, double published) { return std::abs(found - published) < 0.0051; }

bool run(const std::string& folder, size_t number, double published, double limit,
         double& seconds) {
  const std::string name = fmt::format("p{}", number);
  const auto text = io::read_file(folder + "/" + name);
  if (!text) return fmt::print("{} is missing\n", name), false;
  const auto instance = instances::parse_instance({*text, name, {}}, "sscflp");
  if (!instance) return fmt::print("{}: {}\n", name, instance.error().front().key), false;
  instances::Question question;
  question.model = instances::Model::kCflp;
  const auto model = instances::capacitated_model(*instance, question);
  if (!model) return fmt::print("{}: {}\n", name, model.error().key), false;
  optim::LocationOptions options;
  options.time_limit_seconds = limit;
  const std::clock_t began = std::clock();
  const auto result = optim::solve_capacitated(*model, options);
  const double spent = static_cast<double>(std::clock() - began) / CLOCKS_PER_SEC;
  seconds += spent;
  const auto scale = static_cast<double>(instance->cost_scale);
  const double objective =
      result.has_solution() ? static_cast<double>(result.objective) / scale : NAN;
  const bool agrees =
      result.status == optim::MipStatus::kOptimal && same(objective, published) &&
      optim::capacitated_cost(*model, result.sites, result.shipments) == result.objective;
  fmt::print(
      "{:4} {:3} x {:4}  {:17.5f}  bound {:17.5f}  published {:12.2f} {}  nodes {:5}  {:6.2f} s\n",
      name, instance->sites, instance->customers, objective,
      static_cast<double>(result.bound) / scale, published, agrees ? "proven" : "DIFFERS",
      result.nodes, spent);
  std::fflush(stdout);
  return agrees;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return fmt::print("capacitated_bench FOLDER [FIRST LAST] [SECONDS]\n"), 2;
  const std::string folder = argv[1];
  std::ifstream file(folder + "/os");
  std::vector<double> published;
  for (double value = 0; file >> value;) published.push_back(value);
  const size_t first = argc > 3 ? std::stoul(argv[2]) : 1;
  const size_t last = argc > 3 ? std::stoul(argv[3]) : published.size();
  const double limit = argc > 4 ? std::atof(argv[4]) : 600;
  int agreed = 0, asked = 0;
  double seconds = 0;
  for (size_t number = first; number <= last && number <= published.size(); ++number) {
    ++asked;
    agreed += run(folder, number, published[number - 1], limit, seconds) ? 1 : 0;
  }
  fmt::print("{} of {} as published and proven, {:.2f} s\n", agreed, asked, seconds);
  return agreed == asked && asked > 0 ? 0 : 1;
}
