#include "optim/location/capacitated.hpp"

#include <algorithm>
#include <chrono>
#include <map>

#include "base/check.hpp"
#include "optim/location/capacitated_network.hpp"
#include "optim/location/capacitated_search.hpp"
#include "optim/problem.hpp"

namespace dostyq::optim {
namespace {

using namespace capacitated;

Deadline deadline_of(const LocationOptions& options) {
  Deadline deadline;
  deadline.stop = options.stop;
  // Beyond a century a clock overflows.
  if (options.time_limit_seconds < 3e9) {
    const auto span = std::chrono::duration<double>(std::max(0.0, options.time_limit_seconds));
    deadline.at = std::chrono::steady_clock::now() +
                  std::chrono::duration_cast<std::chrono::steady_clock::duration>(span);
  }
  return deadline;
}

void give_solution(const Network& network, const Incumbent& incumbent, CapacitatedResult& result) {
  for (int j = 0; j < network.sites(); ++j) {
    if (incumbent.open[static_cast<size_t>(j)] != 0) result.sites.push_back(j);
  }
  result.shipments = incumbent.shipments;
  for (int a : incumbent.arc_of) {
    const Arc& arc = network.arcs[static_cast<size_t>(a)];
    result.shipments.push_back(
        {arc.customer, arc.site, network.demand[static_cast<size_t>(arc.customer)]});
  }
  std::sort(result.shipments.begin(), result.shipments.end(),
            [](const Shipment& a, const Shipment& b) {
              return std::pair(a.customer, a.site) < std::pair(b.customer, b.site);
            });
}

}  // namespace

CapacitatedResult solve_capacitated(const CapacitatedModel& model, const LocationOptions& options) {
  const auto began = std::chrono::steady_clock::now();
  const Network network = make_network(model);
  CapacitatedResult result;
  capacitated::Domain domain;
  if (whole_domain(network, model.rules, domain)) {
    Search search(network, options, deadline_of(options));
    search.run(std::move(domain));
    const bool found = search.incumbent().exists();
    result.nodes = search.nodes();
    result.bound = search.bound();
    if (found) give_solution(network, search.incumbent(), result);
    if (found) {
      result.objective = capacitated_cost(model, result.sites, result.shipments);
      DOSTYQ_CHECK(result.objective == search.incumbent().objective);
    }
    const bool closed = search.finished() || (found && result.bound >= result.objective);
    result.status = found ? (closed ? MipStatus::kOptimal : MipStatus::kFeasible)
                          : (closed ? MipStatus::kInfeasible : MipStatus::kLimit);
  } else {
    result.status = MipStatus::kInfeasible;
    result.bound = LocationResult::kNone;
  }
  result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
  return result;
}

bool sums_fit(const CapacitatedModel& model) { return fits(model); }

int64_t capacitated_cost(const CapacitatedModel& model, const std::vector<int>& sites,
                         const std::vector<Shipment>& shipments) {
  std::vector<int64_t> room(model.capacity.size(), -1), unserved = model.demand;
  std::vector<int> servers(model.demand.size(), 0);
  int64_t cost = 0;
  for (int j : sites) {
    const auto s = static_cast<size_t>(j);
    if (j < 0 || s >= room.size() || room[s] >= 0) return LocationResult::kNone;
    room[s] = model.capacity[s];
    if (!model.opening_cost.empty()) cost += model.opening_cost[s];
  }
  for (const Shipment& shipment : shipments) {
    const auto c = static_cast<size_t>(shipment.customer), s = static_cast<size_t>(shipment.site);
    if (c >= unserved.size() || s >= room.size() || room[s] < shipment.amount ||
        shipment.amount < 0 || unserved[c] < shipment.amount) {
      return LocationResult::kNone;
    }
    int64_t least = LocationResult::kNone;
    for (const Service& service : model.services[c]) {
      if (service.site == shipment.site) least = std::min(least, service.cost);
    }
    if (least == LocationResult::kNone) return LocationResult::kNone;
    cost += model.single_source ? least : least * shipment.amount;
    room[s] -= shipment.amount;
    unserved[c] -= shipment.amount;
    ++servers[c];
  }
  for (size_t c = 0; c < unserved.size(); ++c) {
    if (unserved[c] != 0 || (model.single_source && servers[c] != 1)) return LocationResult::kNone;
  }
  const auto open = [&](int j) { return room[static_cast<size_t>(j)] >= 0; };
  const bool ruled =
      std::all_of(model.rules.forced.begin(), model.rules.forced.end(), open) &&
      std::none_of(model.rules.forbidden.begin(), model.rules.forbidden.end(), open) &&
      std::all_of(model.rules.rows.begin(), model.rules.rows.end(), [&](const Row& row) {
        double sum = 0;
        for (const Term& term : row.terms) sum += open(term.column) ? term.coefficient : 0.0;
        return sum >= row.lower - kFeasibility && sum <= row.upper + kFeasibility;
      });
  return ruled ? cost : LocationResult::kNone;
}

}  // namespace dostyq::optim
