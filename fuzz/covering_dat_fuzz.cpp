// Any bytes as F and C lines: an error with a file, or groups that earn what the points say.
#include <cstdint>
#include <cstdlib>

#include "instances/check.hpp"
#include "instances/covering_dat.hpp"

namespace {

using namespace dostyq::instances;

void require(bool condition) {
  if (!condition) std::abort();
}

void compare(const Instance& points, const Instance& groups, double radius) {
  require(points.sites == groups.sites && points.customers == groups.customers);
  require(points.opening_cost == groups.opening_cost);
  if (static_cast<int64_t>(points.sites) * points.customers > 10'000) return;
  Question question;
  question.model = Model::kMclp;
  question.radius = radius;
  for (int site = 0; site < points.sites; ++site) {
    const Recount counted = recount(points, question, {{site}, {}});
    require(counted.broken.empty());
    require(counted.objective ==
            dostyq::optim::covered_weight(groups.coverage->groups, std::vector<int>{site}));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const double radius = data[0] * 0.37;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  Source source{text, "fuzz", {}};
  source.options.threads = 1;
  looks_like_covering_dat(source);
  const auto points = read_covering_dat(source);
  source.options.cover_within = radius;
  const auto groups = read_covering_dat(source);
  require(points.has_value() == groups.has_value());
  if (points)
    compare(*points, *groups, radius);
  else
    require(!points.error().empty() && !points.error().front().where.file.empty());
  return 0;
}
