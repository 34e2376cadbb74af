#pragma once

#include "optim/orienteering/orienteering.hpp"

namespace dostyq::optim::orienteering {

/// The stops of `route`, in their order, that collect the most score within the limit, as far as a
/// price on length can choose: the longest path over stops for each price, and bisection on the
/// price. Whole clusters go or stay, where dropping one stop after another would only thin them.
/// O(stops² · 24). Empty if no price holds to the limit.
Route thin_out(const Problem& problem, const Route& route);

}  // namespace dostyq::optim::orienteering
