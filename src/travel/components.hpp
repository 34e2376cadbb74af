#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace dostyq::travel {

/// The strongly connected component of every node, numbered from 0 in the order in which they are
/// closed. Tarjan, SIAM Journal on Computing 1 (1972), without recursion: O(n + m), 17 bytes a
/// node. The graph is in compressed sparse rows: arcs of node v are first_arc[v] .. first_arc[v +
/// 1].
struct Components {
  std::vector<uint32_t> of_node;
  uint32_t count = 0;
};
Components strong_components(std::span<const uint32_t> first_arc, std::span<const uint32_t> head);

/// The component with most nodes; of equal ones that with the smallest node. 0 when there is none.
uint32_t largest(const Components& components);

}  // namespace dostyq::travel
