#pragma once

#include "instances/formats.hpp"

// Capacitated location as collections of single-source instances write it, "sscflp": n sites and m
// customers; n capacities; n opening costs; m demands; then for each customer its n costs, of all
// its demand from each site. The same figures as "orlib-cap" (uncapacitated.hpp), arranged by kind.
namespace dostyq::instances {

/// Whether the figures are as many as "n m" says, and do not stand as in "orlib-cap". With two
/// sites and one customer the two cannot be told apart by their looks: this says no.
bool looks_like_sscflp(const Source& source);
/// Errors: those of words.hpp, instances.too_precise.
Checked<Instance> read_sscflp(const Source& source);

}  // namespace dostyq::instances
