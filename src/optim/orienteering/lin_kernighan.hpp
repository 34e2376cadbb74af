#pragma once

#include "optim/orienteering/tour_order.hpp"

namespace dostyq::optim::orienteering {

/// Shortens one route by chains of exchanges (Lin and Kernighan 1973, as in Johnson and McGeoch
/// 1997): each exchange reverses a part and may lengthen the route, if the chain so far has gained;
/// the best prefix of a chain is kept. Candidates are the nearest stops *of the route*. Deltas are
/// integers; a debug build recounts each chain. Returns the length saved. O(stops²) to find the
/// neighbours, then about O(stops^1.5).
int64_t lin_kernighan(const Problem& problem, Route& route);

}  // namespace dostyq::optim::orienteering
