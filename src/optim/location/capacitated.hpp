#pragma once

#include <cstdint>
#include <vector>

#include "optim/location/location.hpp"

namespace dostyq::optim {

/// A site that may serve a customer, and at what cost (CapacitatedModel::services).
struct Service {
  int site = 0;
  int64_t cost = 0;  ///< >= 0
};

/// minimise  opening costs of open sites + costs of service,   open sites within `rules`,
/// every customer's demand served by open sites, no site beyond its capacity.
///
/// Single-source capacitated location (SSCFLP), divisible capacitated location (CFLP) and, with all
/// sites forced, the generalized assignment problem. Whole numbers throughout.
struct CapacitatedModel {
  std::vector<int64_t> capacity;      ///< by site, >= 0
  std::vector<int64_t> demand;        ///< by customer, >= 0
  std::vector<int64_t> opening_cost;  ///< by site, >= 0; empty: none
  /// By customer, in any order; of a site that stands twice the lesser cost counts.
  std::vector<std::vector<Service>> services;
  /// true: one site serves all of a customer, and Service::cost is that of the whole customer.
  /// false: any number of sites share a customer, and Service::cost is that of one unit of demand;
  /// nobody need serve a customer without demand.
  bool single_source = true;
  SiteRules rules;
};

/// `amount` units of a customer's demand.
struct Shipment {
  int customer = 0;
  int site = 0;
  int64_t amount = 0;
  friend bool operator==(const Shipment&, const Shipment&) = default;
};

struct CapacitatedResult : LocationResult {
  std::vector<Shipment> shipments;  ///< by customer, then site; single source: one a customer
};

/// Proven optima by Lagrangian bounds with exact knapsacks, fixing by reduced costs, local search
/// and branch and bound (capacitated.cpp). The objective is recounted, the bound valid to the last
/// unit. One thread, deterministic. Aborts on figures whose sums
/// do not fit (sums_fit).
CapacitatedResult solve_capacitated(const CapacitatedModel& model,
                                    const LocationOptions& options = {});

/// Whether solve_capacitated() takes figures as large as these.
bool sums_fit(const CapacitatedModel& model);

/// The objective of an answer, or LocationResult::kNone if it breaks a capacity, a rule or leaves
/// demand unserved. Shares no code with the solver.
int64_t capacitated_cost(const CapacitatedModel& model, const std::vector<int>& sites,
                         const std::vector<Shipment>& shipments);

}  // namespace dostyq::optim
