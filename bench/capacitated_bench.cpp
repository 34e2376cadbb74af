#pragma GCC diagnostic ignored "-Wconversion"
// Single-source capacitated location on published instances: objective, bound and time of each.
//   capacitated_bench FOLDER FIRST LAST [SECONDS]   with FOLDER/p1, p2, ... and FOLDER/os
#include <fmt/format.h>

#include <cmath>
#include <ctime>
#include <cstdlib>
#include <fstream>
#include <string>

#include "optim/location/capacitated.hpp"

using namespace dostyq::optim;
int main(int argc, char** argv) {
  const std::string folder = argv[1];
  const int first = std::atoi(argv[2]), last = std::atoi(argv[3]);
  LocationOptions options;
  options.time_limit_seconds = argc > 4 ? std::atof(argv[4]) : 600;
  std::ifstream os(folder + "/os");
  std::vector<double> published;
  for (double v; os >> v;) published.push_back(v);
  double total = 0;
  for (int p = first; p <= last; ++p) {
    std::ifstream in(folder + "/p" + std::to_string(p));
    int m = 0, n = 0;
    in >> m >> n;
    const double scale = folder.find("orlib") != std::string::npos ? 1e6 : 1;
    CapacitatedModel model;
    model.rules.sites = m;
    model.capacity.resize(m);
    model.opening_cost.resize(m);
    model.demand.resize(n);
    model.services.resize(n);
    for (auto& c : model.capacity) in >> c;
    double v = 0;
    for (auto& c : model.opening_cost) in >> v, c = std::llround(v * scale);
    for (auto& c : model.demand) in >> c;
    for (auto& s : model.services)
      for (int j = 0; j < m; ++j) in >> v, s.push_back({j, std::llround(v * scale)});
    const auto cpu = std::clock();
    auto result = solve_capacitated(model, options);
    result.seconds = double(std::clock() - cpu) / CLOCKS_PER_SEC;
    total += result.seconds;
    const double best = result.has_solution() ? result.objective / scale : -1;
    fmt::print("p{} {}x{} status {} objective {:.6f} bound {:.6f} published {:.2f} {} nodes {} seconds {:.2f}\n", p, m, n,
               static_cast<int>(result.status), best, result.bound / scale, published[p - 1],
               std::abs(best - published[p - 1]) < 0.0051 && result.status == MipStatus::kOptimal ? "same" : "DIFFERENT", result.nodes, result.seconds);
    std::fflush(stdout);
  }
  fmt::print("total {:.2f}\n", total);
}
