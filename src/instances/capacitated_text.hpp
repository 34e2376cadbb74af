#pragma once

#include "instances/formats.hpp"
#include "optim/location/capacitated.hpp"

// Capacitated location with a cost for every pair, in 64 bits: costs of the literature have more
// digits than optim::Costs holds. Two arrangements of the same figures:
//
// "sscflp": n sites and m customers; n capacities; n opening costs; m demands; then for each
// customer its n costs, of all its demand from each site.
//
// "orlib-cap" (uncapacitated.hpp): capacity and opening cost by site, then demand and costs by
// customer.
namespace dostyq::instances {

enum class CapacitatedFormat { kSscflp, kOrlibCap };

struct CapacitatedInstance {
  optim::CapacitatedModel model;
  int64_t cost_scale = 1;    ///< whole cost = cost of the file times this
  int64_t amount_scale = 1;  ///< of capacities and demands
  /// Costs of a unit were rounded to cost_scale: objectives are not exactly those of the file.
  bool rounded = false;
};

/// The file's decimals become whole numbers, exactly. Where demand is divisible the model wants the
/// cost of a unit: also exact, with as many decimals as that takes, or rounded to
/// ReadOptions::decimals. Errors: those of words.hpp, instances.not_by_unit (no number of decimals
/// will do), instances.sums_too_large.
Checked<CapacitatedInstance> read_capacitated(const Source& source, CapacitatedFormat format,
                                              bool single_source = true);

}  // namespace dostyq::instances
