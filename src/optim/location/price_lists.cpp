#include "optim/location/price_lists.hpp"

#include <algorithm>

namespace dostyq::optim {

PriceLists::PriceLists(const AssignmentModel& model, std::span<const SiteState> states,
                       std::span<const uint32_t> reach) {
  start_.push_back(0);
  for (size_t i = 0; i < model.weight.size(); ++i) {
    weight_.push_back(static_cast<double>(model.weight[i]));
    const size_t wanted = model.weight[i] == 0 ? 0 : std::max(reach[i], 1U);
    double highest = Costs::kNever;
    size_t k = 0, kept = 0;
    for (size_t asked = std::max<size_t>(wanted, 16);; asked *= 2) {
      const std::span<const Near> list = model.costs->nearest(static_cast<int>(i), asked);
      for (; k < list.size() && kept <= wanted; ++k) {
        if (states[static_cast<size_t>(list[k].site)] == SiteState::kShut) continue;
        // The first one beyond says how far the list is complete.
        if (kept++ == wanted) {
          highest = list[k].cost;
        } else {
          entries_.push_back(list[k]);
        }
      }
      if (kept > wanted || list.size() < asked) break;
    }
    start_.push_back(entries_.size());
    highest_.push_back(highest);
  }
}

}  // namespace dostyq::optim
