// Any bytes as capacitated location: an error with a file, or an instance that becomes a model,
// whole or divisible. Small ones are solved; what comes out is counted again from the instance.
#include <cstdint>
#include <cstdlib>

#include "instances/capacitated_model.hpp"
#include "instances/check.hpp"
#include "instances/formats.hpp"

namespace {

using namespace dostyq;
using instances::Instance;

void require(bool condition) {
  if (!condition) std::abort();
}

void solve(const Instance& instance, const instances::Question& question) {
  const auto model = instances::capacitated_model(instance, question);
  if (!model || instance.sites > 6 || instance.customers > 6) return;
  optim::LocationOptions options;
  options.time_limit_seconds = 0.2;
  const optim::CapacitatedResult found = optim::solve_capacitated(*model, options);
  if (!found.has_solution()) return;
  instances::Answer answer{found.sites, {}};
  if (question.divisible) {
    answer.shipments = found.shipments;
  } else {
    for (const optim::Shipment& one : found.shipments) answer.assignment.push_back(one.site);
  }
  const instances::Recount counted = instances::recount(instance, question, answer);
  require(counted.broken.empty() && counted.objective == found.objective);
  require(found.bound <= found.objective);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const char* format : {"sscflp", "orlib-cap"}) {
    auto read = instances::parse_instance({text, "fuzz", {}}, format);
    if (!read) {
      require(!read.error().empty() && !read.error().front().where.file.empty());
      continue;
    }
    instances::Question question;
    question.model = instances::Model::kCflp;
    if (!instances::complete(question, *read)) continue;
    solve(*read, question);
    question.divisible = true;
    if (instances::refine_for_units(*read, 6)) solve(*read, question);
  }
  return 0;
}
