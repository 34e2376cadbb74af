#pragma once

#include <vector>

#include "optim/orienteering/edge_relaxation.hpp"

namespace dostyq::optim::orienteering {

/// Cuts that the relaxation's solution breaks, cheapest kinds first; later kinds only when earlier
/// ones found nothing. Connectivity is exact: a solution whole in all columns that gets no cut is a
/// set of routes, each within the limit.
///  - an edge is used only if its points are visited;
///  - connectivity: x(cut of S) >= 2 y(i) for S without the ends, by components, then by minimum
///    cuts on the graph shrunk along edges with x = y = y (Padberg and Rinaldi's rule for cycles,
///    as Kobeaga et al. 2021 carry it over); a start apart from the end: x(cut) >= routes;
///  - blossoms (2-matching) by fractional components;
///  - covers of the length of all routes;
///  - a route that is too long by itself, where there are several.
std::vector<Cut> separate(const Problem& problem, const EdgeRelaxation& relaxation);

/// The routes of a solution that is whole, which separate() found nothing in.
std::vector<Route> routes_of(const Problem& problem, const std::vector<WeightedEdge>& support);

}  // namespace dostyq::optim::orienteering
