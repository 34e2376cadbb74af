#pragma once

#include "instances/formats.hpp"

// Two formats of facility location with a cost for every pair.
//
// OR-Library cap (Beasley 1988), "orlib-cap": n sites and m customers; for each site its capacity
// (a number, or the word "capacity") and opening cost; for each customer its demand and n costs of
// all its demand from each site. UFLLIB calls the same format ORLIB-cap.
//
// UFLLIB "simple": "FILE: name", then "n m 0", then for each site its number, its opening cost and
// its m costs of serving each customer.
namespace dostyq::instances {

bool looks_like_orlib_cap(const Source& source);
/// Errors: those of words.hpp, instances.too_precise.
Checked<Instance> read_orlib_cap(const Source& source);

bool looks_like_ufl_simple(const Source& source);
/// Errors: those of words.hpp, instances.too_precise, instances.unsupported (capacities).
Checked<Instance> read_ufl_simple(const Source& source);

}  // namespace dostyq::instances
