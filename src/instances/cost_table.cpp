#include "instances/cost_table.hpp"

#include <algorithm>

namespace dostyq::instances {
namespace {

Error too_precise(int decimals, const Source& source) {
  return {ErrorCode::kBadInput,
          "instances.too_precise",
          {std::to_string(decimals)},
          {source.file, 0, ""}};
}

}  // namespace

Checked<void> take_costs(const CostTable& table, const Source& source, Instance& instance) {
  const int written = std::max(most_decimals(table.opening), most_decimals(table.service));
  const int kept = std::min(written, source.options.decimals.value_or(written));
  std::vector<int32_t> matrix;
  matrix.reserve(table.service.size());
  for (const Decimal& value : table.service) {
    const auto cost = rounded(value, kept);
    if (!cost || *cost >= optim::Costs::kNever)
      return tl::unexpected(Problems{too_precise(kept, source)});
    matrix.push_back(static_cast<int32_t>(*cost));
  }
  for (const Decimal& value : table.opening) {
    const auto cost = rounded(value, kept);
    if (!cost) return tl::unexpected(Problems{too_precise(kept, source)});
    instance.opening_cost.push_back(*cost);
  }
  instance.sites = table.sites;
  instance.customers = table.customers;
  instance.weight.assign(static_cast<size_t>(table.customers), 1);
  instance.cost_scale = power_of_ten(kept);
  instance.costs = optim::matrix_costs(table.customers, table.sites, std::move(matrix));
  return {};
}

Result<Scaled> scaled(const std::vector<Decimal>& values, const Source& source) {
  const int decimals = most_decimals(values);
  Scaled result;
  result.scale = power_of_ten(decimals);
  result.values.reserve(values.size());
  for (const Decimal& value : values) {
    const auto amount = whole(value, decimals);
    if (!amount) return tl::unexpected(too_precise(decimals, source));
    result.values.push_back(*amount);
  }
  return result;
}

}  // namespace dostyq::instances
