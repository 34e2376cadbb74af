#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace dostyq::optim {

/// A way of a transportation problem: from a source to a sink at a cost a unit.
struct TransportWay {
  int source = 0;
  int sink = 0;
  int64_t cost = 0;  ///< >= 0
};

/// min sum cost * amount: no source gives more than its supply, every sink gets its demand.
/// Exactly, by successive shortest paths with potentials (Edmonds & Karp, Journal of the ACM 19
/// (1972) 248-264). Amounts by way; nothing if the demand cannot be met.
std::optional<std::vector<int64_t>> transport(const std::vector<int64_t>& supply,
                                              const std::vector<int64_t>& demand,
                                              const std::vector<TransportWay>& ways);

}  // namespace dostyq::optim
