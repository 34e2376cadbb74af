#pragma once

#include <memory>
#include <span>
#include <vector>

#include "optim/location/costs.hpp"
#include "optim/location/cover_groups.hpp"

// Openings by phase, as a location model without phases: its sites are pairs (site, phase in which
// it opens), of which at most one per site is chosen; its customers are pairs (customer, phase),
// served by what has opened by then, for what is open stays open. Swapping two sites, or moving an
// opening to another phase, is one exchange.
namespace dostyq::optim {

inline int phase_column(int site, int phase, int phases) { return site * phases + phase; }

/// Customer i in phase t is customer i · phases + t. Refers to `base`.
std::unique_ptr<Costs> phased_costs(const Costs& base, int phases);

/// Who may serve a customer in phase t.
std::vector<Near> phased(std::span<const Near> near, int phase, int phases);

/// Every group in every phase, its weight times `weights` of the phase.
CoverGroups phased_groups(const CoverGroups& groups, std::span<const int64_t> weights);

}  // namespace dostyq::optim
