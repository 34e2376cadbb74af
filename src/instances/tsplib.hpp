#pragma once

#include "instances/formats.hpp"

// TSPLIB coordinates (Reinelt 1991), EUC_2D. Every point is a customer of weight 1 and a site; the
// distance is Euclid's rounded down, as the p-median literature has it (TSPLIB itself rounds to the
// nearest).
namespace dostyq::instances {

bool looks_like_tsplib(const Source& source);

/// Errors: those of words.hpp, instances.missing (DIMENSION, EDGE_WEIGHT_TYPE,
/// NODE_COORD_SECTION), instances.unsupported (other kinds of distance), instances.twice.
Checked<Instance> read_tsplib(const Source& source);

}  // namespace dostyq::instances
