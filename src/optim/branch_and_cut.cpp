#include "optim/search.hpp"

namespace dostyq::optim {

MipResult solve(const MipModel& model, const MipOptions& options) {
  return Search(model, options, Effort()).run();
}

}  // namespace dostyq::optim
