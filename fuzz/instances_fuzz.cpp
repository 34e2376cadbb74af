// Any bytes as an instance of every format: an error with a file, or an instance whose parts fit
// each other, with costs that the recount agrees with.
#include <cstdint>
#include <cstdlib>

#include "instances/check.hpp"
#include "instances/formats.hpp"

namespace {

using namespace dostyq::instances;

void require(bool condition) {
  if (!condition) std::abort();
}

void look_at(Instance& instance) {
  const auto sites = static_cast<size_t>(instance.sites);
  const auto customers = static_cast<size_t>(instance.customers);
  require(instance.sites > 0 && instance.customers > 0);
  require(instance.weight.size() == customers);
  require(instance.opening_cost.empty() || instance.opening_cost.size() == sites);
  require(instance.site_ids.empty() || instance.site_ids.size() == sites);
  require(instance.area.empty() || instance.area.size() == sites);
  require(instance.capacity.empty() == instance.demand.empty());
  require(instance.wide_costs.empty() || instance.wide_costs.size() == sites * customers);
  for (const int64_t weight : instance.weight) require(weight >= 0);
  if (!make_costs(instance)) return;
  if (instance.costs == nullptr || sites * customers > 10'000) return;
  Question question;
  question.model = Model::kPCentre;
  const Recount found = recount(instance, question, {{0}, {}});
  int64_t farthest = 0;
  for (int customer = 0; customer < instance.customers; ++customer)
    farthest = std::max<int64_t>(farthest, instance.costs->cost(customer, 0));
  const bool served = farthest != dostyq::optim::Costs::kNever;
  require(served == found.broken.empty());
  require(!served || std::abs(found.objective - farthest) <= found.slack);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const Format& format : formats()) {
    const Source source{text, "fuzz", {}};
    format.recognise(source);
    auto read = format.read(source);
    if (read)
      look_at(*read);
    else
      require(!read.error().empty() && !read.error().front().where.file.empty());
  }
  return 0;
}
