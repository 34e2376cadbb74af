#pragma once

#include "instances/formats.hpp"

// OR-Library pmed1-40 (Beasley, EJOR 21 (1985) 270-273): "n m p", then m edges "i j cost" of an
// undirected graph. Every node is a customer of weight 1 and a site; the cost is the length of the
// shortest path. Of several edges between two nodes the last one counts, as the library's page
// says; a loop changes nothing.
namespace dostyq::instances {

bool looks_like_orlib_pmed(const Source& source);

/// O(n (m + n) log n). Errors: those of words.hpp, instances.too_far.
Checked<Instance> read_orlib_pmed(const Source& source);

}  // namespace dostyq::instances
